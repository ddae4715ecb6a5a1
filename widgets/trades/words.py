"""Words of the tape: for the tiers of trades, their thresholds, and the gaps where trades are missing."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from core.market.trades.gaps import OPENING
from core.market.trades.tape import Gap
from widgets.text import formats
from widgets.text.language import is_korean, translate, wording

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


def gap_text(gap: Gap, zone: tzinfo | None) -> str:
    """Return the words for missing trades: `체결 누락 구간 14:03:22–14:05:10 · 불러오는 중`.

    Args:
        gap: where they are missing.
        zone: of the times; None is that of this computer.
    """
    count = translate("TradesCanvas", "{count}건").format(count=f"{gap.lost:,}") if gap.lost else ""
    is_of_one_day = formats.date(gap.from_ms, zone) == formats.date(gap.to_ms, zone)
    time = formats.clock_time if is_of_one_day or not gap.from_ms else formats.date_time
    begin = time(gap.from_ms, zone) if gap.from_ms else ""
    if gap.order == OPENING and not gap.lost:
        what = translate("TradesCanvas", "이전 체결")
    else:
        end = time(gap.to_ms, zone)
        what = translate("TradesCanvas", "체결 누락 구간 {begin}–{end}").format(begin=begin, end=end)
    cure = translate("TradesCanvas", "눌러서 다시 시도") if gap.can_retry else ""
    return " · ".join(filter(None, (what, count, wording(gap.reason), cure)))


def _plain(value: float) -> str:
    return f"{value:,.8f}".rstrip("0").rstrip(".")
