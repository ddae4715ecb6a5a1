from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.market.watchlist import SortKey, Watchlist
from core.model.messages import Ticker
from desk_in_hand import MARKETS
from widgets.watchlist.table.columns import COLUMNS, TurnoverUnit
from widgets.watchlist.table.model import WatchlistModel


@pytest.fixture
def model(application):
    made = WatchlistModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.fill(Watchlist(MARKETS))
    made.choose("KRW", "")
    yield made
    del tester


def reported(code: str, price: float, turnover: float) -> Ticker:
    return Ticker(code=code, trade_price=price, prev_closing_price=100.0, acc_trade_price_24h=turnover)


def codes(model: WatchlistModel) -> list[str]:
    return [model.watch_row(model.index(row, 0)).code for row in range(model.rowCount())]


def column(key: SortKey) -> int:
    return next(position for position, column in enumerate(COLUMNS) if column.key is key)


def test_a_frame_announces_one_span_whatever_changed(model):
    spans = []
    model.dataChanged.connect(lambda first, last: spans.append((first.row(), last.row(), last.column())))
    assert model.apply([reported("KRW-BTC", 1.0, 1.0), reported("KRW-XRP", 1.0, 1.0), reported("BTC-ETH", 1.0, 1.0)])
    first, last = sorted((model.position("KRW-BTC"), model.position("KRW-XRP")))
    assert spans == [(first, last, len(COLUMNS) - 1)]


def test_the_same_figures_again_announce_nothing(model):
    model.apply([reported("KRW-BTC", 1.0, 1.0)])
    spans = []
    model.dataChanged.connect(lambda *span: spans.append(span))
    assert not model.apply([reported("KRW-BTC", 1.0, 1.0)])
    assert not model.apply([reported("USDT-BTC", 2.0, 2.0)]), "it is not shown"
    assert not model.apply([reported("KRW-NONE", 2.0, 2.0)])
    assert spans == []


def test_rows_change_places_only_on_a_sort(model):
    model.apply([reported("KRW-BTC", 1.0, 9.0), reported("KRW-ETH", 1.0, 1000.0), reported("KRW-XRP", 1.0, 80.0)])
    before = codes(model)
    assert model.resort()
    assert codes(model) == ["KRW-ETH", "KRW-XRP", "KRW-BTC", "KRW-SHIB"] != before
    assert not model.resort()


def test_the_selection_moves_with_its_market(model):
    model.apply([reported("KRW-BTC", 1.0, 9.0), reported("KRW-ETH", 1.0, 1000.0)])
    held = QPersistentModelIndex(model.index(model.position("KRW-BTC"), 2))
    model.resort()
    assert model.watch_row(held).code == "KRW-BTC"
    assert held.row() == model.position("KRW-BTC") == 1
    assert held.column() == 2


def test_a_search_looks_through_all_quotes_the_chosen_one_first(model):
    model.apply([reported("USDT-BTC", 1.0, 1e9), reported("KRW-BTC", 1.0, 1.0)])
    model.choose("KRW", "ㅂㅌ")
    assert codes(model) == ["KRW-BTC", "USDT-BTC"]
    model.choose("USDT", "비트")
    assert codes(model) == ["USDT-BTC", "KRW-BTC"]
    model.choose("USDT", "")
    assert codes(model) == ["USDT-BTC"]


def test_sorting_says_so_in_the_title_and_starts_with_the_largest(model):
    def title(key: SortKey) -> object:
        return model.headerData(column(key), Qt.Orientation.Horizontal)

    assert title(SortKey.TURNOVER) == "대금(억) ▼"
    model.sort(column(SortKey.PRICE), Qt.SortOrder.AscendingOrder)
    assert (title(SortKey.TURNOVER), title(SortKey.PRICE)) == ("대금(억)", "현재가 ▲")
    initial = model.headerData(column(SortKey.PRICE), Qt.Orientation.Horizontal, Qt.ItemDataRole.InitialSortOrderRole)
    assert initial == Qt.SortOrder.DescendingOrder
    assert model.sorting == (SortKey.PRICE, False)


def test_cells_are_text_too_and_unknown_figures_are_a_dash(model):
    model.apply([Ticker(code="KRW-BTC", trade_price=158e6, signed_change_rate=0.01, acc_trade_price_24h=5e11)])
    row = model.position("KRW-BTC")
    assert [model.data(model.index(row, position)) for position in range(len(COLUMNS))] == [
        "비트코인 BTC/KRW", "158,000,000", "", "▲ +1.00%", "–", "5,000", "–", "–", "–", "–", "주의", "–",
    ]  # fmt: skip


