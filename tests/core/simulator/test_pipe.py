import asyncio
import json

import pytest

from core.simulator.clock import Clock
from core.simulator.exchange import Exchange, Refused
from core.simulator.pipe import Closed, connect
from core.simulator.session import Ended, Manners
from scripted_source import ScriptedSource, book, trade
from virtual_time import until

pytestmark = pytest.mark.virtual_time

EPOCH_MS = 1_795_144_500_000
TICKER = json.dumps([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-BTC"]}])


def clock_of(**manners):
    trades = [trade("KRW-BTC", EPOCH_MS + 250 * n, 100.0 + n) for n in range(1, 40)]
    return Clock(
        Exchange(ScriptedSource(trades=trades, books=[book("KRW-BTC", EPOCH_MS)]), EPOCH_MS, Manners(**manners))
    )


async def test_frames_arrive_when_they_are_due_under_a_virtual_clock():
    pipe = connect(clock_of(snapshot_delay=(0.35, 0.35)))
    await pipe.send(TICKER)
    frames = []
    for _ in range(3):
        frame = json.loads(await pipe.recv())
        frames.append((frame["stream_type"], frame["trade_price"], round(asyncio.get_running_loop().time(), 3)))
    assert frames == [("SNAPSHOT", 101.0, 0.35), ("REALTIME", 102.0, 0.5), ("REALTIME", 103.0, 0.75)]


async def test_an_idle_connection_is_lost_after_a_minute_unless_it_pings():
    clock = clock_of()
    silent, pinging = connect(clock), connect(clock)
    await until(50.0)
    assert await (await pinging.ping()) == 0.0
    with pytest.raises(Closed) as caught:
        await silent.recv()
    assert (caught.value.code, asyncio.get_running_loop().time()) == (1006, 60.0)
    with pytest.raises(Closed):
        await pinging.recv()
    assert asyncio.get_running_loop().time() == 110.0


async def test_an_error_is_received_before_the_close():
    pipe = connect(clock_of())
    await pipe.send("hello")
    assert b"WRONG_FORMAT" in await pipe.recv()
    with pytest.raises(Closed, match="1000"):
        await pipe.recv()
    assert asyncio.get_running_loop().time() == pytest.approx(0.15)
    for speak in (pipe.send(TICKER), pipe.ping()):
        with pytest.raises(Closed):
            await speak


@pytest.mark.parametrize(("way", "code"), [("abort", 1006), ("close", 1000)])
async def test_the_client_can_leave(way, code):
    clock = clock_of()
    pipe = connect(clock)
    await pipe.send(TICKER)
    receiving = asyncio.get_running_loop().create_task(pipe.recv())
    await asyncio.sleep(0)
    ending = getattr(pipe, way)()
    if ending is not None:
        await ending
    with pytest.raises(Closed, match=str(code)):
        await receiving
    assert clock.exchange.sessions == []


async def test_the_exchange_can_close_with_a_code_and_a_reason():
    pipe = connect(clock_of())
    pipe.session.end(Ended(1012, "restart"))
    with pytest.raises(Closed, match="1012 restart"):
        await pipe.recv()


async def test_the_sixth_connect_in_a_second_is_refused():
    clock = clock_of()
    for _ in range(5):
        connect(clock)
    with pytest.raises(Refused):
        connect(clock)
    await until(1.0)
    connect(clock)
