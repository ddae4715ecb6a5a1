"""Candles as CSV, for spreadsheets and programs.

Times are of the exchange's zone, ISO 8601 with the offset; numbers are written as the exchange sent them, without
separators or exponents. Titles are the words of programs, the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.market.candles.units import CandleUnit
from core.model.korean_time import KST

TITLES: Final = ("time", "open", "high", "low", "close", "volume", "turnover")
_END: Final = "\r\n"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would execute."""


class CandleTable(NamedTuple):
    """A copy of candles: it may be written while the chart goes on."""

    unit: CandleUnit
    slots: NDArray[np.int64]
    figures: NDArray[np.float64]
    """Columns: open, high, low, close, volume and turnover."""


def csv_of(table: CandleTable) -> str:
    """The candles as text, oldest first, with a line of titles."""
    return "".join(_lines(table))


def number(value: float) -> str:
    """A number with all its digits: `0.00001234`, `157195000`."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").removesuffix(".") if "." in text else text


def safe_text(text: str) -> str:
    """A text as a cell: quoted where it must be, and never a formula."""
    if text.startswith(_FORMULA):
        text = f"'{text}"
    if any(sign in text for sign in ',"\r\n'):
        text = '"' + text.replace('"', '""') + '"'
    return text


def _lines(table: CandleTable) -> Iterator[str]:
    yield ",".join(map(safe_text, TITLES)) + _END
    for start, row in zip(table.unit.starts_ms(table.slots).tolist(), table.figures.tolist(), strict=True):
        time = datetime.fromtimestamp(start / 1000, UTC).astimezone(KST).isoformat()
        yield ",".join((time, *map(number, row))) + _END
