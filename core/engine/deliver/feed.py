"""A component's handle on the engine: its mail, its subscriptions and the status of its streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from core.engine.decide.registration import Registration
from core.engine.deliver.mailbox import Mail, Mailbox
from core.model.flow_status import FlowStatus
from core.model.link_status import LinkStatus
from core.model.messages import DataMessage
from core.model.subscription import StreamKey, StreamType, Subscription


class FeedState(StrEnum):
    """How to read a component's data."""

    LOADING = "loading"
    """No data of this connection have arrived; the screen shows older data."""
    LIVE = "live"
    DISCONNECTED = "disconnected"
    """The connection is not live; the screen shows old data."""
    STOPPED = "stopped"
    """No data will come until the user acts; the link's reason says why."""


class FeedStatus(NamedTuple):
    """The status of a component's streams."""

    state: FeedState
    link: LinkStatus
    silent: frozenset[StreamKey] = frozenset()
    """Requested, but not heard for `SILENT_AFTER` seconds: most likely codes that do not exist."""
    unheard: frozenset[StreamKey] = frozenset()
    """No frame has arrived on the current connection, so their values are old; empty while there is none. Never
    includes own orders and balances, which may be silent for long."""
    last_heard: float | None = None
    """When the newest frame of any of its streams arrived, on the loop's clock; None before the first."""
    spoiled: int = 0
    """Messages of its streams that could not be read and were dropped, while this continues and a few seconds
    longer."""
    spoiled_tickers: int = 0
    """Those of `spoiled` that were tickers."""
    misdated: int = 0
    """The same for messages with implausible timestamps."""
    heard_ms: int | None = None
    """`last_heard` on the exchange's clock; None if unknown. The user's clock may be wrong by hours."""
    clock_set_back: int = 0
    """How often the exchange's clock was set back since the engine was made: times before each may be wrong."""
    doubted: frozenset[StreamKey] = frozenset()
    """The unheard streams that the exchange should have delivered, as far as is known: silent or requested again, while
    their codes exist or no other stream arrives either."""
    flow: FlowStatus = FlowStatus()
    """How the data of its connection flow."""
    is_sent: bool = False
    """Whether all of its streams over `link` were requested on the current connection."""
    throttled_for: float = 0.0
    """Seconds until a request may be sent that the rate limit delays for long; 0 while there is none."""

    def has_begun(self, stream_type: StreamType) -> bool:
        """Whether the streams of a type have sent on a connection that is there: while one is made, none have."""
        return self.state is FeedState.LIVE and not any(key.type is stream_type for key in self.unheard)

    def lacks(self, stream_type: StreamType) -> bool:
        """Whether streams of a type do not send on a connection that is there: what they told before may be old."""
        return self.state is FeedState.LIVE and not self.has_begun(stream_type)

    def clock_ms(self, now: float) -> int | None:
        """The exchange's clock at `now`, in seconds on the loop's clock; None if it is unknown.

        It goes on from `heard_ms`, which may be long ago: streams of the component may stand still while others flow.
        """
        if self.heard_ms is None or self.last_heard is None:
            return None
        return self.heard_ms + round((now - self.last_heard) * 1000)

    @property
    def has_left_out(self) -> bool:
        """Whether messages could not be read or had implausible timestamps: something may be missing."""
        return bool(self.spoiled or self.misdated)


class FeedSource(NamedTuple):
    """The functions of the engine that a feed uses."""

    replace: Callable[[Registration, Iterable[Subscription]], object]
    detach: Callable[[Registration], object]
    status: Callable[[Registration], FeedStatus]
    retry: Callable[[Registration], object]
    report_damage: Callable[[DataMessage], object]


class Feed:
    """Handed out at registration; holds no reference to the component or its owner."""

    __slots__ = ("__weakref__", "_mailbox", "_registration", "_source")

    def __init__(self, source: FeedSource, registration: Registration, mailbox: Mailbox) -> None:
        self._source = source
        self._registration = registration
        self._mailbox = mailbox

    @property
    def component_id(self) -> str:
        """The id of the component that owns this feed."""
        return self._registration.component_id

    @property
    def has_mail(self) -> bool:
        """Whether `take` would return anything."""
        return self._mailbox.has_mail

    def take(self) -> list[Mail]:
        """Return the mail since the last take.

        Of tickers and order books the newest, of candles the newest revision of each; then every trade, own order and
        balance in order of arrival, after a `Loss` if some were lost.
        """
        return self._mailbox.take()

    def replace(self, subscriptions: Iterable[Subscription]) -> None:
        """Replace the subscriptions; waiting mail of streams that are dropped is discarded."""
        self._source.replace(self._registration, subscriptions)

    def close(self) -> None:
        """End all subscriptions. Idempotent, immediate."""
        self._source.detach(self._registration)

    def report_error(self) -> None:
        """Count an error of the component while it took or showed its mail."""
        self._mailbox.errors += 1

    def report_slow(self) -> None:
        """Count a slow take or display of mail by the component."""
        self._mailbox.slow += 1

    def report_damage(self, message: DataMessage) -> None:
        """Count a message of which parts had to be left out, as if it could not be read at all.

        For what is too costly to check in each message and is seen when it is painted.
        """
        self._source.report_damage(message)

    def retry(self) -> None:
        """Try refused streams again; no effect if none was refused."""
        self._source.retry(self._registration)

    def status(self) -> FeedStatus:
        """The current status of the streams."""
        return self._source.status(self._registration)
