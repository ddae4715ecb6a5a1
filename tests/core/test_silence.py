"""A quiet market is left in peace; only a feed that was busy without a break and then went dead is suspicious."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.silence import BUSY_SECONDS, SILENT_FOR, FeedSilence


def test_at_first_silence_means_nothing() -> None:
    assert FeedSilence().suspicious_at() is None


def test_a_feed_busy_for_half_a_minute_is_suspicious_six_seconds_after_its_last_frame() -> None:
    silence = FeedSilence()
    for second in range(31):
        silence.heard(float(second))
    assert silence.suspicious_at() == 30.0 + SILENT_FOR


def test_one_pause_of_more_than_a_second_begins_the_half_minute_anew() -> None:
    silence = FeedSilence()
    for second in (*range(29), *range(30, 59)):
        silence.heard(second + 0.2 * (second > 29))
    assert silence.suspicious_at() is None


@given(st.lists(st.floats(min_value=0.0, max_value=3.0), max_size=200))
def test_it_is_suspicious_only_after_half_a_minute_with_no_pause_of_a_second(pauses: list[float]) -> None:
    silence = FeedSilence()
    now = busy_since = 0.0
    for n, pause in enumerate(pauses):
        if n == 0 or (now + pause) - now > 1.0:
            busy_since = now + pause
        now += pause
        silence.heard(now)
    is_suspicious = bool(pauses) and now - busy_since >= BUSY_SECONDS
    assert silence.suspicious_at() == (now + SILENT_FOR if is_suspicious else None)
