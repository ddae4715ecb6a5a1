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
from typing import Any

Address = tuple[Any, ...]
Question = tuple[object, ...]


class Resolver:
    """Looks names up for one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._asked: dict[Question, asyncio.Future[list[Address]]] = {}

    async def addresses(self, host: object, port: object, *details: object) -> list[Address]:
        """As `socket.getaddrinfo` with the same arguments.

        Raises:
            OSError: the name cannot be resolved.
        """
        question = (host, port, *details)
        if (answer := self._asked.get(question)) is None:
            answer = self._asked[question] = self._loop.create_future()
            answer.add_done_callback(lambda _: self._asked.pop(question))
            threading.Thread(target=self._look_up, args=(question, answer), name=f"look up {host}", daemon=True).start()
        return await asyncio.shield(answer)

    def _look_up(self, question: Question, answer: asyncio.Future[list[Address]]) -> None:
        found: list[Address] | OSError
        try:
            found = socket.getaddrinfo(*question)  # type: ignore[arg-type] # whatever the loop was asked
        except OSError as error:
            found = error
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile: nobody wants to know any more
            self._loop.call_soon_threadsafe(_settle, answer, found)


def _settle(answer: asyncio.Future[list[Address]], found: list[Address] | OSError) -> None:
    if answer.done():
        return
    if isinstance(found, OSError):
        answer.set_exception(found)
        answer.exception()  # whoever asked may have gone meanwhile; asyncio would call that a forgotten error
    else:
        answer.set_result(found)
