"""The exchange's clock is measured from its messages; neither a single one nor the user's clock can falsify it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.messages import StreamOrigin
from core.timing.exchange_clock import AHEAD_MS, BELIEVED_AFTER, DISORDER_MS, LATE_MS, LATEST_MS, ExchangeClock

HOUR = 3_600_000
EPOCH = 1_795_144_500_000


class Wire:
    """Messages of an exchange whose clock is this far ahead of the loop's."""

    def __init__(self, ahead_ms: int = EPOCH) -> None:
        self.clock = ExchangeClock()
        self.ahead_ms = ahead_ms
        self.now = 10_000.0

    def live(self, off_ms: int = 0, times: int = 1) -> bool:
        """Return whether the last of several messages is believed that are this much newer than possible."""
        for _ in range(times):
            self.now += 0.1
            is_believed = self.clock.believes(self.stamp(off_ms), self.now, "REALTIME")
        return is_believed

    def snapshot(self, off_ms: int = 0) -> bool:
        return self.clock.believes(self.stamp(off_ms), self.now, "SNAPSHOT")

    def stamp(self, off_ms: int = 0) -> int:
        return round(self.now * 1000) + self.ahead_ms + off_ms


@pytest.fixture
def wire() -> Wire:
    """Return an estimate that has been measured."""
    made = Wire()
    made.live(times=BELIEVED_AFTER)
    return made


@pytest.mark.parametrize("ahead_ms", [EPOCH, 0, -HOUR, 24 * HOUR])
def test_with_any_two_clocks_the_lead_is_learned_and_a_message_beyond_it_refused(ahead_ms: int) -> None:
    wire = Wire(ahead_ms)
    assert wire.clock.time_ms(wire.now) is None
    wire.live(times=BELIEVED_AFTER)
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    assert not wire.live(int(AHEAD_MS) + 1)
    assert wire.live()


def test_before_it_is_known_everything_is_believed_and_nothing_is_ahead() -> None:
    wire = Wire()
    for _ in range(BELIEVED_AFTER - 1):
        assert not wire.clock.is_ahead(wire.stamp(HOUR), wire.now)
        assert wire.live(HOUR)
    assert wire.live(0)
    assert not wire.clock.is_ahead(wire.stamp(HOUR), wire.now)
    assert wire.clock.past_ms(wire.now) == 0


def test_one_wrong_message_at_the_beginning_teaches_nothing() -> None:
    wire = Wire()
    wire.live(HOUR)
    wire.live(times=BELIEVED_AFTER)
    assert wire.clock.time_ms(wire.now) == wire.stamp()


def test_how_long_the_way_was_makes_no_message_doubtful(wire: Wire) -> None:
    for late in (0, 4_000, 30_000, int(LATE_MS)):
        assert wire.live(-late)
    assert wire.live(0)
    assert wire.clock.time_ms(wire.now) == wire.stamp()


def test_the_shortest_transmission_sets_the_clock(wire: Wire) -> None:
    for late in (40, 20, 35):
        wire.live(-late)
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    wire.live(30)
    assert wire.clock.time_ms(wire.now) == wire.stamp(30)


def test_a_stamp_within_the_tolerance_is_believed_and_one_past_it_is_not(wire: Wire) -> None:
    assert not wire.clock.is_ahead(wire.stamp(int(AHEAD_MS)), wire.now)
    assert wire.clock.is_ahead(wire.stamp(int(AHEAD_MS) + 1), wire.now)
    assert wire.snapshot(int(AHEAD_MS))
    assert not wire.snapshot(int(AHEAD_MS) + 1)


def test_a_snapshot_may_be_as_old_as_it_likes_and_teaches_nothing() -> None:
    wire = Wire()
    for _ in range(2 * BELIEVED_AFTER):
        assert wire.snapshot(-24 * HOUR)
    assert wire.clock.time_ms(wire.now) is None
    wire.live(times=BELIEVED_AFTER)
    for _ in range(2 * BELIEVED_AFTER):
        assert wire.snapshot(-24 * HOUR)
        assert not wire.snapshot(HOUR), "nor does one from the future"


@pytest.mark.parametrize("stamp", [0, -1, -(2**63)])
def test_a_message_without_a_stamp_is_no_matter_of_doubt(wire: Wire, stamp: int) -> None:
    for _ in range(2 * BELIEVED_AFTER):
        assert wire.clock.believes(stamp, wire.now, "REALTIME")
    assert not wire.live(HOUR)


