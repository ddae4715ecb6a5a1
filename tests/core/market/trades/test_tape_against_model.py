"""The tape against a plain model: a list of all trades, and what of it was streamed or fetched.

Under outages, floods, losses and repeated trades, with pages of REST that come late, fail or are of one day, two things
hold. At any moment each trade that is not on the tape, though one before it and one after it are, lies in a marked gap.
In the end the tape is the model: the latest trades without a hole, at least as many as it opens with.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.market.trades.effort import FILLING, MAX_ROUNDS
from core.market.trades.gaps import ENOUGH, OPENING, TradeGaps, TradePage
from core.market.trades.tape import Gap, Print, TradeTape, order_of
from core.model.messages import Loss, Ticker, Trade
from thorough import examples

DAY_MS = 86_400_000
MIDNIGHT = 1_795_132_800_000
OPENS_WITH = 8


def trade(time: int, place: int = 0, origin: str = "REALTIME") -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=time, sequential_id=time * 10_000 + place, trade_price=100.0, trade_volume=1.0,
        ask_bid="BID", stream_type=origin,
    )  # fmt: skip


def as_snapshot(one: Trade) -> Trade:
    return trade(one.trade_timestamp, one.sequential_id % 10_000, "SNAPSHOT")


@st.composite
def histories(draw) -> list[Trade]:
    """Trades over two UTC days: bursts within one millisecond, and pauses."""
    waits = draw(st.lists(st.sampled_from([0, 0, 1, 3, DAY_MS // 4]), min_size=1, max_size=40))
    trades, time, place = [], MIDNIGHT - DAY_MS // 3, 0
    for wait in waits:
        time, place = time + wait, 0 if wait else place + 1
        trades.append(trade(time, place))
    return trades


def answer(trades: list[Trade], page: TradePage, size: int, by_day: bool) -> list[Trade]:
    """The answer of `/v1/trades/ticks` at the moment when these are all trades."""
    older = [one for one in reversed(trades) if page.cursor is None or one.sequential_id < page.cursor]
    if by_day:
        today = trades[-1].trade_timestamp // DAY_MS
        older = [one for one in older if one.trade_timestamp // DAY_MS == today - (page.days_ago or 0)]
    return older[:size]


def entries(gaps: TradeGaps) -> list[Print | Gap]:
    """Oldest first."""
    return [gaps.tape[place] for place in reversed(range(len(gaps.tape)))]


def on_tape(gaps: TradeGaps) -> list[tuple[int, int, int]]:
    return [entry.order for entry in entries(gaps) if isinstance(entry, Print)]


def assert_no_hole_unsaid(gaps: TradeGaps, made: list[Trade]) -> None:
    """Check every trade made so far: on the tape, in a marked gap, or older than all of the tape."""
    known = on_tape(gaps)
    assert known == sorted(set(known)), "each once, in order"
    if not known:
        return
    places = [entry.order for entry in entries(gaps)]
    assert places == sorted(places)
    for one in map(order_of, made):
        if known[0] < one < known[-1] and one not in known:
            assert any(gap.order < one < gap.end for gap in gaps.tape.gaps.values()), one


def assert_whole(gaps: TradeGaps, made: list[Trade]) -> None:
    """Check that the tape is the latest of the trades made so far without a hole, as many as it opens with."""
    assert not gaps.is_missing_trades
    assert not gaps.tape.gaps
    known, whole = on_tape(gaps), list(map(order_of, made))
    assert known == whole[len(whole) - len(known) :]
    assert len(known) >= min(OPENS_WITH, len(whole))


class Play:
    """A tape, and the exchange's side of it: the trades made so far, and an answer on its way."""

    def __init__(self, history: list[Trade], data: st.DataObject) -> None:
        self.gaps = TradeGaps(TradeTape(), opens_with=OPENS_WITH)
        self.history = history
        self.data = data
        self.made = data.draw(st.integers(1, len(history)), "made before the panel opens")
        self.size = data.draw(st.integers(1, 12), "page size")
        self.by_day = data.draw(st.booleans(), "a page is of one day")
        self.under_way: tuple[TradePage, list[Trade]] | None = None
        self.is_connected = False

    @property
    def left(self) -> int:
        return len(self.history) - self.made

    def ask(self) -> None:
        if self.under_way is None and (page := self.gaps.next_page()) is not None:
            self.under_way = page, answer(self.history[: self.made], page, self.size, self.by_day)

    def answer(self) -> None:
        if self.under_way is not None:
            (page, trades), self.under_way = self.under_way, None
            self.gaps.arrived(page, trades)

    def rest(self) -> None:
        """Fill all gaps; a gap of many small pages needs more than one try."""
        self.answer()
        for _ in range(300):
            if not self.gaps.is_missing_trades:
                self.gaps.retry()
            self.ask()
            self.answer()

    def fail(self) -> None:
        if self.under_way is not None:
            (page, _), self.under_way = self.under_way, None
            self.gaps.failed(page, "점검 중")

    def repeat(self) -> None:
        self.gaps.receive([one for one in self.history[: self.made][-3:] if self.gaps.tape.knows(one)])

    def outage(self) -> None:
        self.made += self.data.draw(st.integers(0, min(self.left, 9)), "missed")
        self.gaps.receive([as_snapshot(self.history[self.made - 1])])
        self.is_connected = True

    def loss(self) -> None:
        if self.is_connected and self.left > 1:
            lost = self.data.draw(st.integers(1, min(self.left - 1, 6)), "lost")
            self.made += lost + 1
            self.gaps.receive([Loss(lost), self.history[self.made - 1]])

    def live(self, most: int = 1) -> None:
        if self.is_connected and self.left:
            part = self.history[self.made : self.made + most]
            self.made += len(part)
            if part[-1].trade_timestamp - part[0].trade_timestamp < 5_000:
                part = self.data.draw(st.permutations(part), "in this order")
            self.gaps.receive(part)

    def flood(self) -> None:
        self.live(12)


