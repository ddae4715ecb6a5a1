"""Minutes of random panels on the engine, over real sockets, against an exchange with faults that checks its limits.

    run.py [--seconds N] [--seed N]

The exchange is a process of its own and enforces its limits by closing. Every round panels come, change and go while
faults come and go; then everything goes right again, and within a time what the exchange streams must be what the
panels want, panel for panel. Every fourth round the market is flooded and its link flaps. At the end memory, tasks,
file descriptors and live objects are where they were. Meanwhile another process lives random lives in virtual time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import subprocess
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.extend([str(HERE), str(HERE.parent / "support"), str(HERE.parent / "bench")])

from children import exchange as exchange_process
from exchange_outside import ExchangeOutside
from footprint import ALLOWED, Footprint, footprint

from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamKey, StreamType, Subscription, subscribe
from core.simulator.account.tokens import DEMO_ACCESS_KEY, DEMO_SECRET_KEY
from core.upbit.credentials import Credentials
from core.upbit.dial import private_dial, upbit_dial
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.account import PrivateRest
from core.upbit.upbit import Upbit
from engine_life import Desk, Panel

DEFAULT_SECONDS: Final = 300.0
PANELS: Final = 30
TOLD_EVERY: Final = 10.0
RECOVERED_WITHIN: Final = 90.0
"""Seconds: the longest reconnect delay, the detection of a dead feed, and trials at the pace of the connect gate."""
LOOKED_EVERY: Final = 0.1
"""Seconds between two reads of the mailboxes under a flood. With longer pauses than a panel's, messages may be lost."""
FLOOD_EVERY: Final = 4
WARM_UP: Final = FLOOD_EVERY
"""Number of rounds after which nothing may grow: by then every kind of object has existed."""
BAD_CODE: Final = "KRW-BAD"

FAULTS: Final[tuple[tuple[str, dict[str, object]], ...]] = (
    ("drop", {}),
    ("close", {"code": 1000}),
    ("close", {"code": 1012, "reason": "restart"}),
    ("error", {"error": "WRONG_FORMAT"}),
    ("oversized", {"mebibytes": 17.0}),
    ("mute", {"reach": "open", "seconds": 4.0}),
    ("half_open", {"reach": "open"}),
    ("lost_subscription", {"reach": "request"}),
    ("refuse", {"seconds": 2.0}),
    ("handshake", {"status": 503, "count": 1}),
    ("handshake", {"status": 503, "html": True, "count": 1}),
    ("handshake", {"status": 418, "wait": 3.0, "header": True, "count": 1}),
    ("handshake", {"status": 429, "count": 1}),
    ("delay", {"by": 0.5}),
    ("slice", {"size": 256, "pause": 0.001}),
    ("garbage", {"chance": 0.2}),
    ("duplicate", {"chance": 0.3}),
    ("reorder", {"chance": 0.3, "lag": 0.3}),
    ("reject_code", {"code": BAD_CODE}),
)
"""Faults that block for less than a minute; longer ones would take too much of the run."""


