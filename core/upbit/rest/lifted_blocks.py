"""Tells whatever waits after a failure that the exchange answers, once it does after the user lifted its blocks.

How long a block lasts may be stated wrongly, by a proxy or for an address that this machine has left. A user who lifts
it sends one request; its answer shows that all others may go on, too. Without the user a stated time is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from weakref import WeakMethod

from core.loop.deadline import Deadline


class LiftedBlocks:
    """One for all REST clients that the exchange counts by one address."""

    def __init__(self) -> None:
        self.number = 0
        """How often the user has lifted blocks. A request tells `answered` what it was when it was sent."""
        self._is_unproven = False
        self._listeners: list[WeakMethod[Callable[[], object]]] = []
        self._pauses: set[Deadline] = set()

    def lift(self) -> None:
        """The user has requests sent in spite of blocks: the first answer to one shows that there is none any more."""
        self.number += 1
        self._is_unproven = True

    def blocked(self) -> None:
        """The exchange blocks this address: nothing goes on before the user lifts that block, too."""
        self._is_unproven = False

    def answered(self, number: int) -> None:
        """A request was answered. After a lifting the first such answer calls all listeners and ends all pauses, once.

        Args:
            number: when the request was sent. One that was sent before the lifting shows nothing.
        """
        if not self._is_unproven or number != self.number:
            return
        self._is_unproven = False
        for each in list(self._listeners):
            if (listener := each()) is not None:
                listener()
        now = asyncio.get_running_loop().time()
        for pause in self._pauses:
            pause.bring_forward(now)

    def listen(self, listener: Callable[[], object]) -> None:
        """Call a method, which is held weakly, each time that blocks turn out to be over."""
        # Those that are gone go here: charts come and go for weeks, and the user may never lift a block.
        self._listeners = [each for each in self._listeners if each() is not None]
        self._listeners.append(WeakMethod(listener))

    async def wait(self, pause: Deadline) -> None:
        """Return once `pause`, which follows a failure, has passed, or blocks turned out to be over."""
        self._pauses.add(pause)
        try:
            await pause.reached()
        finally:
            self._pauses.discard(pause)

    async def wait_for(self, seconds: float) -> None:
        """The same after `seconds`."""
        pause = Deadline()
        pause.bring_forward(asyncio.get_running_loop().time() + seconds)
        await self.wait(pause)
