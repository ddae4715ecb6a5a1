from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.trades.effort import FILLING, MAX_FAILURES
from core.market.trades.minute import LastMinute
from core.market.trades.tape import Gap, TradeTape
from core.model.flow_status import FlowStatus
from core.model.messages import Trade
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import Desk, ticker, trade
from exchange_limits import open_gates
from http_exchange import HttpExchange, error, served
from past_trades import PastTrades
from waiting import eventually
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.panel.context import PanelContext
from widgets.trades.panel import TradesPanel
from widgets.trades.tier_editor import TierEditor


@pytest.fixture
async def past() -> PastTrades:
    return PastTrades(HttpExchange(), range(9, 101))


@pytest.fixture
async def context(application: QApplication, desk: Desk, past: PastTrades) -> AsyncIterator[PanelContext]:
    async with served(past.http) as url:
        rest = RestClient(endpoints_for("simulated", url), open_gates())
        yield replace(desk.context, rest=rest)
        past.is_open.set()
        await desk.tasks.cancel()
        await rest.close()


@pytest.fixture
async def panel(desk: Desk, context: PanelContext) -> TradesPanel:
    made = TradesPanel(context, "KRW-BTC")
    made.resize(420, HEADER_HEIGHT + 20 * ROW_HEIGHT)
    made.show()
    await desk.requested()
    await eventually(lambda: made._filling is not None and made._filling.done())
    return made


def tape_of(panel: TradesPanel) -> TradeTape:
    return panel._gaps.tape


def pages(past: PastTrades, beginning: str = "9") -> list[dict[str, str]]:
    """The pages asked for to fill a gap, not those from before the first trade of all."""
    return [query for query in past.http.queries() if query.get("cursor", beginning) != beginning]


def numbers(panel: TradesPanel) -> list[int]:
    """The trades on the tape, oldest first."""
    tape = tape_of(panel)
    return [entry.order[1] for entry in (tape[row] for row in reversed(range(len(tape)))) if not isinstance(entry, Gap)]


def gap_of(panel: TradesPanel) -> Gap | None:
    return next(iter(tape_of(panel).gaps.values()), None)


def lose(desk: Desk, panel: TradesPanel, last: int = 10, first: int = 50) -> None:
    """Trades up to `last`, a connection lost, and the next one beginning with `first`."""
    desk.deliver(trade(last - 1, stream_type="SNAPSHOT"), trade(last))
    desk.deliver(trade(first, stream_type="SNAPSHOT"), trade(first + 1))
    panel.frame()


