"""Registrations begin, change and end, explicitly or with their owner; the merged state is always their union."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import threading
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.decide.registration import Registration, ScopeChange
from core.engine.subscription_manager import HOLD_LIMIT, SubscriptionManager
from core.model.subscription import ALL, Scope, StreamKey, StreamType, Subscription, depths_by_key, subscribe
from sample_subscriptions import TICKER_BTC, TICKER_ETH
from virtual_time import until
from waiting import eventually
from work import lines_executed

PUBLIC, PRIVATE = Scope.PUBLIC, Scope.PRIVATE
MY_ORDERS = subscribe(StreamType.MY_ORDER, ALL)
ADDED, REMOVED = ScopeChange(1, is_addition=True), ScopeChange(1, is_addition=False)

SUBSCRIPTIONS = [
    TICKER_BTC,
    TICKER_ETH,
    MY_ORDERS,
    subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=5),
    subscribe(StreamType.ORDERBOOK, "KRW-BTC"),
    subscribe(StreamType.MY_ORDER, "KRW-BTC"),
]


class Owner:
    """An object that can be deleted."""


class Heard:
    """Records the announcements of a manager."""

    def __init__(self, manager: SubscriptionManager) -> None:
        self.changes: list[dict[Scope, ScopeChange]] = []
        self.ended: list[Registration] = []
        manager.listener = self.hear
        manager.on_ended = self.ended.append

    def hear(self, changes: Mapping[Scope, ScopeChange]) -> None:
        self.changes.append(dict(changes))


@pytest.fixture
def manager() -> SubscriptionManager:
    return SubscriptionManager()


@pytest.fixture
def heard(manager: SubscriptionManager) -> Heard:
    return Heard(manager)


@pytest.fixture
def no_garbage_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


class TestChanges:
    def test_a_subscription_is_merged_at_once_and_announced_once(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        manager.attach("A", [TICKER_BTC, MY_ORDERS])
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-BTC"}}
        assert manager.get_private_subscriptions() == {StreamType.MY_ORDER: {ALL}}
        assert heard.changes == [{PUBLIC: ADDED, PRIVATE: ADDED}]

    def test_one_that_leaves_the_merged_state_as_it_was_announces_nothing_and_is_counted(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        manager.attach("A", [TICKER_BTC])
        manager.detach(manager.attach("B", [TICKER_BTC]))
        assert len(heard.changes) == 1
        assert manager.get_subscription_stats()["duplicates_prevented"] == 2
        assert manager.revision(PUBLIC) == 1

    def test_an_end_is_announced_as_a_removal(self, manager: SubscriptionManager, heard: Heard) -> None:
        manager.detach(manager.attach("A", [TICKER_BTC]))
        assert heard.changes == [{PUBLIC: ADDED}, {PUBLIC: REMOVED}]
        assert manager.get_public_subscriptions() == {}

    def test_a_replacement_is_one_change(self, manager: SubscriptionManager, heard: Heard) -> None:
        registration = manager.attach("A", [TICKER_BTC])
        manager.replace(registration, [TICKER_ETH])
        assert heard.changes == [{PUBLIC: ADDED}, {PUBLIC: ADDED}]
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-ETH"}}

    def test_a_change_of_the_other_scope_does_not_change_this_one(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        manager.attach("A", [MY_ORDERS])
        assert heard.changes == [{PRIVATE: ADDED}]
        assert manager.get_subscription_stats()["public"]["changes"] == 0

    def test_getters_hand_out_copies(self, manager: SubscriptionManager) -> None:
        manager.attach("A", [TICKER_BTC])
        manager.get_public_subscriptions()[StreamType.TICKER].add("KRW-ETH")
        manager.desired(PUBLIC).clear()
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-BTC"}}

    async def test_coroutines_do_the_same(self, manager: SubscriptionManager, heard: Heard) -> None:
        registration = await manager.register_component("A", [TICKER_BTC])
        assert manager.is_registered(registration)
        await manager.unregister_component("A")
        await manager.unregister_component("A")
        assert heard.changes == [{PUBLIC: ADDED}, {PUBLIC: REMOVED}]

    def test_without_a_listener_it_merges_all_the_same(self, manager: SubscriptionManager) -> None:
        manager.attach("A", [TICKER_BTC])
        assert manager.is_wanted(PUBLIC)
        assert not manager.is_wanted(PRIVATE)


class TestTokens:
    def test_an_id_registered_again_is_one_change_and_ends_the_old_registration(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        old = manager.attach("A", [TICKER_BTC])
        new = manager.attach("A", [TICKER_ETH])
        assert heard.ended == [old]
        assert manager.registrations() == [new]
        assert manager.get_subscription_stats()["changes"] == 2
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-ETH"}}

    def test_later_calls_of_a_replaced_registration_are_ignored(
        self, manager: SubscriptionManager, heard: Heard, no_garbage_collector: None
    ) -> None:
        owner = Owner()
        old = manager.attach("A", [TICKER_BTC], owner)
        second_owner = Owner()
        manager.attach("A", [TICKER_ETH], second_owner)
        announced = len(heard.changes)
        manager.replace(old, [TICKER_BTC])
        manager.detach(old)
        del owner
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-ETH"}}
        assert len(heard.changes) == announced

    def test_an_end_holds(self, manager: SubscriptionManager, heard: Heard) -> None:
        registration = manager.attach("A", [TICKER_BTC])
        manager.detach(registration)
        manager.detach(registration)
        manager.replace(registration, [TICKER_ETH])
        assert heard.ended == [registration]
        assert manager.get_public_subscriptions() == {}


class TestOwners:
    def test_a_death_has_exactly_the_effect_of_an_end(
        self, manager: SubscriptionManager, heard: Heard, no_garbage_collector: None
    ) -> None:
        owner = Owner()
        registration = manager.attach("A", [TICKER_BTC], owner)
        del owner
        assert manager.get_public_subscriptions() == {}
        assert heard.changes == [{PUBLIC: ADDED}, {PUBLIC: REMOVED}]
        assert heard.ended == [registration]
        assert manager.get_subscription_stats()["changes"] == 2

    async def test_an_owners_death_is_noticed_without_a_call(self, manager: SubscriptionManager, heard: Heard) -> None:
        owner = Owner()
        manager.attach("A", [TICKER_BTC], owner)
        del owner
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert heard.changes[-1] == {PUBLIC: REMOVED}

    async def test_a_death_on_another_thread_is_handed_over_to_the_loops(self, manager: SubscriptionManager) -> None:
        threads: list[int] = []
        manager.on_ended = lambda registration: threads.append(threading.get_ident())
        last = [Owner()]
        manager.attach("A", [TICKER_BTC], last[0])
        worker = threading.Thread(target=last.clear)
        worker.start()
        worker.join()
        await eventually(lambda: threads)
        assert threads == [threading.get_ident()]

    async def test_a_cycle_collected_on_another_thread_is_handed_over_too(self, manager: SubscriptionManager) -> None:
        threads: list[int] = []
        manager.on_ended = lambda registration: threads.append(threading.get_ident())
        owner = Owner()
        owner.itself = owner
        manager.attach("A", [TICKER_BTC], owner)
        del owner
        worker = threading.Thread(target=gc.collect)
        worker.start()
        worker.join()
        await eventually(lambda: threads)
        assert threads == [threading.get_ident()]

    def test_nothing_here_keeps_an_owner_alive_or_is_kept_alive_by_one(self, no_garbage_collector: None) -> None:
        owner, manager = Owner(), SubscriptionManager()
        manager.attach("A", [TICKER_BTC], owner)
        death = threading.Event()
        import weakref

        gone = weakref.ref(manager, lambda _: death.set())
        del manager
        assert death.is_set()
        assert gone() is None
        del owner  # its callback finds that the manager is deleted

    async def test_a_death_after_the_loop_is_closed_is_no_error(self) -> None:
        manager, last = SubscriptionManager(), [Owner()]

        async def attach() -> None:
            manager.attach("A", [TICKER_BTC], last[0])

        worker = threading.Thread(target=lambda: asyncio.run(attach()))
        worker.start()
        worker.join()
        last.clear()
        assert manager.get_public_subscriptions() == {}


class TestReentrancy:
    def test_a_change_made_by_the_listener_is_merged_and_announced_like_any_other(
        self, manager: SubscriptionManager
    ) -> None:
        announced: list[Mapping[Scope, ScopeChange]] = []

        def listen(changes: Mapping[Scope, ScopeChange]) -> None:
            announced.append(changes)
            if len(announced) == 1:
                manager.attach("B", [TICKER_ETH])
            elif len(announced) == 2:
                manager.detach(registration())

        def registration() -> Registration:
            return next(one for one in manager.registrations() if one.component_id == "A")

        manager.listener = listen
        manager.attach("A", [TICKER_BTC])
        assert announced == [{PUBLIC: ADDED}, {PUBLIC: ADDED}, {PUBLIC: REMOVED}]
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-ETH"}}

    def test_registering_again_during_a_notification_of_an_end_is_safe(self, manager: SubscriptionManager) -> None:
        manager.on_ended = lambda ended: manager.attach("B", [TICKER_ETH]) if ended.component_id == "A" else None
        manager.detach(manager.attach("A", [TICKER_BTC]))
        assert manager.get_public_subscriptions() == {StreamType.TICKER: {"KRW-ETH"}}


@pytest.mark.virtual_time
class TestHold:
    async def test_changes_inside_are_one_announcement(self, manager: SubscriptionManager, heard: Heard) -> None:
        with manager.hold():
            manager.attach("A", [TICKER_BTC])
            manager.attach("B", [TICKER_ETH])
            manager.attach("C", [MY_ORDERS])
            assert heard.changes == []
        assert heard.changes == [{PUBLIC: ScopeChange(2, is_addition=True), PRIVATE: ADDED}]

    async def test_net_zero_is_no_announcement_and_counted_as_prevented(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        with manager.hold():
            manager.detach(manager.attach("A", [TICKER_BTC]))
        assert heard.changes == []
        assert manager.get_subscription_stats()["public"]["duplicates_prevented"] == 2

    async def test_a_stream_added_and_removed_inside_a_hold_is_not_an_addition(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        lasting = manager.attach("A", [TICKER_BTC])
        manager.attach("background", [subscribe(StreamType.TRADE, "KRW-BTC")])
        with manager.hold():
            manager.detach(manager.attach("B", [TICKER_ETH]))
            manager.detach(lasting)
        assert heard.changes[-1] == {PUBLIC: ScopeChange(3, is_addition=False)}

    async def test_a_deeper_book_is_an_addition_and_a_shallower_one_is_not(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        shallow, deep = (subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=depth) for depth in (5, 30))
        registration = manager.attach("A", [shallow])
        for subscription in (deep, shallow):
            with manager.hold():
                manager.replace(registration, [subscription])
        assert [change[Scope.PUBLIC].is_addition for change in heard.changes[1:]] == [True, False]

    async def test_holds_nest(self, manager: SubscriptionManager, heard: Heard) -> None:
        with manager.hold():
            with manager.hold():
                manager.attach("A", [TICKER_BTC])
            assert heard.changes == []
        assert len(heard.changes) == 1

    async def test_the_end_of_an_inner_one_settles_nothing(self, manager: SubscriptionManager, heard: Heard) -> None:
        with manager.hold():
            with manager.hold():
                manager.detach(manager.attach("A", [TICKER_BTC]))
            manager.attach("B", [TICKER_ETH])
        assert heard.changes == [{PUBLIC: ScopeChange(3, is_addition=True)}]

    async def test_an_error_inside_lets_it_go(self, manager: SubscriptionManager, heard: Heard) -> None:
        def failing() -> None:
            with manager.hold():
                manager.attach("A", [TICKER_BTC])
                raise ValueError("on purpose")

        with pytest.raises(ValueError, match="on purpose"):
            failing()
        assert len(heard.changes) == 1

    async def test_a_forgotten_one_is_let_go_with_one_warning(
        self, manager: SubscriptionManager, heard: Heard, caplog: pytest.LogCaptureFixture
    ) -> None:
        with manager.hold():
            await until(1.0)
            with manager.hold():
                manager.attach("A", [TICKER_BTC])
                await until(HOLD_LIMIT - 0.1)
                assert heard.changes == []
                await until(HOLD_LIMIT + 0.1)
                assert len(heard.changes) == 1
                manager.attach("B", [TICKER_ETH])
                assert len(heard.changes) == 2
                await until(3 * HOLD_LIMIT)
        assert len(heard.changes) == 2
        assert [record.levelno for record in caplog.records] == [logging.WARNING]

    async def test_the_end_of_one_let_go_does_not_end_a_later_one(
        self, manager: SubscriptionManager, heard: Heard
    ) -> None:
        forgotten = manager.hold()
        forgotten.__enter__()
        await until(HOLD_LIMIT + 1.0)
        with manager.hold():
            manager.attach("A", [TICKER_BTC])
            forgotten.__exit__(None, None, None)
            manager.attach("B", [TICKER_ETH])
            assert heard.changes == []
        assert heard.changes == [{PUBLIC: ScopeChange(2, is_addition=True)}]

    async def test_without_a_loop_it_holds_all_the_same(self, manager: SubscriptionManager, heard: Heard) -> None:
        def without_a_loop() -> None:
            with manager.hold():
                manager.attach("A", [TICKER_BTC])

        await asyncio.get_running_loop().run_in_executor(None, without_a_loop)
        assert len(heard.changes) == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["attach", "own", "replace", "detach", "die", "hold", "release"]),
        st.integers(0, 3),
        st.lists(st.sampled_from(SUBSCRIPTIONS), max_size=3),
    ),
    max_size=30,
)


class Life:
    """A manager, and a plain model of its components' subscriptions."""

    def __init__(self) -> None:
        self.manager = SubscriptionManager()
        self.heard = Heard(self.manager)
        self.wanted: dict[str, list[Subscription]] = {}
        self.current: dict[str, Registration] = {}
        self.owners: dict[str, Owner] = {}
        self.replaced: list[Registration] = []
        self.holds: list[contextlib.AbstractContextManager[None]] = []

    def attach(self, name: str, subscriptions: list[Subscription], owner: Owner | None = None) -> None:
        if name in self.current:
            self.replaced.append(self.current[name])
        self.current[name] = self.manager.attach(name, subscriptions, owner)
        self.wanted[name] = subscriptions
        self.owners.pop(name, None)

    def own(self, name: str, subscriptions: list[Subscription]) -> None:
        owner = Owner()
        self.attach(name, subscriptions, owner)
        self.owners[name] = owner

    def replace(self, name: str, subscriptions: list[Subscription]) -> None:
        if name in self.wanted:
            self.manager.replace(self.current[name], subscriptions)
            self.wanted[name] = subscriptions

    def detach(self, name: str, _: object) -> None:
        if name in self.current:
            self.manager.detach(self.current[name])
            self.wanted.pop(name, None)

    def die(self, name: str, _: object) -> None:
        if self.owners.pop(name, None) is not None:
            self.wanted.pop(name, None)

    def hold(self, *_: object) -> None:
        self.holds.append(self.manager.hold())
        self.holds[-1].__enter__()

    def release(self, *_: object) -> None:
        if self.holds:
            self.holds.pop().__exit__(None, None, None)

    def check(self) -> None:
        for old in self.replaced:
            self.manager.detach(old)
        expected = depths_by_key(
            subscription for subscriptions in self.wanted.values() for subscription in subscriptions
        )
        for scope in Scope:
            assert self.manager.desired(scope) == {k: d for k, d in expected.items() if k.type.scope is scope}
        assert {registration.component_id for registration in self.manager.registrations()} == set(self.wanted)
        assert_account(self.manager, self.heard, is_held=bool(self.holds))


