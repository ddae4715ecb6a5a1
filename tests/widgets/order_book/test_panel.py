from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.alerts.alert import Alert
from core.market.order_book import Day, Side
from core.model.subscription import Scope, StreamKey, StreamType
from core.upbit.price_steps import PriceSteps
from core.upbit.wire.rest_rows import Instrument
from desk_in_hand import Desk, book, ticker, trade
from painted import read
from widgets.order_book.panel import OrderBookPanel
from widgets.text import price_steps


async def test_it_watches_book_ticker_and_trades_of_its_market(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    assert desk.wanted == {"orderbook": {"KRW-BTC"}, "ticker": {"KRW-BTC"}, "trade": {"KRW-BTC"}}
    assert panel.panel_title() == "BTC/KRW · 호가"


@pytest.mark.parametrize(("option", "depth"), [("", 30), ("5", 5), ("15", 15), ("7", 30), ("deep", 30), ("1", 1)])
async def test_the_option_is_the_depth(desk: Desk, option: str, depth: int):
    panel = OrderBookPanel(desk.context, "KRW-BTC", option)
    desired = desk.engine._subscription_manager.desired(Scope.PUBLIC)
    assert desired[StreamKey(StreamType.ORDERBOOK, "KRW-BTC")] == depth
    assert panel._view.depth == depth


async def test_late_previous_close_comes_from_memory(desk: Desk):
    first = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(ticker(price=110.0, prev=100.0), book())
    late = OrderBookPanel(desk.context, "KRW-BTC", "5")
    late.frame()
    assert late._view.prev_close == 100.0
    assert late._view.last_price == 110.0
    assert len(late._view.asks) == 3
    assert first is not None


async def test_what_tickers_and_trades_tell_goes_when_they_do_not_come_any_more(desk: Desk):
    """The change against the close of the day before, or the last price, would look like a present figure."""
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    of_day = {"prev": 99.0, "opening_price": 99.5, "acc_bid_volume": 3.0, "acc_ask_volume": 2.0}
    await desk.requested()
    desk.deliver(ticker(price=101.0, trade_timestamp=1_795_144_542_001, **of_day), book(), trade(1, price=101.0))
    panel.frame()
    day = panel._view.day
    assert (day.last_price, day.prev_close, day.opening, day.strength) == (101.0, 99.0, 99.5, 1.5)

    await desk.reconnected()
    assert panel._view.day == day, "the whole panel says that it is not connected"
    desk.deliver(book())
    panel.frame()
    assert not panel.status_text
    assert panel._view.day == Day()
    assert "%" not in str(panel.shown_values())

    desk.deliver(trade(2, price=102.0, prev_closing_price=103.0))
    panel.frame()
    assert panel._view.day == Day(102.0, Side.ASK, 103.0)
    desk.deliver(ticker(price=103.0, trade_timestamp=1_795_144_542_003, **of_day))
    panel.frame()
    assert panel._view.day == day._replace(last_price=103.0, high=panel._view.day.high, low=panel._view.day.low)


async def test_nothing_new_is_nothing_to_paint(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    desk.deliver(ticker(), book())
    assert panel.frame()
    assert not panel.frame()
    desk.deliver(ticker(timestamp=1_795_144_543_000))
    assert not panel.frame(), "a ticker with the same prices changes nothing here"


async def test_another_market_starts_with_an_empty_book(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book())
    panel.frame()
    panel.set_market("KRW-ETH")
    assert not panel.has_data()
    assert desk.wanted == {"orderbook": {"KRW-ETH"}, "ticker": {"KRW-ETH"}, "trade": {"KRW-ETH"}}
    desk.deliver(book(), book("KRW-ETH", mid=50.0))
    panel.frame()
    assert panel._view.asks[0].price == 51.0


@pytest.mark.parametrize(
    ("reported", "title", "shown"),
    [
        ({"is_trading_suspended": True}, "BTC/KRW [거래 정지] · 호가", "거래소가 거래를 일시 정지한 종목입니다"),
        ({"market_state": "PREVIEW"}, "BTC/KRW [거래 시작 전] · 호가", "아직 거래가 시작되지 않은 종목입니다"),
        ({"market_state": "DELISTED"}, "BTC/KRW [거래지원 종료] · 호가", "거래지원이 종료된 종목입니다"),
        ({"delisting_date": "2026-12-01"}, "BTC/KRW [거래지원 종료 2026-12-01] · 호가", ""),
        ({"market_state": "NEW_WORD"}, "BTC/KRW [거래 상태 확인] · 호가", ""),
    ],
)
async def test_its_ticker_tells_every_panel_of_the_market_what_is_the_matter(desk: Desk, reported, title, shown):
    panel, other = OrderBookPanel(desk.context, "KRW-BTC"), OrderBookPanel(desk.context, "KRW-ETH")
    panel.show()
    titles: list[str] = []
    panel.title_changed.connect(titles.append)
    other.title_changed.connect(titles.append)
    await desk.requested()
    desk.deliver(book(), ticker(**reported))
    panel.frame()
    panel._update_status()
    assert (titles, panel.panel_title(), panel.status_text) == ([title], title, shown)
    desk.deliver(ticker(timestamp=1_795_144_543_000))
    panel.frame()
    assert (panel.panel_title(), panel.status_text) == ("BTC/KRW · 호가", "")


@pytest.fixture
def stated() -> Iterator[PriceSteps]:
    """An exchange that groups the book of KRW-BTC, and no other."""
    before, steps = price_steps.present_steps(), PriceSteps()
    row = Instrument(code="KRW-BTC", quote_currency="KRW", tick_size="1", supported_levels=("0", "10", "100"))
    steps.state([row], {"KRW-BTC": 100.0})
    price_steps.use_steps(steps)
    yield steps
    price_steps.use_steps(before)


def levels(desk: Desk) -> dict[float, int]:
    """The wanted groupings of KRW-BTC's book, and their depths."""
    desired = desk.engine._subscription_manager.desired(Scope.PUBLIC)
    return {key.level: depth for key, depth in desired.items() if key.type is StreamType.ORDERBOOK}


def menu(panel: OrderBookPanel) -> dict[str, list[str] | bool | None]:
    return {
        entry.title: [each.title for each in entry.entries if each.is_checked] if entry.entries else entry.is_checked
        for entry in panel.menu_entries()
    }


class TestGrouping:
    async def test_keys_group_by_the_exchanges_steps_and_ask_for_them(self, desk: Desk, stated):
        panel = OrderBookPanel(desk.context, "KRW-BTC", "15")
        desk.deliver(book(), ticker())
        panel.frame()
        for key, level in (("+", 10.0), ("+", 100.0), ("+", 100.0), ("-", 10.0), ("-", 0.0), ("-", 0.0), ("=", 10.0)):
            QTest.keyClicks(panel._canvas, key)
            assert (panel.level, levels(desk)) == (level, {level: 15})

    async def test_the_button_goes_round(self, desk: Desk, stated):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        seen = []
        for _ in range(4):
            QTest.mouseClick(panel._controls.buttons[1], Qt.MouseButton.LeftButton)
            seen.append((panel.level, panel._controls.buttons[1].text()))
        assert seen == [(10.0, "10 단위"), (100.0, "100 단위"), (0.0, "모아보기 없음"), (10.0, "10 단위")]

    async def test_a_grouped_book_is_laid_on_its_own_grid_and_the_old_one_is_gone(self, desk: Desk, stated):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.resize(400, 400)
        panel.show()
        desk.deliver(ticker(), book(mid=1000.0))
        panel.frame()
        panel.set_level(10.0)
        assert not panel.has_data()
        assert panel._view.last_price == 100.0
        desk.deliver(book(mid=1000.0))
        panel.frame()
        assert not panel.has_data(), "a book without grouping is not this stream"
        units = [{"ask_price": 1010.0, "bid_price": 1000.0, "ask_size": 1.0, "bid_size": 1.0}]
        desk.deliver(book(orderbook_units=units, level=10))
        panel.frame()
        shown = [each.row.price for each in panel._canvas.placed]
        assert {1030.0, 1020.0, 1010.0, 1000.0, 990.0} <= set(shown)
        assert 1005.0 not in shown

    async def test_two_panels_may_group_one_book_differently(self, desk: Desk, stated):
        one, other = OrderBookPanel(desk.context, "KRW-BTC", "5"), OrderBookPanel(desk.context, "KRW-BTC", "30")
        one.set_level(10.0)
        assert levels(desk) == {10.0: 5, 0: 30}
        other.set_level(10.0)
        assert levels(desk) == {10.0: 30}

    async def test_each_market_has_its_own_and_one_that_cannot_be_grouped_offers_none(self, desk: Desk, stated):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.show()
        panel.set_level(100.0)
        assert menu(panel)["모아보기"] == ["100 단위"]
        panel.set_market("KRW-ETH")
        assert (panel.level, levels(desk)) == (0.0, {0: 30})
        assert "모아보기" not in menu(panel)
        assert not panel._controls.buttons[1].isVisible()
        QTest.keyClicks(panel._canvas, "+")
        assert panel.level == 0.0
        panel.set_market("KRW-BTC")
        assert (panel.level, levels(desk)) == (100.0, {100.0: 30})

    async def test_a_saved_grouping_waits_until_the_exchange_has_stated_it(self, desk: Desk):
        steps = PriceSteps()
        before = price_steps.present_steps()
        price_steps.use_steps(steps)
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.restore_state({"levels": {"KRW-BTC": 10.0}})
        assert levels(desk) == {0: 30}
        row = Instrument(code="KRW-BTC", quote_currency="KRW", tick_size="1", supported_levels=("0", "10"))
        steps.state([row], {})
        desk.markets.steps_changed.emit()
        assert levels(desk) == {10.0: 30}
        steps.state([Instrument(code="KRW-BTC", quote_currency="KRW", tick_size="1", supported_levels=("0",))], {})
        desk.markets.steps_changed.emit()
        assert levels(desk) == {0: 30}
        price_steps.use_steps(before)

    async def test_another_tick_lays_the_rows_anew(self, desk: Desk):
        steps, before = PriceSteps(), price_steps.present_steps()
        price_steps.use_steps(steps)
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.resize(400, 400)
        panel.show()
        desk.deliver(ticker(), book(mid=1400.0))
        panel.frame()
        steps.state(
            [Instrument(code="KRW-BTC", quote_currency="KRW", tick_size="0.5", supported_levels=())],
            {"KRW-BTC": 1400.0},
        )
        desk.markets.steps_changed.emit()
        assert 1400.5 in [each.row.price for each in panel._canvas.placed]
        assert "1,400.5" in [text.text for text in read(panel._canvas).texts]
        price_steps.use_steps(before)

    async def test_ticks_of_other_markets_and_groupings_move_no_row(self, desk: Desk):
        """They are loaded after each load of the market list, also while the pointer rests on a book."""
        steps, before = PriceSteps(), price_steps.present_steps()
        price_steps.use_steps(steps)
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.resize(400, 400)
        panel.show()
        await desk.requested()
        desk.deliver(ticker(), book(mid=1400.0))
        panel.frame()
        canvas = panel._canvas
        QTest.mouseMove(canvas, canvas.rect().center())
        canvas.scroll_by(-2)
        shown, grid = [each.row.price for each in canvas.placed], canvas.rows.grid
        others = [
            Instrument(code="KRW-ETH", quote_currency="KRW", tick_size="0.5", supported_levels=()),
            Instrument(code="KRW-BTC", quote_currency="KRW", tick_size="1", supported_levels=("10", "100")),
        ]
        assert steps.state(others, {"KRW-ETH": 1400.0, "KRW-BTC": 1400.0})
        desk.markets.steps_changed.emit()
        panel.frame()
        assert [each.row.price for each in canvas.placed] == shown
        assert canvas.rows.grid is grid
        assert panel._controls.isVisible()
        price_steps.use_steps(before)


class TestChoices:
    async def test_keys_change_depth_figures_and_layout(self, desk: Desk):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        for keys, depth in (("[", 15), ("[", 5), ("[", 1), ("[", 1), ("]]", 15), ("]]", 30)):
            QTest.keyClicks(panel._canvas, keys)
            assert (panel.option, panel._view.depth, levels(desk)) == (str(depth), depth, {0: depth})
        QTest.keyClicks(panel._canvas, "*/")
        assert (panel.choices.is_amount, panel.choices.is_two_sided) == (True, True)
        QTest.keyClicks(panel._canvas, "*/")
        assert (panel.choices.is_amount, panel.choices.is_two_sided) == (False, False)

    async def test_every_button_does_what_the_menu_does(self, desk: Desk):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        for number in (2, 3, 4):
            QTest.mouseClick(panel._controls.buttons[number], Qt.MouseButton.LeftButton)
        assert menu(panel) == {
            "가운데로": None, "호가 수": ["5호가"], "금액으로 보기": True, "매도 왼쪽, 매수 오른쪽": True,
        }  # fmt: skip
        assert [panel._controls.buttons[number].isChecked() for number in (2, 3)] == [True, True]
        assert panel._controls.buttons[4].text() == "5호가"
        for text in ("15호가", "30호가", "5호가"):
            QTest.mouseClick(panel._controls.buttons[4], Qt.MouseButton.LeftButton)
            assert panel._controls.buttons[4].text() == text
        for entry in panel.menu_entries():
            entry.run()
        assert not panel.choices.is_amount
        assert not panel.choices.is_two_sided

    async def test_the_button_brings_the_spread_back(self, desk: Desk):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.resize(400, 400)
        panel.show()
        desk.deliver(ticker(), book(mid=1000.0))
        panel.frame()
        panel._canvas.rows.is_held = True
        desk.deliver(book(mid=2000.0))
        panel.frame()
        assert not panel._canvas.shows_spread
        assert panel._controls.buttons[0].text() == "가운데 ▲"
        desk.deliver(book(mid=500.0))
        panel.frame()
        assert panel._controls.buttons[0].text() == "가운데 ▼"
        QTest.mouseClick(panel._controls.buttons[0], Qt.MouseButton.LeftButton)
        assert panel._canvas.shows_spread
        assert panel._controls.buttons[0].text() == "가운데"

    async def test_they_come_back_from_the_workspace(self, desk: Desk, stated):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.switch_amount()
        panel.switch_layout()
        panel.set_level(10.0)
        other = OrderBookPanel(desk.context, "KRW-BTC")
        other.restore_state(json.loads(json.dumps(panel.state())))
        assert (other.choices, other.level) == (panel.choices, 10.0)
        other.restore_state({"levels": 7, "amount": "no"})
        assert (other.choices.is_amount, other.level) == (False, 0.0)

    async def test_a_trade_marks_its_price(self, desk: Desk):
        panel = OrderBookPanel(desk.context, "KRW-BTC")
        panel.show()
        desk.deliver(ticker(), book(mid=1000.0))
        panel.frame()
        desk.deliver(trade(1, price=1001.0, ask_bid="BID"))
        assert panel.frame()
        assert [each.row.price for each in panel._canvas.placed if each.flash] == [1001.0]


async def test_an_alert_is_made_at_the_row_under_the_pointer(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC", "15")
    panel.resize(340, 480)
    panel.show()
    await desk.requested()
    desk.deliver(book(), ticker())
    panel.frame()
    asked: list[Alert] = []
    desk.context.alerts.asked.connect(asked.append)
    canvas = panel._canvas
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))  # a test before may have left the pointer there
    assert not [each for each in panel.menu_entries() if each.title.endswith("알림…")]
    for placed in canvas._placed:
        at, none = QPointF(canvas._area_of(placed.place).center()), Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, moved)
        entries = [each for each in panel.menu_entries() if each.title.endswith("알림…")]
        assert len(entries) == (placed.row.price is not None)
        for entry in entries:
            entry.run()
            assert asked[-1].level == placed.row.price
    assert len(asked) > 5
