"""What a component holds of the engine: its mail, its wishes, and how its streams stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from core.engine.decide.registration import Registration
from core.engine.deliver.mailbox import Mail, Mailbox
from core.model.link_status import LinkStatus
from core.model.subscription import StreamKey, Subscription


class FeedState(StrEnum):
    """How a component's data are to be read."""

    LOADING = "loading"
    """Nothing of this connection has come yet; what is on the screen is from before."""
    LIVE = "live"
    DISCONNECTED = "disconnected"
    """The connection is not live: what is on the screen is old."""
    STOPPED = "stopped"
    """Nothing will come until the user acts; the link's reason says why."""


class FeedStatus(NamedTuple):
    """How a component's streams stand."""

    state: FeedState
    link: LinkStatus
    silent: frozenset[StreamKey] = frozenset()
    """Asked for and never heard of in `SILENT_AFTER` seconds: most likely codes that do not exist."""
    unheard: frozenset[StreamKey] = frozenset()
    """Nothing of them has come on the connection that is there now: their last values are from before. Own orders and
    balances are never among them, for they are silent by nature."""
    last_heard: float | None = None
    """When the newest frame of any of its streams came, on the loop's clock; None before the first."""
    spoiled: int = 0
    """Messages of its streams that could not be read and were left out, as long as that goes on and a little after."""
    misdated: int = 0
    """Messages of its streams whose stamps cannot be true, likewise."""
    heard_ms: int | None = None
    """`last_heard` by the exchange's clock; None while that is not known. The user's may be wrong by hours."""
    doubted: frozenset[StreamKey] = frozenset()
    """Those of the unheard that the exchange owes, as far as is known: they are silent or were asked for again, and
    their codes exist, or nothing else comes either."""
    is_feed_silent: bool = False
    """Whether the connection was busy and has fallen silent, and the exchange is being asked why."""
    is_sent: bool = False
    """Whether all of them that come over `link` have been asked for on the connection that is there now."""
    throttled_for: float = 0.0
    """Seconds until a request may go that the rate limit holds back for long; 0 while there is none."""


class FeedSource(NamedTuple):
    """What of the engine a feed uses."""

    replace: Callable[[Registration, Iterable[Subscription]], object]
    detach: Callable[[Registration], object]
    status: Callable[[Registration], FeedStatus]
    retry: Callable[[Registration], object]


class Feed:
    """Handed out at registration; knows neither the component nor its owner."""

    __slots__ = ("__weakref__", "_mailbox", "_registration", "_source")

    def __init__(self, source: FeedSource, registration: Registration, mailbox: Mailbox) -> None:
        self._source = source
        self._registration = registration
        self._mailbox = mailbox

    @property
    def component_id(self) -> str:
        """Whose feed it is."""
        return self._registration.component_id

    @property
    def has_mail(self) -> bool:
        """Whether `take` would return anything."""
        return self._mailbox.has_mail

    def take(self) -> list[Mail]:
        """What came since the last take.

        Of tickers and order books the newest, of candles the newest revision of each; then every trade, own order and
        balance in order of arrival, behind a `Loss` if some were lost.
        """
        return self._mailbox.take()

    def replace(self, subscriptions: Iterable[Subscription]) -> None:
        """Want something else from now on; what is waiting of streams left behind is forgotten."""
        self._source.replace(self._registration, subscriptions)

    def close(self) -> None:
        """Want nothing any more. Idempotent, immediate."""
        self._source.detach(self._registration)

    def report_error(self) -> None:
        """The component failed to take or show its mail; counted beside what became of the mail."""
        self._mailbox.errors += 1

    def report_slow(self) -> None:
        """The component took too long to take or show its mail; counted likewise."""
        self._mailbox.slow += 1

    def retry(self) -> None:
        """Try again what the exchange has refused; without effect where it has not."""
        self._source.retry(self._registration)

    def status(self) -> FeedStatus:
        """How the streams stand."""
        return self._source.status(self._registration)
