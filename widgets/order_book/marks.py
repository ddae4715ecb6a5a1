"""Prices that an order book marks: those of the day, and the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.market.order_book import Day, Side
from widgets.order_book.visible_rows import VisibleRows
from widgets.text.language import translate


class PriceMark(NamedTuple):
    """A price with a word for it."""

    letter: str
    """Short enough for the edge of a row."""
    word: str
    price: float
    side: Side | None = None
    """The side of the user's own order; None for all other marks."""
    is_own: bool = False


def marks_of_day(day: Day) -> list[PriceMark]:
    """Return the marks of opening, high, low and previous close, as far as they are known."""
    marks = (
        (translate("OrderBookMarks", "시"), translate("OrderBookMarks", "시가"), day.opening),
        (translate("OrderBookMarks", "고"), translate("OrderBookMarks", "고가"), day.high),
        (translate("OrderBookMarks", "저"), translate("OrderBookMarks", "저가"), day.low),
        (translate("OrderBookMarks", "전"), translate("OrderBookMarks", "전일 종가"), day.prev_close),
    )
    return [PriceMark(letter, word, price) for letter, word, price in marks if price]


def mark_of_average(price: float) -> PriceMark:
    """Return the mark of the price that the user paid on average."""
    word = translate("OrderBookMarks", "내 평균 매수가")
    return PriceMark(translate("OrderBookMarks", "평"), word, price, is_own=True)


def mark_of_order(price: float, side: Side) -> PriceMark:
    """Return the mark of an open order of the user."""
    words = {
        Side.ASK: translate("OrderBookMarks", "내 매도 주문"),
        Side.BID: translate("OrderBookMarks", "내 매수 주문"),
    }
    return PriceMark(translate("OrderBookMarks", "내"), words[side], price, side, is_own=True)


def placed_marks(rows: VisibleRows, marks: Iterable[PriceMark]) -> Mapping[int, tuple[PriceMark, ...]]:
    """Return the marks by the position of their row from the top; one whose row is out of sight is left out."""
    placed: dict[int, tuple[PriceMark, ...]] = {}
    for mark in marks:
        if not rows.grid.spans(mark.price):
            continue
        if (index := rows.index_of(mark.price, mark.side or Side.BID)) is not None:
            placed[index] = (*placed.get(index, ()), mark)
    return placed
