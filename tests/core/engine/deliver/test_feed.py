"""A feed knows its mailbox and its registration, but no component."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.decide.registration import Registration
from core.engine.deliver.feed import Feed, FeedSource, FeedState, FeedStatus
from core.engine.deliver.mailbox import Mailbox
from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import LinkStatus
from core.model.messages import DataMessage
from core.model.subscription import Scope, StreamType, Subscription, subscribe
from core.upbit.upbit import Upbit
from core.upbit.wire.wire_format import WireFormat
from messages import TICKER_BTC, ticker
from thorough import examples

STATUS = FeedStatus(FeedState.LIVE, LinkStatus())


class Calls(list[object]):
    """A source that records the calls it receives."""

    def source(self) -> FeedSource:
        def replace(registration: Registration, subscriptions: Iterable[Subscription]) -> None:
            self.append(("replace", registration, list(subscriptions)))

        def status(registration: Registration) -> FeedStatus:
            self.append(("status", registration))
            return STATUS

        def requested(what: str) -> Callable[[Registration], None]:
            return lambda registration: self.append((what, registration))

        def damaged(message: DataMessage) -> None:
            self.append(("damaged", message))

        return FeedSource(replace, requested("detach"), status, requested("retry"), damaged)


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
    subscription = subscribe(StreamType.TICKER, "KRW-BTC")
    feed.replace([subscription])
    assert feed.status() == STATUS
    feed.retry()
    feed.close()
    assert calls == [
        ("replace", registration, [subscription]),
        ("status", registration),
        ("retry", registration),
        ("detach", registration),
    ]
    assert feed.component_id == "A"


def test_it_counts_errors_and_slow_calls_of_its_component() -> None:
    mailbox = Mailbox()
    feed = Feed(Calls().source(), Registration("A", {}), mailbox)
    feed.report_error()
    feed.report_slow()
    feed.report_slow()
    assert (mailbox.errors, mailbox.slow) == (1, 2)


CODES = ("KRW-A", "KRW-B", "KRW-C")


class Act(NamedTuple):
    """An action of a component in its callback: `what`, with component `whose` and these codes."""

    what: str
    whose: int
    codes: tuple[str, ...]


class Troupe:
    """Components that change each other and themselves inside `on_data`, and a plain model of them."""

    def __init__(self, acts: list[Act]) -> None:
        self.engine = WebSocketManager(exchange=Upbit(WireFormat.DEFAULT))
        self.acts = acts
        self.feeds: dict[int, Feed] = {}
        self.model: dict[int, set[str]] = {}
        self.late_calls = 0
        self.number = 0

    def perform(self, act: Act) -> None:
        if act.what == "open":
            number, self.number = self.number, self.number + 1
            self.model[number] = set(act.codes)
            # A callback inside `attach` may close the feed before we hold it.
            self.feeds[number] = self.engine.attach(
                f"#{number}", tickers(act.codes), on_data=lambda: self.reported(number)
            )
            if number not in self.model:
                self.feeds.pop(number).close()
        elif whose := sorted(self.model):
            number = whose[act.whose % len(whose)]
            if act.what == "move":
                self.model[number] = set(act.codes)
                if number in self.feeds:
                    self.feeds[number].replace(tickers(act.codes))
            else:
                del self.model[number]
                if number in self.feeds:
                    self.feeds.pop(number).close()

    def reported(self, number: int) -> None:
        self.late_calls += number not in self.model
        if number in self.feeds and self.acts:
            self.perform(self.acts.pop())

    def say(self, code: str, time: int) -> None:
        frame = {"type": "ticker", "code": code, "timestamp": time, "stream_type": "REALTIME"}
        self.engine.receive(Scope.PUBLIC, json.dumps(frame))


def tickers(codes: Iterable[str]) -> list[Subscription]:
    return [subscribe(StreamType.TICKER, code) for code in codes]


acts = st.builds(
    Act, st.sampled_from(("open", "move", "close")), st.integers(0, 9), st.sets(st.sampled_from(CODES)).map(tuple)
)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(acts, min_size=1, max_size=8), st.lists(acts, max_size=20), st.lists(st.sampled_from(CODES)))
def test_changes_from_inside_a_callback_apply_once_and_skip_no_neighbour(first, inside, shown) -> None:
    async def play() -> None:
        troupe = Troupe([])
        for act in first:
            troupe.perform(act)
        troupe.acts = list(inside)
        for time, code in enumerate(shown):
            troupe.say(code, time)
            for feed in list(troupe.feeds.values()):
                feed.take()
        wanted = troupe.engine.get_public_subscriptions().get(StreamType.TICKER, set())
        assert wanted == set().union(*troupe.model.values())
        assert troupe.late_calls == 0
        troupe.acts = []
        for number, feed in troupe.feeds.items():
            feed.take()
            for time, code in enumerate(CODES, start=1000):
                troupe.say(code, time + number * 10)
            assert {message.code for message in feed.take()} == troupe.model[number]
        await troupe.engine.stop()

    asyncio.run(play())
