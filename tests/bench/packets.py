"""The cost and delay of a frame at the exchange's real rates, one frame per packet, with and without pauses."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from children import ENOUGH, Child
from figures import Figure, percentile
from product import eventually, frames_received, on_the_desks_loop

from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamType, subscribe
from core.timing.read_pace import ReadPace
from core.upbit.dial import upbit_dial
from core.upbit.upbit import Upbit

RATES = (100, 300, 1_000, 3_000, 10_000)
GOALS = {1_000: 50.0}
"""Microseconds of CPU per frame, by rate."""
MORE_DELAY = {100: 0.5, 300: 0.5, 1_000: 4.0}
"""Milliseconds that pauses may add to the median delay, by rate."""
WARM_UP = 0.5


def measure(seconds: float) -> Iterator[Figure]:
    """Measure each rate twice: with immediate reading, and with the product's pauses."""
    length = max(seconds / 4, 1.0)
    for rate in RATES:
        with no_pauses():
            at_once = one(rate, length)
        paced = one(rate, length)
        is_valid = min(at_once.rate, paced.rate) >= ENOUGH * rate
        yield Figure.judged(f"{rate:,} frames/s: CPU a frame, read at once", at_once.cost, None, "µs", is_valid)
        yield Figure.judged(f"{rate:,} frames/s: CPU a frame", paced.cost, GOALS.get(rate), "µs", is_valid)
        later = paced.delay_ms - at_once.delay_ms
        yield Figure.judged(f"{rate:,} frames/s: median delay", paced.delay_ms, None, "ms", is_valid)
        yield Figure.judged(f"{rate:,} frames/s: of that, by pauses", later, MORE_DELAY.get(rate), "ms", is_valid)


class Outcome:
    """The result of one run."""

    def __init__(self, cost: float, delay_ms: float, rate: float) -> None:
        self.cost = cost
        self.delay_ms = delay_ms
        self.rate = rate


@contextlib.contextmanager
def no_pauses() -> Iterator[None]:
    """Read immediately, without pauses."""
    paced = ReadPace.pause_after
    ReadPace.pause_after = lambda *_: 0.0
    try:
        yield
    finally:
        ReadPace.pause_after = paced


def one(rate: int, seconds: float) -> Outcome:
    """Run one connection of one component at one rate."""
    feeder = Child(
        [sys.executable, str(Path(__file__).parent / "packet_feeder.py"), str(rate), str(seconds + 2 * WARM_UP)]
    )
    try:
        cost, delay_ms = on_the_desks_loop(run(f"ws://127.0.0.1:{feeder.port}", seconds))
        reported = feeder.line()
    finally:
        feeder.end()
    return Outcome(cost, delay_ms, reported["sent"] / reported["seconds"])


async def run(url: str, seconds: float) -> tuple[float, float]:
    """Return CPU microseconds per frame, and the median delay from sending to the component in milliseconds."""
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: upbit_dial(url)})
    delays: list[float] = []

    def take() -> None:
        now = time.monotonic_ns() // 1000
        delays.extend((now - (trade.sequential_id - 10**15)) / 1000 for trade in feed.take())

    feed = engine.attach("component", [subscribe(StreamType.TRADE, "KRW-BTC")], on_data=take)
    await eventually(lambda: frames_received(engine))
    await asyncio.sleep(WARM_UP)
    delays.clear()
    cpu, count = time.process_time(), frames_received(engine)
    await asyncio.sleep(seconds)
    cost = (time.process_time() - cpu) / max(1, frames_received(engine) - count) * 1e6
    await engine.stop()
    return cost, percentile(delays, 0.5)
