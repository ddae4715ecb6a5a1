"""All markets of the exchange at ten times its busiest hour."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Iterator

from children import exchange, feeder
from figures import Figure, percentile
from frames import codes
from product import desk, eventually, frames_received, on_the_desks_loop
from PySide6.QtCore import QObject

from app.panel_spec import DEFAULT_DESK
from app.process_figures import rss_mb
from core.mailbox import Loss
from core.subscription import StreamType, subscribe
from core.upbit.markets import Market, MarketList
from core.upbit.messages import Trade

MARKETS = 855
RATE = 10_000.0
WARM_UP = 4.0


class Witness(QObject):
    """A component that wants everything, on the frame clock like a panel: counts trades, times them."""

    def __init__(self, parts) -> None:
        super().__init__()
        self._clock = parts.clock
        self.trades = 0
        self.lost = 0
        self.first = self.last = 0
        self.delays_ms = array("d")
        everything = codes(MARKETS)
        wanted = [subscribe(kind, *everything) for kind in (StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK)]
        self.feed = parts.engine.attach("witness", wanted, owner=self, on_mail=self._on_mail)

    def _on_mail(self) -> None:
        self._clock.request(self)

    def frame(self) -> bool:
        """Take, and tell of nothing to paint."""
        now = time.time() * 1000
        for message in self.feed.take():
            if isinstance(message, Trade):
                self.first = self.first or message.sequential_id
                self.last = message.sequential_id
                self.trades += 1
                self.delays_ms.append(now - message.timestamp)
            elif isinstance(message, Loss):
                self.lost += message.count
        return False


def measure(seconds: float) -> Iterator[Figure]:
    """The default desk, and a witness to what comes through."""
    with (
        exchange("--trades-per-second", "0.001") as rest_url,
        feeder("mixed", "SIMPLE", RATE, 3600.0, MARKETS) as child,
    ):
        figures = on_the_desks_loop(flood(rest_url, child.url, seconds))
        told = child.flood()
    verdict = "ok" if told.is_valid else "INVALID"
    yield Figure("fed at", f"{told.rate:,.0f} msg/s", f">= {0.95 * RATE:,.0f}", verdict)
    yield from figures if told.is_valid else (figure._replace(verdict="INVALID") for figure in figures)


async def flood(rest_url: str, ws_url: str, seconds: float) -> list[Figure]:
    """Measured once everything is open and warm."""
    async with desk(rest_url, ws_url) as (_, parts):
        parts.markets.fill(MarketList([Market(code, f"종목{n}", code) for n, code in enumerate(codes(MARKETS))]))
        parts.desk.open_all(DEFAULT_DESK)
        witness = Witness(parts)
        await eventually(lambda: witness.trades)
        await asyncio.sleep(WARM_UP)
        parts.clock._durations.clear()
        del witness.delays_ms[:]
        painted, messages, rss, cpu = (
            parts.clock.painted,
            frames_received(parts.engine),
            rss_mb() or 0.0,
            time.process_time(),
        )
        await asyncio.sleep(seconds)
        cpu = time.process_time() - cpu
        grown = (rss_mb() or 0.0) - rss
        frames, painted, messages = (
            parts.clock.stats(),
            parts.clock.painted - painted,
            frames_received(parts.engine) - messages,
        )
        lost = witness.last - witness.first + 1 - witness.trades
        dropped = sum(row.lost for row in parts.engine.component_report())
        delays = list(witness.delays_ms)
    return [
        Figure.judged("frame, p50", frames.p50_ms, None, "ms"),
        Figure.judged("frame, p99", frames.p99_ms, 16.7, "ms"),
        Figure(f"frames painted in {seconds:g} s", str(painted), "", "for scale"),
        Figure("trades lost", str(lost), "0", "ok" if lost == 0 else "MISSED"),
        Figure("mail lost, all components", str(dropped), "0", "ok" if dropped == 0 else "MISSED"),
        Figure.judged("exchange to panel, p50", percentile(delays, 0.50), None, "ms"),
        Figure.judged("exchange to panel, p99", percentile(delays, 0.99), None, "ms"),
        Figure.judged(f"memory grown in {seconds:g} s", grown, 5.0, "MB"),
        Figure.judged("CPU", cpu / seconds * 100, None, "%"),
        Figure.judged("CPU a message, painting included", cpu / messages * 1e6, None, "µs"),
    ]
