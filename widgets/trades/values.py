"""The trade tape as a table, the newest trade first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Final

from core.market.trades.tape import Gap, Print, TradeTape
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable

MOST_ROWS: Final = 200
"""Nobody reads further by ear or copies more from a tape that moves."""

_WORDS: Final = frozenset({0, 1})


def tape_values(
    code: str,
    tape: TradeTape,
    zone: tzinfo | None,
    titles: Sequence[str],
    sides: Mapping[bool | None, str],
    gap_text: Callable[[Gap], str],
) -> ValueTable:
    """Return the newest trades of a market, and where trades are missing.

    Args:
        code: of the market.
        tape: its trades.
        zone: of the times.
        titles: of time, side, price, size and value.
        sides: the words for a taker who bought or sold, and for an unknown one.
        gap_text: says what is missing.
    """
    entries = [tape[place] for place in range(min(len(tape), MOST_ROWS))]
    prices = [entry.price for entry in entries if isinstance(entry, Print) and entry.price is not None]
    decimals = formats.column_decimals(code, prices)
    size_decimals = formats.size_decimals(code, prices[0]) if prices else formats.MAX_DECIMALS

    def texts(entry: Print | Gap) -> tuple[str, ...]:
        if isinstance(entry, Gap):
            return (gap_text(entry), "", "", "", "")
        return (
            formats.clock_time(entry.timestamp_ms, zone),
            sides[entry.is_buy],
            formats.price(code, entry.price, decimals),
            formats.size(entry.size, size_decimals),
            formats.value_of(code, entry.value),
        )

    last = next((texts(entry) for entry in entries if isinstance(entry, Print)), None)
    summary = ""
    if last is not None:
        time, side, price, size, value = last
        summary = translate("TradesCanvas", "마지막 체결 {time} {side} {price}, 수량 {size}, 금액 {value}").format(
            time=time, side=side, price=price, size=size, value=value
        )
    return ValueTable(summary, tuple(titles), [ValueRow(entry.order, texts(entry)) for entry in entries], _WORDS)
