"""What the commands about charts do, on the active chart, else on the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Signal

from app.panels.spec import PanelSpec
from core.market.chart.bar_kind import BarKind
from core.market.drawings.drawing import Kind
from core.text import translatable
from widgets.chart.drawings.actions import hide_or_show_all
from widgets.chart.panes.value_scale import ScaleMode

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from widgets.chart.panel import ChartPanel

_CHART = "chart"
_NO_CHART: Final = translatable("Panels", "열린 차트가 없습니다. 차트를 열고 다시 해 보세요.")


class ChartCommands(QObject):
    """The actions of the user on one chart.

    Args:
        parent: its owner.
        desk: its panels.

    Signals:
        refused: there is no chart (why a command does nothing, as a `Text`).
    """

    refused = Signal(object)

    def __init__(self, parent: QObject, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk

    def choose_bars(self) -> None:
        """Open the menu of the kinds of bars."""
        if (chart := self._chart()) is not None:
            chart.bar_button.open_menu()

    def show_bars(self, kind: str) -> None:
        """Draw bars of a kind."""
        if (chart := self._chart()) is not None:
            chart.bars.choose(BarKind(kind))

    def set_unit(self, unit: str) -> None:
        """Show candles of a unit."""
        if (chart := self._chart()) is not None:
            chart.set_unit(unit)

    def scale_prices(self, mode: str) -> None:
        """Map prices to the height in a way."""
        if (chart := self._chart()) is not None:
            chart.view.set_scale_mode(chart.view.prices, ScaleMode(mode))

    def turn_volumes(self) -> None:
        """Show or hide the volumes."""
        if (chart := self._chart()) is not None:
            chart.view.show_volumes(is_shown=not chart.view.has_volumes)

    def go_to_newest(self) -> None:
        """Show the newest candle, and follow it."""
        if (chart := self._chart()) is not None:
            chart.view.to_newest()

    def zoom_to_span(self) -> None:
        """Let the next drag choose the span of time to be seen."""
        if (chart := self._chart()) is not None:
            chart.view.zoom_hand.arm()

    def measure(self) -> None:
        """Let the next drag measure bars, time and change."""
        if (chart := self._chart()) is not None:
            chart.view.ruler_hand.arm()

    def turn_holes(self) -> None:
        """Draw slots without trades flat, or leave them out."""
        if (chart := self._chart()) is not None:
            chart.bars.turn_holes()

    def turn_marks(self, name: str) -> None:
        """Show or hide a kind of marks."""
        if (chart := self._chart()) is not None:
            chart.marks.turn(name)

    def draw(self, kind: str) -> None:
        """Draw with a tool, by mouse or keys."""
        if (chart := self._chart()) is not None:
            chart.drawing_tools.choose(Kind(kind))

    def turn_magnet(self) -> None:
        """Let the prices of candles attract what is drawn, or no longer."""
        if (chart := self._chart()) is not None:
            chart.drawing_tools.drawings.toggle_magnet()

    def turn_drawing_bar(self) -> None:
        """Show or hide the bar of drawing tools."""
        if (chart := self._chart()) is not None:
            chart.drawing_tools.toggle_bar()

    def hide_or_show_drawings(self) -> None:
        """Show all drawings if one is hidden, else hide all."""
        if (chart := self._chart()) is not None:
            hide_or_show_all(chart.drawing_tools.drawings)

    def compare(self) -> None:
        """Search for a market to compare with."""
        if (chart := self._chart()) is not None:
            chart.comparing.start_search()

    def stop_comparing(self) -> None:
        """Compare with nothing any more."""
        if (chart := self._chart()) is not None:
            chart.comparing.remove()

    def copy_picture(self) -> None:
        """Put the chart on the clipboard."""
        if (chart := self._chart()) is not None:
            chart.export.copy_picture()

    def save_picture(self) -> None:
        """Ask for the file of the picture."""
        if (chart := self._chart()) is not None:
            chart.export.ask_where_to_save_picture()

    def save_visible(self) -> None:
        """Ask for the file of the candles in sight."""
        if (chart := self._chart()) is not None:
            chart.export.ask_where_to_save_candles(only_visible=True)

    def save_loaded(self) -> None:
        """Ask for the file of all loaded candles."""
        if (chart := self._chart()) is not None:
            chart.export.ask_where_to_save_candles()

    def _chart(self) -> ChartPanel | None:
        """Return the active chart, or the first one, brought forward; None if there is none."""
        active = self._desk.active()
        if active is None or active.kind != _CHART:
            active = self._desk.find(PanelSpec(_CHART))
            if active is None:
                self.refused.emit(_NO_CHART)
                return None
            self._desk.bring_forward(active)
        return cast("ChartPanel", active.panel)
