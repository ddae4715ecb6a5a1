"""The figures in the status bar: connection, source, delay, messages, frame time and clock."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.status_bar.figures import Reading, figures
from app.status_bar.line import Part, StatusLine
from app.status_bar.link_loss import LinkLoss
from app.status_bar.link_words import LinkWords, link_words, no_link
from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope
from core.text import Text
from core.timing.latency import way_ms
from core.timing.timeline import Moment, Timeline
from widgets.look.look import Look
from widgets.markets.alerts import UserAlerts
from widgets.panel.frame_clock import FRAME_INTERVAL_MS, FrameClock
from widgets.text.alert_words import quiet_words
from widgets.text.language import when_language_changes, wording

_SECOND_MS: Final = 1000
_AFTER_MS: Final = 20
"""Milliseconds after the full second at which the engine is read: a timer that fires early would show the old one."""

LEAST_SPAN: Final = 0.5
"""Seconds over which messages are counted at least: two looks can follow each other at once."""


class StatusBar(QWidget):
    """Reads the engine once a second, and a link that is dialled more often; repaints only what changed.

    It also runs while the window is minimized.

    Args:
        look: fonts, colours and time zone.
        clock: whose frame time is shown.
        timeline: where the figures of each second are kept.
        alerts: whose quiet hours are shown while they hold; None shows none.

    Signals:
        pressed: the user wants to know more: the engine monitor.
        link_lost: the public connection was lost or stopped, and it is time for a sound.
    """

    pressed = Signal()
    link_lost = Signal()

    def __init__(
        self,
        look: Look,
        clock: FrameClock,
        timeline: Timeline | None = None,
        alerts: UserAlerts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._timeline = timeline or Timeline()
        self._alerts = alerts
        self._look = look
        self._clock = clock
        self._engine: WebSocketManager | None = None
        self._source: str | Text = ""
        self._loss = LinkLoss()
        self._words = no_link()
        self._counted: tuple[float, int] | None = None
        self._rate: float | None = None
        self._painted = 0
        self._frame_ms: float | None = None
        self.line = StatusLine(look)
        self.line.clicked.connect(self.pressed)
        self.button = QPushButton()
        self.button.setVisible(False)
        self.button.clicked.connect(self._connect_now)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.line, 1)
        # A coarse timer may fire before the second ends, and then once more at its end.
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.read)
        self._figures: list[Part] = []
        self._dialling = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._dialling.timeout.connect(self._read_link)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        look.changed.connect(self.read)
        if alerts is not None:
            alerts.changed.connect(self.read)

    def watch(self, engine: WebSocketManager, source: str | Text) -> None:
        """Show the figures of this engine from now on.

        Args:
            engine: of the source the window is at.
            source: its name.
        """
        self._engine, self._source = engine, source
        self._start_anew()

    def leave(self) -> None:
        """Show no engine: the source is being left, which is no loss of a connection."""
        self._engine, self._source = None, ""
        self._start_anew()

    @property
    def least_width(self) -> int:
        """The width at which the words for the connection are whole, and the button beside them."""
        return self.line.least_width + (0 if self.button.isHidden() else self.button.sizeHint().width())

    @property
    def warning_width(self) -> int:
        """The width that the figures which warn of the present need beside these words."""
        return self.line.warning_width

    def text(self) -> str:
        """The words for the connection."""
        return self._words.text

    def read(self) -> None:
        """Read engine and clocks, and show what they say."""
        now_ms = round(time.time() * 1000)
        self._timer.start(_SECOND_MS + _AFTER_MS - now_ms % _SECOND_MS)
        engine = self._engine
        delay_ms = ahead_ms = None
        if engine is not None:
            pulse = engine.pulse()
            exchange_ms, round_trip = engine.exchange_time()
            if exchange_ms is not None:
                ahead_ms = exchange_ms + way_ms(round_trip) - now_ms
            self._count(pulse.messages)
            self._measure_frames()
            if pulse.delay_ms is not None:
                delay_ms = pulse.delay_ms + FRAME_INTERVAL_MS / 2 + (self._frame_ms or 0.0)
            self._keep(engine, delay_ms)
            if self._loss.is_lost(engine.link_status(Scope.PUBLIC), time.monotonic()):
                self.link_lost.emit()
        zone = self._look.zone
        quiet = "" if self._alerts is None else quiet_words(self._alerts.quiet, now_ms, zone)
        reading = Reading(wording(self._source), delay_ms, self._rate, self._frame_ms, now_ms, zone, quiet, ahead_ms)
        self._figures = [part for part in figures(reading) if part.text]
        self._read_link()

    def _read_link(self) -> None:
        """Show what the link says: also between seconds, or its countdown would differ from that of the panels."""
        words = self._words = no_link() if self._engine is None else link_words(self._engine, self._look.zone)
        self.line.show_parts([_state(words), *self._figures], self.tr("누르면 엔진 모니터가 열립니다."))
        self.button.setVisible(words.is_worth_a_press)
        if words.changes_in_ms is None:
            self._dialling.stop()
        else:
            self._dialling.start(words.changes_in_ms)

    def _keep(self, engine: WebSocketManager, delay_ms: float | None) -> None:
        """Add this second to the time line."""
        reconnects = self._timeline.reconnects(sum(engine.link_status(scope).epoch for scope in Scope))
        moment = Moment(time.monotonic(), self._rate, delay_ms, self._clock.take_worst_ms(), reconnects)
        self._timeline.add(moment)

    def _start_anew(self) -> None:
        self._loss.forget()
        self._counted = self._rate = None
        self.read()

    def _count(self, messages: int) -> None:
        now = time.monotonic()
        if self._counted is None:
            self._counted = now, messages
            return
        since, before = self._counted
        if now - since >= LEAST_SPAN:
            self._counted, self._rate = (now, messages), max(0.0, messages - before) / (now - since)

    def _measure_frames(self) -> None:
        if self._clock.painted != self._painted:  # sorting thousands of durations is not for a quiet market
            self._painted = self._clock.painted
            self._frame_ms = self._clock.stats().p50_ms

    def _set_texts(self) -> None:
        self.button.setText(self.tr("지금 연결"))
        self.read()

    def _connect_now(self) -> None:
        if self._engine is not None:
            self._engine.reconnect(self._words.scope)
        self.read()


def _state(words: LinkWords) -> Part:
    return Part(words.text, 0, words.text, words.ink)
