"""Measures once a second how late the quotes of the public connection are, and announces when that changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from statistics import median
from typing import Final

from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.route import Route
from core.link.link import Link
from core.loop.deadline import sleep_for
from core.model.subscription import Scope
from core.timing.forgotten_delay import ForgottenDelay
from core.timing.latency import way_ms
from core.timing.lateness import Lateness

RECENT: Final = 5.0
"""Age in seconds up to which a message counts for the delay."""

_LOOK_EVERY: Final = 1.0


def delay_ms(routes: Iterable[Route], round_trip: float | None, now: float) -> float | None:
    """Return the median time from the exchange's timestamp until the arrival; None while no message is recent.

    It is an estimate, because the clocks of exchange and machine differ by an unknown amount: half the shortest recent
    round trip, plus how much later than the fastest messages a message came, by its timestamp. The part of a delay that
    lasts for minutes is missing: `ForgottenDelay` has it.

    Args:
        routes: of all streams.
        round_trip: the shortest of the recent ones, in seconds; None if unknown.
        now: the engine's time.
    """
    late = [
        lateness
        for route in routes
        if route.last_heard is not None
        and now - route.last_heard <= RECENT
        and (lateness := route.lateness_ms) is not None
    ]
    return median(late) + way_ms(round_trip) if late else None


class DelayWatch:
    """The watch over the delay of one public connection, for as long as that connection lives.

    Args:
        link: of the connection.
        dispatcher: has the streams, and the exchange's clock.
        on_change: called when `late_ms` changes.
    """

    def __init__(self, link: Link, dispatcher: Dispatcher, on_change: Callable[[], object]) -> None:
        self._link = link
        self._dispatcher = dispatcher
        self._on_change = on_change
        self._lateness = Lateness()
        self._forgotten = ForgottenDelay(dispatcher.clock(Scope.PUBLIC))

    @property
    def forgotten_ms(self) -> float:
        """How much of the delay the estimate of the exchange's clock has forgotten."""
        return self._forgotten.ms

    @property
    def late_ms(self) -> float:
        """How late the data are, in whole seconds; 0 while they come in time."""
        return self._lateness.late_ms

    async def run(self) -> None:
        """Watch until this task is cancelled with its connection."""
        clock = asyncio.get_running_loop().time
        while True:
            await sleep_for(_LOOK_EVERY)
            self._forgotten.look(clock(), is_late=self.late_ms > 0.0)
            delay = delay_ms(self._dispatcher.routes.values(), self._link.shortest_round_trip, clock())
            if self._lateness.look(None if delay is None else delay + self.forgotten_ms):
                self._on_change()
