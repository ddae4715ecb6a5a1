"""Compares Hoga with other clients: messages per CPU second for the same frames in the same run.

Each client runs in its own process, on the loop it is made for: Hoga on the product's loop, the others on asyncio's.
Each delivers every message: Hoga to components that take it once a frame, the others to a waiting coroutine.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from children import ENOUGH, Feeder, feeder
from figures import Figure
from frames import codes
from product import eventually, frames_received, on_the_desks_loop

from core.engine.deliver.feed import Feed
from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamType, subscribe
from core.upbit.dial import upbit_dial
from core.upbit.upbit import Upbit
from core.upbit.wire.wire_format import WireFormat

MARKETS = 100
RATE = 10_000.0
ROUNDS = 3
WARM_UP = 1.0
FRAME = 0.016
TYPES = (StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK)

Count = Callable[[], int]
"""The number of messages so far."""


class Client(NamedTuple):
    """A client that watches `MARKETS` markets at a WebSocket base."""

    name: str
    package: str
    """The required package; empty for Hoga."""
    watch: Callable[[str], AbstractAsyncContextManager[Count]]
    run: Callable[[Any], Outcome] = asyncio.run


class Outcome(NamedTuple):
    """Return the messages per second of one client in one round."""

    per_cpu_second: float
    per_second: float


def measure(seconds: float) -> Iterator[Figure]:
    """Run all clients in turn, several times; the best result of each counts, as other work can only slow it down."""
    best: dict[str, Outcome] = {}
    here = {name: client for name, client in CLIENTS.items() if _is_installed(client)}
    length = max(seconds / 4, 1.0)
    with feeder("mixed", "DEFAULT", RATE, length + 2 * WARM_UP, MARKETS) as child:
        for _ in range(ROUNDS):
            for name in here:
                outcome = _alone(name, child, length)
                best[name] = max(outcome, best.get(name, outcome))
                child.flood()
    yield from _figures(best)


def _figures(best: dict[str, Outcome]) -> Iterator[Figure]:
    ours = best["ours"].per_cpu_second
    for name, client in CLIENTS.items():
        if (outcome := best.get(name)) is None:
            yield Figure(client.name, "not installed")
            continue
        taken = f"took {outcome.per_second:,.0f} /s"
        # A peer that cannot keep up slows the feeder down, and that is its figure. Hoga has to keep up.
        is_valid = client.package or outcome.per_second >= ENOUGH * RATE
        yield Figure(
            client.name, f"{outcome.per_cpu_second:,.0f} msg/CPU s", taken, "for scale" if is_valid else "INVALID"
        )
        if client.package:
            ratio = ours / outcome.per_cpu_second
            yield Figure(f"ours over {client.name}", f"{ratio:.1f} x", "> 1 x", "ok" if ratio > 1 else "MISSED")


def _is_installed(client: Client) -> bool:
    return not client.package or importlib.util.find_spec(client.package) is not None


def _alone(name: str, child: Feeder, seconds: float) -> Outcome:
    command = [sys.executable, __file__, name, child.url, f"{seconds:g}"]
    reported = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    return Outcome(*json.loads(reported.stdout))


async def measured(watching: AbstractAsyncContextManager[Count], seconds: float) -> Outcome:
    """Measure the messages of this process, once the flood is under way."""
    async with watching as count:
        await eventually(count)
        await asyncio.sleep(WARM_UP)
        cpu, began, before = time.process_time(), time.monotonic(), count()
        await asyncio.sleep(seconds)
        done = count() - before
        return Outcome(done / (time.process_time() - cpu), done / (time.monotonic() - began))


def ours(components: int) -> Callable[[str], AbstractAsyncContextManager[Count]]:
    """Hoga's engine, with the markets divided among several components."""

    @asynccontextmanager
    async def watch(url: str) -> AsyncIterator[Count]:
        engine = WebSocketManager(dials={Scope.PUBLIC: upbit_dial(url)}, exchange=Upbit(WireFormat.DEFAULT))
        every = codes(MARKETS)
        with engine.hold():
            feeds = [
                engine.attach(f"c{n}", [subscribe(stream_type, *every[n::components]) for stream_type in TYPES])
                for n in range(components)
            ]
        task = asyncio.get_running_loop().create_task(_take(feeds))
        yield lambda: frames_received(engine)
        task.cancel()
        assert all(feed_row.delivered for feed_row in engine.component_report())
        await engine.stop()

    return watch


async def _take(feeds: list[Feed]) -> None:
    """Take the data once a frame, as panels do."""
    while True:
        await asyncio.sleep(FRAME)
        for feed in feeds:
            if feed.has_mail:
                feed.take()


@asynccontextmanager
async def ccxt_pro(url: str) -> AsyncIterator[Count]:
    """One watcher for every market and kind, as in its examples; without its REST, limits and market list."""
    from ccxt.pro import upbit

    count = 0

    class Counted(upbit):
        def handle_message(self, client, message):
            nonlocal count
            count += 1
            super().handle_message(client, message)

    exchange = Counted({"enableRateLimit": False})
    exchange.urls["api"]["ws"] = f"{url}/websocket/v1"
    symbols = {code: "/".join(reversed(code.split("-"))) for code in codes(MARKETS)}
    exchange.set_markets([_market(code, symbol) for code, symbol in symbols.items()])

    async def watch(method, symbol: str) -> None:
        while True:
            await method(symbol)

    methods = (exchange.watch_ticker, exchange.watch_trades, exchange.watch_order_book)
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(watch(method, symbol)) for method in methods for symbol in symbols.values()]
    yield lambda: count
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await exchange.close()


def _market(code: str, symbol: str) -> dict[str, Any]:
    base, quote = symbol.split("/")
    return {"id": code, "symbol": symbol, "base": base, "quote": quote, "spot": True, "type": "spot", "active": True}


@asynccontextmanager
async def official_sdk(url: str) -> AsyncIterator[Count]:
    """Its own stream, with its defaults."""
    from upbit import AsyncUpbit

    count = 0
    every = list(codes(MARKETS))
    client = AsyncUpbit(base_url=url.replace("ws", "http", 1), websocket_base_url=url)

    async def read(stream) -> None:
        nonlocal count
        async for _ in stream:
            count += 1

    async with client.ws_stream.subscribe(ticker=every, trade=every, orderbook=every) as stream:
        task = asyncio.get_running_loop().create_task(read(stream))
        yield lambda: count
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await client.close()


CLIENTS = {
    "ours": Client("ours, 1 component", "", ours(1), on_the_desks_loop),
    "ours of 100": Client("ours, 100 components", "", ours(100), on_the_desks_loop),
    "ccxt": Client("ccxt.pro", "ccxt", ccxt_pro),
    "sdk": Client("official SDK's stream", "upbit", official_sdk),
}


def main(name: str, url: str, seconds: str) -> None:
    """Measure one client, in a separate process."""
    client = CLIENTS[name]
    print(json.dumps(client.run(measured(client.watch(url), float(seconds)))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
