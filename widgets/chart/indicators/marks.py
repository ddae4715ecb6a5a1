"""What an indicator draws beside its outputs: levels such as overbought, and its texts in the legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Piece, Weight
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.text import formats

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale
    from widgets.chart.indicators.outputs import OfIndicator
    from widgets.chart.panes.sight import Sight


class LevelsLayer(Layer):
    """Dotted lines at fixed values."""

    def __init__(self, look: Look, levels: Sequence[float]) -> None:
        super().__init__(look)
        self.levels = tuple(levels)

    def prepare(self, sight: Sight) -> int | None:
        """Take what is visible; the lines are always the same."""
        super().prepare(sight)
        return None

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the lines."""
        pen = QPen(self.look.theme.control, 0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern((2.0, 4.0))
        painter.setPen(pen)
        for level in self.levels:
            y = int(scale.y(level))
            if 0 <= y < scale.height:
                painter.drawLine(0, y, self.sight.width, y)


class LegendLayer(Layer):
    """The texts of an indicator in the legend: its name and its values, each in the colour of its output.

    Args:
        look: the theme.
        name: returns its name; empty where the pane's title says it.
        outputs: the layers of the outputs, with a word before the value of each.
        decimals: of the values; None to write them as the axis does.
    """

    def __init__(
        self,
        look: Look,
        name: Callable[[], str],
        outputs: Sequence[OfIndicator],
        decimals: int | None,
    ) -> None:
        super().__init__(look)
        self._name = name
        self._outputs = tuple(outputs)
        self._decimals = decimals

    def prepare(self, sight: Sight) -> int | None:
        """Take what is visible; nothing is drawn."""
        super().prepare(sight)
        return None

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw nothing."""

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return the name and the values at `slot`; of outputs that exclude each other only the one there is.

        Where there is no room for values over the prices, the names remain.
        """
        series, name = self.sight.series, self._name()
        if not len(series):
            return ()
        if slot is None:
            slot = int(series.slots[-1])  # what is drawn there: the last value of a shifted line lies elsewhere
        figures = [(output, output.value_said_at(0, slot)) for output in self._outputs]
        known = [(output, value) for output, value in figures if value == value]  # noqa: PLR0124 - NaN
        if len(self._outputs) == 1:  # the name is part of the figure: the colour says which line it is
            (only,) = self._outputs
            words = self._written(known[0][1], text) if known else formats.UNKNOWN
            return [Piece(f"{name} {words}".strip(), only.color, Weight.VALUES if name else Weight.KEPT, name)]
        said = [Piece(name, Ink.DIM)] if name else []
        if not known and self._outputs:
            return [*said, Piece(formats.UNKNOWN, Ink.DIM)]
        weight = Weight.VALUES if name else Weight.KEPT
        return [*said, *(Piece(self._written(value, text), output.color, weight) for output, value in known)]

    def _written(self, value: float, text: Callable[[float], str]) -> str:
        return text(value) if self._decimals is None else f"{value:,.{self._decimals}f}"
