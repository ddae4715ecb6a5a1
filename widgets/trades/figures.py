"""The figures over a tape in words: the strength of buying, and what was bought and sold in the last minute."""

from __future__ import annotations

from core.market.trades.tape import Print, TradeTape
from widgets.look.theme import Ink, change_ink
from widgets.text import formats
from widgets.text.language import translate
from widgets.trades.head import Said

_MINUTE_MS = 60_000


def figures(
    code: str, tape: TradeTape, now_ms: int, strength: float | None, *, is_current: bool = True
) -> list[list[Said]]:
    """Return the figures, the most important first.

    The sums of the minute are lower bounds where trades are missing, or while the tape does not reach back so far; one
    of which nothing is known is a dash, not 0.

    Args:
        code: of the market.
        tape: its trades.
        now_ms: on the exchange's clock.
        strength: what was bought today as a share of what was sold; None if unknown.
        is_current: whether no trade can be missing after the newest one of the tape.
    """
    shown = []
    if strength is not None:
        share = Said(f"{strength * 100:,.2f}%", change_ink(strength - 1.0))
        shown.append([Said(translate("TradesCanvas", "체결강도")), share])
    newest = next((tape[place] for place in range(len(tape)) if isinstance(tape[place], Print)), None)
    if isinstance(newest, Print):
        bought, sold = tape.minute.sums(now_ms)
        is_whole = (
            is_current
            and tape.minute.is_whole(now_ms)
            and not any(gap.to_ms > now_ms - _MINUTE_MS for gap in tape.gaps.values())
        )
        decimals = formats.traded_decimals(code, newest.price)
        buying = translate("TradesCanvas", "매수 {size}").format(size=_sum(bought, decimals, is_whole))
        selling = translate("TradesCanvas", "매도 {size}").format(size=_sum(sold, decimals, is_whole))
        minute = Said(translate("TradesCanvas", "1분"))
        shown.append([minute, Said(buying, Ink.RISE), Said(selling, Ink.FALL)])
    return shown


def _sum(size: float, decimals: int, is_whole: bool) -> str:
    """Write a sum that is whole or a lower bound; a bound that rounds to 0 says nothing."""
    text = formats.size(size, decimals)
    if is_whole:
        return text
    return f"≥{text}" if round(size, decimals) else formats.UNKNOWN