class Memory(logging.Handler):
    """Keeps the last lines of the log, and counts errors that mention the limits, which must never appear."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.refusals = 0
        self.lines: deque[str] = deque(maxlen=60)
        self.setFormatter(logging.Formatter("%(asctime)s.%(msecs)03d %(message)s", "%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        """Receive one line."""
        self.lines.append(self.format(record))
        self.refusals += "Too Many Requests" in record.getMessage()


class Soak:
    """An engine, a desk and an exchange."""

    def __init__(self, outside: ExchangeOutside, codes: list[str], rng: random.Random, log: Memory) -> None:
        endpoints = endpoints_for("simulated", outside.base, outside.base.replace("http", "ws", 1))
        credentials = Credentials(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)
        self.rest = PrivateRest(endpoints, credentials)
        dials = {
            Scope.PUBLIC: upbit_dial(endpoints.public_ws),
            Scope.PRIVATE: private_dial(endpoints, credentials, self.rest),
        }
        self.engine = WebSocketManager(exchange=Upbit(), dials=dials)
        self.desk = Desk(self.engine)
        self.outside = outside
        self.codes = codes
        self.rng = rng
        self.changes = self.faults = self.rests = self.messages = 0
        self.slowest_recovery = 0.0
        self.log = log

    def random_subscription(self) -> Subscription:
        """Return a random subscription of a panel."""
        if self.rng.random() < 0.03:
            return subscribe(StreamType.TICKER, BAD_CODE)
        codes = self.rng.sample(self.codes, self.rng.choice((1, 1, 1, 2, 10)))
        match self.rng.randrange(6):
            case 0:
                return subscribe(StreamType.ORDERBOOK, *codes[:2], depth=self.rng.choice((5, 15, 30)))
            case 1:
                return subscribe(StreamType.TRADE, *codes)
            case 2:
                return subscribe(self.rng.choice((StreamType.CANDLE_1S, StreamType.CANDLE_1M)), *codes)
            case 3:
                return subscribe(self.rng.choice((StreamType.MY_ORDER, StreamType.MY_ASSET)), ALL)
            case _:
                return subscribe(StreamType.TICKER, *codes)

    def change(self) -> None:
        """Do one random thing on the desk."""
        do = self.rng.choice(("attach", "attach", "replace", "replace", "close", "drop", "flip", "hold"))
        getattr(self.desk, do)(
            self.rng.randrange(PANELS), [self.random_subscription() for _ in range(self.rng.randrange(4))]
        )
        self.changes += 1

    async def disturb(self, seconds: float) -> None:
        """Run panels and faults for some seconds."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            for _ in range(self.rng.choice((1, 1, 3, 10))):
                self.change()
            self.desk.look()
            if self.rng.random() < 0.12:
                name, parameters = self.rng.choice(FAULTS)
                self.faults += 1
                await self.outside.set(name, **parameters)
            if self.rng.random() < 0.05:
                await self.mend()
            await asyncio.sleep(self.rng.expovariate(8.0))
            await self.outside.sessions()

    async def mend(self) -> None:
        """End all faults and close half-open connections, whose waiting frames would all be read at once."""
        await self.outside.set("drop")
        await self.outside.mend()

    async def flood(self, seconds: float) -> None:
        """Flood every market three times, on a link that flaps."""
        streams = (StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK)
        everything = Panel(self.engine, "flooded", [subscribe(stream, *self.codes) for stream in streams], self)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            flaps = time.monotonic() + self.rng.uniform(1.0, 5.0)
            while time.monotonic() < flaps:
                await asyncio.sleep(LOOKED_EVERY)
                everything.look()
            self.change()
            await self.outside.set(*self.rng.choice((("drop",), ("close",))))
            self.faults += 1
        everything.feed.close()

    async def rest_again(self) -> None:
        """End all faults, and check that the law soon holds, by the exchange's own view.

        Raises:
            AssertionError: it does not.
        """
        await self.mend()
        began = time.monotonic()
        while differences := await self._differences():
            if time.monotonic() - began > RECOVERED_WITHIN:
                raise AssertionError(f"not at rest within {RECOVERED_WITHIN:.0f} s: {'; '.join(differences)}")
            for panel in self.desk.panels.values():
                panel.feed.retry()
            await asyncio.sleep(0.25)
        self.slowest_recovery = max(self.slowest_recovery, time.monotonic() - began)
        self.rests += 1

    async def empty(self) -> Footprint:
        """Close all panels and connections, and measure what remains."""
        for who in list(self.desk.panels):
            self.desk.close(who)
        await self.rest_again()
        await asyncio.sleep(1.0)  # a socket disappears a moment after it was closed
        return footprint()

    async def _differences(self) -> list[str]:
        """Return the difference between the exchange's streams and the desired state; empty at rest."""
        self.desk.look()
        wanted = self.desk.wanted().keys()
        streamed = await self.outside.wanted()
        metrics = self.engine.get_connection_metrics()
        found = [
            f"{name} {sorted(map(_spelled, keys))[:3]}"
            for name, keys in (("missing", wanted - streamed), ("too many", streamed - wanted))
            if keys
        ]
        found += [f"{scope} task {stage}" for scope, stage in metrics["pending_task"].items() if stage != "none"]
        for scope in Scope:
            state = ConnectionState.LIVE if self.desk.wanted(scope) else ConnectionState.IDLE
            if (status := self.engine.link_status(scope)).state is not state:
                found.append(f"{scope} link {status}")
        if metrics["failures"]:
            raise AssertionError(f"the pending task failed {metrics['failures']} times")
        return found

    @property
    def violations(self) -> int:
        """Return the messages beyond the limits, by the exchange's count and by its errors."""
        return max(sum(self.outside.violations.values()), self.log.refusals)

    def progress(self) -> dict[str, Any]:
        """Return the counts so far."""
        links = self.engine.get_connection_metrics()["links"]
        return {
            "changes": self.changes,
            "faults": self.faults,
            "rests": self.rests,
            "violations": self.violations,
            "epochs": sum(link["epoch"] for link in links.values()),
            "frames": sum(link["messages"] for link in links.values()),
            "requests": self.engine.get_connection_metrics()["total_messages"],
            "slowest recovery": f"{self.slowest_recovery:.1f} s",
        }


