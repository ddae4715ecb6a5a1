"""A registration, its mailbox and its routes begin and end together, whatever a component does in a callback."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Set

import pytest

from core.engine.decide.registration import Registration
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.feed import Feed, FeedState
from core.engine.deliver.left_out import RUN_ENDS_AFTER
from core.engine.feeds import SILENT_AFTER, Feeds
from core.engine.subscription_manager import SubscriptionManager
from core.loop.loop_clock import LoopClock
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from messages import BTC, TICKER_BTC, TICKER_ETH, TRADE_BTC, book, ticker, trade
from virtual_time import until

SUBSCRIBE_BTC = subscribe(StreamType.TICKER, "KRW-BTC")
SUBSCRIBE_ETH = subscribe(StreamType.TICKER, "KRW-ETH")
SUBSCRIBE_TRADES = subscribe(StreamType.TRADE, "KRW-BTC")
MY_ORDERS = subscribe(StreamType.MY_ORDER, "*")


class Side:
    """A scope whose status the test sets."""

    def __init__(self) -> None:
        self.status = LinkStatus(ConnectionState.LIVE, epoch=1)
        self.flow = FlowStatus()
        self.throttled_for = 0.0
        self.sent: set[StreamKey] = set()
        self.refused: dict[str, str] = {}
        self.retried: list[str] = []

    def has_sent(self, key: StreamKey) -> bool:
        return key in self.sent

    def doubted(self, unheard: Set[StreamKey], silent: Set[StreamKey]) -> frozenset[StreamKey]:
        return frozenset(unheard & silent)

    def refusal(self, registration: Registration) -> str:
        return self.refused.get(registration.component_id, "")

    def retry(self, registration: Registration) -> None:
        self.retried.append(registration.component_id)


class Desk:
    """Feeds with scopes whose links and refusals the test sets."""

    def __init__(self) -> None:
        self.subscriptions = SubscriptionManager()
        self.dispatcher = Dispatcher()
        self.sides = {scope: Side() for scope in Scope}
        self.feeds = Feeds(self.subscriptions, self.dispatcher, self.sides, LoopClock())

    def attach(
        self, name: str, *subscriptions: object, owner: object = None, on_data: object = None, on_status: object = None
    ) -> Feed:
        return self.feeds.attach(name, subscriptions, owner, on_data, on_status)


@pytest.fixture
def desk() -> Desk:
    return Desk()


class TestMail:
    def test_mail_of_its_streams_comes_and_no_other(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC)
        desk.dispatcher.receive(ticker(), 0.0)
        desk.dispatcher.receive(ticker(code="KRW-ETH"), 0.0)
        assert feed.take() == [ticker()]

    def test_a_late_component_gets_the_known_values_and_is_notified(self, desk: Desk) -> None:
        desk.attach("A", SUBSCRIBE_BTC)
        desk.dispatcher.receive(ticker(), 0.0)
        reported: list[None] = []
        late = desk.attach("B", SUBSCRIBE_BTC, on_data=lambda: reported.append(None))
        assert reported == [None]
        assert late.take() == [ticker()]

    def test_moved_to_another_stream_it_forgets_the_one_it_left(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_TRADES)
        desk.dispatcher.receive(ticker(), 0.0)
        desk.dispatcher.receive(trade(1), 0.0)
        feed.replace([SUBSCRIBE_ETH, SUBSCRIBE_TRADES])
        desk.dispatcher.receive(ticker(), 0.0)
        desk.dispatcher.receive(ticker(code="KRW-ETH"), 0.0)
        assert feed.take() == [ticker(code="KRW-ETH"), trade(1)]
        assert desk.subscriptions.get_public_subscriptions() == {
            StreamType.TICKER: {"KRW-ETH"},
            StreamType.TRADE: {"KRW-BTC"},
        }

    def test_replaced_by_the_same_it_keeps_its_mail_and_is_sent_nothing_twice(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_TRADES)
        desk.dispatcher.receive(trade(1), 0.0)
        feed.replace([SUBSCRIBE_TRADES])
        assert feed.take() == [trade(1)]


class TestEnding:
    def test_closed_it_is_empty_at_once_and_for_good(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC)
        desk.dispatcher.receive(ticker(1), 0.0)
        feed.close()
        feed.close()
        desk.dispatcher.receive(ticker(2), 0.0)
        assert not feed.has_mail
        assert feed.take() == []
        assert not desk.dispatcher.routes
        assert list(desk.feeds) == []

    def test_the_feed_of_a_replaced_registration_has_no_effect(self, desk: Desk) -> None:
        old = desk.attach("A", SUBSCRIBE_BTC)
        new = desk.attach("A", SUBSCRIBE_ETH)
        old.replace([SUBSCRIBE_TRADES])
        old.close()
        desk.dispatcher.receive(ticker(code="KRW-ETH"), 0.0)
        assert new.take() == [ticker(code="KRW-ETH")]
        assert set(desk.dispatcher.routes) == {TICKER_ETH}

    def test_the_owners_death_ends_it_like_a_close(self, desk: Desk) -> None:
        class Owner:
            """An object that can be deleted."""

        gc.disable()
        owner = Owner()
        feed = desk.attach("A", SUBSCRIBE_BTC, owner=owner)
        death = weakref.ref(owner)
        del owner
        gc.enable()
        assert death() is None
        assert list(desk.feeds) == []
        assert not desk.dispatcher.routes
        assert feed.take() == []

    def test_all_at_once_they_end_in_one_announcement(self, desk: Desk) -> None:
        announced: list[object] = []
        for name in "ABC":
            desk.attach(name, SUBSCRIBE_BTC, SUBSCRIBE_ETH)
        desk.subscriptions.listener = announced.append
        desk.feeds.close_all()
        assert len(announced) == 1
        assert not desk.dispatcher.routes

    def test_a_registration_without_a_feed_may_end_too(self, desk: Desk) -> None:
        desk.subscriptions.detach(desk.subscriptions.attach("A", [SUBSCRIBE_BTC]))


class TestActionsInsideACallback:
    """`on_data` may attach, replace and close; afterwards routes and registrations still agree."""

    @pytest.fixture(autouse=True)
    def known(self, desk: Desk) -> None:
        """Every stream has a last value, so that attaching calls back at once."""
        desk.attach("background", SUBSCRIBE_BTC, SUBSCRIBE_ETH, SUBSCRIBE_TRADES)
        for message in (ticker(), ticker(code="KRW-ETH"), trade(1)):
            desk.dispatcher.receive(message, 0.0)

    def assert_sound(self, desk: Desk) -> None:
        connected = {(id(mailbox), key) for key, route in desk.dispatcher.routes.items() for mailbox in route.mailboxes}
        wanted = {(id(mailbox), key) for registration, mailbox in desk.feeds for key in registration.streams}
        assert connected == wanted
        assert all(len(set(route.mailboxes)) == len(route.mailboxes) for route in desk.dispatcher.routes.values())
        assert sum(mailbox.errors for _, mailbox in desk.feeds) == 0

    def test_a_callback_registers_its_id_again(self, desk: Desk) -> None:
        again: list[Feed] = []

        def reported() -> None:
            if not again:
                again.append(desk.attach("A", SUBSCRIBE_ETH))

        desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_TRADES, SUBSCRIBE_ETH, on_data=reported)
        self.assert_sound(desk)
        assert again[0].take() == [ticker(code="KRW-ETH")]

    def test_it_is_unregistered(self, desk: Desk) -> None:
        def reported() -> None:
            for registration in desk.subscriptions.registrations():
                if registration.component_id == "A":
                    desk.subscriptions.detach(registration)

        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_TRADES, SUBSCRIBE_ETH, on_data=reported)
        self.assert_sound(desk)
        assert feed.take() == []

    def test_it_is_moved_back_while_it_is_moved(self, desk: Desk) -> None:
        moved: list[None] = []

        def reported() -> None:
            if not moved and feed is not None:
                moved.append(None)
                feed.replace([SUBSCRIBE_BTC, SUBSCRIBE_TRADES])

        feed: Feed | None = None
        feed = desk.attach("A", SUBSCRIBE_BTC, on_data=reported)
        feed.take()
        feed.replace([SUBSCRIBE_ETH, SUBSCRIBE_TRADES])
        self.assert_sound(desk)
        desk.dispatcher.receive(ticker(9), 0.0)
        assert ticker(9) in feed.take()

    def test_a_callback_closes_the_feed_that_would_be_notified_next(self, desk: Desk) -> None:
        reported: list[str] = []

        def first() -> None:
            reported.append("first")
            if second is not None:
                second.close()

        second: Feed | None = None
        desk.attach("A", SUBSCRIBE_BTC, on_data=first).take()
        second = desk.attach("B", SUBSCRIBE_BTC, on_data=lambda: reported.append("second"))
        second.take()
        reported.clear()
        desk.dispatcher.receive(ticker(9), 0.0)
        desk.feeds.notify(Scope.PUBLIC)
        assert "second" not in reported
        self.assert_sound(desk)

    def test_one_that_raises_harms_no_other(self, desk: Desk) -> None:
        def fail() -> None:
            raise ValueError

        desk.attach("A", SUBSCRIBE_BTC, on_data=fail).take()
        other = desk.attach("B", SUBSCRIBE_BTC)
        other.take()
        desk.dispatcher.receive(ticker(9), 0.0)
        assert other.take() == [ticker(9)]


class TestNotice:
    def test_only_components_of_the_scope_are_notified(self, desk: Desk) -> None:
        reported: list[str] = []
        desk.attach("A", SUBSCRIBE_BTC, on_status=lambda: reported.append("A"))
        desk.attach("B", MY_ORDERS, on_status=lambda: reported.append("B"))
        desk.feeds.notify(Scope.PRIVATE)
        assert reported == ["B"]


@pytest.mark.virtual_time
class TestStatus:
    async def test_loading_until_the_first_frame_of_this_epoch_and_live_from_then_on(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_ETH)
        assert feed.status().state is FeedState.LOADING
        desk.dispatcher.receive(ticker(), 0.0)
        assert feed.status().state is FeedState.LIVE

    @pytest.mark.parametrize(
        ("link", "state"),
        [
            (LinkStatus(ConnectionState.IDLE), FeedState.LOADING),
            (LinkStatus(ConnectionState.CONNECTING), FeedState.LOADING),
            (LinkStatus(ConnectionState.CONNECTING, epoch=1), FeedState.LOADING),
            (LinkStatus(ConnectionState.RECONNECTING, epoch=0), FeedState.LOADING),
            (LinkStatus(ConnectionState.RECONNECTING, epoch=1), FeedState.DISCONNECTED),
            (LinkStatus(ConnectionState.STALE, epoch=1), FeedState.LIVE),
            (LinkStatus(ConnectionState.STOPPED, "이유", epoch=1), FeedState.STOPPED),
        ],
    )
    async def test_it_follows_its_link(self, desk: Desk, link: LinkStatus, state: FeedState) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC)
        desk.dispatcher.receive(ticker(), 0.0)
        desk.sides[Scope.PUBLIC].status = link
        assert feed.status().state is state
        assert feed.status().link == link

    async def test_with_private_streams_it_follows_the_private_link(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, MY_ORDERS)
        desk.sides[Scope.PRIVATE].status = LinkStatus(ConnectionState.STOPPED, "키가 없습니다")
        assert feed.status().link.reason == "키가 없습니다"

    async def test_refused_it_is_stopped_in_the_exchanges_words(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC)
        desk.sides[Scope.PUBLIC].refused["A"] = "지원하지 않는 파라미터입니다."
        assert feed.status().state is FeedState.STOPPED
        assert feed.status().link.reason == "지원하지 않는 파라미터입니다."

    async def test_streams_nothing_came_of_are_named(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_ETH)
        desk.dispatcher.mark_requested([TICKER_BTC, TICKER_ETH], 0.0)
        desk.dispatcher.receive(ticker(), 0.0)
        assert feed.status().silent == frozenset()
        await until(SILENT_AFTER)
        assert feed.status().silent == {TICKER_ETH}

    async def test_status_shows_unheard_streams_and_the_time_of_the_last_frame(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_ETH)
        assert (feed.status().unheard, feed.status().last_heard) == ({TICKER_BTC, TICKER_ETH}, None)
        desk.dispatcher.receive(ticker(), 7.0)
        assert (feed.status().unheard, feed.status().last_heard) == ({TICKER_ETH}, 7.0)
        desk.sides[Scope.PUBLIC].status = LinkStatus(ConnectionState.RECONNECTING, epoch=1)
        assert feed.status().last_heard == 7.0

    async def test_the_time_of_the_last_frame_is_not_that_of_a_ticker_that_goes_on_beside_the_data(
        self, desk: Desk
    ) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_TRADES)
        desk.dispatcher.receive(ticker(), 5.0)
        assert feed.status().last_heard == 5.0, "nothing else has come"
        desk.dispatcher.receive(trade(1), 7.0)
        desk.dispatcher.receive(ticker(), 9.0)
        assert feed.status().last_heard == 7.0

    async def test_the_time_of_the_last_frame_is_not_that_of_trades_that_go_on_beside_an_order_book(
        self, desk: Desk
    ) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC, SUBSCRIBE_TRADES, subscribe(StreamType.ORDERBOOK, BTC))
        desk.dispatcher.receive(trade(1), 5.0)
        assert feed.status().last_heard == 5.0, "no book has come"
        desk.dispatcher.receive(book(), 7.0)
        desk.dispatcher.receive(trade(2), 9.0)
        desk.dispatcher.receive(ticker(), 11.0)
        assert feed.status().last_heard == 7.0

    async def test_private_streams_are_live_with_their_link_for_they_are_silent_by_nature(self, desk: Desk) -> None:
        feed = desk.attach("A", MY_ORDERS)
        desk.sides[Scope.PRIVATE].status = LinkStatus(ConnectionState.LIVE, epoch=1)
        assert feed.status().state is FeedState.LIVE
        assert not feed.status().unheard

    async def test_with_nothing_wanted_it_is_loading_for_ever(self, desk: Desk) -> None:
        assert desk.attach("A").status().state is FeedState.LOADING

    async def test_once_closed_it_still_has_a_status(self, desk: Desk) -> None:
        feed = desk.attach("A", SUBSCRIBE_BTC)
        feed.close()
        assert feed.status().state is FeedState.LOADING
        assert TRADE_BTC not in desk.dispatcher.routes


@pytest.mark.virtual_time
async def test_spoiled_messages_are_counted_while_they_come_and_shortly_after(desk: Desk) -> None:
    feed, other = desk.attach("a", SUBSCRIBE_BTC, SUBSCRIBE_TRADES), desk.attach("b", SUBSCRIBE_ETH)
    for key in (TICKER_BTC, TICKER_BTC, TRADE_BTC):
        desk.dispatcher.spoil(key, 0.0)
    assert (feed.status().spoiled, other.status().spoiled) == (3, 0)
    assert (feed.status().spoiled_tickers, other.status().spoiled_tickers) == (2, 0)
    await until(RUN_ENDS_AFTER)
    assert feed.status().spoiled == 0


async def test_a_message_that_several_components_found_damaged_counts_once(desk: Desk) -> None:
    feed, other = desk.attach("a", SUBSCRIBE_BTC), desk.attach("b", SUBSCRIBE_BTC)
    first, second = ticker(1), ticker(2)
    for each in (feed, other):
        each.report_damage(first)
    assert (feed.status().spoiled, other.status().spoiled) == (1, 1)
    feed.report_damage(second)
    assert other.status().spoiled == 2
    other.close()
    feed.close()
    feed.report_damage(second)


@pytest.mark.virtual_time
async def test_status_shows_whether_all_streams_of_its_scope_were_requested(desk: Desk) -> None:
    feed = desk.attach("A", SUBSCRIBE_BTC, MY_ORDERS)
    assert not feed.status().is_sent
    desk.sides[Scope.PRIVATE].sent = set(MY_ORDERS.streams())
    assert feed.status().is_sent, "the private side is what this panel waits for"
    other = desk.attach("B", SUBSCRIBE_BTC, SUBSCRIBE_ETH)
    desk.sides[Scope.PUBLIC].sent = {TICKER_BTC}
    assert not other.status().is_sent
    desk.sides[Scope.PUBLIC].sent.add(TICKER_ETH)
    assert other.status().is_sent


@pytest.mark.virtual_time
async def test_status_shows_how_long_the_rate_limit_delays_requests(desk: Desk) -> None:
    feed = desk.attach("A", SUBSCRIBE_BTC)
    assert feed.status().throttled_for == 0.0
    desk.sides[Scope.PUBLIC].throttled_for = 44.5
    assert feed.status().throttled_for == 44.5
