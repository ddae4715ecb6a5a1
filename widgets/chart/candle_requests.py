"""Which candles a chart asks for, by what is in sight, and what it says of those that come or fail."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.loop.tasks import is_loop_running
from widgets.chart.controls.notice import ChartNotice
from widgets.chart.part import ChartPart

if TYPE_CHECKING:
    from widgets.chart.comparison.comparing import Comparing
    from widgets.chart.indicators.shown import ShownIndicators
    from widgets.chart.loading import CandleLoading
    from widgets.chart.view import ChartView
    from widgets.panel.panel import Panel


class CandleRequests(ChartPart):
    """Asks while the chart is open; older pages only while their time is visible.

    Args:
        panel: the chart.
        view: what it draws in.
        loading: loads the pages.
        indicators: they may need more than is in sight.
        comparing: loads the candles of a second market as far back, and has its own troubles.

    Attributes:
        notice: why candles could not be loaded.

    Signals:
        noted: how far the loading is, in words.
    """

    noted = Signal(str)

    def __init__(
        self,
        panel: Panel,
        view: ChartView,
        loading: CandleLoading,
        indicators: ShownIndicators,
        comparing: Comparing,
    ) -> None:
        super().__init__(panel, view)
        self._loading, self._indicators, self._comparing = loading, indicators, comparing
        self.notice = ChartNotice()
        self.notice.retried.connect(self.retry)
        self.notice.simulated_wanted.connect(panel.context.source.simulated_wanted)
        loading.is_due.connect(self._ask_again)
        loading.progressed.connect(self.show_progress)
        view.moved.connect(self.ask)
        indicators.changed.connect(self.ask)
        comparing.wanted.connect(self.ask)
        comparing.progressed.connect(self.show_progress)

    def ask(self) -> None:
        """Request the most urgent missing page, if any, and show the progress."""
        if self._loading.is_stopped or not is_loop_running():
            return  # the next event requests it again
        first_slot = self._first_wanted()
        if (page := self._loading.next_page(first_slot)) is not None:
            self.panel.spawn(page, f"candles {self.view.code} {self.view.unit}")
        self._comparing.want(first_slot)
        self.show_progress()

    def retry(self) -> None:
        """Request the failed candles again, even if the exchange blocked requests for a while."""
        self.panel.context.rest.lift_blocks()
        self._comparing.retry()
        self._ask_again()

    def show_progress(self) -> None:
        """Say how far the loading is, and what is in its way: of the chart's own candles, else of the compared ones.

        That there is no way to the exchange, or no such market, is said once: the notice over the whole chart says it,
        and has the buttons.
        """
        self.noted.emit(self._loading.note)
        context = self.panel.context
        loading = self._loading if self._loading.trouble else self._comparing
        can_switch = loading.is_unreachable and context.source.is_real
        is_said = self.panel.offers_markets or (loading.is_unreachable and self.panel.offers_retry)
        self.notice.show_text("" if is_said else loading.trouble, can_switch=can_switch)

    def _ask_again(self) -> None:
        self._loading.retry()
        self.ask()

    def _first_wanted(self) -> float:
        """Return the first slot to load: half a screen left of the visible part, or what the indicators need there.

        Infinity if nothing is visible.
        """
        window = self.view.window_of_time
        if not self.panel.isVisible() or not window.has_candles:
            return math.inf
        needed = self._indicators.first_needed(self.view.unit, window.left)
        return min(window.left - window.width / window.bar_width / 2, needed)
