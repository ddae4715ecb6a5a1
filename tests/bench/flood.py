"""All markets of the exchange at ten times its busiest hour, on a desk of eight panels."""

from __future__ import annotations

import asyncio
import os
import time
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from children import ENOUGH, exchange, feeder
from figures import Figure, percentile
from frames import codes
from product import desk, eventually, frames_received, on_the_desks_loop
from PySide6.QtCore import QObject, QTimer
from yardstick import Yardstick

from app.panels.spec import PanelSpec
from app.process.figures import rss_mb
from core.model.markets import Market, MarketList
from core.model.messages import Trade
from core.model.subscription import StreamType, subscribe

MARKETS = 855
RATE = 10_000.0
FRAME = 16.7
PAST = 400
"""Trades of each market sent beforehand: twice as many as the engine remembers. Then its memory is full, and the sets
with their ids are as large as they become: they double, 7 MB for all markets, when half of it has been replaced."""
SETTLED_AFTER = 10.0
SAMPLED_EVERY = 0.5
TIMED = 10
"""One in so many trades is timed."""
PANELS = tuple(
    map(
        PanelSpec.parse,
        (
            "watchlist", "chart:KRW-BTC:1m", "chart:KRW-ETH:1m", "engine",
            "orderbook:KRW-BTC", "orderbook:KRW-ETH", "trades:KRW-BTC", "trades:KRW-ETH",
        ),
    )
)  # fmt: skip
"""The last panel floats, because otherwise it would be a tab behind another one."""


class Instant(float):
    """Seconds of wall time; beside it those in which this thread was running, and waiting for a core to run on."""

    __slots__ = ("cpu", "waited")

    @classmethod
    def now(cls) -> Instant:
        """Return the present time; replaces the frame clock's own."""
        return cls.of(time.perf_counter(), time.thread_time(), waited_for_a_core())

    @classmethod
    def of(cls, wall: float, cpu: float, waited: float) -> Instant:
        """Return the three together."""
        instant = cls(wall)
        instant.cpu, instant.waited = cpu, waited
        return instant

    def __sub__(self, earlier: Instant) -> Instant:
        return Instant.of(float(self) - float(earlier), self.cpu - earlier.cpu, self.waited - earlier.waited)


@cache
def _scheduling() -> int | None:
    """The open file in which Linux tells of this thread; None elsewhere."""
    path = Path("/proc/thread-self/schedstat")
    return os.open(path, os.O_RDONLY) if path.exists() else None


def waited_for_a_core() -> float:
    """Return the seconds that this thread has been ready to run while other work had all cores; 0 if not told."""
    file = _scheduling()
    return 0.0 if file is None else int(os.pread(file, 100, 0).split()[1]) / 1e9


class Witness(QObject):
    """Subscribes to everything, on the frame clock like a panel: counts trades and times some of them."""

    def __init__(self, parts) -> None:
        super().__init__()
        self._clock = parts.clock
        self.trades = 0
        self.first = self.last = 0
        self.delays_ms = array("d")
        self._waiting = array("q")
        everything = codes(MARKETS)
        wanted = [subscribe(kind, *everything) for kind in (StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK)]
        self.feed = parts.engine.attach("witness", wanted, owner=self, on_data=self._on_data)

    @property
    def made(self) -> int:
        """Return the number of trades at the exchange, from their sequential ids."""
        return self.last - self.first + 1 if self.first else 0

    def begin(self) -> None:
        """Start counting now."""
        self.trades = self.first = self.last = 0
        del self.delays_ms[:]

    def frame(self) -> bool:
        """Take the data and request no painting; the delay is measured when the frame is painted."""
        for message in self.feed.take():
            if isinstance(message, Trade):
                self.first = self.first or message.sequential_id
                self.last = message.sequential_id
                self.trades += 1
                if self.trades % TIMED == 0:
                    self._waiting.append(message.timestamp)
        QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_data(self) -> None:
        self._clock.request(self)

    def _on_painted(self) -> None:
        now = time.time() * 1000
        self.delays_ms.extend(now - sent for sent in self._waiting)
        del self._waiting[:]


class Readings(NamedTuple):
    """The desk's counters at one moment."""

    at: float
    cpu: float
    messages: int
    painted: int
    dropped: int

    @classmethod
    def of(cls, parts) -> Readings:
        """Read the counters."""
        dropped = sum(row.lost for row in parts.engine.component_report())
        return cls(time.monotonic(), time.process_time(), frames_received(parts.engine), parts.clock.painted, dropped)

    def since(self, before: Readings) -> Readings:
        """Return the increase since `before`."""
        return Readings(*(now - then for now, then in zip(self, before, strict=True)))


