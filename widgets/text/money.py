"""Formats amounts of money for the screen: exact decimals, thousands commas, a dash for unknown values."""

from __future__ import annotations

from decimal import Decimal

from widgets.text import formats


def amount(value: Decimal | None) -> str:
    """Format a quantity with all digits and no trailing zeros: `0.12345678`, `1,200`."""
    return formats.UNKNOWN if value is None else formats.split_zeros(f"{value:,f}")[0]


def money(unit: str, value: Decimal | None, *, is_signed: bool = False) -> str:
    """Format an amount of `unit`: whole won, or any other unit to 8 places."""
    if value is None:
        return formats.UNKNOWN
    sign = "+" if is_signed and value > 0 else ""
    if unit == "KRW":
        text = f"{value:,.0f}"
        return "0" if text == "-0" else sign + text
    return sign + formats.split_zeros(f"{value:,.{formats.MAX_DECIMALS}f}")[0]


def market_price(code: str, value: Decimal | None) -> str:
    """Format a price of market `code` as it stands in every other panel."""
    return formats.price(code, None if value is None else float(value))


def average(unit: str, price: Decimal | None) -> str:
    """Format an average price: won with decimals by magnitude, any other unit to 8 places."""
    if price is None or unit != "KRW":
        return money(unit, price)
    if price >= 1000:
        return f"{price:,.0f}"
    return f"{price:,.2f}" if price >= 1 else formats.split_zeros(f"{price:,.{formats.MAX_DECIMALS}f}")[0]


def percent(ratio: Decimal | None) -> str:
    """Format a ratio as a signed percentage: `+1.23%`."""
    return formats.percent(None if ratio is None else float(ratio))
