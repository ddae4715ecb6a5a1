"""Candle rows and their start."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.candle_rows import CANDLE_UNITS, start_ms


@pytest.fixture
def seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that stands where its users are."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Seoul")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process is fixed here")
@pytest.mark.usefixtures("seoul")
def test_a_start_is_read_as_utc_wherever_the_machine_is():
    assert start_ms("2026-11-20T03:15:00") == 1795144500000


@given(st.datetimes(datetime(2013, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)))  # noqa: DTZ001 - naive on purpose, as on the wire
def test_a_start_survives_the_journey(moment):
    assert start_ms(moment.isoformat()) == moment.replace(tzinfo=UTC).timestamp() * 1000


def test_a_start_that_names_its_zone_is_taken_at_its_word():
    assert start_ms("2026-11-20T12:15:00+09:00") == start_ms("2026-11-20T03:15:00Z") == 1795144500000


@pytest.mark.parametrize("text", ["", "2026-11-20T03:15:99", "yesterday"])
def test_an_invalid_time_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        start_ms(text)


def test_the_units_are_those_of_the_exchange():
    assert CANDLE_UNITS == ("1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m", "1d", "1w", "1M")
