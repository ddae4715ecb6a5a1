"""One pane of a chart: its layers, the scale of its values, its axis and its legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from math import floor
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect

from core.market.chart.price_scale import Scale, fitted
from core.market.chart.tag_places import spread
from widgets.chart.panes.axis import Label, LabelAxis
from widgets.chart.panes.bars import FAR
from widgets.chart.panes.canvas import PaneCanvas
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Paint, Piece, Reading
from widgets.chart.panes.value_labels import PercentLabels, ValueLabels
from widgets.look.look import Look
from widgets.look.theme import Ink

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsScene

    from widgets.chart.panes.sight import Sight

TAG_HEIGHT: Final = 18
"""In pixels at a font size of 100 %."""

NOTE_HEIGHT: Final = 15
LEGEND_LINE: Final = 17
LEGEND_HEIGHT: Final = 2 * LEGEND_LINE + 6
"""Pixels at the top of the prices reserved for the legend."""

MARK_HEIGHT: Final = 21
"""Pixels above the highest and below the lowest price reserved for their marks."""

LEAST_MARKED: Final = 180
"""Height of the prices in pixels below which nothing in them is marked."""

LEAST_LEGENDED: Final = 3 * LEGEND_HEIGHT
"""Height of the prices in pixels below which the legend is hidden."""


class ScaleMode(StrEnum):
    """How a pane maps its values to its height."""

    LINEAR = "linear"
    LOG = "log"
    PERCENT = "percent"
    """Linear, labelled as changes from the first visible close."""


class Fit(NamedTuple):
    """How the scale of a pane fits what is visible."""

    top: int
    bottom: int
    """Empty pixels above and below."""
    low: float | None = None
    high: float | None = None
    """Values that are always in sight, such as 0 and 100."""
    has_grid: bool = True
    """Whether lines of the grid lie at the labels."""
    clears_legend: bool = False
    """Whether the values leave room for the two lines of the legend, and for the marks of the highest and the lowest
    of them, where the pane is high enough."""


class Tag(NamedTuple):
    """A value at a height of the view, beside its pane."""

    y: int
    text: str
    paint: Paint
    note: str = ""
    has_line: bool = False
    top: int = 0
    height: int = 0
    """What the tag takes of the axis, in pixels of the view."""


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
        scale: of the values, at the last redraw.
        area: its place in the view; empty if there is no room for it.
    """

    def __init__(
        self, look: Look, key: str, title: Callable[[], str], labels: ValueLabels, fit: Fit, weight: float = 0.25
    ) -> None:
        self.key, self.title, self.weight = key, title, weight
        self.layers: list[Layer] = []
        self.scale = Scale(0.0, 1.0, 1)
        self.area = QRect()
        self.can_be_removed = True
        self.open_settings: Callable[[], object] | None = None
        """Shows the settings of what is drawn; None if there are none."""
        self.default_weight = weight
        self._look = look
        self._fit = fit
        self._labels = labels
        self._written = labels
        self._mode = ScaleMode.LINEAR
        self._is_automatic = True
        self._canvas = PaneCanvas(look)
        self._axis = LabelAxis(look, is_horizontal=False)
        self._changed_from: int | None = 0
        self._labelled: tuple[object, ...] = ()
        self._shown_labels: list[Label] = []
        self._tags: list[Tag] = []
        self._note = ""

    # What others use

    @property
    def canvas(self) -> PaneCanvas:
        """The item that keeps its pixels."""
        return self._canvas

    @property
    def axis(self) -> LabelAxis:
        """Its axis."""
        return self._axis

    @property
    def mode(self) -> ScaleMode:
        """How values are mapped to the height."""
        return self._mode

    @property
    def is_automatic(self) -> bool:
        """Whether the scale fits what is visible; False once a hand moved it."""
        return self._is_automatic

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
        self._mode = mode
        self._is_automatic = True

    def stretch(self, factor: float, y: float | None = None) -> None:
        """Draw the values `factor` times as high, with the one at `y` (of the view) or in the middle in place."""
        at = self.scale.height / 2 if y is None else y - self.area.top()
        self.scale = self.scale.stretched(factor, at)
        self._is_automatic = False

    def shift(self, pixels: float) -> None:
        """Move the values down by `pixels`."""
        self.scale = self.scale.shifted(pixels)
        self._is_automatic = False

    def fit_again(self) -> None:
        """Fit the scale to what is visible, from the next redraw on."""
        self._is_automatic = True

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
        if self._is_automatic and not is_held:
            self._fit_scale(height)
        else:
            self.scale = self.scale.resized(height)
        self._label(sight)
        self._tags = placed_tags(self._look, self.area, self._tags_of_layers())

    def place(self, scene: QGraphicsScene, area: QRect, axis_width: int) -> None:
        """Put canvas and axis at `area` of the view; an empty one hides them."""
        for item in (self._canvas, self._axis):
            if item.scene() is not scene:
                scene.addItem(item)
            item.setVisible(not area.isEmpty())
        self.area = area
        if not area.isEmpty():
            self._canvas.setPos(area.left(), area.top())
            self._axis.place(area.right() + 1, area.top(), axis_width, area.height())

    def draw(self, sight: Sight, grid_x: list[int]) -> None:
        """Show what was prepared; no label lies under a tag."""
        if self.area.isEmpty():
            return
        grid_y = [label.pixel for label in self._shown_labels] if self._fit.has_grid else []
        if self.area.top() > 0:
            grid_y.append(0)
        self._canvas.show_layers(self.layers, sight, self.scale, (grid_x, grid_y), self._changed_from)
        self._changed_from = None
        self._axis.show_labels([label for label in self._shown_labels if not self._is_covered(label)])

    def _text_of(self, reading: Reading) -> str:
        has_own = bool(reading.text) and self._mode is not ScaleMode.PERCENT
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
        return self._written.widest() + [text for tag in self._tags for text in (tag.text, tag.note)]

    def _is_covered(self, label: Label) -> bool:
        """Whether a tag lies over a label or close to it."""
        y, half = label.pixel + self.area.top(), self._look.px(TAG_HEIGHT) // 2
        return any(tag.top - half < y < tag.top + tag.height + half for tag in self._tags)

    def _fit_scale(self, height: int) -> None:
        found = [reach for layer in self.layers if (reach := layer.extremes()) is not None]
        low = min((each[0] for each in found), default=None)
        high = max((each[1] for each in found), default=None)
        fit = self._fit
        lows = [value for value in (low, fit.low) if value is not None]
        highs = [value for value in (high, fit.high) if value is not None]
        if not lows or not highs:
            self.scale = self.scale.resized(height)
            return
        px = self._look.px
        is_tall = fit.clears_legend and height >= px(LEAST_LEGENDED)
        is_log = self._mode is ScaleMode.LOG
        least = low if is_log and low is not None else min(lows)
        top, bottom = (px(LEGEND_HEIGHT), fit.bottom) if is_tall else (fit.top, fit.bottom)
        if is_tall and height >= px(LEAST_MARKED):
            top, bottom = top + px(MARK_HEIGHT), px(MARK_HEIGHT)
        self.scale = fitted(least, max(highs), height, top, bottom, is_log=is_log)

    def _label(self, sight: Sight) -> None:
        base = sight.first_close if self._mode is ScaleMode.PERCENT else None
        labelled = (self.scale, base, len(sight.series) > 0)
        if labelled != self._labelled:
            self._labelled = labelled
            self._written = PercentLabels(self._look, base) if base else self._labels
            self._written.fit(self.scale)
            # Without any candle there is no value to label.
            self._shown_labels = self._written.labels() if len(sight.series) else []


def placed_tags(look: Look, area: QRect, tags: Sequence[Tag]) -> list[Tag]:
    """Return the tags of a pane, each beside its value or as near as the others leave room; none beyond the pane.

    Args:
        look: the size of the texts.
        area: of the pane.
        tags: the most important one first.
    """
    height, note = look.px(TAG_HEIGHT), look.px(NOTE_HEIGHT)
    heights = [height + (note if tag.note else 0) for tag in tags]
    bottom = area.bottom() + 1
    tops = spread([tag.y for tag in tags], heights, area.top(), bottom)
    placed = zip(tags, tops, heights, strict=True)
    fits = ((tag, top, high) for tag, top, high in placed if top >= area.top() and top + high <= bottom)
    return [tag._replace(top=top, height=high) for tag, top, high in fits]
