"""Bars of minutes, and random changes of them as streams and pages bring them."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from core.market.candles.bar import Bar

MINUTE: Final = 60_000


def bar(minute: int, close: float = 10.0, volume: float = 1.0, revision_ms: int = 0) -> Bar:
    """A bar that opens at 10."""
    return Bar(minute * MINUTE, 10.0, max(10.0, close), min(10.0, close), close, volume, volume * close, revision_ms)


BARS = st.builds(
    bar,
    st.integers(0, 80),
    st.floats(1, 100),
    st.floats(0, 100),
    st.one_of(st.just(0), st.integers(90 * MINUTE, 90 * MINUTE + 50)),
)
CHANGES = st.lists(st.one_of(BARS, st.lists(BARS, max_size=30)), max_size=30)
"""States of the stream, one by one, and pages of REST."""
