"""Runs work that may hang on a thread of its own, which does not keep the program from ending.

`asyncio.to_thread` is for work that ends: its threads are few, and the end of the program waits for them.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def on_daemon_thread(work: Callable[[], T], name: str) -> T:
    """Return the result of `work`; what it raises is raised here.

    A caller that is cancelled or no longer waits leaves the thread alone.

    Args:
        work: called on the new thread.
        name: of the thread.

    Raises:
        RuntimeError: no thread can be started.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            settle = partial(_succeed, answer, work())
        except BaseException as error:  # whatever it is, it is raised where the result is awaited
            settle = partial(_fail, answer, error)
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(settle)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await answer


def _succeed(answer: asyncio.Future[T], result: T) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[T], error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error)
