"""The chart panel: candles of one market and unit, updated live, with history loaded while the user scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.engine.deliver.feed import FeedState
from core.market.candle_history.history import CandleHistory
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import WIDEST_BAR
from core.model.subscription import StreamType, subscribe
from widgets.chart.bar_choice.button import BarKindButton
from widgets.chart.bar_choice.choice import BarChoice
from widgets.chart.candle_requests import CandleRequests
from widgets.chart.chart_menu import alert_entries, chart_entries, copy_entries
from widgets.chart.comparison.comparing import Comparing
from widgets.chart.controls.header import ChartHeader
from widgets.chart.controls.newest_button import ReturnButton
from widgets.chart.controls.unit_buttons import unit_entries
from widgets.chart.countdown_tag import CountdownTag
from widgets.chart.drawings.drawing_tools import DrawingTools
from widgets.chart.export.export import ChartExport
from widgets.chart.indicators.entries import indicator_entries
from widgets.chart.indicators.shown import ShownIndicators
from widgets.chart.indicators.values import indicator_columns
from widgets.chart.loading import CandleLoading
from widgets.chart.marks.marks import ChartMarks
from widgets.chart.view import ChartView
from widgets.guard.guard import guarded, guarded_or
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text.unit_words import unit_label
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext
    from widgets.panel.data_state.data_notice import Notice

DEFAULT_UNIT = CandleUnit.MINUTE_1


class ChartPanel(Panel):
    """Subscribes first and loads pages in the background; older pages only while their time is visible.

    The ticker is subscribed too: it has the market's state, such as a suspension, which no candle contains.
    """

    kind = "chart"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        unit = CandleUnit.parse(option) if option else DEFAULT_UNIT
        super().__init__(context, code, unit.value)
        self._loading = CandleLoading(context.rest, context.candles, self)
        self._history = self._loading.begin(code, unit)
        self.header = ChartHeader(unit)
        self._view = ChartView(context.look, code, self._history.series)
        self._indicators = ShownIndicators(context.look, self._view)
        self.newest_button = ReturnButton(self._view)
        self._tools = DrawingTools(self._view, context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        row = QHBoxLayout()
        row.addWidget(self._tools.bar)
        row.addWidget(self._view, 1)
        layout.addLayout(row, 1)
        self._tools.follow(self)
        self.setFocusProxy(self._view)
        self.cover(self._view)
        self.header.unit_chosen.connect(self.set_unit)
        self.header.indicators_wanted.connect(self.open_indicators)
        self._indicators.settings_wanted.connect(self.open_indicators)
        self._tools.told.connect(self.said)
        self._view.pointed.connect(self.time_pointed)
        self._loading.page_ended.connect(self._on_page_ended)
        self.comparing = Comparing(self, self._view)
        self.requests = CandleRequests(self, self._view, self._loading, self._indicators, self.comparing)
        self.requests.noted.connect(self.header.show_text)
        layout.addWidget(self.requests.notice)
        self.countdown = CountdownTag(self, self._view)
        self.bars = BarChoice(self, self._view)
        self.marks = ChartMarks(self, self._view)
        self.export = ChartExport(self, self._view)
        self.bar_button = BarKindButton(context.look, self.bars)
        self.header.add_button(self.bar_button)
        context.markets.steps_changed.connect(self._on_steps_changed)
        self.export.done.connect(self.done)
        self.export.failed.connect(self.said)
        self._watch()

    @property
    def history(self) -> CandleHistory:
        """The candles shown."""
        return self._history

    @property
    def view(self) -> ChartView:
        """The view that draws them."""
        return self._view

    @property
    def indicators(self) -> ShownIndicators:
        """The indicators shown."""
        return self._indicators

    @property
    def drawing_tools(self) -> DrawingTools:
        """The tools to draw on the chart."""
        return self._tools

    def set_unit(self, name: str) -> None:
        """Show candles of another unit."""
        unit, before = CandleUnit.parse(name), self._history.unit
        try:
            if unit is not before:
                self._start_over(unit)
        except Exception:
            # After an error header, title, stream and candles must agree: all of the new unit, or all of the old.
            self._start_over(before)
            raise
        finally:
            self.header.show_unit(self._history.unit)
        if unit is not before:
            self.title_changed.emit(self.panel_title())
            self.option_changed.emit(self.option)

    def open_indicators(self, key: str = "") -> None:
        """Open the window of the indicators, with the fields of the one of that key."""
        # Loaded when it is wanted: no start needs it.
        from widgets.chart.indicators.window import open_window  # noqa: PLC0415

        open_window(self, self.context.look, self._indicators, key)

    def set_option(self, option: str) -> None:
        """Show candles of another unit."""
        self.set_unit(option)

    def consume(self, messages: list[Mail]) -> bool:
        """Merge `messages` into the history; after a reconnect, check for missed candles."""
        now_ms = self._meet_status()
        is_changed = self._loading.take(messages, now_ms, self.report_damage)
        self.context.markets.update_from(messages)
        self.requests.ask()
        return self.marks.receive(messages) or is_changed

    def refresh(self) -> None:
        """Redraw what has changed."""
        self._view.refresh()
        self.countdown.resume()

    def has_data(self) -> bool:
        """Return whether there is a candle to show; loaded pages count, also without live trades."""
        return len(self._history.series) > 0

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the candles are fresh; the ticker may be late or missing."""
        return status.has_begun(self._history.stream_type)

    def status_changed(self, status: FeedStatus) -> None:
        """Load what may have been missed without waiting for a trade, which may not come for long.

        The feed is asked: `status` also counts rows of pages that could not be read, which another page does not mend.
        """
        self._keep_time(status)
        if status.lacks(StreamType.TICKER) and self.marks.forget_previous_close() and self.isVisible():
            self._view.redraw()
        if self._feed is not None and self._loading.meet(self._feed.status()):
            self.requests.ask()

    def trading_changed(self) -> None:
        """Load the newest candles again: nobody sends the end of one that was open when the market was halted."""
        self._loading.load_newest()
        self.requests.ask()

    def market_changed(self) -> None:
        """Show the new market's candles, of the same unit."""
        self._start_over(self._history.unit)

    def show_pointed(self, time_ms: int | None, price: float | None) -> None:
        """Show the crosshair where that of a linked chart is."""
        self._view.follow_pointer(time_ms, price)

    def language_changed(self) -> None:
        """Label the axes again, and show the progress again."""
        self._view.label_anew()
        self.requests.show_progress()

    def shown_values(self) -> ValueTable:
        """Return what is painted, as a table."""
        series = self._history.series
        columns = indicator_columns(self._indicators, series, self._view.prices.text)
        return self._view.shown_values([*columns, *self.comparing.columns(series)])

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 1분`."""
        return f"{super().panel_title()} · {unit_label(self._history.unit)}"

    def menu_entries(self) -> list[MenuEntry]:
        """Return the entries to move, to change the unit, and to copy the candle under the crosshair."""
        return [
            MenuEntry(self.tr("최신으로"), self._view.to_newest),
            MenuEntry(self.tr("불러온 봉 모두 보기"), self._view.show_all),
            MenuEntry(self.tr("봉 단위"), entries=unit_entries(self._history.unit, self.set_unit)),
            MenuEntry(self.tr("봉 모양"), entries=self.bars.menu_entries()),
            MenuEntry(self.tr("차트 표시"), entries=[*self.marks.menu_entries(), self.countdown.menu_entry()]),
            indicator_entries(self._indicators, self.open_indicators),
            *chart_entries(self._view),
            *self.comparing.menu_entries(),
            *self._tools.entries_at_pointer(),
            *alert_entries(self.context.alerts, self.code, self._view),
            # Here follows an order at the price under the pointer, once there are such.
            *copy_entries(self._view),
            self._tools.entry_of_chart(),
            MenuEntry(self.tr("내보내기"), entries=self.export.menu_entries()),
        ]

    def entries_at(self, place: QPoint | None) -> list[MenuEntry]:
        """Return those of the selected drawing first where it is, or by key; elsewhere the chart's alone."""
        entries, of_selected = self.menu_entries(), self._tools.entries_of_selected(place, self)
        return [*of_selected, MenuEntry(self.tr("차트"), entries=entries)] if of_selected else entries

    def state(self) -> dict[str, Any]:
        """Return the width of a candle, the panes and what was chosen, for the workspace."""
        parts = self.bars.state() | self.marks.state() | self.comparing.state() | self.countdown.state()
        return {
            "bar_width": self._view.window_of_time.bar_width,
            **self._view.state(),
            "indicators": self._indicators.state(),
            "drawing": self._tools.state(),
            **parts,
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what is valid of it."""
        for part in (self.bars, self.marks, self.comparing, self._view, self.countdown):
            part.restore_state(state)
        width = state.get("bar_width")
        if isinstance(width, int | float) and not isinstance(width, bool) and width > 0:
            self._view.show_bars_of(float(min(width, WIDEST_BAR)))
        if "indicators" in state:
            self._indicators.restore_state(state["indicators"])
        self._tools.restore_state(state.get("drawing"))

    def release(self) -> None:
        """Release the panel, and what its parts asked for."""
        if not self._is_released:
            self._loading.stop()
            self.countdown.clock.pause()
            self.marks.close()
            self.comparing.close()
            self._view.close()
        super().release()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """A size in which a day of minutes is easy to read."""
        return QSize(860, 560)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Room for the axis and a few candles beside it: 200 pixels at the usual font size.

        A notice takes its room from them.
        """
        notice = self.requests.notice
        taken = 0 if notice.isHidden() else notice.minimumSizeHint().height()
        return super().minimumSizeHint().expandedTo(QSize(self.context.look.px(200), 0)) - QSize(0, taken)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down switch between the units."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        units = list(CandleUnit)
        self.set_unit(units[(units.index(self._history.unit) + step) % len(units)].value)

    def _place_notice(self, notice: Notice | None) -> None:
        """Lay the notice over the view; the one on candles stays above it, or its buttons could not be clicked."""
        super()._place_notice(notice)
        self.requests.notice.raise_()

    def _start_over(self, unit: CandleUnit) -> None:
        self.option = unit.value
        self._history = self._loading.begin(self.code, unit)
        self.countdown.clock.count_for(unit)
        self.comparing.show_unit(unit)
        self.comparing.show_market(self.code)
        self.marks.show_market(self.code)
        self._view.show_series(self.code, self._history.series)
        self._tools.show_market(self.code)
        self._watch()

    def _watch(self) -> None:
        if self.code:
            streams = self._history.streams | {StreamType.TICKER}
            self.subscribe([subscribe(stream, self.code) for stream in sorted(streams)])
            self.requests.ask()

    def _meet_status(self) -> int | None:
        """Ask for candles that may have been missed; return the exchange's clock if it is known."""
        if self._feed is None:
            return None
        status = self._feed.status()
        self._loading.meet(status)
        self._keep_time(status)
        return status.clock_ms(self.context.engine.time())

    def _keep_time(self, status: FeedStatus) -> None:
        """Set the countdown by the exchange's clock; there is none where no candle will close any more."""
        runs = status.state is FeedState.LIVE and not self.context.markets.is_over(self.code)
        ago = 0.0 if status.last_heard is None else self.context.engine.time() - status.last_heard
        self.countdown.clock.meet(status.heard_ms if runs else None, ago)

    def _on_steps_changed(self) -> None:
        """Write all prices anew: they may have other decimals."""
        self._view.label_anew()
        self._tools.drawings.layer.letter_anew()
        if self.isVisible():
            self._view.redraw()

    def _on_page_ended(self, spoiled: int) -> None:
        self._update_status()
        if self.isVisible():
            self.refresh()
        self.requests.ask()
        self.count_skipped(spoiled)
