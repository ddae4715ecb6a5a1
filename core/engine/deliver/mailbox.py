"""The mail that waits for one component until its next take: the newest of each state, and every event."""

from __future__ import annotations

import logging
import weakref
from collections import deque
from collections.abc import Callable, Container, Hashable
from types import MethodType

from core.model.messages import DataMessage, Loss
from core.model.subscription import ALL, StreamKey

logger = logging.getLogger(__name__)

CAPACITY = 10_000
"""Events that a mailbox holds; beyond that the oldest are dropped and reported as a `Loss`."""


Mail = DataMessage | Loss


class Mailbox:
    """The mailbox of one component: bounded, state messages conflated. Holds the component only weakly.

    Args:
        on_data: called when mail arrives in the empty mailbox. A bound method is held weakly.
        on_status: called by `notify_status`; a bound method is held weakly.
    """

    __slots__ = (
        "_events",
        "_latest",
        "_on_data",
        "_on_status",
        "coalesced",
        "delivered",
        "errors",
        "has_mail",
        "lost",
        "slow",
        "unreported",
    )

    def __init__(
        self, on_data: Callable[[], object] | None = None, on_status: Callable[[], object] | None = None
    ) -> None:
        self._latest: dict[Hashable, DataMessage] = {}
        self._events: deque[DataMessage] = deque()
        self._on_data = _weakly(on_data)
        self._on_status = _weakly(on_status)
        self.has_mail = False
        self.delivered = 0
        self.coalesced = 0
        self.lost = 0
        self.unreported = 0
        self.errors = 0
        """How often the component raised an error: in a callback, or while taking or showing its mail."""
        self.slow = 0
        """How often it took too long."""

    def put_latest(self, slot: Hashable, message: DataMessage) -> None:
        """Keep `message` as the newest of its slot."""
        if slot in self._latest:
            self.coalesced += 1
        self._latest[slot] = message
        if not self.has_mail:
            self.notify_data()

    def put_event(self, message: DataMessage) -> None:
        """Append `message`; a full mailbox drops its oldest event."""
        if len(self._events) >= CAPACITY:
            self._events.popleft()
            self.lost += 1
            self.unreported += 1
        self._events.append(message)
        if not self.has_mail:
            self.notify_data()

    def take(self) -> list[Mail]:
        """Empty the mailbox: the newest of each slot, then events in order of arrival, after any `Loss`."""
        mail: list[Mail] = [*self._latest.values()]
        if self.unreported:
            mail.append(Loss(self.unreported))
            self.unreported = 0
        mail.extend(self._events)
        self.delivered += len(self._latest) + len(self._events)
        self._latest.clear()
        self._events.clear()
        self.has_mail = False
        return mail

    def keep_only(self, keys: Container[StreamKey]) -> None:
        """Discard waiting messages of all other streams: the component no longer subscribes to them."""

        def is_kept(message: DataMessage) -> bool:
            return (message.type, message.code, message.level) in keys or StreamKey(message.type, ALL) in keys

        self._latest = {slot: message for slot, message in self._latest.items() if is_kept(message)}
        self._events = deque(filter(is_kept, self._events))
        if not self._events:
            self.unreported = 0  # earlier losses were of the dropped streams too
        self.has_mail = bool(self._latest or self._events or self.unreported)

    def close(self) -> None:
        """Discard everything and make no more calls: a message being delivered may still reach this mailbox."""
        self._on_data = self._on_status = _weakly(None)
        self.keep_only(())

    def notify_data(self) -> None:
        """Call `on_data`; harmless if the component is gone, and an error in it affects no other component."""
        self.has_mail = True
        self._call(self._on_data())

    def notify_status(self) -> None:
        """Call `on_status`, with the same safety."""
        self._call(self._on_status())

    def _call(self, callback: Callable[[], object] | None) -> None:
        if callback is None:
            return
        try:
            callback()
        except Exception:  # a component is code of others: whatever it raises must not reach the delivery to the rest
            self.errors += 1
            if self.errors.bit_count() == 1:  # at 1, 2, 4, 8, ...: a component that always fails must not fill the log
                logger.exception("a component failed in a callback, %d times so far", self.errors)


def _weakly(call: Callable[[], object] | None) -> Callable[[], Callable[[], object] | None]:
    if isinstance(call, MethodType):
        return weakref.WeakMethod(call)
    return lambda: call