STEPS = [Play.live, Play.live, Play.live, Play.flood, Play.loss, Play.outage, Play.repeat] + 2 * [
    Play.ask,
    Play.answer,
]


@settings(max_examples=examples(600))
@given(histories(), st.data())
def test_no_hole_is_unsaid_and_in_the_end_the_tape_is_whole(history, data):
    play = Play(history, data)
    gaps = play.gaps
    for step in data.draw(st.lists(st.sampled_from([*STEPS, Play.fail]), max_size=40), "steps"):
        step(play)
        assert_no_hole_unsaid(gaps, history[: play.made])
        is_opening = gaps.is_missing_trades and 0 < len(on_tape(gaps)) < OPENS_WITH
        assert gaps.tape.gaps or not is_opening, "the user is told"
    play.rest()
    assert_whole(gaps, history[: play.made])


@settings(max_examples=examples(300))
@given(histories(), st.data())
def test_trades_that_a_clock_told_too_early_go_where_the_exchange_has_them(history, data):
    play = Play(history, data)
    gaps = play.gaps
    for step in data.draw(st.lists(st.sampled_from(STEPS), max_size=12), "steps before"):
        step(play)
    play.rest()
    wrong_by = data.draw(st.sampled_from([-3_600_000, -3, -1]), "ms")
    told = data.draw(st.integers(0, play.left), "told wrongly")
    for one in history[play.made : play.made + told]:
        time = one.trade_timestamp + wrong_by
        gaps.receive([replace(one, trade_timestamp=time)])
        play.made += 1
    for step in data.draw(st.lists(st.sampled_from(STEPS), max_size=12), "steps after"):
        step(play)
    last = history[play.made - 1]
    history[play.made :] = [replace(last, sequential_id=last.sequential_id + 1, stream_type="SNAPSHOT")]
    gaps.receive(history[play.made :])  # by the right clock
    play.made += 1
    gaps.doubt(0)
    play.rest()
    assert_whole(gaps, history[: play.made])


