"""Divides the height of a chart between its panes: by weights, and by dragging the borders between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LEAST_PANE: Final = 24
"""Height in pixels below which a pane is hidden, the lowest first; the first pane is never hidden."""

LEAST_DRAGGED: Final = 32
"""Least height in pixels to which the user can drag a pane."""


_ROUNDING: Final = 1e-6
"""A weight that was a height in pixels becomes the same height again."""


def divided(total: int, weights: Sequence[float]) -> list[int]:
    """Return the height of each pane, 0 for those that have no room; the first one takes what the others leave.

    Args:
        total: pixels.
        weights: of the panes, from the top; positive.
    """
    for shown in range(len(weights), 1, -1):
        whole = sum(weights[:shown])
        heights = [int(total * weight / whole + _ROUNDING) for weight in weights[1:shown]]
        first = total - sum(heights)
        if min(heights) >= LEAST_PANE and first >= LEAST_PANE:
            return [first, *heights, *([0] * (len(weights) - shown))]
    return [total, *([0] * (len(weights) - 1))]


def dragged(heights: Sequence[int], border: int, pixels: int) -> list[int]:
    """Return the heights after the border below pane `border` was moved down by `pixels`.

    Only the two panes at the border change, as far as both keep their least height.
    """
    above, below = heights[border], heights[border + 1]
    room = above + below
    least = min(LEAST_DRAGGED, room // 2)
    moved = min(max(above + pixels, least), room - least)
    return [*heights[:border], moved, room - moved, *heights[border + 2 :]]
