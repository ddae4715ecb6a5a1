"""Tasks that belong to an owner: named, held while they run, observed when they fail, cancelled together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


def is_loop_running() -> bool:
    """Whether a task can be started now: Qt events continue after the loop has stopped."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class TaskOwner:
    """Holds the tasks of one owner until they end.

    The event loop holds tasks weakly: a task without another reference may be collected while it runs, and its error is
    reported only when it is collected. An owner prevents both.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def spawn(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Start `work` on the running loop as a task called `name`; an error is logged once, when it happens.

        Raises:
            RuntimeError: no loop is running; `work` is closed, or Python would warn that it was never awaited.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            work.close()
            raise
        task = loop.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def cancel(self) -> None:
        """Cancel the running tasks and wait until they have ended."""
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("task %s failed", task.get_name(), exc_info=error)
