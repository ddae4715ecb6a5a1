"""Logs that the refusals of a scope's requests are over: a later request was accepted, and nothing is held back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from core.engine.trials import VERDICT_AFTER, refusal_cause
from core.errors import ending

logger = logging.getLogger(__name__)


class RefusalEnd:
    """The refusals of one scope.

    Args:
        name: of the scope.
        is_accepted: whether a request is on the wire and none of its streams is held back.
    """

    def __init__(self, name: str, is_accepted: Callable[[], bool]) -> None:
        self._name = name
        self._is_accepted = is_accepted
        self._is_open = False
        self._timer: asyncio.TimerHandle | None = None

    def refused(self) -> None:
        """A request was refused."""
        self._is_open = True
        self.stop()

    def may_come(self) -> None:
        """A request was sent, or fewer streams are held back: it is the end if no refusal follows."""
        if self._is_open:
            self.stop()
            self._timer = asyncio.get_running_loop().call_later(VERDICT_AFTER, self._look)

    def stop(self) -> None:
        """Wait for no end."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._is_accepted():
            self._is_open = False
            logger.info("%s: requests are accepted again", self._name, extra=ending(refusal_cause(self._name)))
