"""The times of a page, as REST takes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.market.candle_history.page_request import utc_time
from core.market.candles.bar import END_OF_TIME_MS
from core.model.candle_rows import start_ms


@given(st.integers(0, END_OF_TIME_MS // 1000 - 1))
def test_a_time_is_written_as_the_exchange_writes_the_start_of_a_candle(second):
    text = utc_time(second * 1000)
    assert len(text) == len("2026-11-20T03:00:00")
    assert start_ms(text) == second * 1000
