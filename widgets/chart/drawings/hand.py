"""The hand that draws, selects and moves drawings with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QPoint, Qt

from core.market.drawings.drawing import Drawing, Kind
from core.market.drawings.hit import Hit
from widgets.chart.drawings.keys import DrawingKeys
from widgets.chart.hands.hand import Hand, Part, Place, Press

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.chart.drawings.chart_drawings import ChartDrawings

_OTHERS_KEYS: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
DRAG_FROM: Final = 4
"""Pixels that a pressed mouse moves before it drags: less is a click."""


class _Drag:
    """A drawing that the mouse holds."""

    def __init__(self, drawing: Drawing, handle: int | None, at: QPoint) -> None:
        self.drawing = drawing
        self.handle = handle
        self.began_at = at
        self.has_moved = False


class DrawingHand(Hand):
    """Draws with the chosen tool; without one selects and moves. The chart owns it, so it holds the drawings weakly."""

    def __init__(self, drawings: ChartDrawings) -> None:
        self._drawings = ref(drawings)
        self._keys = DrawingKeys(drawings)
        self._drag: _Drag | None = None
        self._pressed_at: QPoint | None = None
        """Where the press began that draws."""

    @property
    def drawings(self) -> ChartDrawings:
        """The drawings; they are alive while the chart calls its hands."""
        drawings = self._drawings()
        assert drawings is not None
        return drawings

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Return a hand over a drawing, a cross while a tool is chosen."""
        if not self._is_ours(place):
            return None
        if self.drawings.tool is not None:
            return Qt.CursorShape.CrossCursor
        found = None if self._is_left_to_others(keys) else self.drawings.hit_at(_point(place))
        if found is None:
            return None
        return Qt.CursorShape.PointingHandCursor if found.handle is None else Qt.CursorShape.SizeAllCursor

    def held_cursor(self) -> Qt.CursorShape | None:
        """Return a cross while drawing, arrows while moving."""
        return Qt.CursorShape.CrossCursor if self._drag is None else Qt.CursorShape.SizeAllCursor

    def pressed(self, press: Press) -> bool:
        """Draw, or take hold of the drawing there; a press beside all of them leaves none selected."""
        place, drawings = press.place, self.drawings
        self._drag = self._pressed_at = None
        if press.button is not Qt.MouseButton.LeftButton:
            if drawings.draft is not None:
                drawings.give_up_draft()
            elif press.button is Qt.MouseButton.RightButton and self._is_ours(place):
                self._select(drawings.hit_at(_point(place)))  # the menu that follows is of this one
            return False
        if not self._is_ours(place):
            return False
        if drawings.tool is not None:
            self._place_anchor(place)
            return True
        found = None if self._is_left_to_others(press.keys) else drawings.hit_at(_point(place))
        self._select(found)
        if found is None:
            return False
        if press.is_double and found.drawing.kind is Kind.TEXT:
            drawings.text_wanted.emit(found.drawing)
        else:
            self._drag = _Drag(found.drawing, found.handle, _point(place))
        return True

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Move what is held; of what is being drawn, the anchor under the pointer."""
        drag, draft, at = self._drag, self.drawings.draft, _point(place)
        if drag is not None:
            self._move(drag, at)
        elif draft is not None and self._pressed_at is not None:
            anchor = self.drawings.anchor_at(at)
            if draft.is_complete:
                draft.shift_last(anchor)
            else:
                draft.follow(anchor)
            self.drawings.draft_changed()

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Let go; a press that was dragged places two anchors."""
        drag, began_at, draft = self._drag, self._pressed_at, self.drawings.draft
        self._drag = self._pressed_at = None
        if drag is not None or draft is None or began_at is None:
            return
        if not draft.is_complete and (_point(place) - began_at).manhattanLength() >= DRAG_FROM:
            draft.place(self.drawings.anchor_at(_point(place)))
        if draft.is_complete:
            self.drawings.finish()

    def cancelled(self) -> None:
        """Put back what is held; draw nothing."""
        drag, self._drag, self._pressed_at = self._drag, None, None
        if drag is not None:
            self.drawings.give_up(drag)
        else:
            self.drawings.give_up_draft()

    def hovered(self, place: Place | None, keys: Qt.KeyboardModifier) -> None:
        """Let the loose end of what is being drawn follow the pointer."""
        draft = self.drawings.draft
        if draft is not None and draft.has_begun and place is not None:
            draft.follow(self.drawings.anchor_at(_point(place)))
            self.drawings.draft_changed()

    def tabbed(self, *, is_backward: bool) -> bool:
        """Select the next drawing in sight."""
        return self.drawings.tool is None and self.drawings.select_next(is_backward=is_backward)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Take the keys of drawings."""
        return self._keys.pressed(event)

    def _is_ours(self, place: Place) -> bool:
        return place.part is Part.PANE and place.pane is self.drawings.view.prices

    def _is_left_to_others(self, keys: Qt.KeyboardModifier) -> bool:
        """Return whether a press is meant for another gesture of the chart: to measure, or to zoom into a span."""
        view = self.drawings.view
        return bool(keys & _OTHERS_KEYS) or view.zoom_hand.is_armed or view.ruler_hand.is_armed

    def _select(self, found: Hit | None) -> None:
        self.drawings.select(found.drawing.id if found is not None else None)

    def _place_anchor(self, place: Place) -> None:
        drawings, at = self.drawings, _point(place)
        draft = drawings.draft or drawings.begin()
        if not draft.is_complete:  # a text that still waits for its words is complete
            draft.place(drawings.anchor_at(at))
            self._pressed_at = at
            drawings.draft_changed()

    def _move(self, drag: _Drag, at: QPoint) -> None:
        by = at - drag.began_at
        if not drag.has_moved and by.manhattanLength() < DRAG_FROM:
            return
        drag.has_moved = True
        if drag.handle is None:
            after = self.drawings.moved(drag.drawing, by.x(), by.y())
        else:
            after = self.drawings.handle_moved(drag.drawing, drag.handle, at)
        self.drawings.replace(after, drag)


def _point(place: Place) -> QPoint:
    return QPoint(place.x, place.y)