async def test_it_watches_the_trades_of_its_market(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    assert desk.wanted == {"trade": {"KRW-BTC"}, "ticker": {"KRW-BTC"}}
    assert panel.panel_title() == "BTC/KRW · 체결"
    assert panel.status_text == "불러오는 중"


async def test_every_trade_comes_once_in_the_order_it_was_made(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    panel.show()
    desk.deliver(trade(1), trade(3), trade(2), trade(3))
    assert panel.frame()
    assert numbers(panel) == [1, 2, 3]
    assert not panel.frame()


async def test_a_late_panel_begins_with_what_is_remembered(desk: Desk):
    first = TradesPanel(desk.context, "KRW-BTC")
    desk.deliver(*(trade(sequence) for sequence in range(1, 301)))
    late = TradesPanel(desk.context, "KRW-BTC")
    late.frame()
    assert numbers(late) == list(range(101, 301))
    assert first is not None


async def test_the_bar_and_the_picture_scroll_together(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    panel.resize(420, 300)
    panel.show()
    desk.deliver(*(trade(sequence) for sequence in range(1, 101)))
    panel.frame()
    assert panel._bar.maximum() == panel._canvas.last_first_row > 0
    panel._bar.setValue(7)
    assert panel._canvas.first_row == 7
    panel._canvas.scroll_to(3)
    assert panel._bar.value() == 3


@pytest.mark.parametrize("is_quiet", [False, True])
async def test_trades_that_damaged_messages_left_out_are_requested_once_those_have_ended(desk, panel, past, is_quiet):
    desk.deliver(trade(10, stream_type="SNAPSHOT"), trade(11))
    panel.frame()
    before = len(pages(past))
    desk.deliver({**trade(12), "trade_price": []}, *([] if is_quiet else [trade(13), trade(16)]))
    panel.frame()
    await eventually(lambda: "손상된 데이터" in panel.status_text)
    assert len(pages(past)) == before
    await eventually(lambda: panel.status_text == "", within=15.0)
    if is_quiet:
        desk.deliver(trade(16))
        panel.frame()
    await eventually(lambda: numbers(panel)[-7:] == [10, 11, 12, 13, 14, 15, 16])
    assert gap_of(panel) is None


@pytest.mark.parametrize("left_out", [{13}, {16}, {12, 13, 15}, set()])
async def test_trades_that_the_ticker_counts_and_nobody_told_are_requested(desk, panel, past, monkeypatch, left_out):
    """Nothing else tells of them: the connection goes on, and no message was damaged."""
    monkeypatch.setattr("core.market.trades.volume_check.SETTLED", 0.05)
    panel.set_market("KRW-ETH")
    await desk.requested()
    await eventually(panel._filling.done)
    size = trade(1)["trade_volume"]

    def tell(number: int) -> None:
        desk.deliver(
            ticker("KRW-ETH", 100.0, trade_timestamp=trade(number)["trade_timestamp"], acc_trade_volume=size * number)
        )
        panel.frame()

    past.latest = 11
    desk.deliver(trade(10, "KRW-ETH", stream_type="SNAPSHOT"), trade(11, "KRW-ETH"))
    tell(11)
    await eventually(lambda: not panel._doubts.volume.is_due)
    asked, past.latest = len(past.http.queries()), 16
    desk.deliver(*(trade(number, "KRW-ETH") for number in range(12, 17) if number not in left_out))
    tell(16)
    await eventually(lambda: not panel._doubts.volume.is_due)
    assert numbers(panel)[-7:] == [10, 11, 12, 13, 14, 15, 16]
    assert gap_of(panel) is None
    assert (len(past.http.queries()) > asked) is bool(left_out)


async def test_what_lies_between_is_requested_after_the_clock_of_the_exchange_was_set_forward(desk, panel, past):
    def live(number: int, ahead_ms: int) -> dict[str, object]:
        stamp = 1_795_144_542_000 + number + ahead_ms
        return {**trade(number), "trade_timestamp": stamp, "timestamp": stamp, "stream_type": "REALTIME"}

    desk.deliver(*(live(number, 0) for number in range(10, 16)))
    panel.frame()
    before = len(pages(past))
    desk.deliver(*(live(number, 0) for number in range(16, 20)))
    panel.frame()
    assert len(pages(past)) == before
    desk.deliver(*(live(number, 3_600_000) for number in range(20, 30)))
    panel.frame()
    await eventually(lambda: [query.get("cursor") for query in pages(past)[before:]] == ["29"])


async def test_trades_of_tomorrow_go_once_the_clock_is_right_again_though_their_own_market_says_nothing(
    desk, context, panel, past
):
    def live(message: dict[str, object], ms: int) -> dict[str, object]:
        stamp = 1_795_144_542_000 + ms
        return {**message, "trade_timestamp": stamp, "timestamp": stamp, "stream_type": "REALTIME"}

    other = TradesPanel(context, "KRW-ETH")
    await desk.requested()
    desk.deliver(*(live(trade(number), number + 86_400_000) for number in range(201, 211)))
    panel.frame()
    assert numbers(panel) == list(range(201, 211))
    panel._figures_due.stop()  # as a minute later: nothing is written anew that would look at the clock
    past.latest = 60
    desk.deliver(*(live(ticker("KRW-ETH", 1.0), number) for number in range(10)))
    other.frame()
    panel._status.second_passed.emit()
    assert numbers(panel) == [], "without a frame, which nothing may request"
    await eventually(lambda: numbers(panel) == list(range(9, 61)) and gap_of(panel) is None)


async def test_sums_of_a_minute_that_the_clock_of_the_exchange_skipped_are_unknown_until_the_next_trade(desk, panel):
    def stamped(message: dict[str, object], ahead_ms: int) -> dict[str, object]:
        stamp = 1_795_144_542_000 + ahead_ms
        return {**message, "trade_timestamp": stamp, "timestamp": stamp, "stream_type": "REALTIME"}

    desk.deliver(*(stamped(trade(number), number) for number in range(101, 110)))
    panel.frame()
    await eventually(lambda: "매수 ≥" in panel._head.text or "매도 ≥" in panel._head.text)
    # Only tickers show the new time; figures are also written without any mail.
    desk.deliver(*(stamped(ticker("KRW-BTC", 1.0), 3_600_000 + number) for number in range(5)))
    panel._show_figures()
    assert "매수 – 매도 –" in panel._head.text
    desk.deliver(stamped(ticker("KRW-BTC", 1.0), 3_600_005))
    panel.frame()
    assert "매수 – 매도 –" in panel._head.text
    desk.deliver(*(stamped(trade(number), 3_600_000 + number) for number in range(110, 112)))
    panel.frame()
    await eventually(lambda: "≥" in panel._head.text)


@pytest.mark.parametrize("is_damaged", [False, True], ids=["lost", "damaged"])
async def test_that_nothing_was_traded_in_a_minute_is_unknown_without_a_whole_connection(desk, panel, is_damaged):
    stamp = 1_795_144_542_000 - 130_000
    desk.deliver(*({**ticker("KRW-BTC", 1.0), "stream_type": "REALTIME"} for _ in range(5)))  # the clock is known
    desk.deliver({**trade(100), "trade_timestamp": stamp, "timestamp": stamp, "stream_type": "SNAPSHOT"})
    panel.frame()
    await eventually(lambda: "매수 0 매도 0" in panel._head.text)
    if is_damaged:
        desk.deliver({**trade(101), "trade_price": []})
    else:
        desk.sockets[-1].abort()
    await eventually(lambda: "매수 – 매도 –" in panel._head.text and panel.has_left_out is is_damaged)


async def test_the_strength_of_buying_goes_when_tickers_do_not_come_any_more(desk: Desk, panel: TradesPanel):
    desk.deliver(trade(100), ticker(acc_bid_volume=3.0, acc_ask_volume=2.0))
    await eventually(lambda: "체결강도 150.00%" in panel._head.text)
    await desk.reconnected()
    desk.deliver(trade(101))
    await eventually(lambda: not panel.status_text and "체결강도" not in panel._head.text)
    assert panel._head.text
    desk.deliver(ticker(acc_bid_volume=3.0, acc_ask_volume=2.0))
    await eventually(lambda: "체결강도 150.00%" in panel._head.text)


async def test_another_market_starts_with_an_empty_tape(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.deliver(trade(1))
    panel.frame()
    panel.set_market("KRW-ETH")
    assert desk.wanted == {"trade": {"KRW-ETH"}, "ticker": {"KRW-ETH"}}
    assert not panel.has_data()
    assert panel.status_text == "불러오는 중"


def press(panel: TradesPanel, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel._canvas, key, modifier)


class TestChoices:
    @pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key(ord("ㅡ"))], ids=["Latin", "Korean"])
    async def test_keys_choose_on_a_korean_keyboard_too(self, panel, key):
        press(panel, key)
        assert panel.state() == {"is_merging": True}
        press(panel, key)
        press(panel, Qt.Key.Key_T)
        press(panel, Qt.Key.Key_2)
        assert panel.state() == {"is_precise": True, "least_tier": 2}
        press(panel, Qt.Key.Key_0, Qt.KeyboardModifier.KeypadModifier)
        assert panel.state() == {"is_precise": True}

    async def test_keys_with_a_modifier_are_others_business(self, panel):
        for key in (Qt.Key.Key_M, Qt.Key.Key_T, Qt.Key.Key_1, Qt.Key.Key_4):
            press(panel, key, Qt.KeyboardModifier.ControlModifier)
        press(panel, Qt.Key.Key_4)
        assert panel.state() == {}

    async def test_the_menu_offers_what_the_keys_do_and_shows_what_is_chosen(self, panel):
        entries = {entry.title: entry for entry in panel.menu_entries()}
        for title in ("한 주문의 체결 합치기", "밀리초까지 표시", "멈춤"):
            assert entries[title].is_checked is False
            entries[title].run()
        entries["금액 필터"].entries[3].run()
        assert panel.state() == {"is_merging": True, "is_precise": True, "least_tier": 3}
        shown = {entry.title: entry.is_checked for entry in panel.menu_entries()}
        assert shown["한 주문의 체결 합치기"]
        assert shown["밀리초까지 표시"]
        filters = panel.menu_entries()[4].entries
        assert [entry.title for entry in filters] == ["모든 체결", "1,000만 이상", "5,000만 이상", "2억 이상"]
        assert [entry.is_checked for entry in filters] == [False, False, False, True]

    async def test_thresholds_are_of_the_quote_currency_and_are_kept(self, panel, desk, context):
        panel.edit_tiers()
        (editor,) = panel.findChildren(TierEditor)
        editor.boxes[0].setValue(1_000_000)
        kept = panel.state()
        assert kept == {"tiers": {"KRW": [1e6, 5e7, 2e8]}}
        other = TradesPanel(context, "KRW-BTC")
        other.restore_state(kept)
        assert [entry.title for entry in other.menu_entries()[4].entries][1] == "100만 이상"
        other.set_market("BTC-ETH")
        assert [entry.title for entry in other.menu_entries()[4].entries][1] == "0.1 BTC 이상"

    async def test_a_filter_in_force_is_said_and_stays_in_the_next_market(self, panel, desk):
        panel.show_from(1)
        assert "1,000만 이상" in panel._head.text
        panel.set_market("BTC-ETH")
        assert "0.1 BTC 이상" in panel._head.text

    @pytest.mark.parametrize("state", [{}, {"tiers": 5}, {"is_merging": "x", "least_tier": 99}, {"more": [1]}])
    async def test_an_edited_workspace_does_no_harm(self, panel, state):
        panel.restore_state(state)
        assert panel.state() == {}


class TestFigures:
    async def test_the_line_over_the_tape_says_who_is_stronger_and_falls_silent_with_the_market(self, panel, desk):
        desk.deliver(
            ticker(price=100.0, acc_bid_volume=150.0, acc_ask_volume=100.0), trade(50), trade(51, ask_bid="ASK")
        )
        panel.frame()
        assert panel._head.text.startswith("체결강도 150.00% · 1분 매수 ")
        assert panel._figures_due.isActive()
        panel._gaps.tape.minute = LastMinute()
        panel._show_figures()
        assert not panel._figures_due.isActive(), "nothing changes by itself any more"

    async def test_they_are_sums_of_the_rows_painted_with_them(self, panel, desk):
        """Also while they would be written anew by themselves: they were half a second behind the rows."""
        desk.deliver(trade(50, trade_volume=500.0))
        panel.frame()
        assert panel._figures_due.isActive()
        desk.deliver(trade(51, trade_volume=250.0, ask_bid="ASK"))
        panel.frame()
        assert "매수 ≥500 매도 ≥250" in panel._head.text
        late = Trade(
            code="KRW-BTC",
            trade_price=100.0,
            trade_volume=4000.0,
            ask_bid="ASK",
            trade_timestamp=1_795_144_542_049,
            sequential_id=49,
        )
        tape_of(panel).put(late)
        panel.page_ended(panel._gaps, None)
        assert "매수 ≥500 매도 ≥4,250" in panel._head.text

    @pytest.mark.parametrize("doubt", [{"late_ms": 8000.0}, {"is_losing_messages": True}, {"is_silent": True}])
    async def test_it_is_shown_as_not_current_while_trades_are_late_or_left_out(self, panel, desk, monkeypatch, doubt):
        desk.deliver(trade(50))
        panel.frame()
        assert panel._were_current
        status = panel._feed.status()._replace(flow=FlowStatus(**doubt))
        monkeypatch.setattr(type(panel._feed), "status", lambda feed: status)
        panel.status_changed(status)
        assert not panel._were_current

    async def test_hidden_it_computes_nothing(self, panel, desk):
        desk.deliver(trade(50))
        panel.frame()
        assert panel._figures_due.isActive()
        panel.hide()
        assert not panel._figures_due.isActive()

    async def test_another_market_has_none_of_the_old_figures(self, panel, desk):
        desk.deliver(ticker(price=100.0, acc_bid_volume=150.0, acc_ask_volume=100.0), trade(50))
        panel.frame()
        panel.set_market("KRW-ETH")
        assert panel._head.text == ""

    async def test_the_table_of_values_has_the_figures_and_the_pause(self, panel, desk):
        desk.deliver(ticker(price=100.0, acc_bid_volume=150.0, acc_ask_volume=100.0), trade(50))
        panel.frame()
        panel._canvas.toggle_stop()
        summary = panel.shown_values().summary
        assert "체결강도 150.00%" in summary
        assert "멈춤" in summary


class TestOpening:
    """A tape opens with the latest trades, not with the next one."""

    async def test_it_is_full_at_once_without_a_word_of_the_stream(self, context, past):
        past.latest = 60
        panel = TradesPanel(context, "KRW-BTC")
        await eventually(lambda: numbers(panel) == list(range(9, 61)))
        assert past.http.queries()[0] == {"market": "KRW-BTC", "count": "200"}

    async def test_a_stream_that_comes_first_is_continued_backwards(self, desk, context, past):
        past.is_open.clear()
        panel = TradesPanel(context, "KRW-BTC")
        panel.show()
        await desk.requested()
        past.is_open.set()
        desk.deliver(trade(50, stream_type="SNAPSHOT"))
        panel.frame()
        await eventually(lambda: numbers(panel) == list(range(9, 51)))
        await eventually(lambda: gap_of(panel) is None)

    async def test_until_it_is_there_the_end_of_the_tape_says_so(self, desk, context, past):
        past.is_open.clear()
        panel = TradesPanel(context, "KRW-BTC")
        desk.deliver(trade(50, stream_type="SNAPSHOT"))
        panel.frame()
        assert panel._canvas.gap_text(tape_of(panel)[1]) == "이전 체결 · 불러오는 중"

    @pytest.mark.parametrize("unheard", [{}, {150}, {100, 222, 223, 300}])
    async def test_a_panel_that_joins_others_shows_what_they_heard_and_asks_what_they_did_not(
        self, desk, context, past, unheard
    ):
        heard = [trade(number) for number in range(1, 301) if number not in unheard]
        past.numbers, past.latest = range(1, 301), 300
        first = TradesPanel(context, "KRW-BTC")
        desk.deliver(*heard)
        first.frame()
        await eventually(first._filling.done)
        past.is_open.clear()
        late = TradesPanel(context, "KRW-BTC")
        assert numbers(late) == [each["sequential_id"] for each in heard][-200:], "in the same moment"
        past.is_open.set()
        await eventually(late._filling.done)
        assert numbers(late)[-200:] == list(range(101, 301))
        assert gap_of(late) is None

    async def test_after_failures_it_is_tried_again_without_end(self, context, past, monkeypatch):
        monkeypatch.setattr("core.timing.backoff.INITIAL", 0.001)
        monkeypatch.setattr("core.timing.backoff.MAXIMUM", 0.02)
        past.is_refusing, past.latest = True, 60
        panel = TradesPanel(context, "KRW-BTC")
        await eventually(lambda: len(past.http.requests) > 2 * MAX_FAILURES)
        past.is_refusing = False
        await eventually(lambda: numbers(panel) == list(range(9, 61)))

    async def test_a_market_that_is_not_known_yet_is_asked_for_again(self, context, past, monkeypatch):
        monkeypatch.setattr("core.timing.backoff.INITIAL", 1000.0)
        past.http.replies["/v1/trades/ticks"] = error(404, "not_found", "Code not found")
        panel = TradesPanel(context, "KRW-NEW")
        await eventually(lambda: panel._pause is not None)
        past.http.replies["/v1/trades/ticks"] = past.page
        past.latest = 60
        panel.retry()
        await eventually(lambda: len(numbers(panel)) == 52)

    async def test_another_market_opens_at_once_and_forgets_the_pages_of_the_first(self, desk, panel, past):
        past.is_open.clear()
        panel.set_market("KRW-XRP")
        await eventually(lambda: past.http.queries()[-1]["market"] == "KRW-XRP")
        task = panel._filling
        past.latest = 60
        panel.set_market("KRW-ETH")
        await asyncio.wait({task})
        assert task.cancelled()
        past.is_open.set()
        await eventually(lambda: numbers(panel) == list(range(9, 61)))
        assert past.http.queries()[-1]["market"] == "KRW-ETH"


class TestMissedTrades:
    async def test_they_are_fetched_and_nothing_is_left_to_see_of_it(self, desk, panel, past):
        lose(desk, panel)
        assert gap_of(panel).reason == FILLING, "until they are there, the bar is"
        assert isinstance(tape_of(panel)[2], Gap)
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == list(range(9, 52))
        assert pages(past) == [{"market": "KRW-BTC", "count": "500", "cursor": "50"}]

    async def test_page_by_page(self, desk, panel, past):
        past.size = 15
        lose(desk, panel)
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == list(range(9, 52))
        assert [query["cursor"] for query in pages(past)] == ["50", "35", "20"]

    async def test_an_unreadable_trade_is_left_out_and_reported(self, desk, panel, past):
        whole = past.page

        async def page():
            return [row | ({"trade_price": "?"} if row["sequential_id"] == 30 else {}) for row in await whole()]

        past.http.replies["/v1/trades/ticks"] = page
        lose(desk, panel)
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == [number for number in range(9, 52) if number != 30]
        await eventually(lambda: panel.status_text == "손상된 데이터 1건 제외")

    async def test_what_is_live_is_not_held_up(self, desk, panel, past):
        past.is_open.clear()
        lose(desk, panel)
        await eventually(lambda: past.http.requests)
        desk.deliver(trade(52), trade(53))
        assert panel.frame()
        assert numbers(panel)[-2:] == [52, 53]
        past.is_open.set()
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == list(range(9, 54))

    async def test_what_the_mailbox_lost_is_fetched_too(self, desk, context, past):
        past.numbers, past.latest = range(1, 20_000), 1
        panel = TradesPanel(context, "KRW-BTC")
        tape_of(panel).limit = 20_000
        desk.deliver(trade(1))
        panel.frame()
        await eventually(panel._filling.done)
        past.latest = 10_007
        desk.deliver(*(trade(number) for number in range(2, 10_008)))
        panel.frame()
        assert gap_of(panel).lost == 6
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == list(range(1, 10_008))

    async def test_while_they_are_missing_the_bar_says_why_and_they_are_requested_again(
        self, desk, panel, past, monkeypatch
    ):
        monkeypatch.setattr("core.timing.backoff.INITIAL", 0.001)
        monkeypatch.setattr("core.timing.backoff.MAXIMUM", 0.02)
        past.is_refusing = True
        lose(desk, panel)
        await eventually(lambda: len(past.http.requests) > 2 * MAX_FAILURES)
        await eventually(lambda: "점검 중" in (gap_of(panel).reason or ""))  # not while the next request is under way
        past.is_refusing = False
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == list(range(9, 52))

    async def test_a_press_on_the_bar_waits_no_longer(self, desk, panel, past, monkeypatch):
        monkeypatch.setattr("core.timing.backoff.INITIAL", 0.001)
        past.is_refusing = True
        lose(desk, panel)
        await eventually(lambda: gap_of(panel) is not None and gap_of(panel).can_retry)
        monkeypatch.setattr("core.timing.backoff.Backoff.delay_after", lambda *_: 3_600.0)
        earlier = len(past.http.requests)
        await eventually(lambda: len(past.http.requests) > earlier)
        past.is_refusing = False
        await asyncio.sleep(0.05)
        assert gap_of(panel) is not None, "it waits"
        place = QPoint(100, HEADER_HEIGHT + 2 * ROW_HEIGHT + 5)
        QTest.mouseClick(panel._canvas, Qt.MouseButton.LeftButton, pos=place)
        await eventually(lambda: gap_of(panel) is None)
        assert numbers(panel) == list(range(9, 52))

    async def test_another_market_asks_for_none_of_the_old_ones(self, desk, panel, past):
        past.is_open.clear()
        lose(desk, panel)
        await eventually(lambda: past.http.requests)
        task = panel._filling
        panel.set_market("KRW-ETH")
        await asyncio.wait({task})
        assert task.cancelled()
        assert not tape_of(panel).gaps

    async def test_a_released_panel_waits_for_none(self, desk, panel, past):
        past.is_open.clear()
        lose(desk, panel)
        await eventually(lambda: past.http.requests)
        task = panel._filling
        panel.release()
        await asyncio.wait({task})
        assert task.cancelled()

    async def test_a_dropped_panel_dies_though_its_page_is_on_its_way(self, desk, context, past):
        past.is_open.clear()
        panel = TradesPanel(context, "KRW-BTC")
        lose(desk, panel)
        await eventually(lambda: past.http.requests)
        gone = weakref.ref(panel)
        gc.disable()
        try:
            del panel
            assert gone() is None
        finally:
            gc.enable()
        past.is_open.set()
        await eventually(lambda: not len(desk.tasks))
