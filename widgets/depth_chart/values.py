"""A depth chart as a table: each level with what is reached up to it."""

from __future__ import annotations

from typing import Final

from core.market.order_book import Side
from core.market.order_book_depth import BookDepth
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable

_WORDS: Final = frozenset({0})


def depth_values(code: str, depth: BookDepth, legend: str) -> ValueTable:
    """Return the levels from the highest price down. Sizes are exact here.

    Args:
        code: of the market.
        depth: the curves.
        legend: what the plot says at its top.
    """
    levels = (*reversed(depth.asks), *depth.bids)
    decimals = formats.column_decimals(code, [level.price for level in levels])
    size_decimals = formats.size_decimals(code, levels[0].price) if levels else formats.MAX_DECIMALS
    sides = {Side.ASK: translate("OrderBookPainter", "매도"), Side.BID: translate("OrderBookPainter", "매수")}
    return ValueTable(
        legend,
        (
            translate("OrderBookPainter", "구분"),
            translate("OrderBookPainter", "가격"),
            translate("DepthChart", "중간가 대비"),
            translate("DepthChart", "누적 수량"),
            translate("DepthChart", "누적 금액"),
        ),
        [
            ValueRow(
                (level.side, level.price),
                (
                    sides[level.side],
                    formats.price(code, level.price, decimals),
                    formats.percent(level.price / depth.mid - 1 if depth.mid else None),
                    formats.exact_size(level.total, size_decimals),
                    formats.size(level.total_amount, formats.amount_decimals(code)),
                ),
            )
            for level in levels
        ],
        _WORDS,
        max(len(depth.asks) - 1, 0),
    )
