"""The engine against an exchange with every possible fault: random lives of a desk, and one of an hour."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamType, Subscription, subscribe
from embedded import AT_ONCE, LATE_SNAPSHOTS
from engine_life import lively, quiet, reproducible
from life_under_fire import BAD, BAD_CODE, FAULTS, HAPPENINGS, UNDER_FIRE, LifeUnderFire, shaken
from thorough import examples, thorough
from virtual_time import until

BTC, ETH = subscribe(StreamType.TICKER, "KRW-BTC"), subscribe(StreamType.TICKER, "KRW-ETH")
ORDERS = subscribe(StreamType.MY_ORDER, ALL)


@pytest_asyncio.fixture
async def life() -> AsyncIterator[LifeUnderFire]:
    life = LifeUnderFire(quiet())
    yield life
    await life.recover()
    await life.end()


@pytest.mark.virtual_time
class TestPastBugs:
    """Each of these failed before its bug was fixed; random lives, or a fault at every await, had found it."""

    async def test_a_send_that_ends_after_its_connection_does_not_count_for_the_next(self, life: LifeUnderFire) -> None:
        life.desk.attach(0, [BTC])
        life.exchange.send_takes = 1.0
        await until(0.5)
        life.exchange.exchange.faults.set("drop", 0.5)
        await until(10.0)
        assert life.streamed(Scope.PUBLIC) == {*BTC.streams()}

    async def test_a_link_stopped_for_its_key_stays_stopped_during_a_slow_close(self, life: LifeUnderFire) -> None:
        life.exchange.close_takes = 0.1  # less than the exchange takes to close
        life.desk.attach(0, [ORDERS])
        await until(5.0)
        life.exchange.revoke()
        life.desk.attach(1, [subscribe(StreamType.MY_ASSET, ALL)])
        await until(30.0)
        assert life.engine.link_status(Scope.PRIVATE).state is ConnectionState.STOPPED
        assert len(life.exchange.dials) == 1

    async def test_of_two_changes_of_key_under_way_the_last_one_holds(self, life: LifeUnderFire) -> None:
        life.exchange.close_takes = 1.0
        life.desk.attach(0, [ORDERS])
        await until(5.0)
        life.sign(1)
        await until(5.5)
        life.sign(0)
        await until(30.0)
        assert life.engine.link_status(Scope.PRIVATE).state is ConnectionState.STOPPED
        assert life.streamed(Scope.PRIVATE) == set()

    async def test_a_stopped_link_that_is_not_needed_is_not_dialled_for_the_user(self, life: LifeUnderFire) -> None:
        life.desk.attach(0, [ORDERS])
        await until(1.0)
        life.exchange.faults.set("error", 1.0, error="INVALID_AUTH")
        await until(2.0)
        assert life.engine.link_status(Scope.PRIVATE).state is ConnectionState.STOPPED
        life.desk.close(0)
        await until(9.0)
        life.engine.reconnect(Scope.PRIVATE)
        await until(20.0)
        assert len(life.exchange.dials) == 1
        assert life.engine.link_status(Scope.PRIVATE).state is ConnectionState.IDLE

    async def test_a_connection_with_nothing_left_to_ask_for_is_not_dialled_for_the_user(
        self, life: LifeUnderFire
    ) -> None:
        life.exchange.faults.set("reject_code", 0.0, code=BAD_CODE)
        life.desk.attach(0, [BAD])
        await until(10.0)
        assert life.desk.panels[0].is_quarantined
        dials = len(life.exchange.dials)
        life.engine.reconnect(Scope.PUBLIC)
        await until(20.0)
        assert len(life.exchange.dials) == dials

    async def test_a_component_that_changes_to_a_held_back_stream_is_tried_too(self, life: LifeUnderFire) -> None:
        life.exchange.faults.set("reject_code", 0.0, code=BAD_CODE)
        life.desk.attach(0, [BAD])
        life.desk.attach(1, [BTC])
        life.desk.attach(2, [BTC])
        await until(10.0)
        life.desk.replace(1, [BAD])
        await until(20.0)
        assert life.desk.panels[1].is_quarantined

    async def test_an_error_before_its_send_has_returned_is_not_blamed_on_earlier_streams(
        self, life: LifeUnderFire
    ) -> None:
        life.desk.attach(0, [subscribe(StreamType.TICKER, "KRW-NOPE")])
        await until(5.0)
        life.exchange.faults.set("reject_code", 5.0, code=BAD_CODE)
        life.exchange.send_takes = 0.4
        life.desk.attach(1, [BAD])
        await until(30.0)
        assert not life.desk.panels[0].is_quarantined
        assert life.desk.panels[1].is_quarantined

    async def test_the_components_left_after_the_guilty_one_has_gone_are_not_condemned(
        self, life: LifeUnderFire
    ) -> None:
        life.exchange.faults.set("reject_code", 0.0, code=BAD_CODE)
        life.exchange.faults.set("delay", 0.0, by=0.5)
        life.desk.attach(0, [BAD])
        life.desk.attach(1, [BTC])
        await until(0.3)
        life.desk.close(0)
        await until(30.0)
        assert not life.desk.panels[1].is_quarantined
        assert life.streamed(Scope.PUBLIC) == {*BTC.streams()}

    async def test_no_trial_is_held_with_a_key_that_was_refused(self, life: LifeUnderFire) -> None:
        life.desk.attach(0, [ORDERS])
        life.desk.attach(1, [subscribe(StreamType.MY_ASSET, ALL)])
        await until(1.0)
        life.exchange.faults.set("error", 1.0, error="WRONG_FORMAT")
        life.exchange.revoke()
        await until(10.0)
        assert life.engine.link_status(Scope.PRIVATE).state is ConnectionState.STOPPED
        dials = len(life.exchange.dials)
        await until(300.0)
        assert len(life.exchange.dials) == dials

    async def test_a_component_that_changed_its_streams_before_the_verdict_is_not_condemned(
        self, life: LifeUnderFire
    ) -> None:
        life.exchange.faults.set("reject_code", 0.0, code=BAD_CODE)
        life.exchange.dial_takes = 0.5
        life.desk.attach(0, [BAD])
        life.desk.attach(1, [BTC])
        await until(0.8)
        assert life.engine._scopes[Scope.PUBLIC].trials._tasks
        life.desk.replace(0, [ETH])
        await until(30.0)
        assert not life.desk.panels[0].is_quarantined
        assert life.streamed(Scope.PUBLIC) == {*BTC.streams(), *ETH.streams()}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(HAPPENINGS),
        st.integers(0, len(FAULTS) - 1),
        st.lists(st.sampled_from(UNDER_FIRE), max_size=3),
        st.one_of(st.just(0.0), st.floats(0.0, 0.2), st.floats(0.0, 12.0)),
    ),
    max_size=25,
)


@pytest.mark.timeout(600)  # a failure is shrunk before it is reported
@settings(max_examples=examples(250), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.booleans(), st.booleans())
def test_after_any_fault_of_the_exchange_the_law_holds_again(
    steps: list[tuple[str, int, list[Subscription], float]], is_lively: bool, has_late_snapshots: bool
) -> None:
    async def main() -> None:
        life = LifeUnderFire(lively() if is_lively else quiet(), LATE_SNAPSHOTS if has_late_snapshots else AT_ONCE)
        for do, number, subscriptions, pause in steps:
            life.live(do, number if do == "fault" else number % 4, subscriptions)
            life.check()
            await asyncio.sleep(pause)
            life.check()
            if pause > 0.01:
                life.check_law()
        await life.recover()
        life.check_justice()
        await life.pardon()
        await life.end()

    with reproducible() as runner:
        runner.run(main())


HOUR = 3600.0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", thorough([1, 2], [1]))
def test_an_hour_of_random_panels_under_random_faults(seed: int) -> None:
    async def main() -> None:
        rng, life = random.Random(seed), LifeUnderFire(lively(), LATE_SNAPSHOTS)
        clock, rests = asyncio.get_running_loop().time, 0
        while clock() < HOUR:
            for _ in range(rng.randint(1, 40)):
                do, number, subscriptions, pause = shaken(rng)
                life.live(do, number, subscriptions)
                life.check()
                await asyncio.sleep(pause)
                life.check()
            await life.recover()
            await life.pardon()
            rests += 1
        await life.end()
        assert rests > 20

    with reproducible(seed) as runner:
        runner.run(main())
