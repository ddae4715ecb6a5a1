"""Words for the tiers of trades and their thresholds."""

from __future__ import annotations

from typing import Final

from widgets.text.language import is_korean, translate

_KOREAN: Final = ((1e12, "조"), (1e8, "억"), (1e4, "만"))
_ENGLISH: Final = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


def tier_word(tier: int) -> str:
    """Return the word for a tier: `2단계`; nothing for small trades."""
    return translate("TradesCanvas", "{n}단계").format(n=tier) if tier else ""


def amount(quote: str, value: float) -> str:
    """Return a threshold without needless digits: `1,000만`, `2.5억`, `0.5 BTC`, `50,000 USDT`."""
    if quote != "KRW":
        return f"{_plain(value)} {quote}"
    for unit, name in _KOREAN if is_korean() else _ENGLISH:
        if value >= unit:
            return f"{_plain(value / unit)}{name}"
    return _plain(value)


def at_least(quote: str, value: float) -> str:
    """Return the words for a filter: `1,000만 이상`."""
    return translate("TradesCanvas", "{amount} 이상").format(amount=amount(quote, value))


def _plain(value: float) -> str:
    return f"{value:,.8f}".rstrip("0").rstrip(".")
