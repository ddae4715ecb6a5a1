"""Host names to addresses, on threads that nobody waits for.

An event loop's own look-up runs on its executor, which a resolver that hangs fills up thread by thread, and which is
joined without a limit when the loop closes (measured: twelve hung look-ups held everything else up, and the exit for
5 s). A daemon thread a look-up, shared by all who ask for the same thing meanwhile, does neither.
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
"""Seconds after which a look-up counts as hung, and who asks next begins another."""

MOST_THREADS: Final = 16
"""Look-ups under way at once; a resolver that hangs for good must not cost a thread every half minute."""


class Resolver:
    """Looks names up for one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._asked: dict[Question, tuple[float, asyncio.Future[list[Address]]]] = {}
        """When each name that is being looked up was first asked for, and the answer to come."""
        self._threads = 0

    async def addresses(self, host: object, port: object, *details: object) -> list[Address]:
        """As `socket.getaddrinfo` with the same arguments.

        Raises:
            OSError: the name cannot be resolved, or no more can be looked up at the moment.
            UnicodeError: the name is none.
        """
        question = (host, port, *details)
        began, answer = self._asked.get(question, (0.0, None))
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
        self._asked[question] = (self._loop.time(), answer)
        return answer

    def _look_up(self, question: Question, answer: asyncio.Future[list[Address]]) -> None:
        found: list[Address] | Exception
        try:
            found = socket.getaddrinfo(*question)  # type: ignore[arg-type] # whatever the loop was asked
        except Exception as error:
            # Whatever it is, who waits must learn of it: besides OSError a name that cannot be encoded, out of memory.
            found = error
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile: nobody wants to know any more
            self._loop.call_soon_threadsafe(self._settle, question, answer, found)

    def _settle(
        self, question: Question, answer: asyncio.Future[list[Address]], found: list[Address] | Exception
    ) -> None:
        self._threads -= 1
        if self._asked.get(question, (0.0, None))[1] is answer:
            del self._asked[question]
        if isinstance(found, Exception):
            answer.set_exception(found)
            answer.exception()  # whoever asked may have gone meanwhile; asyncio would call that a forgotten error
        else:
            answer.set_result(found)
