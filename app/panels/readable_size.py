"""The size in which a panel can still be read, by its kind."""

from __future__ import annotations

from typing import Final

from app.panels.kinds import KINDS

FULL_ROWS: Final = 350
"""Width in pixels, at the usual font size, in which order book and trades show all their columns."""

READABLE: Final = {"chart": 250, "orderbook": 250, "engine": 170, "assets": 230, "my-orders": 230}
"""Minimum readable height in pixels by kind, title included."""
_READABLE: Final = 160
"""Minimum readable height of every other kind."""


def least_height(kind: str) -> int:
    """Return the height in which a panel is still readable, in pixels at the usual font size."""
    return READABLE.get(kind, _READABLE)


def least_size(kind: str, percent: int) -> tuple[int, int]:
    """Return the width and the height that a panel needs as a window of its own.

    Args:
        kind: of the panel; a strip is as low as it likes.
        percent: the font size.
    """
    height = 0 if KINDS[kind].is_strip else least_height(kind)
    return FULL_ROWS * percent // 100, height * percent // 100
