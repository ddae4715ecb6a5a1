"""Formats numbers and times for the screen: thousands commas, Korean units. Unknown values are a dash, never 0.

Trades are made to eight decimals, most of which say nothing. One rule cuts them, for the size and for the value of a
trade: no digit is shown that is worth less than about `LEAST_WORTH`, which is 100 won, a fiftieth of the smallest
order. What would become zero by that is shown as less than its last digit. Only values in won are whole won, as on
every Korean exchange.

Times are in Korean time unless a time zone is given; a zone of None is that of this computer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Final

from core.market.chart.price_scale import decimals_of_step
from core.model.korean_time import KST
from widgets.text.language import is_korean
from widgets.text.price_steps import price_decimals

UNKNOWN: Final = "–"

MAX_DECIMALS: Final = 8
"""The finest step of any price or size on the exchange. Source: Upbit trading rules, section "volume"."""

LEAST_WORTH: Final = 2
"""What the last digit of a trade's size or value must be worth, in won, as a power of ten."""

VOLUME_FIGURES: Final = 8
"""Significant digits of a traded volume: nobody reads more, and a float has no more beyond billions."""

_QUOTE_MAGNITUDE: Final = {"KRW": 0, "IDR": -1, "THB": 2, "USDT": 3, "SGD": 3, "BTC": 8}
"""Value of one unit of a quote currency in won, as a power of ten."""

_NO_CHANGE: Final = 1e-10
"""A ratio below this is what computing with floats leaves of none: one tick is more of every price."""

_KOREAN_UNITS: Final = ((1e12, "조"), (1e8, "억"), (1e6, "백만"))
_ENGLISH_UNITS: Final = ((1e12, "T"), (1e9, "B"), (1e6, "M"))
"""Units of large amounts: factor and name."""

_SHORT_UNITS: Final = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
"""The same in every language, for columns without room for more."""


def price(code: str, value: float | None, decimals: int | None = None) -> str:
    """Format a price of market `code` with the decimals it needs, or with those of its column (`column_decimals`)."""
    if value is None:
        return UNKNOWN
    return f"{value:,.{_decimals(code, value) if decimals is None else decimals}f}"


def column_decimals(code: str, prices: Iterable[float]) -> int:
    """Return the number of decimals that aligns these prices of one market and rounds none.

    The tick table gives the usual number; a price off that grid adds its own (the table has changed often).
    """
    return max((_decimals(code, each) for each in prices), default=0)


def price_change(code: str, amount: float | None, prices: Iterable[float | None]) -> str:
    """Format the difference of two prices of a market, without a sign, with the decimals of these prices.

    A price as small as the difference has a finer tick, so its decimals would say more than any price can tell.

    Args:
        code: the market.
        amount: the difference; of either sign.
        prices: those it lies between, as far as they are known; without any, its own size gives the decimals.
    """
    if amount is None:
        return UNKNOWN
    known = [each for each in prices if each is not None]
    return price(code, abs(amount), column_decimals(code, known) if known else None)


def percent(rate: float | None, decimals: int = 2) -> str:
    """Format a ratio as a signed percentage: `+1.23%`. What rounds to zero has no sign: `0.00%`."""
    if rate is None:
        return UNKNOWN
    text = f"{rate * 100:+.{decimals}f}%"
    return text if as_written(rate, decimals) else text[1:]


def as_written(rate: float | None, decimals: int = 2) -> float | None:
    """Return a ratio as `percent` tells it, for its arrow and its colour: 0 if it rounds to that."""
    return rate if rate is None or f"{abs(rate) * 100:.{decimals}f}".strip("0.") else 0.0


def arrow(change: float | None) -> str:
    """Return ▲ for a rise, ▼ for a fall, else nothing: colour must not be the only sign.

    Args:
        change: as a ratio, or in any unit; however small it is.
    """
    if change is None or abs(change) < _NO_CHANGE:
        return ""
    return "▲" if change > 0 else "▼"


def change(rate: float | None) -> str:
    """Format a change with arrow and sign: `▲ +1.23%`; one that rounds to zero has neither."""
    return f"{arrow(as_written(rate))} {percent(rate)}".lstrip()