class TestOpening:
    def test_it_is_requested_before_the_stream_has_begun(self):
        gaps = TradeGaps(TradeTape(), opens_with=ENOUGH)
        page = gaps.next_page()
        assert page == TradePage(OPENING, None, None)
        gaps.arrived(page, [trade(time) for time in range(300, 100, -1)])
        assert len(gaps.tape) == 200
        assert (gaps.tape.gaps, gaps.next_page()) == ({}, None)

    def test_a_stream_that_begins_with_the_page_s_last_trade_leaves_no_hole(self):
        gaps = TradeGaps(TradeTape(), opens_with=2)
        gaps.arrived(gaps.next_page(), [trade(3), trade(2)])
        gaps.receive([as_snapshot(trade(3)), trade(4)])
        assert not gaps.tape.gaps

    def test_a_stream_that_begins_later_than_the_page_leaves_one(self):
        gaps = TradeGaps(TradeTape(), opens_with=4)
        page = gaps.next_page()
        gaps.receive([as_snapshot(trade(7)), trade(8)])
        gaps.arrived(page, [trade(3), trade(2)])
        (gap,) = gaps.tape.gaps.values()
        assert (gap.from_ms, gap.to_ms, gap.reason) == (3, 7, FILLING)

    def test_until_it_is_there_the_end_of_the_tape_says_so_and_why(self):
        gaps = TradeGaps(TradeTape(), opens_with=10)
        page = gaps.next_page()
        gaps.receive([as_snapshot(trade(7)), trade(8)])
        assert entries(gaps)[0] == Gap(OPENING, order_of(trade(7)), 0, FILLING)
        gaps.failed(page, "점검 중")
        assert entries(gaps)[0] == Gap(OPENING, order_of(trade(7)), 0, "점검 중")
        assert gaps.next_page() == TradePage(OPENING, None, None)

    def test_a_young_market_ends_where_it_ends(self):
        gaps = TradeGaps(TradeTape(), opens_with=10)
        gaps.receive([as_snapshot(trade(7))])
        asked = []
        while (page := gaps.next_page()) is not None:
            asked.append(page.days_ago)
            gaps.arrived(page, [])
        assert asked == [None, *range(1, 8)] * MAX_ROUNDS
        assert entries(gaps) == [Print(order_of(trade(7)), 100.0, 1.0, True)]
        gaps.receive([as_snapshot(trade(8))])
        fillings = []
        while (page := gaps.next_page()) is not None:
            fillings.append(page.gap)
            gaps.arrived(page, [trade(time) for time in (7, 6, 5) if time * 10_000 < (page.cursor or 10**9)])
        assert OPENING in fillings, "what was so before may have been the fault's"
        assert on_tape(gaps) == [order_of(trade(time)) for time in (5, 6, 7, 8)]

    def test_no_empty_page_is_believed_while_the_ticker_says_that_more_was_traded_today(self):
        gaps, history = TradeGaps(TradeTape(), opens_with=10), [trade(MIDNIGHT + time) for time in range(6)]
        gaps.receive([as_snapshot(history[-1])])
        gaps.arrived(gaps.next_page(), [])
        gaps.arrived(gaps.next_page(), [])
        gaps.receive_ticker(
            Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=MIDNIGHT + 5, acc_trade_volume=6.0)
        )
        assert gaps.arrived(gaps.next_page(), [])
        for _ in range(100):
            page = gaps.next_page()
            assert page.days_ago is None
            assert gaps.arrived(page, []), "doubted, and so asked for again after a longer wait"
        gaps.arrived(gaps.next_page(), history)
        assert on_tape(gaps) == [order_of(one) for one in history]
        while (page := gaps.next_page()) is not None:
            gaps.arrived(page, [])
        assert not gaps.tape.gaps

    def test_a_ticker_that_says_so_only_afterwards_lets_the_beginning_be_asked_for_again(self):
        gaps = TradeGaps(TradeTape(), opens_with=10)
        gaps.receive([as_snapshot(trade(MIDNIGHT + 5))])
        while (page := gaps.next_page()) is not None:
            gaps.arrived(page, [])
        yesterday, today = (
            Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=MIDNIGHT + 5 - age, acc_trade_volume=1.0)
            for age in (DAY_MS, 0)
        )
        gaps.receive_ticker(today)
        assert gaps.next_page() is None, "that is what the tape has"
        gaps.receive_ticker(yesterday)
        page = gaps.next_page()
        assert page.days_ago is None
        gaps.arrived(page, [trade(MIDNIGHT - 5)])
        assert on_tape(gaps) == [order_of(trade(MIDNIGHT + time)) for time in (-5, 5)]

    def test_a_market_that_trades_more_than_enough_meanwhile_may_have_traded_before_that(self):
        gaps = TradeGaps(TradeTape(), opens_with=10)
        page = gaps.next_page()
        gaps.receive([trade(time) for time in range(11, 21)])
        gaps.arrived(page, [trade(5)])
        (gap,) = gaps.tape.gaps.values()
        assert (gap.from_ms, gap.to_ms) == (5, 11)

    @given(st.sets(st.integers(1, 30), max_size=29), st.integers(3, 40))
    def test_what_the_engine_remembers_may_lack_some_without_a_sign(self, left_out, size):
        gaps, history = TradeGaps(TradeTape(), opens_with=20), [trade(time) for time in range(1, 32)]
        gaps.receive([one for one in history if one.trade_timestamp not in left_out])
        while (page := gaps.next_page()) is not None:
            gaps.arrived(page, answer(history, page, size, by_day=False))
        assert_whole(gaps, history)

    def test_a_page_after_an_outage_leaves_a_gap_before_itself(self):
        gaps = TradeGaps(TradeTape(), opens_with=10)
        page = gaps.next_page()
        gaps.receive([as_snapshot(trade(3))])
        gaps.arrived(page, [trade(9), trade(8)])
        assert [(gap.from_ms, gap.to_ms) for gap in gaps.tape.gaps.values() if gap.from_ms] == [(3, 8)]
