"""Many registrations at once: Hoga, and the usual way with a separate task for every change."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from collections.abc import Iterator
from typing import NamedTuple

from children import feeder
from figures import Figure
from product import eventually, on_the_desks_loop

from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionLost
from core.loop.rate_gate import RateGate
from core.model.subscription import Scope, StreamType, subscribe
from core.timing.slots import SlotLedger
from core.upbit.dial import upbit_dial
from core.upbit.upbit import Upbit
from virtual_time import VirtualTimeLoop

COUNTS = (1, 5, 10, 100)
SLOT = 15.0
"""Seconds between two messages, from the table in the seed documents."""


class Outcome(NamedTuple):
    """The result of many registrations."""

    requests: int
    seconds: float
    """Seconds until the exchange received the last one."""
    tasks: int
    """Maximum number of tasks alive at one time."""
    kilobytes: float
    """Memory held by waiting tasks."""


def measure(seconds: float) -> Iterator[Figure]:
    """Measure real limits on a real socket, then the seeds' slots under virtual time."""
    with feeder("none", "SIMPLE", 0.0, 0.0) as child:
        for count in COUNTS:
            outcome = on_the_desks_loop(real(upbit_dial(child.url), count, child.flood))
            yield _requests(f"{count} at once, real limits: requests", outcome.requests)
            yield Figure.judged(
                f"{count} at once, real limits: at the exchange after", outcome.seconds * 1000, 150, "ms"
            )
    for count in COUNTS:
        ours, naive = _virtually(ours_in_slots(count)), _virtually(one_task_a_change(count))
        yield _requests(f"{count} at once, 15 s slots: requests", ours.requests)
        yield Figure.judged(f"{count} at once, 15 s slots: all sent after", ours.seconds, SLOT, "s")
        yield Figure.judged(f"{count} at once, 15 s slots: one task a change", naive.seconds, None, "s")
        yield Figure.judged(f"{count} at once, 15 s slots: tasks", ours.tasks, 1, f"(naive {naive.tasks})")
        yield Figure.judged(
            f"{count} at once, 15 s slots: memory of tasks", ours.kilobytes, None, f"kB (naive {naive.kilobytes:.1f})"
        )


def _requests(name: str, count: int) -> Figure:
    return Figure(name, str(count), "1", "ok" if count == 1 else "MISSED")


def _virtually(work) -> Outcome:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work)


async def real(dial, count: int, flood) -> Outcome:
    """Register everything within one turn of the loop; the exchange measures the times, on the same machine's clock."""
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: dial})
    began = time.monotonic()
    await asyncio.gather(
        *(engine.register_component(f"c{n}", [subscribe(StreamType.TICKER, f"KRW-C{n}")]) for n in range(count))
    )
    await eventually(lambda: engine._pending_subscription_task is None)
    await asyncio.sleep(0.5)
    await engine.stop()
    requests = await asyncio.get_running_loop().run_in_executor(None, lambda: flood().requests)
    return Outcome(len(requests), requests[-1] - began, 1, 0.0)


class _Deaf:
    """A socket that records the times of writes."""

    def __init__(self) -> None:
        self.sent: list[float] = []
        self._closed = asyncio.Event()

    async def receive(self) -> bytes:
        await self._closed.wait()
        raise ConnectionLost(1006, "")

    async def send(self, text: str) -> None:
        self.sent.append(asyncio.get_running_loop().time())

    async def ping(self) -> None:
        return

    async def close(self) -> None:
        self._closed.set()

    def abort(self) -> None:
        self._closed.set()


def _slots() -> SlotLedger:
    """One message per slot; the slot of time 0 is used."""
    ledger = SlotLedger(burst=1, spacing=SLOT)
    ledger.reserve(0.0)
    return ledger


async def ours_in_slots(count: int) -> Outcome:
    """Hoga's engine with the seeds' rate limiter."""
    socket = _Deaf()

    async def dial() -> _Deaf:
        return socket

    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: dial})
    engine._scopes[Scope.PUBLIC].gate.ledger = _slots()
    for number in range(count):
        engine.attach(f"c{number}", [subscribe(StreamType.TICKER, f"KRW-C{number}")])
    tasks = [task for task in asyncio.all_tasks() if "pending" in task.get_name()]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    await asyncio.sleep(1.0)
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    await asyncio.sleep(SLOT * count + 1.0)
    outcome = Outcome(len(socket.sent), socket.sent[-1], len(tasks), held / 1024)
    await engine.stop()
    return outcome


async def one_task_a_change(count: int) -> Outcome:
    """For each change, start a task that waits for the same limiter and then sends the desired state."""
    gate, sent = RateGate(_slots()), []
    wanted: set[str] = set()

    async def send_when_allowed() -> None:
        await gate.acquire()
        ",".join(sorted(wanted))
        sent.append(asyncio.get_running_loop().time())

    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tasks = []
    for number in range(count):
        wanted.add(f"KRW-C{number}")
        tasks.append(asyncio.get_running_loop().create_task(send_when_allowed()))
    await asyncio.sleep(1.0)
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    alive = sum(not task.done() for task in tasks)
    await asyncio.gather(*tasks)
    return Outcome(len(sent), sent[-1], alive, held / 1024)