def size(value: float | None, decimals: int = MAX_DECIMALS) -> str:
    """Format a size in base currency with fixed decimals; a size that would round to zero becomes `<0.01`."""
    if value is None:
        return UNKNOWN
    text = f"{value:,.{decimals}f}"
    if value > 0 and not text.strip("0."):
        return f"<{10**-decimals:.{decimals}f}"
    return text


def size_decimals(code: str, price: float | None) -> int:
    """Return the decimals useful for a column of sizes: the last digit is worth about one won.

    Computed from the price, not from the sizes: a large order does not change the column's decimals.
    """
    if not price or price <= 0:
        return MAX_DECIMALS
    per_won = _QUOTE_MAGNITUDE.get(code.partition("-")[0], 3)
    return min(max(math.ceil(math.log10(price)) + per_won, 0), MAX_DECIMALS)


def traded_decimals(code: str, price: float | None) -> int:
    """Return the decimals for the sizes of trades at about this price; the last digit is worth `LEAST_WORTH`."""
    if not price or price <= 0:
        return MAX_DECIMALS
    return min(max(math.floor(math.log10(price)) + _value_decimals(code), 0), MAX_DECIMALS)


def worth(code: str, won: float) -> float:
    """Return about how much of the market's quote currency is worth so many won, within a factor of ten."""
    return float(won / 10 ** _QUOTE_MAGNITUDE.get(code.partition("-")[0], 3))


def amount_decimals(code: str) -> int:
    """Return the decimals useful for a column of amounts in the quote currency: none of won, six of BTC."""
    return min(max(_QUOTE_MAGNITUDE.get(code.partition("-")[0], 3) - 1, 0), 6)


def shortened(value: float) -> str:
    """Format a large figure for a narrow column: `12.3M`, `4,567T`."""
    unit, name = next(((unit, name) for unit, name in _SHORT_UNITS if value >= unit), (1.0, ""))
    scaled = value / unit
    return f"{scaled:,.{1 if scaled < 100 else 0}f}{name}"


def split_zeros(text: str) -> tuple[str, str]:
    """Split `text` into (significant part, trailing zeros after the point), so that the zeros can be dimmed."""
    if "." not in text or text[-1] != "0":
        return text, ""
    significant = text.rstrip("0").rstrip(".")
    return significant, text[len(significant) :]


def trimmed_size(value: float | None) -> str:
    """Format a size to its last digit as it was sent, without trailing zeros: `0.0412`."""
    return exact_size(value)


def exact_size(value: float | None, least: int = 0) -> str:
    """Format a size to its last digit as it was sent, for who copies it: nothing is finer than `MAX_DECIMALS`.

    `size` writes what a float holds, which beyond 15 digits is not what was sent: `1,234,567,890.09999990` for `.1`.

    Args:
        value: the size.
        least: decimals at least, so that a column is aligned where its sizes allow it.
    """
    if value is None or not math.isfinite(value):
        return size(value)
    whole, _, part = f"{Decimal(repr(float(value))):,.{MAX_DECIMALS}f}".partition(".")
    part = part.rstrip("0")
    if value > 0 and not part and whole == "0":
        return size(value)
    part = part.ljust(least, "0")
    return f"{whole}.{part}" if part else whole


def volume(value: float | None) -> str:
    """Format a traded volume, the larger the fewer decimals: `0.04120001`, `1,080.5234`, `6,498,042,027`."""
    return split_zeros(steady_volume(value))[0]


def steady_volume(value: float | None) -> str:
    """Format a traded volume that changes while it is shown: with its trailing zeros, `1,080.5000`.

    Without them every tenth value would be narrower, and what stands beside it would move.
    """
    return UNKNOWN if value is None else size(value, max(VOLUME_FIGURES - _whole_figures(value), 0))


def round_volumes(volumes: Sequence[float], step: float) -> list[str]:
    """Format multiples of a round step for an axis, all in one unit: `5억`, `10억`; `0.2백만`, `5,000`; `0.5B`."""
    units = _KOREAN_UNITS if is_korean() else _ENGLISH_UNITS
    most = max(volumes, default=0.0)
    unit, name = next(((unit, name) for unit, name in units if most >= unit), (1.0, ""))
    decimals = decimals_of_step(step / unit)
    return [f"{each / unit:,.{decimals}f}{name}" for each in volumes]


