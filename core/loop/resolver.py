"""Resolves host names on daemon threads, so that a hung look-up blocks nothing.

The loop's own look-up uses its executor. A hanging resolver fills that executor, and closing the loop joins its threads
without a limit (measured: twelve hung look-ups blocked all other work, and the exit for 5 s). One daemon thread per
look-up, shared by all callers with the same question, avoids both.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import Any, Final

Address = tuple[Any, ...]
Question = tuple[object, ...]

PATIENCE: Final = 30.0
"""Seconds after which a look-up counts as hung, and the next caller starts another."""

MOST_THREADS: Final = 16
"""Maximum number of look-ups at once; a resolver that hangs for good must not cost a thread every half minute."""


class Resolver:
    """Resolves names for one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._running: dict[Question, tuple[float, asyncio.Future[list[Address]]]] = {}
        """The running look-ups: when each was first requested, and the future answer."""
        self._threads = 0

    async def addresses(self, host: object, port: object, *details: object) -> list[Address]:
        """As `socket.getaddrinfo` with the same arguments.

        Raises:
            OSError: the name cannot be resolved, or too many look-ups are running.
            UnicodeError: the name is not valid.
        """
        question = (host, port, *details)
        began, answer = self._running.get(question, (0.0, None))
        if answer is None or self._loop.time() - began > PATIENCE:
            answer = self._begin(question)
        return await asyncio.shield(answer)

    def _begin(self, question: Question) -> asyncio.Future[list[Address]]:
        if self._threads >= MOST_THREADS:
            raise OSError(f"{self._threads} name look-ups hang already")
        answer: asyncio.Future[list[Address]] = self._loop.create_future()
        thread = threading.Thread(
            target=self._look_up, args=(question, answer), name=f"look up {question[0]}", daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:
            raise OSError(f"no thread for a name look-up: {error}") from error
        self._threads += 1
        self._running[question] = (self._loop.time(), answer)
        return answer

    def _look_up(self, question: Question, answer: asyncio.Future[list[Address]]) -> None:
        found: list[Address] | Exception
        try:
            found = socket.getaddrinfo(*question)  # type: ignore[arg-type] # whatever the loop was asked
        except Exception as error:
            # Pass every error on to the waiting tasks: besides OSError it may be an invalid name, or lack of memory.
            found = error
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile, so nothing waits for the answer
            self._loop.call_soon_threadsafe(self._settle, question, answer, found)

    def _settle(
        self, question: Question, answer: asyncio.Future[list[Address]], found: list[Address] | Exception
    ) -> None:
        self._threads -= 1
        if self._running.get(question, (0.0, None))[1] is answer:
            del self._running[question]
        if isinstance(found, Exception):
            answer.set_exception(found)
            answer.exception()  # nobody may be waiting any more; asyncio would report an unretrieved error
        else:
            answer.set_result(found)
