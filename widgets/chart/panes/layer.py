"""What is drawn in a pane: the base of candles, volumes, indicators, drawings and marks.

A layer knows no pane and no view. At each redraw of the chart its pane calls `prepare` with what is visible, then
`extremes`, then, only if pixels changed, `paint`. The pane keeps the pixels: moving the crosshair calls none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from widgets.look.look import Look

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.readings import Piece, Reading
    from widgets.chart.panes.sight import Sight


class Layer:
    """Draws one thing in a pane.

    Args:
        look: the theme is read from it at each paint.
    """

    leads: ClassVar[bool] = False
    """Whether the others of the pane are about what this one draws: a scale in percent counts from its first value."""

    sight: Sight
    """What is visible; set by `prepare`."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def prepare(self, sight: Sight) -> int | None:
        """Take what is visible; return the first pixel that is drawn otherwise than before, None if none is.

        A subclass calls this first. It is right for what depends on the visible candles and on nothing else. A pane
        draws everything anew if the visible time or the scale is another one, whatever this returns.
        """
        self.sight = sight
        return sight.changed_from

    def extremes(self) -> tuple[float, float] | None:
        """Return the lowest and the highest value in sight, for a scale that fits; None to have no part in it."""
        return None

    def first_value(self) -> float | None:
        """Return the first value in sight, from which a scale in percent counts; None to have no part in it."""
        return None

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw what lies right of pixel `left`; the rest is clipped.

        Coordinates are pixels of the pane: the same from the left as in the view, and from the top of the pane.
        """
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw what lies below the grid, right of pixel `left`; most layers draw nothing there."""

    def text_areas(self, scale: Scale) -> Sequence[QRect]:
        """Return where the layer writes words among the candles, in pixels of the pane; marks keep clear of them."""
        return ()

    def readings(self) -> Sequence[Reading]:
        """Return the last values, for tags on the axis."""
        return ()

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return what the legend says of the candle in `slot`, of the newest one if None.

        Args:
            slot: under the crosshair.
            text: writes a value as the axis does.
        """
        return ()
