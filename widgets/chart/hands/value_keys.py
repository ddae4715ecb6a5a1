"""The keys that scale and move the values of the pane under the pointer, or of the prices if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol
from weakref import ref

from PySide6.QtCore import Qt

from core.market.chart.time_window import DEFAULT_BAR_WIDTH
from widgets.chart.hands.hand import Hand
from widgets.chart.panes.pane import Pane
from widgets.chart.panes.value_scale import ScaleMode
from widgets.text.hangul_keys import latin_name

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from core.market.chart.time_window import TimeWindow
    from widgets.chart.panes.stack import PaneStack

_STRETCH: Final = 1.15
_SHIFT: Final = 0.125
"""Share of the height that one press moves."""
_BORDER_STEP: Final = 12
_ARROWS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Scaled(Protocol):
    """The chart, as far as these keys are concerned."""

    panes: PaneStack
    prices: Pane

    @property
    def pane_at_pointer(self) -> Pane | None:
        """The pane under the pointer."""

    @property
    def window_of_time(self) -> TimeWindow:
        """The visible part of time."""

    def zoom(self, factor: float, x: float) -> None:
        """Make bars wider."""

    def redraw(self) -> None:
        """Draw all."""

    def set_scale_mode(self, pane: Pane, mode: ScaleMode) -> None:
        """Map the values of a pane otherwise."""


class ValueKeys(Hand):
    """Shift with up and down stretches the values, Alt moves them, Ctrl makes the pane taller.

    0 fits values and bars again, L changes the mode of the scale.

    Args:
        chart: held weakly, because the chart owns its hands.
    """

    def __init__(self, chart: Scaled) -> None:
        self._chart = ref(chart)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Take the keys named above."""
        chart = self._chart()
        if chart is None:
            return False
        pane = chart.pane_at_pointer or chart.prices
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        arrow = _ARROWS.get(Qt.Key(event.key()), 0)
        if arrow and keys == Qt.KeyboardModifier.ShiftModifier:
            pane.stretch(_STRETCH**arrow)
        elif arrow and keys == Qt.KeyboardModifier.AltModifier:
            pane.shift(-arrow * pane.area.height() * _SHIFT)
        elif arrow and keys == Qt.KeyboardModifier.ControlModifier:
            self._grow(chart, pane, arrow * _BORDER_STEP)
        elif event.key() == Qt.Key.Key_0 and not keys:
            for each in chart.panes:
                each.fit_again()
            window = chart.window_of_time
            chart.zoom(DEFAULT_BAR_WIDTH / window.bar_width, window.width)
        elif not keys and latin_name(event.key()) == "L":
            modes = list(ScaleMode)
            chart.set_scale_mode(pane, modes[(modes.index(pane.mode) + 1) % len(modes)])
        else:
            return False
        chart.redraw()
        return True

    @staticmethod
    def _grow(chart: Scaled, pane: Pane, pixels: int) -> None:
        """Make a pane taller at the cost of the one above it, or below the topmost one."""
        shown = chart.panes.visible
        if pane not in shown or len(shown) == 1:
            return
        index = shown.index(pane)
        chart.panes.drag_border(max(index - 1, 0), pixels if index == 0 else -pixels)