def _spelled(key: StreamKey) -> str:
    return f"{key.type} {key.code}"


async def soak(base: str, seconds: float, seed: int, log: Memory) -> None:
    """Run rounds until the time is over.

    Raises:
        AssertionError: a rule was broken.
    """
    outside = ExchangeOutside(base)
    work = Soak(outside, [code for code in await outside.codes() if code.startswith("KRW-")], random.Random(seed), log)
    began = time.monotonic()
    telling = asyncio.get_running_loop().create_task(tell(work, began), name="progress")
    rounds, before = 0, footprint()
    while time.monotonic() - began < seconds or rounds <= WARM_UP:
        rounds += 1
        if rounds % FLOOD_EVERY == 0:
            await work.flood(16.0)
        else:
            await work.disturb(8.0)
        await work.rest_again()
        if work.violations:
            raise AssertionError(f"{work.violations} violations of the exchange's limits")
        if rounds == WARM_UP:
            before = await work.empty()
            print(f"warmed up: {before}", flush=True)
    after = await work.empty()
    print(f"at the end: {after}")
    telling.cancel()
    await work.engine.stop()
    await work.rest.close()
    print(json.dumps(work.progress()))
    growth = after.growth_since(before)
    if any(grown > allowed for grown, allowed in zip(growth, ALLOWED, strict=True)):
        raise AssertionError(f"it has grown by {growth}")


async def tell(work: Soak, began: float) -> None:
    """Print the progress every few rounds."""
    while True:
        await asyncio.sleep(TOLD_EVERY)
        reported = ", ".join(f"{name} {figure}" for name, figure in work.progress().items())
        print(f"{time.monotonic() - began:5.0f} s: {reported}", flush=True)


@contextmanager
def lives(seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Run random lives in virtual time, in a separate process."""
    command = [sys.executable, str(HERE / "lives.py"), f"{seconds:g}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def main() -> int:
    """Run both; return 0 if all rules held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=DEFAULT_SECONDS)
    parser.add_argument("--seed", type=int, default=time.time_ns() // 1_000_000_000)
    given = parser.parse_args()
    log, logger = Memory(), logging.getLogger("core")
    logger.addHandler(log)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # it would log every fault
    print(f"seed {given.seed}", flush=True)
    with lives(given.seconds) as beside, exchange_process("--markets", "60", "--trades-per-second", "1500") as base:
        try:
            asyncio.run(soak(base, given.seconds, given.seed, log))
        except AssertionError:
            print("\n".join(log.lines), traceback.format_exc(), "BROKEN", sep="\n")
            return 1
        reported = json.loads(beside.communicate(timeout=120.0)[0])
    print(f"in virtual time: {reported['lives']} lives, {reported['hours']:.1f} hours")
    if reported["broken"] is not None:
        print(f"BROKEN: life {reported['broken']}\n{reported['how']}")
    return 0 if reported["broken"] is None else 1


if __name__ == "__main__":
    sys.exit(main())
