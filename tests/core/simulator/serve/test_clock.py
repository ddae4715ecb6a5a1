import asyncio
import json

import pytest

from core.simulator.exchange import Exchange
from core.simulator.market.source import Market
from core.simulator.serve.clock import STEP, Clock
from core.simulator.streams.manners import Manners
from scripted_source import ScriptedSource, trade
from virtual_time import until

pytestmark = pytest.mark.virtual_time

EPOCH_MS = 1_795_144_500_000
TRADES = json.dumps([{"ticket": "me"}, {"type": "trade", "codes": ["KRW-BTC"]}])


class CountingExchange(Exchange):
    """Counts how often it is advanced."""

    advances = 0

    def advance(self, now):
        self.advances += 1
        super().advance(now)


def clock_of(*offsets_ms):
    trades = [trade("KRW-BTC", EPOCH_MS + offset, n=n) for n, offset in enumerate(offsets_ms)]
    return Clock(CountingExchange(ScriptedSource(trades=trades), EPOCH_MS, Manners(snapshot_delay=(0.0, 0.0))))


async def test_a_quiet_market_is_left_alone():
    clock = clock_of(5_000, 30_000)
    session = clock.exchange.open(0.0)
    session.receive(TRADES, clock.now)
    clock.wind()
    await until(40.0)
    assert clock.exchange.advances == 3  # the snapshot, and two trades
    assert len(session.outbox) == 2  # there were no trades when the snapshot was due
    clock.stop()


async def test_a_flood_is_carried_in_batches():
    clock = clock_of(*range(1, 1001))
    session = clock.exchange.open(0.0)
    session.receive(TRADES, clock.now)
    clock.wind()
    await until(2.0)
    assert len(session.outbox) == 1000
    assert clock.exchange.advances <= 1.0 / STEP + 1
    clock.stop()


async def test_a_stopped_clock_advances_no_more():
    clock = clock_of(1_000)
    clock.exchange.open(0.0).receive(TRADES, clock.now)
    clock.wind()
    clock.stop()
    await until(100.0)
    assert clock.exchange.advances == 0


async def test_much_work_is_done_in_slices_so_that_others_have_their_turn():
    class Laborious(CountingExchange):
        def advance(self, now):
            super().advance(now)
            asyncio.get_running_loop()._jumping.now += 0.003

    codes = [f"KRW-{n}" for n in range(100)]
    source = ScriptedSource([Market(code, code, code) for code in codes], [trade(code, EPOCH_MS - 1) for code in codes])
    clock = Clock(Laborious(source, EPOCH_MS, Manners(snapshot_delay=(0.0, 0.0))))
    session = clock.exchange.open(0.0)
    session.receive(json.dumps([{"ticket": "me"}, {"type": "trade", "codes": codes}]), clock.now)
    clock.wind()
    seen = []
    while len(session.outbox) < 100:
        seen.append(len(session.outbox))
        await asyncio.sleep(0.001)
    clock.stop()
    assert len(set(seen)) >= 5
    assert clock.now < 0.1


async def test_a_market_that_fails_stops_only_itself():
    class Broken(ScriptedSource):
        def trades(self, code, *args):
            if code == "KRW-ETH":
                raise ZeroDivisionError
            return super().trades(code, *args)

    reported = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))
    codes = ("KRW-BTC", "KRW-ETH")
    source = Broken(trades=[trade(code, EPOCH_MS + 100 * n) for code in codes for n in range(1, 6)])
    clock = Clock(Exchange(source, EPOCH_MS, Manners(snapshot_delay=(0.0, 0.0))))
    session = clock.exchange.open(0.0)
    session.receive(json.dumps([{"ticket": "me"}, {"type": "trade", "codes": codes}]), clock.now)
    clock.wind()
    await until(1.0)
    clock.stop()
    assert len(session.outbox) == 5
    assert [type(error) for error in reported] == [ZeroDivisionError]
