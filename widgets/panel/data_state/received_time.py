"""When the newest data of a panel were received, for the screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus


class ReceivedTime:
    """The time of the last message, computed once for each message.

    Computed again and again, it would flicker, because the two clocks drift against each other.
    """

    def __init__(self) -> None:
        self._known: tuple[float, int] | None = None

    def of(self, status: FeedStatus, now: float) -> int | None:
        """Return the time of the last message: by the exchange's clock, or else by the local clock.

        Args:
            status: of the panel's streams.
            now: by the clock of the engine.
        """
        if (last_heard := status.last_heard) is None:
            return None
        if self._known is None or self._known[0] != last_heard:
            ago = now - last_heard
            received_ms = status.heard_ms if status.heard_ms is not None else round((time.time() - ago) * 1000)
            self._known = (last_heard, received_ms)
        return self._known[1]
