"""Whichever await of the pending task or of the link fails, the law holds again and the connection is still watched."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from await_faults import AwaitFaults, Blow, When, awaits_of
from core.engine.connection_watch import ConnectionWatch
from core.engine.pending_task import PendingTask
from core.engine.trials import Trials, _first_answer, refusal_of
from core.errors import ConnectionLost
from core.link.link import Link
from core.link.pulse import Pulse
from core.loop.deadline import Deadline, sleep_for, sleep_until
from core.loop.rate_gate import RateGate, _Waiter
from core.model.subscription import Scope, StreamType, subscribe
from embedded import LATE_SNAPSHOTS
from engine_life import lively, reproducible
from life_under_fire import BAD, BAD_CODE, LifeUnderFire
from virtual_time import until

PENDING_TASK = [
    PendingTask._debounced_subscription_handler,
    PendingTask._send_latest_subscriptions,
    PendingTask._ensure_connection,
    PendingTask._apply_rate_limit,
    PendingTask._send_current_subscriptions,
    PendingTask._close_link,
    Deadline.reached,
    RateGate.acquire,
    _Waiter.wait,
]
LINK = [
    *(Link.send, Link._end),
    *(Link._keep_up, Link._wait_to_dial, Link._connect, Link._serve, Link._receive, Link._watch),
    *(Pulse.run, Pulse._outlives, RateGate.acquire, _Waiter.wait, Deadline.reached),
]
TRIALS_AND_WATCH = [
    *(Trials._try_all, Trials._try_next, Trials._refusal_of, refusal_of, _first_answer),
    *(
        ConnectionWatch.run,
        ConnectionWatch._look,
        ConnectionWatch._act,
        ConnectionWatch._last_chance,
        ConnectionWatch._ask,
        sleep_for,
        sleep_until,
    ),
]

BTC, ETH = subscribe(StreamType.TICKER, "KRW-BTC"), subscribe(StreamType.TICKER, "KRW-ETH")
BOOK = subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=5)


async def a_day_in_the_life(life: LifeUnderFire) -> None:
    """Run every part of the pending task and the link once."""
    desk, faults = life.desk, life.exchange.faults
    desk.attach(0, [BTC])
    desk.attach(1, [ETH, BOOK])
    await until(0.4)
    desk.replace(1, [BOOK])
    life.shut_gate(2)
    await until(4.0)
    desk.attach(2, [ETH])
    life.cut(1)
    await until(7.0)
    faults.set("half_open", 7.0, reach="open")
    await until(21.0)
    faults.set("handshake", 21.0, status=503, count=1)
    life.cut(0)
    await until(26.0)
    for who in range(3):
        desk.close(who)
    await until(30.0)
    desk.attach(0, [BTC, BOOK])
    await until(34.0)


async def a_day_in_court(life: LifeUnderFire) -> None:
    """One refused component among good ones, and a feed that stops."""
    desk, faults = life.desk, life.exchange.faults
    faults.set("reject_code", 0.0, code=BAD_CODE)
    desk.attach(0, [BTC])
    desk.attach(1, [BAD])
    desk.attach(2, [BOOK])
    await until(50.0)
    faults.set("lost_subscription", 50.0, reach="open")
    await until(80.0)
    faults.set("list_reply", 80.0, reply="none")
    faults.set("lost_subscription", 80.0, reach="request")
    await until(100.0)


async def is_watched(life: LifeUnderFire, fault: str, noticed_within: float) -> None:
    """Check that the connection is up, and that its loss would be noticed."""
    before = life.engine.link_status(Scope.PUBLIC)
    life.exchange.faults.set(fault, life.exchange.clock.now, reach="open")
    await asyncio.sleep(noticed_within)
    assert life.engine.link_status(Scope.PUBLIC) != before, f"{fault}, and nobody noticed"
    await life.recover()


Script = Callable[[LifeUnderFire], Any]

DEFECT, LOSS = RuntimeError("a defect"), ConnectionLost(1006, "just now")
KINDS = [(when, error) for when in When for error in (DEFECT, LOSS)]


def run(script: Script, faults: AwaitFaults) -> None:
    async def main() -> None:
        life = LifeUnderFire(lively(), LATE_SNAPSHOTS)
        life.tolerated_failures = 2
        await script(life)
        faults.disarm()
        await life.recover()
        await is_watched(life, "half_open", 12.5)
        if script is a_day_in_court:
            await asyncio.sleep(35.0)
            await is_watched(life, "lost_subscription", 16.0)
        await life.pardon()
        await life.end()

    with reproducible() as runner:
        runner.run(main())


def turns(passed: Sequence[str]) -> Iterator[tuple[int, Blow]]:
    """Choose for each place every kind of fault, spread over the passes of that place.

    Half of the kinds come once there and half twice, at the next place the other half.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(passed):
        places[place].append(number)
    for place, numbers in enumerate(places.values()):
        for n, (when, error) in enumerate(KINDS):
            # error and time both change with `n`: each error comes once and twice at each place
            yield numbers[n * len(numbers) // len(KINDS)], Blow(when, error, 1 + (place + n + n // 2) % 2)


@pytest.fixture
def no_tracebacks() -> Iterator[None]:
    """Write none: pytest formats each of a thousand, which took a sixth of the time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("script", "coroutines"),
    [
        pytest.param(a_day_in_the_life, PENDING_TASK, id="pending task"),
        pytest.param(a_day_in_the_life, LINK, id="link"),
        pytest.param(a_day_in_court, TRIALS_AND_WATCH, id="trials and connection watch"),
    ],
)
def test_whichever_await_fails_the_law_holds_again(
    script: Script, coroutines: Sequence[Callable[..., Any]], no_tracebacks: None
) -> None:
    with awaits_of(coroutines) as faults:
        run(script, faults)
        rehearsed = faults.passed
        assert {place.partition(":")[0] for place in rehearsed} == {each.__qualname__ for each in coroutines}
        broken = []
        for number, blow in turns(rehearsed):
            faults.arm(number, blow)
            try:
                run(script, faults)
            except AssertionError as broke:
                broken.append(f"{blow} at {number}, {faults.struck}: {str(broke)[:120]}")
    assert not broken, "\n".join(broken)
