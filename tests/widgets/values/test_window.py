from __future__ import annotations

import asyncio
import weakref
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from desk_in_hand import Desk, book, ticker, trade
from thorough import thorough
from waiting import eventually
from widgets.controls.window_size import SHARE
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.data_state.data_notice import Notice
from widgets.text.value_table import ValueRow, ValueTable
from widgets.trades.panel import TradesPanel
from widgets.values import window as module
from widgets.values.window import ValuesWindow, show_values

COPY = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL_MS", 10)


class Tabled(QWidget):
    """Has a table, and nothing else."""

    status_text = ""

    def __init__(self, titles: tuple[str, ...], texts: tuple[str, ...]) -> None:
        super().__init__()
        self.titles, self.texts = titles, texts

    def panel_title(self) -> str:
        return ""

    def shown_values(self) -> ValueTable:
        return ValueTable("", self.titles, [ValueRow(row, self.texts) for row in range(200)], frozenset())


async def opened(panel: OrderBookPanel | TradesPanel) -> ValuesWindow:
    panel.show()
    window = show_values(panel, panel.context.look)
    assert window is panel.findChild(ValuesWindow)
    await eventually(window.isActiveWindow)
    return window


def column(window: ValuesWindow, place: int) -> list[str]:
    return [row.texts[place] for row in window.model.rows]


async def test_the_book_is_a_table_that_begins_at_the_best_ask(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(ticker(price=100.0, prev=80.0), book(depth=15))
    panel.frame()
    window = await opened(panel)
    assert window.model.titles == ("구분", "가격", "전일대비", "잔량", "누적", "표시")
    assert column(window, 1)[13:17] == ["102.0", "101.0", "99.0", "98.0"]
    assert window.table.currentIndex().row() == 14
    assert "최우선 매도 101" in window.summary.text()
    assert window.windowTitle() == "BTC/KRW · 호가 · 표"
    show_values(panel, panel.context.look)
    assert len(panel.findChildren(ValuesWindow)) == 1


async def test_it_follows_the_panel_and_holds_the_row_of_the_cursor(desk: Desk, fast):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.deliver(*(trade(each) for each in range(1, 101)))
    panel.frame()
    window = await opened(panel)
    QTest.keyClick(window.table, Qt.Key.Key_PageDown)
    held = window.table.currentIndex()
    at, key = window.table.visualRect(held), window.model.rows[held.row()].key
    desk.deliver(*(trade(each) for each in range(101, 141)))
    panel.frame()
    # not by their number: the oldest row is a gap while the trades before the first are being fetched
    await eventually(lambda: window.model.rows[held.row() + 40].key == key)
    current = window.table.currentIndex()
    assert window.model.rows[current.row()].key == key
    assert current.row() == held.row() + 40
    assert window.table.visualRect(current) == at


async def test_it_stays_at_the_newest_row_until_the_cursor_leaves_it(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.deliver(*(trade(each) for each in range(1, 101)))
    panel.frame()
    window = await opened(panel)

    def shown(number: int) -> tuple[int, bool]:
        """Where the cursor is after another trade, and whether the newest row is in sight."""
        desk.deliver(trade(number))
        panel.frame()
        window.read()
        return window.table.currentIndex().row(), window.table.verticalScrollBar().value() == 0

    assert [shown(number) for number in (101, 102)] == [(0, True), (0, True)]
    QTest.keyClick(window.table, Qt.Key.Key_Down)
    assert shown(103) == (2, False)
    QTest.keyClick(window.table, Qt.Key.Key_Home)
    assert shown(104) == (0, True)
    QTest.mouseClick(
        window.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=window.table.visualRect(window.model.index(1, 0)).center(),
    )
    assert shown(105) == (2, False), "a row that was chosen is held"


async def test_nothing_is_read_while_it_is_hidden(desk: Desk, fast):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    window = await opened(panel)
    assert window.summary.text().endswith("아직 받은 값이 없습니다")
    window.hide()
    desk.deliver(book())
    panel.frame()
    await asyncio.sleep(0.1)
    assert not window._timer.isActive()
    assert window.model.rowCount() == 0
    window.show()
    await eventually(lambda: window.model.rowCount() == 6)


async def test_after_all_were_chosen_the_rows_that_come_in_are_too(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book(depth=2))
    panel.frame()
    window = await opened(panel)
    window.table.selectAll()
    desk.deliver(book(mid=105.0, depth=3, timestamp=1_795_144_549_000))
    panel.frame()
    window.read()
    window.copy()
    _, *copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == ["\t".join(row.texts) for row in window.model.rows]
    assert len(copied) == 6
    window.table.selectRow(2)
    desk.deliver(book(mid=109.0, depth=3, timestamp=1_795_144_550_000))
    panel.frame()
    window.read()
    assert len(window.table.selectionModel().selectedRows()) <= 1


async def test_rows_are_copied_as_spreadsheets_read_them(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book(depth=1))
    panel.frame()
    window = await opened(panel)
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(window.table, Qt.Key.Key_C, COPY)
    titles, row = "구분\t가격\t전일대비\t잔량\t누적\t표시", "매도\t101.0\t–\t1.000\t1.000\t"
    assert clipboard.text().splitlines() == [titles, row]
    window._copy_bare.trigger()
    assert clipboard.text() == row
    QTest.keyClick(window.table, Qt.Key.Key_A, COPY)
    QTest.keyClick(window.table, Qt.Key.Key_C, COPY)
    assert clipboard.text().splitlines()[:2] == [titles, row]
    everything = clipboard.text()
    assert everything.count("\n") == 2
    window.table.clearSelection()
    window._copy_all.trigger()
    assert clipboard.text() == everything
    window.table.clearSelection()
    clipboard.setText("before")
    window.copy()
    assert clipboard.text() == "before"


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_W, COPY)]
)
async def test_a_key_closes_it(desk: Desk, key, modifier):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    window = await opened(panel)
    QTest.keyClick(window, key, modifier)
    await eventually(lambda: not isValid(window))


