"""The name of stored candles."""

from __future__ import annotations

from typing import NamedTuple


class Series(NamedTuple):
    """The candles of one market and unit from one source."""

    source: str
    code: str
    unit: str
