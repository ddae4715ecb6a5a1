"""The cost of a message from the socket to its component, and the share of bare receiving and decoding."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

import frames
from children import Feeder, feeder
from figures import Figure
from frames import codes
from product import eventually, frames_received, on_the_desks_loop

from core.engine.websocket_manager import WebSocketManager
from core.link.socket import Dial
from core.model.subscription import Scope, StreamType, subscribe
from core.simulator.streams.frames import Format
from core.upbit.dial import upbit_dial
from core.upbit.upbit import Upbit
from core.upbit.wire.codec import Decoder
from core.upbit.wire.wire_format import WireFormat

ROUNDS = 6
WARM_UP = 0.5
TAKEN_EVERY = 0.016

CASES = (
    ("ticker", StreamType.TICKER, frames.ticker, 20_000.0, 8.0, 8 / 5),
    ("book", StreamType.ORDERBOOK, frames.book, 10_000.0, 13.0, 13 / 9),
)

Measured = Callable[[Dial, WireFormat, float], Awaitable[float]]


def measure(seconds: float) -> Iterator[Figure]:
    """Return the minimum of several rounds of each variant, in turn: other work on the machine can only add time.

    On a noisy machine only the ratio to bare receiving and decoding in the same minute is reliable: 8 to 5, 13 to 9.
    """
    length = max(seconds / 10, 0.5)
    for form in (WireFormat.DEFAULT, WireFormat.SIMPLE):
        for kind, stream_type, write, rate, goal, over_bare in CASES:
            size = len(write("KRW-BTC", Format(form))) / 1000
            name = f"{kind} {size:.1f} kB {form}"
            ways = {"bare": bare, "1": with_components(1, stream_type), "100": with_components(100, stream_type)}
            least = dict.fromkeys(ways, float("inf"))
            is_valid, rates = True, []
            with feeder(kind, form.value, rate, length + 2 * WARM_UP) as child:
                for _ in range(ROUNDS):
                    for way, run in ways.items():
                        cost = on_loop(run, child, form, length)
                        flood = child.flood()
                        rates.append(flood.rate)
                        is_valid &= flood.is_valid
                        least[way] = min(least[way], cost)
            yield Figure(
                f"{name}: fed at", f"{min(rates):,.0f} msg/s", f">= {0.95 * rate:,.0f}", "ok" if is_valid else "INVALID"
            )
            yield Figure.judged(f"{name}: bare receive + decode", least["bare"], None, "µs", is_valid)
            yield Figure.judged(f"{name}: 1 component over bare", least["1"] / least["bare"], over_bare, "x", is_valid)
            yield Figure.judged(f"{name}: 1 component", least["1"], goal, "µs", is_valid)
            yield Figure.judged(f"{name}: 1 of 100 components interested", least["100"], goal, "µs", is_valid)
            yield Figure.judged(
                f"{name}: 100 components over 1", least["100"] / least["1"] * 100 - 100, 10.0, "%", is_valid
            )


def on_loop(run: Measured, child: Feeder, form: WireFormat, seconds: float) -> float:
    """Run once on the loop shared by all runs of this process."""
    return on_the_desks_loop(run(upbit_dial(child.url), form, seconds))


async def bare(dial: Dial, form: WireFormat, seconds: float) -> float:
    """Only receive and decode."""
    socket = await dial()
    await socket.send("[]")
    decode = Decoder(form).decode
    count = itertools.count()
    task = asyncio.get_running_loop().create_task(_drain(socket, decode, count))
    cost = await _cost(lambda: int(repr(count)[6:-1]), seconds)
    task.cancel()
    await socket.close()
    return cost


async def _drain(socket, decode, count) -> None:
    loop = asyncio.get_running_loop()
    slice_ends = 0.0
    while True:
        decode(await socket.receive())
        next(count)
        if loop.time() > slice_ends:
            await asyncio.sleep(0)
            slice_ends = loop.time() + 0.004


def with_components(count: int, stream_type: StreamType) -> Measured:
    """Run the whole path, with this many components of which one receives each message."""

    async def run(dial: Dial, form: WireFormat, seconds: float) -> float:
        engine = WebSocketManager(dials={Scope.PUBLIC: dial}, exchange=Upbit(form))
        loop = asyncio.get_running_loop()
        taken = 0

        def take() -> None:
            nonlocal taken
            taken += len(feed.take())

        with engine.hold():
            for number, code in enumerate(codes(count)[1:]):
                engine.attach(f"other {number}", [subscribe(stream_type, code)])
            feed = engine.attach(
                "interested", [subscribe(stream_type, "KRW-BTC")], on_data=lambda: loop.call_later(TAKEN_EVERY, take)
            )
        cost = await _cost(partial(frames_received, engine), seconds)
        assert taken > 0
        await engine.stop()
        return cost

    return run


async def _cost(messages: Callable[[], int], seconds: float) -> float:
    """Return the CPU time of this process per message in microseconds, once the flood is under way."""
    await eventually(messages)
    await asyncio.sleep(WARM_UP)
    cpu, count = time.process_time(), messages()
    await asyncio.sleep(seconds)
    return (time.process_time() - cpu) / (messages() - count) * 1e6
