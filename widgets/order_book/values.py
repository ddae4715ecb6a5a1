"""The order book as a table: asks from the highest price down, then bids, as they are painted."""

from __future__ import annotations

from typing import Final

from core.market.order_book import OrderBookView, Side
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable

_WORDS: Final = frozenset({0})


def book_values(code: str, view: OrderBookView) -> ValueTable:
    """Return the newest prices of a market, also while others are pinned.

    Args:
        code: of the market.
        view: its book.
    """
    asks, bids = view.rows_of(Side.ASK), view.rows_of(Side.BID)
    rows = (*reversed(asks), *bids)
    prices = [row.price for row in rows] + [price for price in (view.last_price,) if price is not None]
    decimals = formats.column_decimals(code, prices)
    size_decimals = formats.size_decimals(code, rows[0].price) if rows else formats.MAX_DECIMALS
    sides = {Side.ASK: translate("OrderBookPainter", "매도"), Side.BID: translate("OrderBookPainter", "매수")}
    return ValueTable(
        _summary(code, view, decimals, size_decimals),
        (
            translate("OrderBookPainter", "구분"),
            translate("OrderBookPainter", "가격"),
            translate("OrderBookPainter", "전일대비"),
            translate("OrderBookPainter", "잔량"),
            translate("OrderBookPainter", "누적"),
        ),
        [
            ValueRow(
                (row.side, row.price),
                (
                    sides[row.side or Side.ASK],
                    formats.price(code, row.price, decimals),
                    formats.percent(view.change(row.price)),
                    formats.size(row.size, size_decimals),
                    formats.size(row.total, size_decimals),
                ),
            )
            for row in rows
        ],
        _WORDS,
        max(len(asks) - 1, 0),
    )


def _summary(code: str, view: OrderBookView, decimals: int, size_decimals: int) -> str:
    parts = []
    if view.last_price is not None:
        parts.append(
            translate("OrderBookPainter", "현재가 {price} {change}").format(
                price=formats.price(code, view.last_price, decimals),
                change=formats.change(view.change(view.last_price)),
            )
        )
    for side, words in (
        (Side.ASK, translate("OrderBookPainter", "최우선 매도 {price} 잔량 {size}")),
        (Side.BID, translate("OrderBookPainter", "최우선 매수 {price} 잔량 {size}")),
    ):
        if best := view.rows_of(side)[:1]:
            price, size = formats.price(code, best[0].price, decimals), formats.size(best[0].size, size_decimals)
            parts.append(words.format(price=price, size=size))
    if view.spread is not None:
        gap = formats.price(code, view.spread, decimals)
        parts.append(translate("OrderBookPainter", "차이 {price}").format(price=gap))
    return ", ".join(parts)
