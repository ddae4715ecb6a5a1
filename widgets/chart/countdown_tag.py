"""The time until the newest candle closes, below its price: shown or not, as the user likes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from widgets.chart.countdown import Countdown
from widgets.chart.part import ChartPart
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate

if TYPE_CHECKING:
    from widgets.chart.view import ChartView
    from widgets.panel.panel import Panel


class CountdownTag(ChartPart):
    """Counts only while somebody sees it.

    Attributes:
        clock: counts the seconds.
        is_shown: whether the user wants to see it.
    """

    def __init__(self, panel: Panel, view: ChartView) -> None:
        super().__init__(panel, view)
        self.clock = Countdown(view.unit, self)
        self.is_shown = True
        self.clock.changed.connect(self._show_text)

    def show(self, *, is_shown: bool) -> None:
        """Show the time, or not."""
        self.is_shown = is_shown
        if is_shown:
            self.clock.resume()
        else:
            self._show_text("")

    def resume(self) -> None:
        """Count again after a pause, if it is shown."""
        if self.is_shown:
            self.clock.resume()

    def menu_entry(self) -> MenuEntry:
        """Return the entry that shows it or not."""
        turn = partial(self.show, is_shown=not self.is_shown)
        return MenuEntry(translate("Chart", "봉 마감까지 남은 시간"), turn, is_checked=self.is_shown)

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps."""
        return {"has_countdown": self.is_shown}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what is valid of it."""
        if isinstance(is_shown := state.get("has_countdown"), bool):
            self.show(is_shown=is_shown)

    def _show_text(self, text: str) -> None:
        if not self.is_shown:
            self.clock.pause()
            self.view.show_countdown("")  # also while the chart is hidden: it would come back with the old time
        elif self.panel.isVisible():
            self.view.show_countdown(text)
        else:
            self.clock.pause()
