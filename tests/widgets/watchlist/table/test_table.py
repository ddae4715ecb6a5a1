from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView

from core.market.watchlist import SortKey, Watchlist
from core.model.markets import Market, MarketList
from core.model.messages import Ticker
from looks import LOOK
from painted import read
from widgets.look.look import Look
from widgets.paint.cells import HEADER_HEIGHT
from widgets.text.language import speak
from widgets.watchlist.table.cells import WATCH_ROW_HEIGHT
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF
from widgets.watchlist.table.table import WatchlistTable


def shown(table: WatchlistTable) -> list[SortKey]:
    return [column.key for position, column in enumerate(COLUMNS) if not table.isColumnHidden(position)]


@pytest.mark.parametrize("key", [column.key for column in COLUMNS])
def test_the_sorted_column_is_visible_or_else_named(table, model, key):
    if key not in table.choice.keys:
        table.choose_columns(table.choice.toggled(key))
    for width, (is_descending, arrow) in product(range(190, 900, 31), ((True, "▼"), (False, "▲"))):
        table.resize(width, 300)
        table.sort_by(key, is_descending=is_descending)
        titles = [
            model.headerData(position, Qt.Orientation.Horizontal)
            for position in range(len(COLUMNS))
            if not table.isColumnHidden(position)
        ]
        reported = [title for title in titles if title[-1] in "▼▲"]
        assert len(reported) == 1, width
        assert reported[0].endswith(arrow)
        if key not in shown(table):
            assert reported[0] == titles[0] == f"{model.name_of(key)}순 {arrow}"


@pytest.mark.parametrize(("language", "percent"), [("ko", 90), ("ko", 150), ("en", 100), ("en", 150)])
def test_a_title_is_whole_with_the_mark_of_the_order_over_it_at_any_width(model, qtbot, language, percent):
    speak(language)
    try:
        look = Look()
        look.set_font_percent(percent)
        table = WatchlistTable(look, model)
        qtbot.addWidget(table)
        table.language_changed()
        table.show()
        header = table.horizontalHeader()
        for key in [column.key for column in COLUMNS]:
            if key not in table.choice.keys:
                table.choose_columns(table.choice.toggled(key))
        for key in table.choice.keys:
            table.sort_by(key, is_descending=True)
            for width in range(table.minimumSizeHint().width(), look.px(1400), look.px(47)):
                table.resize(width, 200)
                painted = read(header)
                (mark,) = painted.shapes
                xs = [x for x, _ in mark.points]
                titled = [place for place in range(len(COLUMNS)) if not table.isColumnHidden(place)]
                marked = [p for p in titled if str(model.headerData(p, Qt.Orientation.Horizontal))[-1] == "▼"]
                left = header.sectionViewportPosition(marked[0])
                assert left <= min(xs) < max(xs) <= left + header.sectionSize(marked[0])
                assert all(0 <= y < header.height() for _, y in mark.points)
                texts = sorted(painted.texts, key=lambda text: text.left)
                for text, place in zip(texts, sorted_places(header, titled), strict=True):
                    assert not text.text.endswith("…"), (text, width)
                    start = header.sectionViewportPosition(place)
                    assert start <= text.left < text.right <= start + header.sectionSize(place)
    finally:
        speak("ko")


def sorted_places(header: QHeaderView, places: list[int]) -> list[int]:
    return sorted(places, key=header.visualIndex)


@pytest.mark.parametrize("percent", [100, 150])
def test_a_click_on_a_title_neither_hides_nor_moves_a_column(model, qtbot, percent):
    look = Look()
    look.set_font_percent(percent)
    table = WatchlistTable(look, model)
    qtbot.addWidget(table)
    table.show()
    header = table.horizontalHeader()
    for width in range(table.minimumSizeHint().width(), look.px(700), 13):
        table.resize(width, 200)
        before = [(header.sectionViewportPosition(n), header.sectionSize(n)) for n in range(len(COLUMNS))]
        for place in range(len(COLUMNS)):
            if not table.isColumnHidden(place):
                for _ in range(2):
                    middle = header.sectionViewportPosition(place) + header.sectionSize(place) // 2
                    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, 10))
                    assert model.sorting[0] is COLUMNS[place].key
                    after = [(header.sectionViewportPosition(n), header.sectionSize(n)) for n in range(len(COLUMNS))]
                    assert after == before, (width, place)


@pytest.mark.parametrize("bar", [9, 20])
def test_as_narrow_as_it_may_be_its_prices_are_whole(table, qtbot, bar):
    table.setStyleSheet(f"QTableView {{ border: none; }} QScrollBar:vertical {{ width: {bar}px; }}")
    table.resize(table.minimumSizeHint())
    assert shown(table) == [SortKey.NAME, SortKey.PRICE]
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)  # Qt tells the bar a turn later


def test_enter_chooses_the_marked_market_and_nothing_while_none_is(table, qtbot):
    table.setFocus()
    with qtbot.assertNotEmitted(table.chosen):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.current_code == ""
    with qtbot.assertNotEmitted(table.starred):
        QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 0
    assert table.current_code
    table.select("KRW-XRP")
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Enter)
    assert chosen.args == ["KRW-XRP"]