def measure(seconds: float) -> Iterator[Figure]:
    """Run eight panels and a component that measures."""
    with (
        exchange() as rest_url,
        feeder("desk", "SIMPLE", RATE, 3600.0, MARKETS, past=PAST) as child,
    ):
        figures = on_the_desks_loop(flood(rest_url, child.url, seconds))
        reported = child.flood()
    verdict = "ok" if reported.is_valid else "INVALID"
    yield Figure("fed at", f"{reported.rate:,.0f} msg/s", f">= {ENOUGH * RATE:,.0f}", verdict)
    yield from figures if reported.is_valid else (figure._replace(verdict="INVALID") for figure in figures)


async def flood(rest_url: str, ws_url: str, seconds: float) -> list[Figure]:
    """Measure after everything is open and the engine's memory of every market is full."""
    async with desk(rest_url, ws_url) as (_, parts):
        parts.clock._now = Instant.now
        parts.markets.fill(MarketList([Market(code, f"종목{n}", code) for n, code in enumerate(codes(MARKETS))]))
        parts.desk.open_all(PANELS)
        parts.desk.docks()[-1].setFloating(True)
        witness = Witness(parts)
        await eventually(lambda: witness.made > MARKETS * PAST, within=120.0)
        await asyncio.sleep(SETTLED_AFTER)
        parts.clock._durations.clear()
        witness.begin()
        yardstick, began, start = Yardstick(), Readings.of(parts), Instant.now()
        memory, beside = await sampled(seconds, yardstick)
        there, whole = Readings.of(parts).since(began), Instant.now() - start
        durations = list(parts.clock._durations)
        wall_ms, cpu_ms = sorted(took * 1000 for took in durations), [took.cpu * 1000 for took in durations]
        undelayed = percentile([(float(took) - took.waited) * 1000 for took in durations], 0.99)
        lost = witness.made - witness.trades
        delays = list(witness.delays_ms)
        visible = sum(dock.panel.isVisible() for dock in parts.desk.docks())
    return [
        Figure("panels in sight", str(visible), str(len(PANELS)), "ok" if visible == len(PANELS) else "INVALID"),
        Figure.judged("frame, p50", percentile(wall_ms, 0.50), None, "ms"),
        judged_on_the_wall(percentile(wall_ms, 0.99), undelayed),
        Figure.judged("frame, p99 without waiting for a core", undelayed, FRAME, "ms"),
        Figure.judged("frame, longest", wall_ms[-1], None, "ms"),
        Figure.judged("frame, CPU p50", percentile(cpu_ms, 0.50), None, "ms"),
        Figure.judged("frame, CPU p99", percentile(cpu_ms, 0.99), FRAME, "ms"),
        Figure.judged("frame, CPU p99, over the yardstick", percentile(cpu_ms, 0.99) / beside, None, "ms"),
        Figure.judged("the yardstick beside it (1 where nothing else runs)", beside, None, "ms"),
        Figure.judged("ready to run, but waiting for a core", whole.waited / whole * 100, None, "%"),
        Figure("frames painted", f"{there.painted / there.at:.1f} /s", "", "for scale"),
        Figure("trades lost", f"{lost} of {witness.made:,}", "0", "ok" if lost == 0 else "MISSED"),
        Figure("mail lost, all components", str(there.dropped), "0", "ok" if there.dropped == 0 else "MISSED"),
        Figure.judged("exchange to screen, p50", percentile(delays, 0.50), None, "ms"),
        Figure.judged("exchange to screen, p99", percentile(delays, 0.99), None, "ms"),
        *grown(memory),
        Figure("load of the machine", f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", "", "for scale"),
        Figure.judged("CPU", there.cpu / there.at * 100, None, "%"),
        Figure.judged("CPU a message, painting included", there.cpu / there.messages * 1e6, None, "µs"),
    ]


def judged_on_the_wall(p99: float, undelayed: float) -> Figure:
    """Return the row of the frames' wall time; it says nothing of the desk where only other work made them late."""
    return Figure.judged("frame, p99", p99, FRAME, "ms", is_valid=p99 <= FRAME or undelayed > FRAME)


async def sampled(seconds: float, yardstick: Yardstick) -> tuple[list[tuple[float, float]], float]:
    """Memory in use over time, as (seconds, MB), and the yardstick's median, in ms."""
    began = time.monotonic()
    samples: list[tuple[float, float]] = []
    taken: list[float] = []
    while (elapsed := time.monotonic() - began) < seconds:
        samples.append((elapsed, rss_mb() or 0.0))
        taken.append(yardstick.run())
        await asyncio.sleep(SAMPLED_EVERY)
    return samples, percentile(taken, 0.5)


def grown(samples: list[tuple[float, float]]) -> Iterator[Figure]:
    """Return the growth of memory after the first third, when all has been painted often: the amount, and the slope."""
    times, sizes = zip(*samples[len(samples) // 3 :], strict=True)
    slope = np.polyfit(times, sizes, 1)[0] * 60
    yield Figure.judged("memory in use", sizes[-1], None, "MB")
    yield Figure.judged(f"memory grown in the last {times[-1] - times[0]:.0f} s", sizes[-1] - sizes[0], 5.0, "MB")
    yield Figure.judged("memory rises at", slope, None, "MB/min")
