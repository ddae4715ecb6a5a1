"""The keys of drawings: choose a tool, place anchors, select, move, copy, delete and undo without a mouse."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from core.market.drawings.drawing import Kind
from core.market.drawings.tools import MAGNET_KEY, TOOL_OF_KEY
from widgets.chart.drawings.actions import redo, undo
from widgets.chart.drawings.clipboard import copied, copy
from widgets.text.hangul_keys import latin_name

if TYPE_CHECKING:
    from widgets.chart.drawings.chart_drawings import ChartDrawings

_FAR: Final = 10
"""How many times as far an arrow key leads with Shift."""
_STEP: Final = 2
"""Pixels up or down by one press of an arrow key."""
_NO_KEYS: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DrawingKeys:
    """What the keys do to the drawings of a chart; held weakly."""

    def __init__(self, drawings: ChartDrawings) -> None:
        self._drawings = ref(drawings)

    def pressed(self, event: QKeyEvent) -> bool:
        """Return whether this is a key of drawings, and do what it means."""
        drawings, keys = self._drawings(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if drawings is None:
            return False
        if keys in (_CTRL, _CTRL | _SHIFT):
            return self._with_ctrl(drawings, _letter(event), is_shifted=bool(keys & _SHIFT))
        if event.key() in _ARROWS and keys in (_NO_KEYS, _SHIFT):
            return self._arrow(drawings, Qt.Key(event.key()), _FAR if keys else 1)
        if keys != _NO_KEYS:
            return False
        return self._plain(drawings, event)

    def _plain(self, drawings: ChartDrawings, event: QKeyEvent) -> bool:
        selected = drawings.selected
        match event.key():
            case Qt.Key.Key_Escape:
                return self._escape(drawings)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if selected is not None:
                if not selected.is_locked:
                    drawings.remove(selected)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if drawings.tool is not None:
                self._place(drawings)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if selected is not None and selected.kind is Kind.TEXT:
                drawings.text_wanted.emit(selected)
                return True
        letter = _letter(event)
        if letter == MAGNET_KEY:
            drawings.toggle_magnet()
        elif (kind := TOOL_OF_KEY.get(letter)) is not None:
            drawings.choose_tool(None if drawings.tool is kind else kind)
        else:
            return False
        return True

    def _escape(self, drawings: ChartDrawings) -> bool:
        """Give up what is being drawn, else the tool, else the selection."""
        if drawings.give_up_draft():
            return True
        if drawings.tool is not None:
            drawings.choose_tool(None)
        elif drawings.selected is not None:
            drawings.select(None)
        else:
            return False
        return True

    def _with_ctrl(self, drawings: ChartDrawings, letter: str, *, is_shifted: bool) -> bool:
        selected = drawings.selected
        if letter == "Y" or (letter == "Z" and is_shifted):
            redo(drawings)
        elif letter == "Z":
            undo(drawings)
        elif letter == "C" and selected is not None and not is_shifted:
            copy(selected)
        elif letter == "V" and not is_shifted and (pasted := copied()) is not None:
            drawings.add_copy(pasted)
        else:
            return False
        return True

    def _arrow(self, drawings: ChartDrawings, key: Qt.Key, times: int) -> bool:
        right, down = _ARROWS[key]
        if drawings.tool is None:
            return drawings.nudge(right * times, down * times)
        before, window, area = self._cursor(drawings), drawings.view.window_of_time, drawings.view.prices.area
        slots = right * times / min(window.bar_width, 1.0)  # at least a pixel
        x = floor(window.x(floor(window.slot_at(before.x())) + slots + 0.5)) if right else before.x()
        at = QPoint(x, before.y() + down * times * _STEP)
        at = QPoint(min(max(at.x(), area.left()), area.right()), min(max(at.y(), area.top()), area.bottom()))
        drawings.view.pointer = at
        if (draft := drawings.draft) is not None:
            draft.follow(drawings.anchor_at(at))
            drawings.draft_changed()
        drawings.view.point()
        return True

    def _place(self, drawings: ChartDrawings) -> None:
        draft = drawings.draft or drawings.begin()
        if draft.is_complete:
            return
        at = self._cursor(drawings)
        drawings.view.pointer = at
        draft.place(drawings.anchor_at(at))
        drawings.draft_changed()
        drawings.finish()

    def _cursor(self, drawings: ChartDrawings) -> QPoint:
        """Return where the crosshair is; the middle of the prices without one there."""
        view = drawings.view
        at = view.pointer
        return at if at is not None and view.prices.area.contains(at) else view.prices.area.center()


def _letter(event: QKeyEvent) -> str:
    """Return the Latin letter of a key, also on a Korean layout."""
    name = latin_name(event.key())
    return name if len(name) == 1 and name.isalpha() else ""