def test_keys_go_to_the_ends_of_a_long_list_and_through_it_by_pages(table, model):
    model.fill(Watchlist(MarketList(Market(f"KRW-A{n:03}", f"가{n}", f"A{n}") for n in range(200))))
    model.choose("KRW", "")
    QApplication.processEvents()
    page = table.viewport().height() // table.rowHeight(0)

    def row() -> int:
        QApplication.processEvents()
        index = table.currentIndex()
        assert table.viewport().rect().contains(table.visualRect(index)), "it is in sight"
        assert table.selectedIndexes(), "and selected"
        return index.row()

    for key, lowest, highest in (
        (Qt.Key.Key_End, 199, 199),
        (Qt.Key.Key_PageUp, 199 - page - 1, 199 - page + 1),
        (Qt.Key.Key_Home, 0, 0),
        (Qt.Key.Key_PageUp, 0, 0),
        (Qt.Key.Key_PageDown, page - 1, page + 1),
        (Qt.Key.Key_End, 199, 199),
        (Qt.Key.Key_PageDown, 199, 199),
    ):
        QTest.keyClick(table, key)
        assert lowest <= row() <= highest, key


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown])
def test_where_nothing_is_listed_there_is_nowhere_to_go(table, model, key):
    model.choose("KRW", "없는 것")
    QTest.keyClick(table, key)
    assert table.current_code == ""


def test_an_empty_table_chooses_nothing(table, model, qtbot):
    model.choose("KRW", "없는 것")
    with qtbot.assertNotEmitted(table.chosen):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.current_code == ""


def test_sorting_by_name_is_what_a_press_on_the_title_does(table, model):
    table.sort_by(SortKey.NAME, is_descending=False)
    assert model.sorting == (SortKey.NAME, False)
    assert table.horizontalHeader().sortIndicatorSection() == 0


def test_tab_leaves_the_table_and_does_not_walk_through_its_cells(table):
    table.select("KRW-ETH")
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.current_code == "KRW-ETH"
    assert table.currentIndex().column() == 0


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, -1)])
def test_arrows_go_from_market_to_market_their_way(table, model, key, step):
    table.select(model.watch_row(model.index(1, 0)).code)
    QTest.keyClick(table, key)
    assert model.position(table.current_code) == 1 + step


@pytest.mark.parametrize("percent", [90, 100, 150])
def test_rows_and_columns_follow_the_font_size(model, percent):
    look = Look()
    table = WatchlistTable(look, model)
    table.resize(900, 400)
    table.show()
    look.set_font_percent(percent)
    assert table.rowHeight(0) == look.px(WATCH_ROW_HEIGHT)
    assert table.horizontalHeader().height() == look.px(HEADER_HEIGHT)
    widths = [table.columnWidth(number) for number in range(len(COLUMNS)) if not table.isColumnHidden(number)]
    assert sum(widths) == table.viewport().width()
    assert table.columnWidth(1) >= look.px(COLUMNS[1].least) - 1


def test_where_the_change_has_no_room_the_prices_have_arrows(model):
    table = WatchlistTable(LOOK, model)
    table.show()
    model.apply([Ticker(code="KRW-BTC", trade_price=5.0, prev_closing_price=4.0, signed_change_rate=0.25)])
    for width, has_arrows in ((600, False), (table.minimumSizeHint().width(), True)):
        table.resize(width, 300)
        QApplication.processEvents()
        texts = [text.text for text in read(table).texts]
        assert table.isColumnHidden(PLACE_OF[SortKey.CHANGE]) is has_arrows
        assert any(text.startswith("▲5") for text in texts) is has_arrows, texts


def test_a_sorted_column_that_is_taken_away_leaves_the_order_to_one_that_is_shown(table, model):
    table.sort_by(SortKey.TURNOVER, is_descending=False)
    table.choose_columns(table.choice.toggled(SortKey.TURNOVER))
    assert model.sorting == (SortKey.CHANGE, True)
    table.choose_columns(table.choice.toggled(SortKey.CHANGE))
    assert model.sorting == (SortKey.PRICE, True)
    table.sort_by(SortKey.VOLUME, is_descending=True)
    assert model.sorting == (SortKey.PRICE, True), "what is not shown cannot be sorted by"


def test_keys_sort_by_every_shown_column_turn_the_order_and_move_the_column(table, model):
    table.resize(900, 300)
    seen = []
    for _ in range(6):
        seen.append(model.sorting[0])
        QTest.keyClick(table, Qt.Key.Key_Right)
    assert seen == [
        SortKey.TURNOVER, SortKey.HIGH, SortKey.LOW, SortKey.NAME, SortKey.PRICE, SortKey.CHANGE,
    ]  # fmt: skip
    assert model.sorting == (SortKey.TURNOVER, True)
    QTest.keyClick(table, Qt.Key.Key_Slash)
    assert model.sorting == (SortKey.TURNOVER, False)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert model.sorting == (SortKey.CHANGE, True)
    QTest.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert table.choice.keys[-4:] == (SortKey.TURNOVER, SortKey.CHANGE, SortKey.HIGH, SortKey.LOW)
    assert model.sorting == (SortKey.CHANGE, True)


def test_the_won_value_has_a_column_where_prices_are_in_another_currency(table, model):
    table.resize(900, 300)
    assert SortKey.WON not in shown(table)
    model.choose("BTC", "")
    assert SortKey.WON in shown(table)
    model.choose("KRW", "")
    assert SortKey.WON not in shown(table)


@pytest.mark.parametrize("percent", [90, 100, 125, 150])
def test_where_the_change_just_has_room_prices_are_whole_beside_it(model, qtbot, percent):
    look = Look()
    look.set_font_percent(percent)
    table = WatchlistTable(look, model)
    qtbot.addWidget(table)
    table.show()
    model.apply([Ticker(code="KRW-BTC", trade_price=157_974_000.0, signed_change_rate=-0.1888)])
    widths = range(table.minimumSizeHint().width(), look.px(400))
    width = next(each for each in widths if table.resize(each, 300) or SortKey.CHANGE in shown(table))
    assert width < look.px(232)
    texts = [text.text for text in read(table).texts]
    assert {"157,974,000", "-18.88%"} <= set(texts)