@settings(max_examples=150)
@given(STEPS)
def test_after_every_step_it_is_the_union_and_the_account_adds_up(
    steps: list[tuple[str, int, list[Subscription]]],
) -> None:
    life = Life()
    for do, who, subscriptions in steps:
        getattr(life, do)(f"component {who}", subscriptions)
        life.check()


def assert_account(manager: SubscriptionManager, heard: Heard, *, is_held: bool) -> None:
    stats = manager.get_subscription_stats()
    for scope in Scope:
        announced = sum(changes[scope].changes for changes in heard.changes if scope in changes)
        account = announced + stats[scope]["duplicates_prevented"]
        assert account <= stats[scope]["changes"] if is_held else account == stats[scope]["changes"]
        assert stats[scope]["streams"] == len(manager.desired(scope))


def test_one_more_component_costs_as_much_as_with_ten() -> None:
    costs = []
    for crowd in (10, 3000):
        manager = SubscriptionManager()
        manager.listener = lambda changes: None
        for n in range(crowd):
            manager.attach(f"component {n}", [subscribe(StreamType.TICKER, f"KRW-{n % 800}")])
        costs.append(lines_executed(lambda manager=manager: manager.detach(manager.attach("one more", [TICKER_BTC]))))
    assert costs[0] == costs[1]


def test_streams_are_counted_by_key() -> None:
    manager = SubscriptionManager()
    manager.attach("A", [subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=5)])
    manager.attach("B", [subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=15)])
    assert manager.desired(PUBLIC) == {StreamKey(StreamType.ORDERBOOK, "KRW-BTC"): 15}
