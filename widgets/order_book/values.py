"""The order book as a table: asks from the highest price down, then bids, as they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.market.order_book import OrderBookView, Side
from widgets.order_book.choices import BookChoices
from widgets.order_book.footer import spread_text, strength_text
from widgets.order_book.marks import PriceMark
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable

_WORDS: Final = frozenset({0, 5})


def book_values(
    code: str, view: OrderBookView, choices: BookChoices | None = None, marks: Sequence[PriceMark] = ()
) -> ValueTable:
    """Return the newest levels of a market, also while the rows in sight are others. Sizes are exact here.

    Args:
        code: of the market.
        view: its book.
        choices: whether sizes or amounts are shown.
        marks: prices with a word for each.
    """
    is_amount = choices is not None and choices.is_amount
    rows = (*reversed(view.asks), *view.bids)
    prices = [row.price for row in rows] + [price for price in (view.last_price,) if price is not None]
    decimals = formats.column_decimals(code, prices)
    size_decimals = formats.size_decimals(code, rows[0].price) if rows else formats.MAX_DECIMALS
    figure_decimals = formats.amount_decimals(code) if is_amount else size_decimals
    figure = formats.size if is_amount else formats.exact_size  # an amount is computed, a size was sent
    sides = {Side.ASK: translate("OrderBookPainter", "매도"), Side.BID: translate("OrderBookPainter", "매수")}
    at_price: dict[float, list[str]] = {}
    for mark in marks:
        at_price.setdefault(mark.price, []).append(mark.word)
    return ValueTable(
        _summary(code, view, decimals, size_decimals),
        (
            translate("OrderBookPainter", "구분"),
            translate("OrderBookPainter", "가격"),
            translate("OrderBookPainter", "전일대비"),
            translate("OrderBookPainter", "금액") if is_amount else translate("OrderBookPainter", "잔량"),
            translate("OrderBookPainter", "누적"),
            translate("OrderBookPainter", "표시"),
        ),
        [
            ValueRow(
                (row.side, row.price),
                (
                    sides[row.side],
                    formats.price(code, row.price, decimals),
                    formats.percent(view.change(row.price)),
                    figure(row.amount if is_amount else row.size, figure_decimals),
                    figure(row.total_amount if is_amount else row.total, figure_decimals),
                    ", ".join(at_price.get(row.price, ())),
                ),
            )
            for row in rows
        ],
        _WORDS,
        max(len(view.asks) - 1, 0),
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
        parts.append(spread_text(code, view, decimals))
    if view.day.strength is not None:
        strength = strength_text(view.day.strength)
        parts.append(translate("OrderBookPainter", "체결강도 {percent}").format(percent=strength))
    return ", ".join(parts)
