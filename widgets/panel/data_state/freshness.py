"""How old the data of one panel are, and how long messages take from the exchange until they are painted here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.model.messages import DataMessage
from core.timing.latency import Latency
from widgets.text.delays import delay_text
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.engine.deliver.mailbox import Mail
    from core.engine.websocket_manager import WebSocketManager

_MINUTE = 60
_HOUR = 3600


class Freshness:
    """The figures of one panel; nothing is kept of a message but its timestamp, until the frame is painted.

    Args:
        engine: knows the clock of the exchange.
    """

    def __init__(self, engine: WebSocketManager) -> None:
        self._engine = engine
        self._latency = Latency()
        self._stamp = 0

    @property
    def latency_ms(self) -> float | None:
        """From the exchange's timestamp to the picture on the screen; None if unknown."""
        return self._latency.ms

    def took(self, messages: Iterable[Mail]) -> bool:
        """Record the newest timestamp of a frame's messages; returns whether there is one to measure by.

        Snapshots do not count: their timestamps may be of any age.
        """
        self._stamp = max(
            (
                message.timestamp
                for message in messages
                if isinstance(message, DataMessage) and message.stream_type == "REALTIME"
            ),
            default=0,
        )
        return self._stamp > 0

    def painted(self) -> None:
        """Measure the latency: the frame is on the screen now."""
        if self._stamp:
            time = self._engine.exchange_time()
            self._latency.add(self._stamp, time.ms, time.round_trip)
            self._stamp = 0

    def forget(self) -> None:
        """Start anew with another market."""
        self._latency.forget()
        self._stamp = 0

    def age(self, feed: Feed | None) -> float | None:
        """Return how many seconds ago the last message came; None before the first."""
        last = feed.status().last_heard if feed is not None else None
        return None if last is None else max(0.0, self._engine.time() - last)

    def text(self, feed: Feed | None) -> str:
        """Return age and latency in words: `3초 전 · 42 ms`; empty for a panel without streams."""
        if feed is None:
            return ""
        age = self.age(feed)
        shown = [translate("Panel", "받은 것 없음") if age is None else age_text(age)]
        if self.latency_ms is not None:
            shown.append(delay_text(self.latency_ms))
        return " · ".join(shown)


def age_text(seconds: float) -> str:
    """Return an age in whole seconds, minutes or hours: `방금`, `3초 전`, `5분 전`."""
    if seconds < 1:
        return translate("Panel", "방금")
    if seconds < _MINUTE:
        return translate("Panel", "{n}초 전").format(n=int(seconds))
    if seconds < _HOUR:
        return translate("Panel", "{n}분 전").format(n=int(seconds) // _MINUTE)
    return translate("Panel", "{n}시간 전").format(n=int(seconds) // _HOUR)
