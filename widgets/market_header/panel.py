"""The market header panel (현재가): one market's price, change, range, turnover, warnings and time left of the day."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from core.market.market_summary import MarketSummary
from core.model.messages import Ticker
from core.model.subscription import StreamType, subscribe
from widgets.controls.untrusted_text import set_tip, title
from widgets.guard.guard import guarded, guarded_or
from widgets.market_header.canvas import MarketHeaderCanvas
from widgets.market_header.fields import Field, fields_of, notice_of, time_left
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text.market_words import explanation
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext


class MarketHeaderPanel(Panel):
    """A strip of fields; those that have no room are left out, the least important first."""

    kind: ClassVar[str] = "market-header"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._summary: MarketSummary | None = None
        self._notice = Notice("")
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.refresh)
        self._canvas = MarketHeaderCanvas(context.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self.setFocusProxy(self._canvas)
        context.markets.state_changed.connect(self._on_market_told)
        self.market_changed()

    def consume(self, messages: list[Mail]) -> bool:
        """Take the newest ticker."""
        tickers = [message for message in messages if isinstance(message, Ticker)]
        if not tickers:
            return False
        self.context.markets.update_from(tickers)
        before, self._summary = self._summary, MarketSummary.of(tickers[-1])
        return self._summary != before

    def refresh(self) -> None:
        """Write the fields again; the canvas repaints those that differ."""
        markets, notice = self.context.markets, self._notice
        warnings, marks = markets.explained(self.code), markets.marks(self.code)
        is_over = markets.is_over(self.code)
        fields: list[Field] = []
        if self._summary is not None:
            left = None if is_over else self._time_left()
            fields += fields_of(self.code, self._summary, warnings, marks, left)
        if notice.text and not (fields and notice.text == self._explanation()):  # a warning tells it already
            fields.insert(1, notice_of(notice.text))
        self._canvas.show_fields(fields, is_stale=is_over or bool(notice.text and not notice.is_current))
        set_tip(self._canvas, "\n".join((*warnings, *self._year())))

    @property
    def status_text(self) -> str:
        """The notice on old or missing data; empty without one."""
        return super().status_text or self._notice.text  # the overlay is never shown, but a suspension is

    def _place_notice(self, notice: Notice | None) -> None:
        """Show the notice among the fields: a strip has no room for the overlay. The context menu has its buttons."""
        if (notice := notice or Notice("")) != self._notice:
            self._notice = notice
            self.refresh()

    def has_data(self) -> bool:
        """Return whether a ticker was received."""
        return self._summary is not None

    def market_changed(self) -> None:
        """Drop the figures, and watch the new market."""
        self._summary = None
        self._canvas.show_fields(())
        if self.code:
            self.subscribe([subscribe(StreamType.TICKER, self.code)])

    def markets_changed(self) -> None:
        """Show the warnings of the new list."""
        self.refresh()

    def menu_entries(self) -> list[MenuEntry]:
        """Return what helps where data are missing, and an entry that copies the figures."""
        notice, markets = self._notice, self.context.markets
        names = {code: title(markets.pair_name(code)) for code in notice.codes}
        entries = [MenuEntry(name, partial(self.market_chosen.emit, code)) for code, name in names.items()]
        if notice.can_retry:
            entries.append(MenuEntry(self.tr("다시 시도"), self._on_retried))
        if notice.can_switch:
            entries.append(MenuEntry(self.tr("모의로 전환"), self.context.source.simulated_wanted.emit))
        if self._summary is not None:
            entries.append(MenuEntry(self.tr("값 복사"), self._copy))
        return entries

    def shown_values(self) -> ValueTable:
        """Return the figures as a table."""
        return self._canvas.shown_values()

    def panel_title(self) -> str:
        """Return `비트코인 BTC/KRW · 현재가`."""
        return self.tr("{market} · 현재가").format(market=self.context.markets.titled(self.code))

    def release(self) -> None:
        """Release the panel and stop its clock."""
        self._clock.stop()
        super().release()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return one row."""
        return self._canvas.sizeHint()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock; showing the panel starts it again."""
        super().hideEvent(event)
        self._clock.stop()

    def _time_left(self) -> Field:
        """Return the time left of the day by the exchange's clock, and write it again when it changes."""
        status = self._feed.status() if self._feed is not None else None
        now_ms = status.clock_ms(self.context.engine.time()) if status is not None else None
        field, change_ms = time_left(round(time.time() * 1000) if now_ms is None else now_ms, self.context.look.zone)
        if self.isVisible() and not self._is_released:
            self._clock.start(change_ms)
        return field

    def _year(self) -> list[str]:
        """Return the days of the highest and the lowest price."""
        summary = self._summary
        if summary is None or not (summary.year_high_date and summary.year_low_date):
            return []
        told = self.tr("52주 최고 {high} · 최저 {low}")
        return [told.format(high=summary.year_high_date, low=summary.year_low_date)]

    def _explanation(self) -> str:
        markets = self.context.markets
        return explanation(markets.state(self.code), is_gone=markets.is_gone(self.code))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())

    def _text(self) -> str:
        return "\n".join(field.text for field in self._canvas.fields)

    def _on_market_told(self, code: str) -> None:
        if code == self.code and self._is_alive:
            self.refresh()
