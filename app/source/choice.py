"""Which source the user wants: the last choice counts, however many were made while a switch was under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.source.source import Source


class SourceChoice:
    """The wanted source, and an event for whoever carries it out.

    Args:
        wanted: at the start.
    """

    def __init__(self, wanted: Source) -> None:
        self.wanted = wanted
        self._listeners: list[Callable[[], object]] = []
        self._is_made = asyncio.Event()

    def listen(self, listener: Callable[[], object]) -> None:
        """Call `listener` after every change of `wanted`; it must live as long as this object."""
        self._listeners.append(listener)

    def choose(self, source: Source) -> None:
        """Want `source` from now on. To choose the same one again is to try it again, if it could not be reached."""
        is_other, self.wanted = source != self.wanted, source
        self._is_made.set()
        if is_other:
            for listener in self._listeners:
                listener()

    def take(self) -> Source:
        """Return the wanted source; `made` then waits for a choice after this one."""
        self._is_made.clear()
        return self.wanted

    async def made(self) -> None:
        """Return when the user has chosen since `take`."""
        await self._is_made.wait()
