"""Which tickers lack a figure that REST shows. Pure.

A ticker of which one field came damaged is used for the rest; a quiet market would lack that figure for minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

from core.model.messages import Ticker

_FIGURES: Final = attrgetter(
    "opening_price",
    "high_price",
    "low_price",
    "trade_price",
    "prev_closing_price",
    "change_price",
    "signed_change_price",
    "change_rate",
    "signed_change_rate",
    "trade_volume",
    "acc_trade_volume",
    "acc_trade_volume_24h",
    "acc_trade_price",
    "acc_trade_price_24h",
    "highest_52_week_price",
    "highest_52_week_date",
    "lowest_52_week_price",
    "lowest_52_week_date",
)
"""What both REST and the stream tell of a market."""


def blank(shown: Iterable[Ticker], told: Mapping[str, Ticker]) -> frozenset[str]:
    """Return the markets whose ticker lacks a figure that REST has.

    A figure that no ticker has counts for nothing: the stream does not send it any more.

    Args:
        shown: by REST.
        told: the last ticker of each market.
    """
    lacking = {row.code: row for row in shown if row.code in told and None in _FIGURES(told[row.code])}
    if not lacking:
        return frozenset()
    sent = [any(each is not None for each in column) for column in zip(*map(_FIGURES, told.values()), strict=True)]
    return frozenset(
        code
        for code, row in lacking.items()
        if any(
            is_sent and has is None and figure is not None
            for is_sent, has, figure in zip(sent, _FIGURES(told[code]), _FIGURES(row), strict=True)
        )
    )
