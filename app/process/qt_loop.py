"""The one event loop: asyncio on Qt's, with timers that are precise and can be taken back.

qasync's own timers are coarse (up to 5 % early), round below a millisecond to nothing, and stay with Qt until they are
due even when cancelled: 5,000 timeouts of 30 s were 5,001 live Qt timers. Here `call_later` is never early, and a
cancelled handle frees its timer at once.
"""

from __future__ import annotations

import asyncio
import math
import sys
from collections.abc import Callable
from contextvars import Context

import qasync
from PySide6.QtCore import QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication

from core.loop.resolver import Address, Resolver
from widgets.paint.guard import guarded


class _DelayedCall(asyncio.TimerHandle):
    """A call at a time, which knows the Qt timer that will make it."""

    __slots__ = ("timer_id",)
    timer_id: int


class _Timers(QObject):
    """One Qt timer for each call that is still to be made."""

    def __init__(self, is_running: Callable[[], bool]) -> None:
        super().__init__()
        self._is_running = is_running
        self._calls: dict[int, asyncio.Handle] = {}

    def __len__(self) -> int:
        return len(self._calls)

    def schedule(self, call: asyncio.Handle, delay: float) -> int:
        """Make `call` in `delay` seconds, rounded up to whole milliseconds."""
        interval = math.ceil(delay * 1000) if delay > 0 else 0
        timer_id = self.startTimer(interval, Qt.TimerType.PreciseTimer)
        self._calls[timer_id] = call
        return timer_id

    def forget(self, call: _DelayedCall) -> None:
        """Take back a call not made yet."""
        # Qt uses an identifier again once its timer is gone, and asyncio cancels calls that were long made.
        if self._calls.get(call.timer_id) is call:
            del self._calls[call.timer_id]
            self.killTimer(call.timer_id)

    @guarded
    def timerEvent(self, event: QTimerEvent) -> None:
        """Make the call this timer was started for."""
        if not self._is_running():
            # qasync lets Qt's events run once more after the loop has stopped; a call waits until it runs again.
            return
        timer_id = event.timerId()
        self.killTimer(timer_id)
        call = self._calls.pop(timer_id, None)
        if call is not None and not call.cancelled():
            call._run()  # noqa: SLF001 - what every event loop does with its handles; asyncio has no public name for it

    # What qasync asks of its timers.

    def add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """Make the call behind `handle` in `delay` seconds."""
        self.schedule(handle, delay)
        return handle

    def stop(self) -> None:
        """Make no more calls. A timer left to Qt would fire at an object that garbage collection may have taken."""
        for timer_id in self._calls:
            self.killTimer(timer_id)
        self._calls.clear()

    def set_debug(self, enabled: bool) -> None:
        """Nothing to debug; asyncio tells its timers of the debug mode."""


class QtLoop(qasync.QEventLoop):  # type: ignore[misc] # qasync has no annotations
    """The loop of the desk; run it by `asyncio.Runner(loop_factory=...)`."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = _Timers(self.is_running)
        self._resolver = Resolver(self)

    def run_forever(self) -> int:
        """Run until stopped, and close asynchronous generators that nobody reads to their end.

        qasync leaves out these hooks of asyncio's: such a generator was collected with its `finally` half done.
        """
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook)
        try:
            result: int = super().run_forever()
        finally:
            sys.set_asyncgen_hooks(*hooks)
        return result

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        """Call `callback` in `delay` seconds, never before; at once in order of asking when `delay` is 0."""
        if delay <= 0:
            call = asyncio.Handle(callback, args, self, context)
            self._timer.schedule(call, 0.0)
            return call
        delayed = _DelayedCall(self.time() + delay, callback, args, self, context)
        delayed.timer_id = self._timer.schedule(delayed, delay)
        return delayed

    async def getaddrinfo(
        self,
        host: object,
        port: object,
        *,
        family: int = 0,
        type: int = 0,  # noqa: A002 - asyncio's name
        proto: int = 0,
        flags: int = 0,
    ) -> list[Address]:
        """Look a name up; every connection made on this loop asks here, and none holds up the end of the run."""
        return await self._resolver.addresses(host, port, family, type, proto, flags)

    def _timer_handle_cancelled(self, handle: _DelayedCall) -> None:
        """Called by asyncio when a delayed call is cancelled."""
        self._timer.forget(handle)