async def test_it_ends_with_its_panel_and_keeps_nothing_alive(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    window, seen = await opened(panel), weakref.ref(panel)
    panel.release()
    panel.deleteLater()
    del panel
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(window)
    del window
    assert seen() is None


async def test_errors_of_the_values_are_shown_above_them(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book())
    panel.frame()
    window = await opened(panel)
    panel.show_notice(Notice("연결 끊김"))
    window.read()
    assert window.summary.text().startswith("연결 끊김\n")


async def test_another_market_is_another_table(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book())
    panel.frame()
    window = await opened(panel)
    panel.set_market("KRW-ETH")
    window.read()
    assert window.windowTitle() == "ETH/KRW · 호가 · 표"
    assert window.model.rowCount() == 0


async def test_home_and_end_go_to_the_ends_of_the_list(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book(depth=15))
    panel.frame()
    window = await opened(panel)
    for key, row in ((Qt.Key.Key_End, 29), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(window.table, key)
        assert window.table.currentIndex().row() == row


@pytest.mark.parametrize("is_by_shift", [False, True])
async def test_the_menu_copies_and_ends_with_the_panel(desk: Desk, is_by_shift):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book(depth=1))
    panel.frame()
    window = await opened(panel)
    if is_by_shift:
        QTest.keyClick(window.table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    else:
        viewport = window.table.viewport()
        place = viewport.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, event)
    (menu,) = (each for each in window.findChildren(QMenu) if each.isVisible())
    assert [action.text() for action in menu.actions()] == [
        "제목과 함께 복사",
        "제목 없이 복사",
        "제목과 함께 모두 복사",
    ]
    menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text().startswith("구분\t")
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(menu)


async def test_a_wide_table_is_given_its_width(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book(mid=123456789012345.0))
    panel.frame()
    window = await opened(panel)
    assert not window.table.horizontalScrollBar().isVisible()


PERCENTS, COLUMNS, WORDS = (90, 100, 125, 150), (2, 5, 7, 8, 9), ("1", "12345.6", "123,456,789.0")


@pytest.mark.parametrize(
    ("percent", "columns", "text"),
    thorough(
        product(PERCENTS, COLUMNS, WORDS),
        usual=[*product((90, 150), COLUMNS, WORDS[::2]), *product((100, 125), (7,), WORDS)],
    ),
)
async def test_every_column_is_in_the_window_at_every_size_of_font(desk: Desk, percent: int, columns: int, text: str):
    desk.context.look.set_font_percent(percent)
    panel = Tabled(tuple(f"{place}" for place in range(columns)), (text,) * columns)
    window = show_values(panel, desk.context.look)
    await eventually(window.table.verticalScrollBar().isVisible)
    widest = window.screen().availableSize().width() * SHARE
    assert window.width() <= widest + 1, "a window beyond the screen cannot be seen whole"
    assert not window.table.horizontalScrollBar().isVisible() or window.width() >= widest - 1
    header = window.table.horizontalHeader()
    for place in range(columns):
        wanted = max(window.table.sizeHintForColumn(place), header.sectionSizeHint(place))
        assert window.table.columnWidth(place) >= wanted