def test_markets_not_heard_of_since_the_connection_came_back_are_distinguished(model):
    row = model.watchlist.row
    model.show_unheard({"KRW-BTC", "KRW-ETH"}, set())
    model.show_unheard({"KRW-BTC"}, {"KRW-BTC"})
    assert model.is_stale(row("KRW-BTC"))
    assert model.is_silent(row("KRW-BTC"))
    assert not model.is_stale(row("KRW-ETH"))


def test_only_rows_whose_standing_changed_are_announced(model):
    model.show_unheard({"KRW-BTC", "KRW-ETH", "BTC-ETH"}, set())
    spans = []
    model.dataChanged.connect(lambda *span: spans.append(span))
    model.show_unheard({"KRW-BTC", "KRW-ETH", "BTC-ETH"}, set())
    assert spans == []
    model.show_unheard({"KRW-BTC"}, set())
    assert len(spans) == 1
    assert model.changed == [model.position("KRW-ETH")], "the other one is not shown"


def test_the_tip_of_a_name_says_in_full_what_its_badges_may_have_room_for_the_first_letters_of(model):
    def tip(code: str) -> str:
        return model.index(model.position(code), 0).data(Qt.ItemDataRole.ToolTipRole)

    model.show_unheard({"KRW-XRP"}, {"KRW-XRP"})
    assert tip("KRW-XRP") == "엑스알피(리플) XRP KRW-XRP\n유의 종목 · 응답 없음"
    assert tip("KRW-BTC").endswith("\n주의 종목: 글로벌 시세 차이")
    assert tip("KRW-ETH") == "이더리움 Ethereum KRW-ETH"


def test_the_header_explains_the_figures_and_the_order_that_waits_and_nothing_else(model):
    def tip(key: SortKey) -> str:
        return model.headerData(column(key), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or ""

    others = [each.key for each in COLUMNS if each.key is not SortKey.TURNOVER]
    assert "24시간" in tip(SortKey.TURNOVER)
    assert not any("24시간 거래대금" in tip(key) for key in others)
    assert not any("바꾸지 않습니다" in tip(each.key) for each in COLUMNS)
    model._tell_behind(True)  # as where the pointer keeps rows in their place
    assert [each.key for each in COLUMNS if "바꾸지 않습니다" in tip(each.key)] == [SortKey.NAME, SortKey.TURNOVER]


def test_while_the_order_waits_the_title_of_the_names_says_so_in_words(model):
    def title() -> object:
        return model.headerData(0, Qt.Orientation.Horizontal)

    assert title() == "종목"
    model.apply([reported("KRW-XRP", 1.0, 9.0)])
    model.keep_order()
    assert title() == "순서 멈춤"
    model.resort()
    assert title() == "종목"


def test_a_price_in_another_currency_is_converted_at_the_rate_of_the_exchange(model):
    model.choose("BTC", "")
    model.apply([reported("BTC-ETH", 0.03, 1.0), reported("KRW-BTC", 150_000_000.0, 1.0)])
    row = model.watchlist.row("BTC-ETH")
    assert model.cell_text(row, SortKey.WON) == "–"
    spans = []
    model.dataChanged.connect(lambda *span: spans.append(span))
    model.convert()
    assert model.cell_text(row, SortKey.WON) == "4,500,000"
    model.convert()
    assert len(spans) == 1, "nothing changed"


def test_the_unit_of_the_turnover_is_in_its_title_and_in_its_cells_where_it_is_not_the_same(model):
    model.apply([reported("KRW-BTC", 1.0, 123_456_789_000.0), reported("KRW-ETH", 1.0, 234_000_000.0)])

    def seen(code: str = "KRW-BTC") -> tuple[str, str]:
        return model.title_with_unit(SortKey.TURNOVER), model.cell_text(model.watchlist.row(code), SortKey.TURNOVER)

    assert seen() == ("대금(억)", "1,235")
    assert seen("KRW-ETH") == ("대금(억)", "2.3")
    model.count_turnover_in(TurnoverUnit.MILLION)
    assert seen() == ("대금(백만)", "123,457")
    model.choose("", "")
    assert seen() == ("거래대금", "123,457백만")
    model.choose("BTC", "")
    assert model.title_with_unit(SortKey.TURNOVER) == "대금(BTC)"
