"""A feed is a handle: it knows its mail and its registration, and nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.feed import Feed, FeedSource, FeedState, FeedStatus
from core.link import LinkStatus
from core.mailbox import Mailbox
from core.subscription import StreamType, Subscription, subscribe
from core.subscription_manager import Registration
from messages import TICKER_BTC, ticker

STATUS = FeedStatus(FeedState.LIVE, LinkStatus())


class Calls(list[object]):
    """A source that writes down what is asked of it."""

    def source(self) -> FeedSource:
        def replace(registration: Registration, subscriptions: Iterable[Subscription]) -> None:
            self.append(("replace", registration, list(subscriptions)))

        def status(registration: Registration) -> FeedStatus:
            self.append(("status", registration))
            return STATUS

        def asked(what: str) -> Callable[[Registration], None]:
            return lambda registration: self.append((what, registration))

        return FeedSource(replace, asked("detach"), status, asked("retry"))


def test_it_takes_from_its_mailbox() -> None:
    mailbox = Mailbox()
    feed = Feed(Calls().source(), Registration("A", {}), mailbox)
    assert not feed.has_mail
    mailbox.put_latest(TICKER_BTC, ticker())
    assert feed.has_mail
    assert feed.take() == [ticker()]
    assert not feed.has_mail


def test_it_speaks_for_its_own_registration() -> None:
    calls, registration = Calls(), Registration("A", {})
    feed = Feed(calls.source(), registration, Mailbox())
    wish = subscribe(StreamType.TICKER, "KRW-BTC")
    feed.replace([wish])
    assert feed.status() == STATUS
    feed.retry()
    feed.close()
    assert calls == [
        ("replace", registration, [wish]),
        ("status", registration),
        ("retry", registration),
        ("detach", registration),
    ]
    assert feed.component_id == "A"
