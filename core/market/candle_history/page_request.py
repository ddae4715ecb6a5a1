"""One page of candles that a history asks for, by REST or from the store."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import NamedTuple

from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES


class Purpose(Enum):
    """The purpose of a page."""

    NEWEST = "newest"
    """To connect to the stream's candles, and to close a gap behind them."""
    DAYS = "days"
    """The finished days of the running week or month."""
    OLDER = "older"
    """The time before the oldest known candle."""
    REPAIR = "repair"
    """A page again that came with damaged rows."""
    CHECK = "check"
    """The newest candles once more, to see whether the streams told all of them."""
    STORED = "stored"
    """What an earlier run kept: from the store, not by REST."""


class PageRequest(NamedTuple):
    """One page to request by REST, or to read from the store."""

    purpose: Purpose
    unit: str
    to: str | None
    """Only candles that start before this; None for the newest."""
    limit: int
    before: int | None = None
    """Of the store, and of a page again: only slots before this; None for the newest."""


def page_of(purpose: Purpose, unit: CandleUnit, before: int | None) -> PageRequest:
    """A full page of the candles before that slot, or of the newest without one."""
    to = utc_time(unit.start_ms(before)) if before is not None else None
    return PageRequest(purpose, unit.rest_name, to, MAX_CANDLES)


def utc_time(time_ms: int) -> str:
    """A time in the format of REST: `yyyy-MM-ddTHH:mm:ss`, UTC."""
    return f"{datetime.fromtimestamp(time_ms / 1000, UTC):%Y-%m-%dT%H:%M:%S}"
