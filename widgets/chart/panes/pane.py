"""One pane of a chart: its layers, the scale of its values, its axis and its legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect

from widgets.chart.panes.axis import Label, LabelAxis
from widgets.chart.panes.bars import FAR
from widgets.chart.panes.canvas import PaneCanvas
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Piece, Reading
from widgets.chart.panes.tags import TAG_HEIGHT, Tag, placed_tags
from widgets.chart.panes.value_labels import PercentLabels, ValueLabels
from widgets.chart.panes.value_scale import Fit, ScaleMode, ValueScale
from widgets.look.look import Look
from widgets.look.theme import Ink

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight


class Pane:
    """A part of the height of a chart, over the same time as the others.

    Args:
        look: theme and font size.
        key: its name among the panes of the chart, and in the saved state.
        title: returns the title in the present language, for the legend and the menu; empty for none.
        labels: write its values.
        fit: margins, and values that are always in sight.
        weight: of its height, compared with the other panes; prices have 0.78, volumes 0.22.

    Attributes:
        layers: what it draws, from the lowest to the topmost. The chart draws changes at its next `redraw`.
        area: its place in the view; empty if there is no room for it.
    """

    def __init__(
        self, look: Look, key: str, title: Callable[[], str], labels: ValueLabels, fit: Fit, weight: float = 0.25
    ) -> None:
        self.key, self.title, self.weight = key, title, weight
        self.layers: list[Layer] = []
        self.area = QRect()
        self.can_be_removed = True
        self.open_settings: Callable[[], object] | None = None
        """Shows the settings of what is drawn; None if there are none."""
        self.default_weight = weight
        self._look = look
        self._fit = fit
        self._values = ValueScale(look, fit)
        self._labels = labels
        self._written = labels
        self._canvas = PaneCanvas(look)
        self._axis = LabelAxis(look, is_horizontal=False)
        self._changed_from: int | None = 0
        self._labelled: tuple[object, ...] = ()
        self._shown_labels: list[Label] = []
        self._widest: list[str] = []
        self._tags: list[Tag] = []
        self._note = ""

    # What others use

    @property
    def canvas(self) -> PaneCanvas:
        """What is painted in its area."""
        return self._canvas

    @property
    def axis(self) -> LabelAxis:
        """Its axis."""
        return self._axis

    @property
    def scale(self) -> Scale:
        """The scale of the values, at the last redraw or as a hand moved it since."""
        return self._values.scale

    @property
    def mode(self) -> ScaleMode:
        """How values are mapped to the height."""
        return self._values.mode

    @property
    def is_automatic(self) -> bool:
        """Whether the scale fits what is visible; False once a hand moved it."""
        return self._values.is_automatic

    @property
    def labels(self) -> list[Label]:
        """The labels of its axis, before any is covered by a tag."""
        return self._shown_labels

    @property
    def tags(self) -> list[Tag]:
        """The last values, at their heights."""
        return self._tags

    def y(self, value: float) -> float:
        """Return the height of a value in pixels of the view."""
        return self.area.top() + min(max(self.scale.y(value), -FAR), FAR)

    def value_at(self, y: float) -> float:
        """Return the value at a height in pixels of the view."""
        return self.scale.value(y - self.area.top())

    def snapped(self, value: float) -> float:
        """Return the nearest value that there can be: for prices one can trade at."""
        return self._labels.snapped(value)

    def text_at(self, y: int) -> str:
        """Write the value at a height in pixels of the view."""
        return self._written.at(y - self.area.top())

    def text(self, value: float) -> str:
        """Write a value like the axis."""
        return self._written.text(value)

    def difference(self, change: float) -> str:
        """Write the difference of two values with its sign."""
        return f"{'+' if change > 0 else '-' if change < 0 else ''}{self._labels.text(abs(change))}"

    # What hands do

    def set_mode(self, mode: ScaleMode) -> None:
        """Map the values otherwise, from the next redraw on; the scale fits again."""
        self._values.set_mode(mode)

    def stretch(self, factor: float, y: float | None = None) -> None:
        """Draw the values `factor` times as high, with the one at `y` (of the view) or in the middle in place."""
        self._values.stretch(factor, None if y is None else y - self.area.top())

    def shift(self, pixels: float) -> None:
        """Move the values down by `pixels`."""
        self._values.shift(pixels)

    def fit_again(self) -> None:
        """Fit the scale to what is visible, from the next redraw on."""
        self._values.fit_again()

    def scale_state(self) -> dict[str, Any]:
        """Return what the workspace keeps of the scale; JSON-able."""
        return self._values.state()

    def restore_scale(self, kept: Mapping[str, Any]) -> None:
        """Restore what is valid of it."""
        self._values.restore_state(kept)

    def set_labels(self, labels: ValueLabels) -> None:
        """Write the values otherwise, as for another market."""
        self._labels = self._written = labels
        self._labelled = ()

    def label_anew(self) -> None:
        """Write the labels again at the next redraw: the language or the font may be another one."""
        self._labelled = ()

    # What the chart calls at each redraw, in this order

    def prepare(self, sight: Sight, height: int, *, is_held: bool) -> None:
        """Give the layers what is visible, and fit the scale unless `is_held`."""
        changes = [change for layer in self.layers if (change := layer.prepare(sight)) is not None]
        if changes:
            first = min(changes)
            self._changed_from = first if self._changed_from is None else min(self._changed_from, first)
        reaches = [reach for layer in self.layers if (reach := layer.extremes()) is not None]
        self._values.meet(reaches, height, is_held=is_held)
        self._label(sight)
        self._tags = placed_tags(self._look, self.area, self._tags_of_layers())

    def place(self, area: QRect, axis_width: int) -> None:
        """Put canvas and axis at `area` of the view; an empty one hides them."""
        if area.isEmpty():
            self._changed_from = 0  # what changes while it is hidden is not noted
        self.area = self._canvas.area = area
        self._axis.place(QRect(area.right() + 1, area.top(), axis_width, area.height()))

    def draw(self, sight: Sight, grid_x: list[int]) -> None:
        """Show what was prepared; no label lies under a tag."""
        if self.area.isEmpty():
            return
        grid_y = [label.pixel for label in self._shown_labels] if self._fit.has_grid else []
        if self.area.top() > 0:
            grid_y.append(0)
        self._canvas.show_layers(self.layers, sight, self.scale, (grid_x, grid_y), self._changed_from)
        self._changed_from = None
        self._axis.show_labels(self._uncovered())

    def _text_of(self, reading: Reading) -> str:
        has_own = bool(reading.text) and self.mode is not ScaleMode.PERCENT
        return reading.text if has_own else self.text(reading.value)

    def show_note(self, note: str) -> bool:
        """Show a second line below the first of the last values.

        Returns:
            Whether the chart must be redrawn, because the tag needs more room, or less.
        """
        before, self._note = self._note, note
        if bool(before) != bool(note):
            return True
        self._tags = [tag._replace(note=note) if tag.note == before else tag for tag in self._tags]
        return False

    def _tags_of_layers(self) -> list[Tag]:
        tags = [
            Tag(floor(self.y(one.value)), self._text_of(one), one.paint, one.note, one.has_line)
            for layer in self.layers
            for one in layer.readings()
            if one.value == one.value
        ]
        return [tags[0]._replace(note=self._note), *tags[1:]] if tags and self._note else tags

    def legend(self, slot: int | None) -> list[Piece]:
        """Return the title, and what the layers say of the candle in `slot`, or of the newest one."""
        title = self.title()
        said = [piece for layer in self.layers for piece in layer.legend(slot, self.text)]
        return ([Piece(title, Ink.DIM)] if title else []) + said

    def widest_texts(self) -> list[str]:
        """Return the texts that the axis must hold."""
        return self._widest + [text for tag in self._tags for text in (tag.text, tag.note)]

    def _uncovered(self) -> list[Label]:
        """Return the labels that no tag lies over or close to."""
        top, half = self.area.top(), self._look.px(TAG_HEIGHT) // 2
        covered = [(tag.top - half - top, tag.top + tag.height + half - top) for tag in self._tags]
        return [label for label in self._shown_labels if not any(low < label.pixel < high for low, high in covered)]

    def _base(self) -> float | None:
        """Return the value from which changes in percent count: the first in sight of the layer that leads, or of any.

        What is drawn below the candles comes before them, such as a band.
        """
        firsts = (layer.first_value() for layer in sorted(self.layers, key=lambda layer: not layer.leads))
        return next((first for first in firsts if first is not None), None)

    def _label(self, sight: Sight) -> None:
        base = self._base() if self.mode is ScaleMode.PERCENT else None
        labelled = (self.scale, base, len(sight.series) > 0)
        if labelled != self._labelled:
            self._labelled = labelled
            self._written = PercentLabels(self._look, base) if base else self._labels
            self._written.fit(self.scale)
            # Without any candle there is no value to label.
            self._shown_labels = self._written.labels() if len(sight.series) else []
            self._widest = self._written.widest()
