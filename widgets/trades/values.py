"""The trade tape as a table, the newest trade first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Final

from core.market.trades.rows import Row, TapeRows
from core.market.trades.tape import Gap
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable
from widgets.trades.choices import TapeChoices
from widgets.trades.words import tier_word

MOST_ROWS: Final = 200
"""Nobody reads further by ear or copies more from a tape that moves."""

_WORDS: Final = frozenset({0, 1, 5})


def tape_values(
    code: str,
    rows: TapeRows,
    choices: TapeChoices,
    zone: tzinfo | None,
    titles: Sequence[str],
    sides: Mapping[bool | None, str],
    gap_text: Callable[[Gap], str],
) -> ValueTable:
    """Return the newest trades of a market as they are shown, and where trades are missing.

    Sizes are exact here. After the painted columns come the tier and the number of merged trades.

    Args:
        code: of the market.
        rows: its trades.
        choices: the user's.
        zone: of the times.
        titles: of time, side, price, size and value.
        sides: the words for a taker who bought or sold, and for an unknown one.
        gap_text: says what is missing.
    """
    entries = [rows[place] for place in range(min(len(rows), MOST_ROWS))]
    prices = [entry.price for entry in entries if not isinstance(entry, Gap) and entry.price is not None]
    decimals = formats.column_decimals(code, prices)
    time_text = formats.precise_time if choices.is_precise else formats.clock_time

    def texts(entry: Row) -> tuple[str, ...]:
        if isinstance(entry, Gap):
            return (gap_text(entry), "", "", "", "", "", "")
        return (
            time_text(entry.timestamp_ms, zone),
            sides[entry.is_buy],
            formats.price(code, entry.price, decimals),
            formats.trimmed_size(entry.size),
            formats.value_of(code, entry.value),
            tier_word(choices.tier(code, entry.value)),
            f"{entry.trades:,}" if entry.trades > 1 else "",
        )

    last = next((texts(entry) for entry in entries if not isinstance(entry, Gap)), None)
    summary = ""
    if last is not None:
        time, side, price, size, value, *_ = last
        summary = translate("TradesCanvas", "마지막 체결 {time} {side} {price}, 수량 {size}, 금액 {value}").format(
            time=time, side=side, price=price, size=size, value=value
        )
    more = (translate("TradesCanvas", "금액 단계"), translate("TradesCanvas", "합친 건수"))
    return ValueTable(summary, (*titles, *more), [ValueRow(entry.order, texts(entry)) for entry in entries], _WORDS)
