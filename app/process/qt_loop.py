"""The event loop: asyncio on Qt's loop, with precise timers that can be cancelled.

qasync's own timers are coarse (up to 5 % early), round delays below a millisecond to zero, and stay in Qt until due
even when cancelled: 5,000 timeouts of 30 s were 5,001 live Qt timers. Here `call_later` is never early, and a cancelled
handle frees its timer at once.
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
from widgets.guard.guard import guarded


class _DelayedCall(asyncio.TimerHandle):
    """A delayed call that knows the Qt timer which runs it."""

    __slots__ = ("timer_id",)
    timer_id: int


class _Timers(QObject):
    """One Qt timer per pending call."""

    def __init__(self, is_running: Callable[[], bool]) -> None:
        super().__init__()
        self._is_running = is_running
        self._calls: dict[int, asyncio.Handle] = {}

    def __len__(self) -> int:
        return len(self._calls)

    def schedule(self, call: asyncio.Handle, delay: float) -> int:
        """Run `call` after `delay` seconds, rounded up to whole milliseconds."""
        interval = math.ceil(delay * 1000) if delay > 0 else 0
        timer_id = self.startTimer(interval, Qt.TimerType.PreciseTimer)
        self._calls[timer_id] = call
        return timer_id

    def forget(self, call: _DelayedCall) -> None:
        """Cancel a pending call."""
        # Qt reuses the id of an ended timer, and asyncio also cancels calls that have already run.
        if self._calls.get(call.timer_id) is call:
            del self._calls[call.timer_id]
            self.killTimer(call.timer_id)

    @guarded
    def timerEvent(self, event: QTimerEvent) -> None:
        """Run the call this timer was started for."""
        if not self._is_running():
            # qasync processes Qt events once more after the loop has stopped; calls wait until the loop runs again.
            return
        timer_id = event.timerId()
        self.killTimer(timer_id)
        call = self._calls.pop(timer_id, None)
        if call is not None and not call.cancelled():
            call._run()  # noqa: SLF001 - what every event loop does with its handles; asyncio has no public name for it

    # The interface qasync requires of its timers.

    def add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """Run the call of `handle` after `delay` seconds."""
        self.schedule(handle, delay)
        return handle

    def stop(self) -> None:
        """Stop all calls. A timer left in Qt could fire at an object that was garbage-collected."""
        for timer_id in self._calls:
            self.killTimer(timer_id)
        self._calls.clear()

    def set_debug(self, enabled: bool) -> None:
        """Do nothing; asyncio passes its debug mode to its timers."""


class QtLoop(qasync.QEventLoop):  # type: ignore[misc] # qasync has no annotations
    """The event loop of the desk; run it by `asyncio.Runner(loop_factory=...)`."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = _Timers(self.is_running)
        self._resolver = Resolver(self)

    def run_forever(self) -> int:
        """Run until stopped, and close asynchronous generators that were not read to their end.

        qasync omits these hooks of asyncio: such a generator was collected with its `finally` block half done.
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
        """Call `callback` after `delay` seconds, never earlier; calls with `delay` 0 run in order of scheduling."""
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
        """Resolve a host name; all connections of this loop use it, and a look-up never delays the end of the run."""
        return await self._resolver.addresses(host, port, family, type, proto, flags)

    def _timer_handle_cancelled(self, handle: _DelayedCall) -> None:
        """Called by asyncio when a delayed call is cancelled."""
        self._timer.forget(handle)
