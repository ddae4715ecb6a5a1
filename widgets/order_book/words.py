"""The words for what the user chooses of an order book: on the bar above it, and in its menu."""

from __future__ import annotations

from typing import Final

from core.market.chart.price_scale import decimals_of_step
from widgets.order_book.choices import BookChoices
from widgets.order_book.controls import Control
from widgets.text import formats
from widgets.text.language import translate

_WAYS: Final = {0: "", 1: " ▲", -1: " ▼"}
"""Where the spread is, while it is out of sight."""


def worded(choices: BookChoices, grouping: str, depth: int, way: int) -> list[Control | None]:
    """Return the controls of a book, the most important first.

    Args:
        choices: what the user chose.
        grouping: in words; empty for a market whose book cannot be grouped.
        depth: levels on each side.
        way: 1 while the spread is above the rows in sight, -1 while it is below them, else 0.
    """
    middle = translate("OrderBookPanel", "가운데")
    to_middle = translate("OrderBookPanel", "호가 가운데로 (Home)")
    next_level = translate("OrderBookPanel", "모아보기: 누를 때마다 다음 단위 (+ -)")
    return [
        Control(middle + _WAYS[way], to_middle, widest=middle + _WAYS[1]),
        Control(grouping, next_level) if grouping else None,
        Control(
            translate("OrderBookPanel", "금액"), translate("OrderBookPanel", "수량 대신 금액 (*)"), choices.is_amount
        ),
        Control(
            translate("OrderBookPanel", "양쪽"),
            translate("OrderBookPanel", "매도 왼쪽, 매수 오른쪽 (/)"),
            choices.is_two_sided,
        ),
        Control(depth_text(depth), translate("OrderBookPanel", "한쪽에 보이는 호가 수 ([ ])")),
    ]


def level_text(code: str, level: float) -> str:
    """Return the words for a grouping of a market's book: `10,000 단위`."""
    if not level:
        return translate("OrderBookPanel", "모아보기 없음")
    price = formats.price(code, level, decimals_of_step(level))  # a price as small as a step has a finer tick
    return translate("OrderBookPanel", "{price} 단위").format(price=price)


def depth_text(depth: int) -> str:
    """Return the words for a number of levels on each side: `15호가`."""
    return translate("OrderBookPanel", "{count}호가").format(count=depth)
