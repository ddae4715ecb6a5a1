"""Timer that paints panels: one clock per window, which runs only while a panel has requested a frame.

A panel requests a frame when a message arrives. Several requests before the next frame count as one: a flood of
messages costs one frame. A quiet market costs nothing: without requests no timer runs.

The clock also separates panels from each other: it catches the exceptions of a panel, measures its time, and reports
both to that panel only. Where the frames of all panels with news would take too long together, some of them wait for
the next beat (`core/timing/frame_turns.py`).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, Protocol, runtime_checkable
from weakref import WeakKeyDictionary, WeakSet

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from shiboken6 import isValid

from core.timing.frame_turns import FrameTurns, Rank, Turn
from widgets.guard.error_budget import SLOW_AFTER
from widgets.guard.guard import FailureHandler, report_failure

FRAME_INTERVAL_MS: Final = 16
"""One frame of a 60 Hz display."""

SLOW_INTERVAL_MS: Final = 1000
"""How often a hidden panel takes its messages: its data stay correct and its mailbox small."""

KEPT_DURATIONS: Final = 4096
"""About a minute of frames; the percentiles are computed over them."""


class Framed(Protocol):
    """An object that the clock gives frames to."""

    def frame(self) -> bool:
        """Take the messages received; return True if they require a repaint."""
        ...


@runtime_checkable
class Ranked(Protocol):
    """An object whose frames come earlier or later than those of others, where not all fit into one frame."""

    @property
    def frame_rank(self) -> Rank:
        """The rank; the lowest rank gets its frame first."""
        ...


class Painted(Protocol):
    """An object that wants to know when its frame is on the screen."""

    def painted(self) -> None:
        """Called after the painting that followed the frame."""
        ...


class FrameStats(NamedTuple):
    """Number and durations of this clock's frames."""

    painted: int
    p50_ms: float
    p99_ms: float


class FrameClock(QObject):
    """Calls `frame()` of each panel that requested it, and measures the frame and the painting that follows.

    Args:
        now: seconds of a monotonic clock.
        busy: CPU seconds of this thread. Panels are judged by CPU time: on a machine busy with other work every
        panel would be slow by wall-clock time.
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
        """Frames in which a panel raised an exception."""
        self._now = now
        self._busy = busy
        self._plan = FrameTurns()
        self._turns: WeakKeyDictionary[Framed, Turn] = WeakKeyDictionary()
        self._requested: WeakKeyDictionary[Framed, Turn] = WeakKeyDictionary()
        """The panels that wait for a frame, in order of their requests; a WeakSet has no order."""
        self._requested_slow: WeakSet[Framed] = WeakSet()
        self._told: WeakSet[Painted] = WeakSet()
        self._worst: float | None = None
        self._durations: deque[float] = deque(maxlen=KEPT_DURATIONS)
        self._beat = self._timer(FRAME_INTERVAL_MS, Qt.TimerType.PreciseTimer, self._on_beat)
        self._slow_beat = self._timer(SLOW_INTERVAL_MS, Qt.TimerType.CoarseTimer, self._on_slow_beat)

    def request(self, panel: Framed) -> None:
        """Give `panel` a frame at the next tick of the clock, or at the one after it."""
        self._requested[panel] = self._turn(panel)
        if not self._beat.isActive():
            self._beat.start()

    def request_slow(self, panel: Framed) -> None:
        """Let the hidden `panel` take its messages within a second."""
        self._requested_slow.add(panel)
        if not self._slow_beat.isActive():
            self._slow_beat.start()

    def tell_when_painted(self, panel: Painted) -> None:
        """Call `panel.painted()` after the painting that follows this frame."""
        self._told.add(panel)

    def add_painting(self, panel: Framed, seconds: float) -> None:
        """Note that a part of `panel` was painted in `seconds` of CPU time."""
        if (turn := self._turns.get(panel)) is not None:
            turn.add_painting(seconds)

    def take_worst_ms(self) -> float | None:
        """Return the duration of the longest frame since the last call; None if there was none."""
        worst, self._worst = self._worst, None
        return None if worst is None else worst * 1000

    def give_frame(self, panel: Framed) -> bool:
        """Give `panel` a frame at once; return whether it requires a repaint."""
        began = self._busy()
        try:
            is_painted = panel.frame()
        except Exception as error:  # whatever it is: the other panels need their frames too
            self.failures += 1
            if isValid(panel):  # otherwise it was deleted during its frame, which is no error
                report_failure(error, panel)
            return False
        seconds = self._busy() - began
        self._turn(panel).took(seconds)
        if seconds > SLOW_AFTER and isinstance(panel, FailureHandler) and isValid(panel):
            panel.was_slow(seconds)
        return is_painted

    def stop(self) -> None:
        """Drop all requests and stop the timers; a later request starts them again."""
        self._requested.clear()
        self._requested_slow.clear()
        for timer in (self._beat, self._slow_beat):
            timer.stop()

    def stats(self) -> FrameStats:
        """Return the frames painted since the start, and percentiles in ms over the last `KEPT_DURATIONS` frames."""
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

    def _turn(self, panel: Framed) -> Turn:
        turn = self._turns.get(panel)
        if turn is None:
            turn = self._turns[panel] = Turn(panel.frame_rank if isinstance(panel, Ranked) else Rank.LIST)
        return turn

    def _on_beat(self) -> None:
        waiting = [(panel, turn) for panel, turn in self._requested.items() if isValid(panel)]
        if not waiting:
            self._requested.clear()
            self._beat.stop()
            return
        began = self._now()
        turns = [waiting[index] for index in self._plan.choose([turn for _, turn in waiting])]
        for panel, _ in turns:
            self._requested.pop(panel, None)
        if not self._run(panel for panel, _ in turns):
            return
        self.painted += 1
        began_painting = self._busy()
        _paint()
        spent = self._busy() - began_painting
        told = sum(turn.painted for _, turn in turns)
        for _, turn in turns:
            turn.ended(spent / told if told else 0.0)
        self._on_painted(self._now() - began)

    def _on_slow_beat(self) -> None:
        if not self._requested_slow:
            self._slow_beat.stop()
            return
        panels = list(self._requested_slow)
        self._requested_slow.clear()
        self._run(panels)

    def _on_painted(self, duration: float) -> None:
        self._durations.append(duration)
        self._worst = duration if self._worst is None else max(self._worst, duration)
        if self._told:
            panels = list(self._told)
            self._told.clear()
            for panel in panels:
                if isValid(panel):
                    panel.painted()

    def _run(self, panels: Iterable[Framed]) -> bool:
        is_painted = False
        for panel in panels:
            if isValid(panel):
                is_painted |= self.give_frame(panel)
        return is_painted


def _paint() -> None:
    """Paint at once what frames made invalid.

    Left to the event loop, messages would be received between the frame and its painting: up to four milliseconds more
    on the screen's way, and in what the frame takes. The layout goes first, as it does in the loop.
    """
    for kind in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest):
        QCoreApplication.sendPostedEvents(None, kind)
