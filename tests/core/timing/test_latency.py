from __future__ import annotations

import random

import pytest

from core.timing.exchange_clock import ExchangeClock
from core.timing.latency import Latency, way_ms


def test_nothing_is_known_at_first():
    latency = Latency()
    assert latency.ms is None
    latency.add(0, 5.0, 0.1)
    latency.add(5, None, 0.1)
    assert latency.ms is None


def test_half_a_round_trip_is_added_if_it_is_known():
    assert (way_ms(None), way_ms(0.1)) == (0.0, 50.0)
    latency = Latency()
    latency.add(1_000, 1_030.0, 0.1)
    assert latency.ms == 80.0


def test_a_timestamp_from_the_future_takes_no_time():
    latency = Latency()
    latency.add(2_000, 1_000.0, None)
    assert latency.ms == 0.0


def test_it_forgets_old_ones_and_all_when_it_is_told_to():
    latency = Latency()
    for delay in [1_000] * 100 + [10] * 32:
        latency.add(1_000, 1_000.0 + delay, None)
    assert latency.ms == 10.0
    latency.forget()
    assert latency.ms is None


@pytest.mark.parametrize("offset_ms", [-3_600_000, -250, 0, 40, 3_600_000])
@pytest.mark.parametrize("way", [2.0, 30.0, 250.0])
@pytest.mark.parametrize("waited", [0.0, 15.0, 120.0])
def test_with_any_offset_of_the_clocks_it_is_what_messages_really_took(offset_ms, way, waited):
    """Each message takes its way and up to 40 ms more, then waits here for its frame; the ping shows both ways."""
    chance, clock, latency = random.Random(1), ExchangeClock(), Latency()
    took = []
    for number in range(600):
        now = 100.0 + number / 10
        delay = way + chance.random() * 40
        stamp = round(now * 1000 + offset_ms - delay + 1_795_144_542_000)
        clock.believes(stamp, now, "REALTIME")
        painted = now + waited / 1000
        exchange_ms = None if clock.offset_ms is None else clock.offset_ms + painted * 1000
        latency.add(stamp, exchange_ms, 2 * way / 1000)
        took.append(delay + waited)
    recent = sorted(took[-32:])
    assert latency.ms == pytest.approx((recent[15] + recent[16]) / 2, abs=3.0)