@pytest.mark.parametrize("by", [HOUR, -HOUR, int(AHEAD_MS) + 1_000, -int(LATE_MS) - 1_000])
def test_a_clock_that_was_set_is_believed_after_some_messages_in_a_row(wire: Wire, by: int) -> None:
    wire.ahead_ms += by
    answers = [wire.live() for _ in range(BELIEVED_AFTER)]
    assert answers == [by < 0] * (BELIEVED_AFTER - 1) + [True]
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    assert not wire.live(HOUR)
    assert wire.live()


def test_doubts_that_are_not_in_a_row_or_do_not_agree_change_nothing(wire: Wire) -> None:
    for number in range(20):
        assert not wire.live(HOUR)
        if number % (BELIEVED_AFTER - 1) == 0:
            assert wire.live()
    for number in range(1, 20):
        assert not wire.live(HOUR * number)
    assert wire.clock.time_ms(wire.now) == wire.stamp()


@pytest.mark.parametrize("by", [DISORDER_MS + 1_000, 20_000, 60_000, int(LATE_MS), HOUR, 24 * HOUR])
def test_a_step_back_is_known_after_some_messages_in_a_row_for_a_connection_keeps_order(wire: Wire, by: int) -> None:
    wire.ahead_ms -= by
    assert all(wire.live() for _ in range(BELIEVED_AFTER - 1))
    assert wire.clock.time_ms(wire.now) != wire.stamp()
    assert wire.live()
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    assert wire.clock.is_ahead(wire.stamp(by), wire.now)
    assert wire.clock.set_back == 1


def test_single_messages_from_before_move_no_clock(wire: Wire) -> None:
    for number in range(50):
        wire.live(-60_000 if number % BELIEVED_AFTER else 0)
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    for number in range(50):
        wire.ahead_ms += number % BELIEVED_AFTER == 0  # the way became shorter: not the common case
        wire.live(-60_000 if number % BELIEVED_AFTER else 0)
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    for number in range(20):
        wire.live(-8_000 * (number + 1))
    assert wire.clock.time_ms(wire.now) == wire.stamp(), "they agree on no time"


@pytest.mark.parametrize("late", [20_000, 60_000])
def test_a_longer_way_keeps_the_order_and_is_believed_two_minutes_later(wire: Wire, late: int) -> None:
    wire.now += late / 1000  # nothing comes meanwhile, and then all of it, late
    wire.live(-late, times=500)
    assert wire.clock.time_ms(wire.now) == wire.stamp(), "how late they are is still known"
    assert wire.clock.set_back == 0
    wire.live(-late, times=800)
    assert wire.clock.time_ms(wire.now) == wire.stamp(-late)


@pytest.mark.parametrize("origin", ["REALTIME", "SNAPSHOT"])
def test_no_clock_shows_a_year_after_2200(wire: Wire, origin: StreamOrigin) -> None:
    for clock in (wire.clock, ExchangeClock()):
        for _ in range(2 * BELIEVED_AFTER):
            assert not clock.believes(LATEST_MS + 1, wire.now, origin)
    assert wire.clock.time_ms(wire.now) == wire.stamp()


def test_a_clock_that_drifts_is_followed_either_way() -> None:
    for drift in (2, -2):
        wire = Wire()
        for _ in range(5_000):
            wire.ahead_ms += drift
            assert wire.live()
        assert abs(wire.clock.time_ms(wire.now) - wire.stamp()) <= 2 * 1_200


def test_after_forget_it_believes_everything_but_keeps_the_last_offset(wire: Wire) -> None:
    reported = wire.clock.time_ms(9_000.0)
    wire.clock.forget()
    assert wire.snapshot(HOUR)
    assert wire.live(HOUR)
    assert wire.clock.time_ms(9_000.0) == reported
    wire.live(HOUR, times=BELIEVED_AFTER)
    assert wire.clock.time_ms(wire.now) == wire.stamp(HOUR)


@given(
    st.lists(st.integers(0, 3_000), min_size=BELIEVED_AFTER, max_size=60),
    st.sets(st.integers(0, 59), max_size=10),
    st.sampled_from([HOUR, -HOUR, 24 * HOUR]),
)
def test_single_implausible_messages_change_nothing(ways: list[int], wrong: set[int], by: int) -> None:
    wire = Wire()
    wire.live(times=BELIEVED_AFTER)
    for number, way in enumerate(ways):
        if number in wrong:
            assert wire.live(by) == (by < 0)
        assert wire.live(-way)
    assert wire.clock.time_ms(wire.now) == wire.stamp()
    assert wire.clock.past_ms(wire.now) == wire.stamp(-int(AHEAD_MS))
