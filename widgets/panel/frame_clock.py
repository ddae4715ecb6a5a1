"""The beat panels are painted on: one clock a window, which runs only while something has come.

A panel asks for a frame when its mail arrives. Asking twice before the beat is asking once, so a flood of messages
costs one frame, and a quiet market costs nothing: with nobody asking, no timer runs.

Here is the edge between the desk and one panel: whatever goes wrong inside costs the others nothing, and who fails or
dawdles is told of it, to answer for itself.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from widgets.paint.error_budget import SLOW_AFTER
from widgets.paint.guard import FailureHandler, report_failure

FRAME_INTERVAL_MS: Final = 16
"""One frame of a 60 Hz display."""

SLOW_INTERVAL_MS: Final = 1000
"""How often a panel nobody sees takes its mail, so that its data stay right and its mailbox small."""

KEPT_DURATIONS: Final = 4096
"""About a minute of frames: what the percentiles are taken over."""


class Framed(Protocol):
    """What the clock drives."""

    def frame(self) -> bool:
        """Take what has come; True if that asks for painting."""
        ...


class FrameStats(NamedTuple):
    """How the frames of this clock went."""

    painted: int
    p50_ms: float
    p99_ms: float


class FrameClock(QObject):
    """Calls `frame()` of whoever asked, once a beat, and measures how long the beat and its painting took.

    Args:
        now: seconds on a clock that never goes back.
        busy: seconds this thread has been at work. A panel is judged by it: on a machine that is busy with something
            else every panel would be slow by the clock on the wall.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        now: Callable[[], float] = time.perf_counter,
        busy: Callable[[], float] = time.thread_time,
    ) -> None:
        super().__init__(parent)
        self.painted = 0
        """Frames in which at least one panel was painted."""
        self.failures = 0
        """Frames a panel failed to take."""
        self._now = now
        self._busy = busy
        self._requested: WeakSet[Framed] = WeakSet()
        self._requested_slow: WeakSet[Framed] = WeakSet()
        self._durations: deque[float] = deque(maxlen=KEPT_DURATIONS)
        self._frame_began = 0.0
        self._beat = self._timer(FRAME_INTERVAL_MS, Qt.TimerType.PreciseTimer, self._on_beat)
        self._slow_beat = self._timer(SLOW_INTERVAL_MS, Qt.TimerType.CoarseTimer, self._on_slow_beat)
        # Qt paints from its event queue, and a timer of zero fires when that queue is empty: after the painting.
        self._painting_ended = self._timer(0, Qt.TimerType.PreciseTimer, self._on_painting_ended)
        self._painting_ended.setSingleShot(True)

    def request(self, panel: Framed) -> None:
        """Give `panel` a frame at the next beat."""
        self._requested.add(panel)
        if not self._beat.isActive():
            self._beat.start()

    def request_slow(self, panel: Framed) -> None:
        """Let `panel`, which nobody sees, take its mail within a second."""
        self._requested_slow.add(panel)
        if not self._slow_beat.isActive():
            self._slow_beat.start()

    def give_frame(self, panel: Framed) -> bool:
        """Give `panel` a frame at once; whether it asks for painting."""
        began = self._busy()
        try:
            is_painted = panel.frame()
        except Exception as error:
            self.failures += 1
            if isValid(panel):  # or it was deleted in the middle of its frame, and that is all there is to it
                report_failure(error, panel)
            return False
        if (seconds := self._busy() - began) > SLOW_AFTER and isinstance(panel, FailureHandler) and isValid(panel):
            panel.was_slow(seconds)
        return is_painted

    def stop(self) -> None:
        """Forget all requests and stop the timers; a later request starts them again."""
        self._requested.clear()
        self._requested_slow.clear()
        for timer in (self._beat, self._slow_beat, self._painting_ended):
            timer.stop()

    def stats(self) -> FrameStats:
        """Frames painted since the start, and percentiles of the last `KEPT_DURATIONS` of them, in ms."""
        ordered = sorted(self._durations)
        if not ordered:
            return FrameStats(self.painted, 0.0, 0.0)
        p50, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.50, 0.99))
        return FrameStats(self.painted, p50, p99)

    def _timer(self, interval_ms: int, precision: Qt.TimerType, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setTimerType(precision)
        timer.timeout.connect(slot)
        return timer

    def _on_beat(self) -> None:
        if not self._requested:
            self._beat.stop()
            return
        self._frame_began = self._now()
        if self._run(self._requested):
            self.painted += 1
            self._painting_ended.start()

    def _on_slow_beat(self) -> None:
        if not self._requested_slow:
            self._slow_beat.stop()
            return
        self._run(self._requested_slow)

    def _on_painting_ended(self) -> None:
        self._durations.append(self._now() - self._frame_began)

    def _run(self, requested: WeakSet[Framed]) -> bool:
        panels = list(requested)
        requested.clear()
        is_painted = False
        for panel in panels:
            if isValid(panel):
                is_painted |= self.give_frame(panel)
        return is_painted
