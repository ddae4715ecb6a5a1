"""A clock that was wrong for a while leaves no trades with its times on a tape."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from core.market.trades.tape import Gap, Order, TradeTape, order_of
from core.market.trades.wrong_times import WrongTimes
from core.model.messages import Trade
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS

FUTURE = 86_400_000


def trade(time: int, origin: str = "REALTIME") -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=time, sequential_id=time, trade_price=100.0, trade_volume=1.0, ask_bid="BID",
        stream_type=origin,
    )  # fmt: skip


class Stream:
    """A tape, and the stream that it is filled from."""

    def __init__(self, limit: int = 2000) -> None:
        self.tape = TradeTape(limit)
        self.wrong_times = WrongTimes(self.tape)

    def tell(self, *trades: Trade, now_ms: int | None = None) -> list[Order]:
        """Return which trades showed that others were wrong."""
        shown = []
        for one in trades:
            if (first := self.wrong_times.receive(one, now_ms)) is not None:
                shown.append(first)
            self.tape.put(one)
        return shown

    @property
    def times(self) -> list[int]:
        return [entry.order[0] for entry in self.tape.latest(5000) if not isinstance(entry, Gap)]


@pytest.fixture
def stream() -> Stream:
    return Stream()


class TestTheStreamShowsIt:
    def test_after_a_few_trades_far_older_than_the_newest(self, stream):
        older = [trade(100_002 + number) for number in range(BELIEVED_AFTER)]
        assert not stream.tell(trade(1), trade(FUTURE), *older[:-1])
        assert stream.tape.newest[0] == FUTURE
        assert stream.tell(older[-1]) == [order_of(older[0])]
        assert stream.times == [1, *(one.trade_timestamp for one in older)]
        assert not stream.tell(trade(2)), "one late trade, which is no proof with those from before"

    @pytest.mark.parametrize("later", [DISORDER_MS, DISORDER_MS + 1])
    def test_only_those_that_are_much_later_go(self, stream, later):
        stream.tell(trade(100 + later))
        assert bool(stream.tell(trade(100, "SNAPSHOT"))) is (later > DISORDER_MS)

    @pytest.mark.parametrize("later", [DISORDER_MS, DISORDER_MS + 1])
    def test_beside_others_those_that_are_hardly_later_stay(self, stream, later):
        stream.tell(trade(FUTURE), trade(100 + later))
        assert len(stream.tell(trade(100, "SNAPSHOT"))) == 1
        assert stream.times == [100, *([100 + later] if later <= DISORDER_MS else [])]

    def test_with_the_last_trade_of_all_at_once(self, stream):
        stream.tell(trade(1, "SNAPSHOT"), trade(2), trade(FUTURE), trade(FUTURE + 1))
        assert stream.tell(trade(9, "SNAPSHOT")) == [(9, 9, 0)]
        assert stream.times == [1, 2, 9]

    def test_no_late_ones_between_others_or_within_the_usual_disorder(self, stream):
        stream.tell(trade(100_000))
        for number in range(1, 30):
            assert not stream.tell(trade(50_000 + number))
            if number % 4 == 0:
                stream.tell(trade(100_000 + number))
        assert stream.tape.newest[0] == 100_028
        assert not stream.tell(*(trade(100_028 - DISORDER_MS + number) for number in range(30)))

    def test_no_trades_of_no_time(self, stream):
        nameless = [Trade(code="KRW-BTC", sequential_id=number) for number in range(20)]
        assert not stream.tell(trade(100_000), *nameless)

    def test_a_tape_full_of_the_future_loses_none_of_those_that_show_it(self):
        stream = Stream(limit=10)
        stream.tell(*(trade(FUTURE + number) for number in range(20)))
        stream.tell(*(trade(time) for time in range(1, 1 + BELIEVED_AFTER)))
        assert stream.times == list(range(1, 1 + BELIEVED_AFTER))


class TestTheClockShowsIt:
    def test_one_trade_is_enough_where_the_newest_lies_in_the_future(self, stream):
        stream.tell(trade(1), trade(FUTURE), now_ms=FUTURE - DISORDER_MS)
        assert not stream.tell(trade(2), now_ms=FUTURE - DISORDER_MS), "a clock is an estimate"
        assert stream.tell(trade(3), now_ms=FUTURE - DISORDER_MS - 1) == [order_of(trade(2))]
        assert stream.times == [1, 2, 3]

    def test_a_known_trade_is_proof_then_and_else_not(self, stream):
        stream.tell(trade(1), trade(2), trade(FUTURE), now_ms=FUTURE)
        assert not stream.tell(*[trade(2)] * BELIEVED_AFTER, now_ms=FUTURE), "an old trade that is told again"
        assert stream.tell(trade(2), now_ms=2) == [order_of(trade(2))]
        assert stream.times == [1, 2]

    @pytest.mark.parametrize("ahead", [DISORDER_MS, DISORDER_MS + 1, FUTURE])
    def test_no_trade_is_needed(self, stream, ahead):
        stream.tell(trade(1), trade(2), trade(3), trade(2 + ahead))
        is_wrong = ahead > DISORDER_MS
        assert stream.wrong_times.remove_future(2) is is_wrong
        assert stream.times == [1, 2, 3, *([] if is_wrong else [2 + ahead])]
        assert not stream.wrong_times.remove_future(2)

    def test_what_seemed_outdated_before_it_is_no_proof_after_it(self, stream):
        stream.tell(trade(FUTURE), *(trade(100_000 + number) for number in range(BELIEVED_AFTER - 1)))
        stream.wrong_times.remove_future(100_010)
        assert not stream.tell(trade(1))


class TestRestStatesIt:
    @pytest.mark.parametrize("wrong", [4, 6])
    def test_a_trade_moves_to_its_time_and_the_gap_beside_it_lies_between_its_neighbours_now(self, stream, wrong):
        """The gap is after the trade at 4 and before the one at 6."""
        stream.tell(*(trade(time) for time in (2, 4, 6, 8)))
        stream.tape.mark(Gap((4, 4, 1), order_of(trade(6)), 3))
        (gap,) = stream.wrong_times.correct([replace(trade(wrong), trade_timestamp=9)])
        assert stream.times == sorted({2, 4, 6, 8, 9} - {wrong})
        beside = (2, 6) if wrong == 4 else (4, 8)
        assert (gap.from_ms, gap.to_ms, gap.lost, gap.order[2]) == (*beside, 3, 1)
        assert not stream.tape.gaps

    def test_a_gap_at_the_end_of_the_tape_is_none(self, stream):
        stream.tell(trade(2), trade(4))
        stream.tape.mark(Gap((2, 2, 1), order_of(trade(4))))
        assert stream.wrong_times.correct([replace(trade(4), trade_timestamp=1)]) == []
        assert stream.times == [2]

    def test_a_right_time_changes_nothing(self, stream):
        stream.tell(trade(2), trade(4))
        stream.tape.mark(gap := Gap((2, 2, 1), order_of(trade(4))))
        assert stream.wrong_times.correct([trade(2), trade(4)]) == []
        assert list(stream.tape.gaps.values()) == [gap]

    def test_how_far_back_it_has_stated_times_is_told_once(self, stream):
        assert stream.wrong_times.take_reach() is None
        for page in ([trade(5), trade(3), trade(0)], [trade(7), trade(4)], []):
            stream.wrong_times.correct(page)
        assert stream.wrong_times.take_reach() == 3, "a trade without a time does not tell"
        assert stream.wrong_times.take_reach() is None
        stream.wrong_times.correct([trade(9)])
        assert stream.wrong_times.take_reach() == 9
