"""The drawings of one chart: which market's, which one is selected, what is being drawn, and with which tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QObject, QPoint, Signal

from core.market.candles.bar import Bar
from core.market.drawings.draft import NUMBER, Draft
from core.market.drawings.drawing import USUAL_STYLES, Anchor, Drawing, Kind, Style
from core.market.drawings.drawing_list import DrawingList
from core.market.drawings.hit import Hit, Placed, hit
from core.market.drawings.magnet import attracted
from core.market.drawings.moving import handle_moved, moved
from core.market.drawings.projection import Projection
from widgets.chart.drawings.layer import DrawingsLayer
from widgets.look.look import Look
from widgets.markets.drawings import AllDrawings, MarketDrawings

if TYPE_CHECKING:
    from widgets.chart.view import ChartView

_PASTED_APART: Final = 16.0
"""Pixels from a drawing to its copy."""
_FARTHEST_NUDGE: Final = 4096.0


class ChartDrawings(QObject):
    """What can be done to the drawings of the market that a chart shows. The mouse, keys, menus and bars call this.

    All places are pixels of the view. The view is held weakly: what it owns must not keep it.

    Args:
        view: the chart; drawings are in its pane of prices.
        look: of the desk.
        everything: the drawings of all markets.
        is_simulated: whether the prices are.

    Signals:
        changed: the drawings, the tool, the selection or a switch is another one.
        text_wanted: the user may now write the text of a drawing; None for a new text, which is the draft.
        full: a drawing was refused because there are too many.
    """

    changed = Signal()
    text_wanted = Signal(object)
    full = Signal()

    def __init__(self, view: ChartView, look: Look, everything: AllDrawings, *, is_simulated: bool) -> None:
        super().__init__(view)
        self._view = ref(view)
        self._everything = everything
        self._is_simulated = is_simulated
        self._layer = DrawingsLayer(look, view.prices)
        view.prices.layers.append(self._layer)
        self._market: MarketDrawings = everything.of(view.code, is_simulated=is_simulated)
        self._market.changed.connect(self._on_changed)
        self._tool: Kind | None = None
        self._draft: Draft | None = None
        self._selected: int | None = None
        self._has_magnet = False
        self._styles: dict[Kind, Style] = dict(USUAL_STYLES)
        """How the next drawing of each kind looks: as the last one that was styled."""
        look.changed.connect(self._on_look_changed)
        self._show()

    # What is there

    @property
    def view(self) -> ChartView:
        """The chart; it is alive while its parts are."""
        view = self._view()
        assert view is not None
        return view

    @property
    def layer(self) -> DrawingsLayer:
        """The layer that paints them."""
        return self._layer

    @property
    def market(self) -> MarketDrawings:
        """The drawings of the market."""
        return self._market

    @property
    def tool(self) -> Kind | None:
        """What the next press draws; None while presses select."""
        return self._tool

    @property
    def draft(self) -> Draft | None:
        """What is being drawn."""
        return self._draft

    @property
    def selected(self) -> Drawing | None:
        """The selected drawing."""
        return next((each for each in self._market.drawings if each.id == self._selected), None)

    @property
    def has_magnet(self) -> bool:
        """Whether the prices of candles attract anchors."""
        return self._has_magnet

    @property
    def projection(self) -> Projection:
        """Where things are, in pixels of the pane."""
        return self._layer.projection(self.view.prices.scale)

    # Tools and selection

    def choose_tool(self, kind: Kind | None) -> None:
        """Draw with this tool from the next press on; None selects instead."""
        if (kind, None) != (self._tool, self._draft):
            self._tool, self._draft = kind, None
            self._selected = None if kind is not None else self._selected
            self._show()

    def toggle_magnet(self) -> None:
        """Let the prices of candles attract anchors, or no longer."""
        self._has_magnet = not self._has_magnet
        self.changed.emit()

    def select(self, number: int | None) -> None:
        """Select a drawing; None for none."""
        if number != self._selected:
            self._selected = number
            self._show()

    def select_next(self, *, is_backward: bool) -> bool:
        """Select the next drawing in sight, from the back to the front; return False after the last one.

        After that one none is selected, so that the keyboard can go on to the next widget.
        """
        numbers = [each.drawing.id for each in self._placed() if each.shapes.lines or each.shapes.words]
        numbers = numbers[::-1] if is_backward else numbers
        place = numbers.index(self._selected) + 1 if self._selected in numbers else 0
        self.select(numbers[place] if place < len(numbers) else None)
        return self._selected is not None

    def hit_at(self, at: QPoint) -> Hit | None:
        """Return what is at a place."""
        if not self._market.drawings:
            return None
        return hit(self._placed(), *self._in_pane(at), self._selected)

    def anchor_at(self, at: QPoint) -> Anchor:
        """Return the anchor at a place; with the magnet on, at a price of a candle near it."""
        projection, (x, y) = self.projection, self._in_pane(at)
        snapped = attracted(x, y, projection, self._bar_at) if self._has_magnet else None
        return snapped or projection.anchor(x, y)

    # Drawing

    def begin(self) -> Draft:
        """Begin to draw with the present tool."""
        kind = self._tool or Kind.TREND
        self._draft = Draft(kind, self._styles[kind])
        return self._draft

    def draft_changed(self) -> None:
        """Show the draft as it is now."""
        self._show()

    def give_up_draft(self) -> bool:
        """Draw nothing; return whether something was being drawn."""
        draft, self._draft = self._draft, None
        if draft is not None:
            self._show()
        return draft is not None

    def finish(self) -> None:
        """Add the draft to the drawings and select it, and select from then on; a text waits for its words."""
        if self._draft is None or not self._draft.is_complete:
            return
        if self._draft.kind is Kind.TEXT:
            self.text_wanted.emit(None)
        else:
            self._add("")

    def write(self, number: int | None, text: str) -> None:
        """Set the words of a text; without any, a text of its own is removed and the draft of one is given up."""
        found = next((each for each in self._market.drawings if each.id == number), None)
        if found is not None and text:
            self.replace(replace(found, text=text))
        elif found is not None:
            self.remove(found)
        elif number is None and text:
            self._add(text)
        else:
            self._tool = None
            self.give_up_draft()

    def _add(self, text: str) -> None:
        draft, self._draft, self._tool = self._draft, None, None
        if draft is None:
            return
        if not self._market.has_room:
            self._show()
            self.full.emit()
            return
        new = self._market.change(lambda some: some.add(draft.kind, draft.anchors, draft.style, text))
        self._selected = new.id if new is not None else None
        self._show()

    def add_level(self, at: QPoint) -> None:
        """Draw a level line through a place."""
        self.choose_tool(Kind.HORIZONTAL)
        self.begin().place(self.projection.anchor(*self._in_pane(at)))
        self.finish()

    # Changing

    def replace(self, drawing: Drawing, step: object = None) -> None:
        """Put a drawing in the place of the one with its number; changes of one `step` are undone as one."""
        self._market.change(lambda some: some.replace([drawing], step))

    def give_up(self, step: object) -> None:
        """Undo the changes of a step, as if they had never been made."""
        self._market.change(lambda some: some.give_up(step))

    def moved(self, drawing: Drawing, right: float, down: float) -> Drawing:
        """Return a drawing moved by pixels."""
        return moved(drawing, right, down, self.projection)

    def handle_moved(self, drawing: Drawing, handle: int, to: QPoint) -> Drawing:
        """Return a drawing with one of its handles at a place."""
        return handle_moved(drawing, handle, self.anchor_at(to), self.projection)

    def nudge(self, candles: int, steps: int) -> bool:
        """Move the selected drawing by candles, and by pixels or at least one price of the market down.

        Returns:
            Whether there is a drawing that can be moved.
        """
        drawing = self.selected
        if drawing is None or drawing.is_locked:
            return False
        width, pixels = max(self.projection.times.slot_width, 1.0), float(steps)
        after = self.moved(drawing, candles * width, pixels)
        while steps and after == drawing and abs(pixels) < _FARTHEST_NUDGE:
            pixels *= 2  # a price of the market may be many pixels high
            after = self.moved(drawing, candles * width, pixels)
        self.replace(after, ("nudge", drawing.id))
        return True

    def set_style(self, drawing: Drawing, style: Style) -> None:
        """Give a drawing another style; the next one of its kind looks the same."""
        self._styles[drawing.kind] = style
        self.replace(replace(drawing, style=style))

    def set_locked(self, drawing: Drawing, *, is_locked: bool) -> None:
        """Lock a drawing, so that hands leave it where it is, or unlock it."""
        self.replace(replace(drawing, is_locked=is_locked))

    def hide(self, drawing: Drawing) -> None:
        """Hide a drawing."""
        self.replace(replace(drawing, is_hidden=True))

    def remove(self, drawing: Drawing) -> None:
        """Remove a drawing."""
        self._market.change(lambda some: some.remove({drawing.id}))

    def bring_to_front(self, drawing: Drawing) -> None:
        """Paint a drawing over all others."""
        self._market.change(lambda some: some.bring_to_front(drawing.id))

    def add_copy(self, drawing: Drawing) -> None:
        """Add a copy of a drawing a little apart from it, and select it."""
        free = replace(drawing, is_locked=False, is_hidden=False)
        width = max(self.projection.times.slot_width, 1.0)
        copy = self.moved(free, max(round(_PASTED_APART / width), 1) * width, _PASTED_APART)
        if not self._market.has_room:
            self.full.emit()
            return
        new = self._market.change(lambda some: some.add(copy.kind, copy.anchors, copy.style, copy.text))
        self.select(new.id if new is not None else None)

    def change_all(self, how: Callable[[DrawingList], object]) -> None:
        """Change the whole list, as by `DrawingList.undo`."""
        self._market.change(how)

    # The chart

    def show_market(self, code: str) -> None:
        """Show the drawings of another market."""
        self._market.changed.disconnect(self._on_changed)
        self._market = self._everything.of(code, is_simulated=self._is_simulated)
        self._market.changed.connect(self._on_changed)
        self._tool, self._draft, self._selected = None, None, None
        self._show()

    def _placed(self) -> list[Placed]:
        return [each for each in self._layer.placed(self.view.prices.scale) if each.drawing.id != NUMBER]

    def _in_pane(self, at: QPoint) -> tuple[float, float]:
        return float(at.x()), float(at.y() - self.view.prices.area.top())

    def _bar_at(self, time_ms: float) -> Bar | None:
        series = self.view.series
        return series.bar_at(series.unit.slot(floor(time_ms))) if len(series) else None

    def _on_changed(self) -> None:
        if self.selected is None or self.selected.is_hidden:
            self._selected = None
        self._show()

    def _on_look_changed(self) -> None:
        self._layer.letter_anew()
        self._show()

    def _show(self) -> None:
        shown = self._draft.shown() if self._draft is not None else None
        self._layer.show(self._market.drawings if shown is None else (*self._market.drawings, shown), self._selected)
        if self.view.isVisible():
            self.view.redraw()
        self.changed.emit()