def turnover(code: str, value: float | None) -> str:
    """Format turnover for a table column: in millions of won, or in the quote currency of any other market.

    Koreans know the column in 백만 from every exchange of theirs; other readers need the unit: `456,789M`, `1.234T`.
    """
    if value is None:
        return UNKNOWN
    if code.startswith("KRW-"):
        if is_korean():
            return size(value / 1e6, 0)
        return f"{value / 1e12:,.3f}T" if round(value / 1e6) >= 1_000_000 else f"{size(value / 1e6, 0)}M"
    return size(value, 3 if abs(value) < 1000 else 0)


def turnover_with_unit(code: str, value: float | None) -> str:
    """Format turnover where no column title tells its unit: `1.234조`, `1,901억`, `456백만`, in English `190.1B`."""
    if value is None:
        return UNKNOWN
    quote = code.partition("-")[0]
    if quote != "KRW":
        return f"{turnover(code, value)} {quote}"
    if is_korean():
        if round(value / 1e8) >= 10_000:
            return f"{value / 1e12:,.3f}조"
        return f"{value / 1e8:,.0f}억" if round(value / 1e6) >= 100 else f"{value / 1e6:,.0f}백만"
    if round(value / 1e9, 1) >= 1000:
        return f"{value / 1e12:,.3f}T"
    return f"{value / 1e9:,.1f}B" if round(value / 1e6) >= 1000 else f"{value / 1e6:,.0f}M"


def value_of(code: str, value: float | None) -> str:
    """Format the value of a trade: whole won, or as many places of another quote currency as are worth showing."""
    return size(value, max(_value_decimals(code), 0))


def clock_time(timestamp_ms: int | None, zone: tzinfo | None = KST) -> str:
    """Format the time of day: `14:03:22`. A timestamp of 0 means unknown."""
    return _local(timestamp_ms, zone)[11:19] or UNKNOWN


def precise_time(timestamp_ms: int | None, zone: tzinfo | None = KST) -> str:
    """Format the time of day to the millisecond: `14:03:22.481`."""
    time = clock_time(timestamp_ms, zone)
    return time if time == UNKNOWN or not timestamp_ms else f"{time}.{timestamp_ms % 1000:03d}"


def date(timestamp_ms: int | None, zone: tzinfo | None = KST) -> str:
    """Format the date: `2026-11-22`."""
    return _local(timestamp_ms, zone)[:10] or UNKNOWN


def date_time(timestamp_ms: int | None, zone: tzinfo | None = KST) -> str:
    """Format the date and time: `2026-11-22 14:03:22`."""
    return _local(timestamp_ms, zone)[:19] or UNKNOWN


def hour_and_minute(timestamp_ms: int | None, zone: tzinfo | None = KST) -> str:
    """Format the hour and the minute: `14:03`."""
    return _local(timestamp_ms, zone)[11:16] or UNKNOWN


def _local(timestamp_ms: int | None, zone: tzinfo | None) -> str:
    """Return date, time and zone in the order of `2026-11-22 14:03:22`; empty if there is no such time.

    `strftime` would import a module at each call, which PySide sees and looks up: three times as slow.
    """
    if not timestamp_ms:
        return ""
    try:
        return datetime.fromtimestamp(timestamp_ms / 1000, UTC).astimezone(zone).isoformat(" ")
    except (ValueError, OverflowError, OSError):  # the exchange sent a time outside the calendar's range
        return ""


def _value_decimals(code: str) -> int:
    """Return the decimals of a value in the quote currency of a market; negative if even whole ones are too fine."""
    return _QUOTE_MAGNITUDE.get(code.partition("-")[0], 3) - LEAST_WORTH


def _decimals(code: str, value: float) -> int:
    usual = price_decimals(code, value)
    if value % 1 == 0:  # most prices in KRW
        return usual
    written = f"{value:.{MAX_DECIMALS}f}".rstrip("0")
    return max(usual, len(written) - written.index(".") - 1)


def _whole_figures(value: float) -> int:
    """Return the number of digits before the point; 0 for `0.5`."""
    return len(str(int(abs(value)))) if abs(value) >= 1 else 0
