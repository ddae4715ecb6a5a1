"""In any order of stream and REST messages, one history gives one tape."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.market.trades.effort import (
    FILLING,
    MAX_DAYS_AGO,
    MAX_FAILURES,
    MAX_PAGES,
    MAX_ROUNDS,
    NOT_KEPT,
    TOO_MANY,
)
from core.market.trades.gaps import TradeGaps, TradePage
from core.market.trades.tape import Gap, TradeTape
from core.model.messages import Loss, Trade
from core.model.subscription import StreamType, subscribe
from core.simulator.rest.quotation import ENDPOINTS, Query
from core.simulator.streams.session import DROPPED
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS
from core.upbit.wire.rest_rows import TradeRow
from embedded import EmbeddedExchange, EngineFactory
from thorough import examples
from virtual_time import until

DAY_MS = 86_400_000
MIDNIGHT = 1_795_132_800_000


def trade(
    time: int, place: int = 0, origin: str = "REALTIME", *, price: float = 100.0, sequential_id: int = 0, **more: object
) -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=time, sequential_id=sequential_id or time * 10_000 + place, trade_price=price,
        trade_volume=1.0, ask_bid="BID", stream_type=origin, **more,
    )  # fmt: skip


def snapshot(time: int, place: int = 0) -> Trade:
    return trade(time, place, "SNAPSHOT")


def rest(trades: list[Trade], page: TradePage, size: int = 500, by_day: bool = False) -> list[Trade]:
    """The answer of `/v1/trades/ticks`; with `by_day` it has only trades of one UTC day."""
    older = [one for one in reversed(trades) if page.cursor is None or one.sequential_id < page.cursor]
    if by_day:
        today = max((one.trade_timestamp // DAY_MS for one in trades), default=0)
        older = [one for one in older if one.trade_timestamp // DAY_MS == today - (page.days_ago or 0)]
    return older[:size]


def fill(gaps: TradeGaps, trades: list[Trade], size: int = 500, by_day: bool = False) -> int:
    """Answer every page until none is requested; return how many there were."""
    pages = 0
    while (page := gaps.next_page()) is not None:
        gaps.arrived(page, rest(trades, page, size, by_day))
        pages += 1
        assert pages < 100
    return pages


def times(tape: TradeTape) -> list[int]:
    return [entry.order[0] for entry in reversed([tape[index] for index in range(len(tape))]) if entry.order[2] == 0]


def gap_of(gaps: TradeGaps) -> Gap:
    (gap,) = gaps.tape.gaps.values()
    return gap


@pytest.fixture
def gaps() -> TradeGaps:
    return TradeGaps(TradeTape())


class TestMissingTrades:
    def test_the_first_snapshot_of_all_opens_no_gap(self, gaps):
        assert gaps.receive([snapshot(1), trade(2)])
        assert not gaps.tape.gaps
        assert gaps.next_page() is None

    def test_a_snapshot_of_the_last_trade_known_means_that_nothing_was_missed(self, gaps):
        gaps.receive([snapshot(1), trade(2)])
        assert not gaps.receive([snapshot(2)])
        assert not gaps.tape.gaps

    def test_a_snapshot_of_an_unknown_trade_opens_a_gap_back_to_the_newest_known(self, gaps):
        gaps.receive([snapshot(1), trade(2), trade(3)])
        gaps.receive([snapshot(9), trade(10)])
        gap = gap_of(gaps)
        assert (gap.from_ms, gap.to_ms, gap.reason) == (3, 9, FILLING)
        assert isinstance(gaps.tape[2], Gap), "right where the trades are missing"
        assert gaps.next_page() == TradePage(gap.order, 90_000, None)

    def test_a_loss_of_an_overflowing_mailbox_is_a_gap_with_a_count(self, gaps):
        gaps.receive([trade(1), Loss(12), trade(5)])
        assert gap_of(gaps) == Gap((1, 10_000, 1), (5, 50_000, 0), 12, FILLING)

    def test_a_late_trade_does_not_hide_a_loss(self, gaps):
        gaps.receive([trade(10), Loss(2), trade(8), trade(15)])
        assert (gap_of(gaps).from_ms, gap_of(gaps).to_ms) == (10, 15)

    def test_a_loss_before_any_trade_is_shown_and_cannot_be_filled(self, gaps):
        gaps.receive([Loss(3), trade(5)])
        assert gap_of(gaps) == Gap((0, 0, 1), (5, 50_000, 0), 3, NOT_KEPT)
        assert gaps.next_page() is None

    def test_trades_without_ids_leave_a_gap_that_cannot_be_filled(self, gaps):
        nameless = [Trade(code="KRW-BTC", trade_timestamp=time, stream_type="SNAPSHOT") for time in (1, 2)]
        gaps.receive(nameless)
        assert gap_of(gaps).reason == NOT_KEPT
        assert gaps.next_page() is None

    def test_a_late_panel_finds_the_gap_in_the_replayed_trades(self, gaps):
        gaps.receive([trade(1), trade(2), snapshot(7), trade(8)])
        assert gap_of(gaps).to_ms == 7


class TestFilling:
    def test_a_page_that_reaches_back_to_known_trades_closes_the_gap(self, gaps):
        history = [trade(time) for time in range(1, 12)]
        gaps.receive([history[0], snapshot(9), *history[9:]])
        assert fill(gaps, history) == 1
        assert times(gaps.tape) == list(range(1, 12))
        assert not gaps.tape.gaps
        assert not gaps.is_missing_trades

    def test_until_then_the_gap_shrinks_from_its_end_page_by_page(self, gaps):
        history = [trade(time) for time in range(1, 12)]
        gaps.receive([history[0], snapshot(11)])
        page = gaps.next_page()
        gaps.arrived(page, rest(history, page, size=3))
        assert (gap_of(gaps).from_ms, gap_of(gaps).to_ms) == (1, 8)
        assert isinstance(gaps.tape[4], Gap)
        assert gaps.next_page().cursor == 80_000

    @pytest.mark.parametrize("size", [1, 2, 500])
    def test_what_came_while_messages_were_left_out_is_requested_again_and_stays_meanwhile(self, gaps, size):
        history = [trade(time) for time in range(1, 12)]
        gaps.receive([one for one in history[:9] if one.trade_timestamp not in {4, 7}])
        assert not gaps.is_missing_trades
        gaps.doubt(3)
        assert times(gaps.tape) == [1, 2, 3, 5, 6, 8, 9]
        assert (gap_of(gaps).from_ms, gap_of(gaps).to_ms) == (2, 9)
        fill(gaps, history[:10], size)
        assert times(gaps.tape) == list(range(1, 11)), "and what nobody told since"
        gaps.receive([history[10]])
        fill(gaps, history, size)
        assert times(gaps.tape) == list(range(1, 12))
        assert not gaps.tape.gaps

    def test_one_page_at_a_time(self, gaps):
        gaps.receive([trade(1), snapshot(5)])
        assert gaps.next_page() is not None
        assert gaps.next_page() is None

    def test_live_trades_continue_while_a_page_is_under_way(self, gaps):
        history = [trade(time) for time in range(1, 21)]
        gaps.receive([history[0], snapshot(9)])
        page = gaps.next_page()
        gaps.receive(history[9:])
        gaps.arrived(page, rest(history, page))
        assert times(gaps.tape) == list(range(1, 21))

    def test_a_page_adds_no_trades_older_than_the_tape(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([history[9], snapshot(15)])
        fill(gaps, history)
        assert times(gaps.tape) == list(range(10, 16))

    def test_the_newest_gap_is_filled_first_and_a_page_fills_all_it_reaches(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([history[0], snapshot(5), snapshot(9), snapshot(19)])
        assert len(gaps.tape.gaps) == 3
        assert gaps.next_page().cursor == 190_000
        gaps.arrived(page := TradePage((9, 90_000, 1), 190_000, None), rest(history, page, size=12))
        assert [(gap.from_ms, gap.to_ms) for gap in gaps.tape.gaps.values()] == [(1, 5), (5, 7)]

    def test_across_midnight_the_day_before_is_requested(self, gaps):
        history = [trade(MIDNIGHT + offset) for offset in range(-5, 5)]
        gaps.receive([history[0], snapshot(MIDNIGHT + 4)])
        fill(gaps, history, by_day=True)
        assert not gaps.tape.gaps
        assert times(gaps.tape) == [one.trade_timestamp for one in history]

    def test_a_page_of_an_older_day_has_no_previous_close(self, gaps):
        gaps.receive([trade(1, prev_closing_price=50.0), snapshot(9), trade(10, prev_closing_price=60.0)])
        page = gaps.next_page()
        gaps.arrived(page, [trade(5, prev_closing_price=50.0), trade(1, prev_closing_price=50.0)])
        assert gaps.tape.prev_close == 60.0

    def test_a_gap_pushed_off_the_tape_is_requested_no_more(self):
        gaps = TradeGaps(TradeTape(limit=5))
        gaps.receive([trade(1), snapshot(10)])
        page = gaps.next_page()
        gaps.receive([trade(time) for time in range(11, 20)])
        assert not gaps.tape.gaps
        gaps.arrived(page, [trade(5)])
        assert times(gaps.tape) == list(range(15, 20))
        assert gaps.next_page() is None

    def test_a_page_that_comes_after_the_next_reconnect_leaves_the_newer_gap_open(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([history[0], snapshot(5), trade(6)])
        page = gaps.next_page()
        gaps.receive([snapshot(15), trade(16)])
        gaps.arrived(page, rest(history[:5], page))
        assert [(gap.from_ms, gap.to_ms) for gap in gaps.tape.gaps.values()] == [(6, 15)]
        fill(gaps, history)
        assert times(gaps.tape) == list(range(1, 17))

    @pytest.mark.parametrize("fails", [False, True])
    def test_a_page_from_before_a_doubt_does_not_end_it(self, gaps, fails):
        """It may have been answered while the exchange told what is doubted now."""
        history = [trade(time) for time in range(1, 11)]
        gaps.receive(history)
        gaps.doubt(3)
        page = gaps.next_page()
        gaps.doubt(3)
        wrong = [replace(one, trade_timestamp=one.trade_timestamp + 20) for one in history[3:]]
        if fails:
            gaps.failed(page, "no reply")
        else:
            gaps.arrived(page, wrong)
        assert times(gaps.tape) == list(range(1, 11))
        assert fill(gaps, history) > 0
        assert times(gaps.tape) == list(range(1, 11))
        assert not gaps.tape.gaps

    def test_a_page_has_no_trades_after_its_request(self, gaps):
        gaps.receive([trade(1), snapshot(5)])
        gaps.arrived(gaps.next_page(), [trade(9), trade(5), trade(4), trade(1)])
        assert times(gaps.tape) == [1, 4, 5]


class TestAClockThatWasWrong:
    """Trades from the future are removed once the stream shows that they are."""

    FUTURE = 86_400_000

    def test_a_trade_from_the_future_tops_the_tape_no_longer_than_a_few_trades(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([snapshot(1), trade(self.FUTURE)])
        gaps.receive(history[1:5])
        assert gaps.tape.newest[0] == self.FUTURE
        gaps.receive([history[5]])
        assert times(gaps.tape) == [1, 2, 3, 4, 5, 6]
        gap = gap_of(gaps)
        assert (gap.from_ms, gap.to_ms, gap.lost) == (1, 2, 0), "what was taken off was made before these"
        fill(gaps, history)
        assert not gaps.tape.gaps

    def test_where_all_lay_in_the_future_the_tape_opens_anew(self):
        gaps = TradeGaps(TradeTape(), opens_with=3)
        gaps.receive([snapshot(self.FUTURE)])
        gaps.arrived(gaps.next_page(), [trade(self.FUTURE - age) for age in (0, 1, 2)])
        assert not gaps.is_missing_trades
        gaps.receive([trade(5)], now_ms=5)
        assert times(gaps.tape) == [5]
        page = gaps.next_page()
        assert page.cursor is None
        gaps.arrived(page, [trade(5), trade(4), trade(3)])
        assert times(gaps.tape) == [3, 4, 5]
        assert not gaps.tape.gaps

    @pytest.mark.parametrize("kept", range(4))
    def test_where_a_page_of_a_wrong_clock_moved_most_trades_those_are_requested_again(self, kept):
        """Some came after that page: they stay, and so the tape is not empty, but it lacks all before them."""
        history = [trade(time) for time in range(1, 21)]
        gaps = TradeGaps(TradeTape(), opens_with=10)
        gaps.receive(history[:10])
        fill(gaps, history[:10])
        gaps.doubt(0)
        page = gaps.next_page()
        gaps.receive(history[10 : 10 + kept])
        gaps.arrived(page, [replace(one, trade_timestamp=one.trade_timestamp + self.FUTURE) for one in history[:10]])
        assert times(gaps.tape)[0] > self.FUTURE or kept
        gaps.receive(history[10 + kept :], now_ms=20)
        fill(gaps, history)
        assert times(gaps.tape) == list(range(1, 21))
        assert not gaps.tape.gaps

    @pytest.mark.parametrize("kept", [0, 3, 12])
    def test_once_the_clock_is_right_again_a_quiet_market_shows_none_of_tomorrow(self, kept):
        """No trade comes that would show it."""
        history = [trade(time) for time in range(1, 21)]
        gaps = TradeGaps(TradeTape(), opens_with=10)
        gaps.receive(history[20 - kept :])
        gaps.receive([trade(self.FUTURE + number) for number in range(12)])
        gaps.clock_was_set(0, now_ms=20)
        assert times(gaps.tape) == list(range(21 - kept, 21))
        fill(gaps, history)
        assert times(gaps.tape)[-10:] == list(range(11, 21))
        assert not gaps.tape.gaps

    def test_below_the_first_trade_by_the_right_clock_it_is_told_that_older_ones_are_being_loaded(self):
        gaps, history = TradeGaps(TradeTape(), opens_with=5), [trade(time) for time in range(1, 8)]
        fill(gaps, [])
        gaps.receive([trade(self.FUTURE + time) for time in range(6)])
        gaps.receive([history[-1]], now_ms=20)
        assert gap_of(gaps).reason == FILLING
        assert gap_of(gaps).end == (7, history[-1].sequential_id, 0)
        fill(gaps, history)
        assert (times(gaps.tape)[-5:], gaps.tape.gaps) == ([3, 4, 5, 6, 7], {})

    def test_where_a_page_of_a_wrong_clock_moved_trades_out_of_the_tape_they_are_requested_again(self):
        history = [trade(time + 2000) for time in range(1, 21)]
        gaps = TradeGaps(TradeTape(), opens_with=10)
        gaps.receive(history[:10])
        fill(gaps, history[:10])
        gaps.doubt(0)
        moved = [replace(one, trade_timestamp=one.trade_timestamp - 1000) for one in history[5:10]]
        gaps.arrived(gaps.next_page(), moved)
        fill(gaps, history[:10])
        assert times(gaps.tape) == [one.trade_timestamp for one in history[:10]]
        assert not gaps.tape.gaps

    def test_a_known_trade_that_shows_it_changes_the_tape(self, gaps):
        gaps.receive([snapshot(1), trade(2), trade(self.FUTURE)], now_ms=self.FUTURE)
        assert not gaps.receive([trade(2)], now_ms=self.FUTURE)
        assert gaps.receive([trade(2)], now_ms=2)
        assert times(gaps.tape) == [1, 2]

    def test_a_gap_beside_a_trade_that_moved_is_still_one(self, gaps):
        """The page has that trade, and none of those in the gap."""
        history = [trade(2), *(trade(time) for time in range(10, 20)), trade(30, sequential_id=40_000), trade(40)]
        gaps.receive([history[0], trade(4), snapshot(19), history[-1]])
        gaps.arrived(gaps.next_page(), [history[-2]])
        assert times(gaps.tape) == [2, 19, 30, 40]
        assert (gap_of(gaps).from_ms, gap_of(gaps).to_ms) == (2, 19)
        fill(gaps, history)
        assert times(gaps.tape) == [one.trade_timestamp for one in history]

    def test_removed_trades_come_back_with_the_time_of_rest(self, gaps):
        wrong = trade(self.FUTURE, price=7.0)
        right = trade(2, sequential_id=wrong.sequential_id)
        gaps.receive([snapshot(1), wrong, *(trade(time) for time in range(3, 8))])
        gaps.arrived(gaps.next_page(), [right, trade(1)])
        assert times(gaps.tape) == [1, 2, 3, 4, 5, 6, 7]
        assert gaps.tape.knows(wrong)

    def test_a_page_with_the_wrong_time_again_brings_it_back_no_more(self, gaps):
        gaps.receive([snapshot(1), trade(self.FUTURE), *(trade(time) for time in range(3, 8))])
        fill(gaps, [trade(1), trade(self.FUTURE)])
        assert times(gaps.tape) == [1, 3, 4, 5, 6, 7]

    def test_after_a_reconnect_the_last_trade_of_all_is_proof_at_once(self, gaps):
        gaps.receive([snapshot(1), trade(2), trade(self.FUTURE), trade(self.FUTURE + 1)])
        gaps.receive([snapshot(9)])
        assert times(gaps.tape) == [1, 2, 9]
        assert (gap_of(gaps).from_ms, gap_of(gaps).to_ms) == (2, 9)

    def test_gaps_among_removed_trades_are_removed_too(self, gaps):
        gaps.receive([snapshot(1), snapshot(self.FUTURE), snapshot(self.FUTURE + 9)])
        assert len(gaps.tape.gaps) == 2
        page = gaps.next_page()
        gaps.receive([snapshot(5)])
        assert [(gap.from_ms, gap.to_ms) for gap in gaps.tape.gaps.values()] == [(1, 5)]
        gaps.arrived(page, [trade(self.FUTURE + 3)])
        assert times(gaps.tape) == [1, 5]

    def test_of_trades_all_from_the_future_none_is_left(self, gaps):
        gaps.receive([snapshot(self.FUTURE), *(trade(time) for time in range(1, 6))])
        assert times(gaps.tape) == [1, 2, 3, 4, 5]
        assert not gaps.tape.gaps

    @given(st.lists(st.sampled_from([0, 0, 0, 3_600_000, -3_600_000, 20_000, -20_000]), max_size=40), st.data())
    def test_with_any_exchange_clock_the_newest_trade_is_on_top_a_few_trades_later(self, steps, data):
        gaps, ahead, now = TradeGaps(TradeTape()), 0, 1_000_000_000
        for step in steps:
            now, ahead = now + 100, ahead + step
            reported = trade(now + ahead, origin=data.draw(st.sampled_from(["REALTIME", "SNAPSHOT"])))
            gaps.receive([reported])
        for _ in range(BELIEVED_AFTER):
            now += 100
            last = trade(now + ahead)
            gaps.receive([last])
        assert gaps.tape.newest == (last.trade_timestamp, last.sequential_id, 0) or (
            0 < gaps.tape.newest[0] - last.trade_timestamp <= DISORDER_MS
        )
        entries = [gaps.tape[index].order for index in range(len(gaps.tape))]
        assert entries == sorted(entries, reverse=True)
        assert gaps._efforts.keys() == gaps.tape.gaps.keys()


class TestGivingUp:
    def test_after_consecutive_failures_the_gap_has_a_reason_and_the_page_is_requested_again(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([history[0], snapshot(9)])
        for failures in range(1, 10 * MAX_FAILURES):
            gaps.failed(gaps.next_page(), "응답 시간 초과")
            assert gaps.is_missing_trades
            assert gap_of(gaps).reason == "응답 시간 초과"
            assert gap_of(gaps).can_retry is (failures >= MAX_FAILURES)
        fill(gaps, history)
        assert not gaps.tape.gaps

    def test_a_page_that_comes_forgives_the_failures_before_it(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([history[0], snapshot(19)])
        for _ in range(3):
            for _ in range(MAX_FAILURES - 1):
                gaps.failed(gaps.next_page(), "")
            page = gaps.next_page()
            gaps.arrived(page, rest(history, page, size=3))
        assert gaps.is_missing_trades

    def test_the_user_or_the_next_reconnect_asks_again(self, gaps):
        history = [trade(time) for time in range(1, 20)]
        gaps.receive([history[0], snapshot(9)])
        for _ in range(MAX_FAILURES):
            gaps.failed(gaps.next_page(), "응답 시간 초과")
        gaps.retry()
        assert (gap_of(gaps).reason, gap_of(gaps).can_retry) == (FILLING, False)
        for _ in range(MAX_FAILURES):
            gaps.failed(gaps.next_page(), "응답 시간 초과")
        gaps.receive([snapshot(15)])
        fill(gaps, history)
        assert not gaps.tape.gaps

    def test_trades_the_exchange_no_longer_has_are_given_up(self, gaps):
        gaps.receive([trade(1), snapshot(9)])
        assert fill(gaps, []) == MAX_ROUNDS * (MAX_DAYS_AGO + 1), "not believed at once"
        assert gap_of(gaps).reason == NOT_KEPT

    def test_that_no_day_has_a_trade_is_doubted_once_a_round(self, gaps):
        gaps.receive([trade(1), snapshot(9)])
        doubts = [gaps.arrived(gaps.next_page(), []) for _ in range(MAX_ROUNDS * (MAX_DAYS_AGO + 1))]
        assert [at for at, is_doubted in enumerate(doubts) if is_doubted] == [7, 15]

    def test_a_round_of_empty_pages_hides_no_trade_that_comes_after_it(self, gaps):
        gaps.receive([trade(1), snapshot(9)])
        for _ in range(MAX_DAYS_AGO + 1):
            gaps.arrived(gaps.next_page(), [])
        fill(gaps, [trade(time) for time in range(1, 10)])
        assert times(gaps.tape) == list(range(1, 10))
        assert not gaps.tape.gaps

    def test_a_gap_without_an_end_in_sight_is_given_up(self, gaps):
        gaps.receive([trade(1), snapshot(1000)])
        history = [trade(time) for time in range(1, 1001)]
        assert fill(gaps, history, size=2) == MAX_PAGES
        assert (gap_of(gaps).to_ms, gap_of(gaps).reason) == (1000 - 2 * MAX_PAGES, TOO_MANY)

    def test_the_same_page_over_and_over_comes_to_an_end(self, gaps):
        gaps.receive([trade(1), snapshot(9)])
        pages = 0
        while (page := gaps.next_page()) is not None:
            gaps.arrived(page, [trade(9), trade(8)])
            pages += 1
        assert pages <= MAX_PAGES


@st.composite
def histories(draw) -> list[Trade]:
    """Trades of a market over two UTC days: bursts within one millisecond, and pauses."""
    waits = draw(st.lists(st.sampled_from([0, 0, 1, 3, DAY_MS // 4]), min_size=1, max_size=40))
    trades, time, place = [], MIDNIGHT - DAY_MS // 3, 0
    for number, wait in enumerate(waits):
        time, place = time + wait, 0 if wait else place + 1
        trades.append(trade(time, place, prev_closing_price=float(number // 7)))
    return trades


@settings(max_examples=examples(300))
@given(histories(), st.data())
def test_any_split_into_live_parts_gaps_and_pages_gives_the_same_tape(history, data):
    limit = data.draw(st.integers(1, 50), "limit")
    gaps = TradeGaps(TradeTape(limit))
    size, by_day = data.draw(st.integers(1, 8), "page size"), data.draw(st.booleans(), "a page is of one day")
    first = position = data.draw(st.integers(0, len(history) - 1), "first seen")
    gaps.receive([renamed(history[first], "SNAPSHOT")])
    request_times = 0
    while position < len(history) - 1:
        if data.draw(st.booleans(), "outage"):
            position = data.draw(st.integers(position, len(history) - 1), "back at")
            gaps.receive([renamed(history[position], "SNAPSHOT")])
        elif data.draw(st.booleans(), "damage"):
            since_ms, until = history[position].trade_timestamp, data.draw(st.integers(position + 1, len(history) - 1))
            for part in at_once(history[position + 1 : until + 1]):
                gaps.receive([one for one in part if data.draw(st.booleans(), "readable")])
            gaps.doubt(since_ms)
            position = until
        else:
            until = data.draw(st.integers(position + 1, len(history) - 1), "live until")
            for part in at_once(history[position + 1 : until + 1]):
                gaps.receive(data.draw(st.permutations(part), "in this order"))
            position = until
        if data.draw(st.booleans(), "a page") and (page := gaps.next_page()) is not None:
            request_times += 1
            if data.draw(st.booleans(), "fails"):
                gaps.failed(page, "")
            else:
                gaps.arrived(page, rest(history[: position + 1], page, size, by_day))
    gaps.receive([renamed(history[-1], "SNAPSHOT")])
    for _ in range(20):
        gaps.retry()
        fill(gaps, history, size, by_day)
    whole = TradeTape(limit)
    whole.extend(history[first:])
    assert [gaps.tape[index] for index in range(len(gaps.tape))] == [whole[index] for index in range(len(whole))]
    assert gaps.tape.prev_close == whole.prev_close


def at_once(trades: list[Trade]) -> list[list[Trade]]:
    """Split the history at pauses: a trade that comes very late would look like a changed clock."""
    parts: list[list[Trade]] = []
    for one in trades:
        if not parts or one.trade_timestamp - parts[-1][0].trade_timestamp > DISORDER_MS:
            parts.append([])
        parts[-1].append(one)
    return parts


def renamed(one: Trade, origin: str) -> Trade:
    return trade(
        one.trade_timestamp, one.sequential_id % 10_000, origin, prev_closing_price=one.prev_closing_price
    )  # fmt: skip


@pytest.mark.virtual_time
async def test_over_lost_connections_the_tape_is_the_exchanges_own(
    exchange: EmbeddedExchange, make_engine: EngineFactory
):
    """The real engine and the embedded exchange, its stream and its REST; two outages of ten seconds and more.

    The second begins 50 s after the first: by then the link is up again however its delays fell.
    """
    (ticks,) = (endpoint for endpoint in ENDPOINTS if endpoint.path == "/v1/trades/ticks")
    source = exchange.exchange.source

    def ask(page: TradePage) -> list[Trade]:
        parameters = {"market": "KRW-BTC", "count": "4", "cursor": str(page.cursor)}
        rows = ticks.answer(Query(source, parameters, exchange.exchange.now_ms(exchange.clock.now)))
        return msgspec.convert(list(rows), list[TradeRow])

    gaps = TradeGaps(TradeTape())
    feed = make_engine(exchange).attach("panel", [subscribe(StreamType.TRADE, "KRW-BTC")])
    pages = 0
    for second in range(100):
        await until(float(second))
        exchange.is_refusing = second % 50 in range(8, 18)
        if second % 50 == 8:
            exchange.session.end(DROPPED)
        gaps.receive(feed.take())
        if (page := gaps.next_page()) is not None:
            pages += 1
            gaps.arrived(page, ask(page))
    assert pages > 5
    own = source.trades("KRW-BTC", times(gaps.tape)[0] - 1, times(gaps.tape)[-1])
    assert [entry.order[1] for entry in reversed([gaps.tape[row] for row in range(len(gaps.tape))])] == [
        trade.sequential_id for trade in own
    ]
