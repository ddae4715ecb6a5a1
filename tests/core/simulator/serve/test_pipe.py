import asyncio
import json
from decimal import Decimal

import pytest

from core.simulator.account.api_error import ApiError
from core.simulator.account.orders import OrderRequest
from core.simulator.exchange import Exchange, Refused, Unreachable
from core.simulator.serve.clock import Clock
from core.simulator.serve.pipe import Closed, connect, connect_private
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import Ended
from scripted_source import ScriptedSource, book, trade
from signing import token
from virtual_time import START, elapsed, until

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
        frames.append((frame["stream_type"], frame["trade_price"], round(elapsed(), 2)))
    assert frames == [("SNAPSHOT", 101.0, 0.35), ("REALTIME", 102.0, 0.5), ("REALTIME", 103.0, 0.75)]


async def test_an_idle_connection_is_lost_after_a_minute_unless_it_pings():
    clock = clock_of()
    silent, pinging = connect(clock), connect(clock)
    await until(50.0)
    assert await (await pinging.ping()) == 0.0
    with pytest.raises(Closed) as caught:
        await silent.recv()
    assert (caught.value.code, elapsed()) == (1006, 60.0)
    with pytest.raises(Closed):
        await pinging.recv()
    assert asyncio.get_running_loop().time() == 110.0


async def test_an_error_is_received_before_the_close():
    pipe = connect(clock_of())
    await pipe.send("hello")
    assert b"WRONG_FORMAT" in await pipe.recv()
    with pytest.raises(Closed, match="1000"):
        await pipe.recv()
    assert elapsed() == pytest.approx(0.15)
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
    await until(1.1)
    connect(clock)


async def test_a_stalled_connection_answers_its_pings_once_it_moves_again():
    clock = clock_of()
    pipe = connect(clock)
    clock.exchange.faults.set("half_open", clock.now)
    await pipe.send(TICKER)
    pong = await pipe.ping()
    await until(5.0)
    assert not pong.done()
    assert pipe.session.requests == 0
    clock.exchange.faults.clear(clock.now)
    assert await pong == pytest.approx(5.0, abs=START)
    await pipe.recv()
    assert pipe.session.requests == 1


async def test_a_ping_of_a_connection_that_ends_is_never_answered():
    clock = clock_of()
    pipe = connect(clock)
    clock.exchange.faults.set("half_open", clock.now)
    pong = await pipe.ping()
    clock.exchange.faults.set("drop", clock.now)
    with pytest.raises(Closed, match="1006"):
        await pong


async def test_a_fault_that_ends_by_itself_releases_the_held_frames():
    clock = clock_of(snapshot_delay=(0.0, 0.0))
    pipe = connect(clock)
    clock.exchange.faults.set("half_open", clock.now, seconds=8.0)
    await pipe.send(TICKER)
    await pipe.recv()
    assert elapsed() == 8.0


async def test_delayed_frames_arrive_when_they_are_due():
    clock = clock_of(snapshot_delay=(0.0, 0.0))
    pipe = connect(clock)
    clock.exchange.faults.set("delay", clock.now, by=1.5)
    await pipe.send(TICKER)
    times = []
    for _ in range(3):
        await pipe.recv()
        times.append(round(elapsed(), 2))
    assert times == [1.75, 2.0, 2.25]


async def test_slices_only_take_time():
    clock = clock_of(snapshot_delay=(0.0, 0.0))
    pipe = connect(clock)
    clock.exchange.faults.set("slice", clock.now, size=100, pause=0.5)
    await pipe.send(TICKER)
    frame = await pipe.recv()
    assert asyncio.get_running_loop().time() == pytest.approx(0.25 + 0.5 * ((len(frame) - 1) // 100))


async def test_a_frame_cut_off_in_its_slices_does_not_arrive():
    clock = clock_of(snapshot_delay=(0.0, 0.0))
    pipe = connect(clock)
    clock.exchange.faults.set("slice", clock.now, size=1, pause=1.0)
    await pipe.send(TICKER)
    asyncio.get_running_loop().call_later(1.0, pipe.abort)
    with pytest.raises(Closed, match="1006"):
        await pipe.recv()


async def test_connects_get_no_answer_while_connections_are_refused():
    clock = clock_of()
    clock.exchange.faults.set("refuse", clock.now, seconds=3.0)
    with pytest.raises(Unreachable):
        connect(clock)
    await until(3.0 + START)
    connect(clock)


async def test_a_handshake_can_be_refused_so_often():
    clock = clock_of()
    clock.exchange.faults.set("handshake", clock.now, status=418, wait=30.0, count=1)
    with pytest.raises(Refused) as caught:
        connect(clock)
    assert (caught.value.verdict.status, caught.value.verdict.blocked_for) == (418, 30.0)
    connect(clock)


ASSETS = json.dumps([{"ticket": "me"}, {"type": "myAsset"}])


async def test_a_private_connection_receives_the_accounts_events():
    clock = clock_of()
    pipe = connect_private(clock, token())
    await pipe.send(ASSETS)
    private = clock.exchange.private
    private.desk.place(OrderRequest("KRW-BTC", "ask", "limit", Decimal(100_000), Decimal("0.05")), private.play(0.0))
    private.publish(0.0)
    assert json.loads(await pipe.recv())["assets"] == [{"currency": "BTC", "balance": 0.05, "locked": 0.05}]


@pytest.mark.parametrize("bad", [None, "abc", token(access_key="other")])
async def test_a_bad_token_is_refused_or_answered_as_the_manners_are(bad):
    clock = clock_of()
    with pytest.raises(ApiError):
        connect_private(clock, bad)
    clock.exchange.manners = Manners(refuse_bad_tokens=False)
    pipe = connect_private(clock, bad)
    await pipe.send(ASSETS)
    assert b"INVALID_AUTH" in await pipe.recv()
    with pytest.raises(Closed, match="1000"):
        await pipe.recv()


async def test_the_sixth_private_connect_in_a_second_is_refused():
    clock = clock_of()
    for _ in range(5):
        connect_private(clock, token())
    with pytest.raises(Refused):
        connect_private(clock, token())


@pytest.mark.parametrize(("fault", "refusal"), [("refuse", Unreachable), ("handshake", Refused)])
async def test_a_refusal_of_public_connections_applies_to_private_ones(fault, refusal):
    clock = clock_of()
    clock.exchange.faults.set(fault, 0.0)
    for attempt in (lambda: connect(clock), lambda: connect_private(clock, token())):
        with pytest.raises(refusal):
            attempt()
