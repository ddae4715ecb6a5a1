"""The fault matrix, rows 1-6: faults of the connection."""

from __future__ import annotations

import asyncio

import pytest

from core.engine.deliver.feed import FeedState
from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.link import pulse, websocket_dial
from core.link.unreachable import no_answer
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamKey, StreamType
from core.timing import heartbeat
from core.upbit.upbit import Upbit
from core.upbit.wire.codec import encode_list_subscriptions
from core.upbit.wire.wire_format import WireFormat
from embedded import EmbeddedExchange, EngineFactory, quiet_source
from scripted_socket import ScriptedPeer
from under_fault import (
    BOOK_XRP,
    DESK,
    HOUR,
    MY_ORDERS,
    TICKER_BTC,
    TRADE_ETH,
    WANTED,
    assert_back,
    busy_source,
    exchange_behind_a_pipe,
    now,
    public_dial,
)
from virtual_time import until
from waiting import eventually

virtual = pytest.mark.virtual_time


# 1. Reset or cut


async def test_row_01_a_reset_at_any_byte_of_the_handshake_is_a_failed_dial_and_no_more() -> None:
    async with exchange_behind_a_pipe() as (_, pipe):
        dial = public_dial(pipe.port)
        (await dial()).abort()
        for byte in range(pipe.carried):
            pipe.down.cut_after = byte
            with pytest.raises(ConnectionFailed) as failed:
                await dial()
            assert not isinstance(failed.value, FatalConnection)


async def test_row_01_a_reset_at_any_byte_of_a_frame_is_a_lost_connection_and_no_frame() -> None:
    async with exchange_behind_a_pipe() as (_, pipe):
        dial = public_dial(pipe.port)
        socket = await dial()
        handshake = pipe.carried
        request = encode_list_subscriptions("ticket", WireFormat.DEFAULT)
        await socket.send(request)
        await socket.receive()
        frame = pipe.carried - handshake
        socket.abort()
        assert frame > 2
        for byte in range(frame):
            pipe.down.cut_after = handshake + byte
            socket = await dial()
            await socket.send(request)
            with pytest.raises(ConnectionLost):
                await socket.receive()


async def test_row_01_a_connection_cut_in_the_middle_of_a_frame_comes_back_whole() -> None:
    async with exchange_behind_a_pipe() as (server, pipe):
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: public_dial(pipe.port)}, debounce_delay=0.0)
        feed = engine.attach("panel", [TICKER_BTC, BOOK_XRP])
        await eventually(lambda: len(feed.take()) == 2)
        pipe.down.cut_after = pipe.carried + 20
        engine.attach("another", [TRADE_ETH])
        cut = now()
        await eventually(lambda: feed.status().state is FeedState.DISCONNECTED)
        assert now() - cut < 0.5
        assert engine.link_status(Scope.PUBLIC).state is ConnectionState.RECONNECTING
        pipe.down.cut_after = None
        await eventually(lambda: feed.status().state is FeedState.LIVE)
        (session,) = server.sessions
        assert {StreamKey(StreamType(topic.type), topic.code) for topic in session.wanted} == WANTED
        assert (engine.link_status(Scope.PUBLIC).epoch, pipe.accepted) == (2, 2)
        await engine.stop()


# 2 and 3. Closed by the server


@virtual
@pytest.mark.parametrize("code", [1000, 1001])
async def test_row_02_a_polite_close_is_a_lost_connection_like_any_other(
    exchange: EmbeddedExchange, make_engine: EngineFactory, code: int
) -> None:
    engine = make_engine(exchange)
    feed = engine.attach("desk", DESK)
    await until(5.0)
    exchange.faults.set("close", now(), code=code)
    await until(5.2)
    assert feed.status().state is FeedState.DISCONNECTED
    await until(8.0)
    assert_back(exchange, engine)
    assert feed.status().state is FeedState.LIVE


@virtual
@pytest.mark.parametrize("code", [1003, 1008, 1011, 1012, 1013, 4000, 4999])
async def test_row_03_a_close_code_sets_the_waiting_time_and_is_shown(
    exchange: EmbeddedExchange, make_engine: EngineFactory, code: int
) -> None:
    engine = make_engine(exchange)
    engine.attach("desk", DESK)
    await until(5.0)
    exchange.faults.set("close", now(), code=code, reason="because")
    await until(5.2)
    assert str(code) in engine.link_status(Scope.PUBLIC).reason
    await until(80.0)
    waited = exchange.dials[1] - 5.0
    assert (60.0 <= waited <= 61.0) if code == 1008 else (0.25 <= waited <= 0.6)
    assert_back(exchange, engine)


@virtual
async def test_row_03_a_server_that_has_had_enough_of_us_is_left_alone_by_every_connection(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    private = ScriptedPeer()
    engine = make_engine(dials={Scope.PUBLIC: exchange.dial, Scope.PRIVATE: private.dial})
    engine.attach("desk", DESK)
    await until(5.0)
    exchange.faults.set("close", now(), code=1008)
    await until(6.0)
    engine.attach("orders", [MY_ORDERS])
    await until(64.0)
    assert private.dials == []
    await until(70.0)
    assert len(private.dials) == 1
    assert exchange.wanted == WANTED


# 4. Half-open


@virtual
@pytest.mark.parametrize("is_quiet", [False, True])
@pytest.mark.parametrize("when", [12.0, 20.5, 29.9, 61.3])
async def test_row_04_a_half_open_socket_is_dead_within_12_s(
    make_engine: EngineFactory, is_quiet: bool, when: float
) -> None:
    exchange = EmbeddedExchange(quiet_source() if is_quiet else None)
    engine = make_engine(exchange)
    feed = engine.attach("desk", DESK)
    await until(when)
    exchange.faults.set("half_open", now())
    await until(when + 12.0)
    assert feed.status().state is not FeedState.LIVE or engine.link_status(Scope.PUBLIC).epoch == 2
    await until(when + 14.0)
    assert_back(exchange, engine)


@pytest.mark.parametrize("is_both_ways", [False, True])
async def test_row_04_a_stalled_line_is_aborted_and_never_waited_for(
    monkeypatch: pytest.MonkeyPatch, is_both_ways: bool
) -> None:
    monkeypatch.setattr(heartbeat, "QUIET", 0.15)
    monkeypatch.setattr(heartbeat, "PONG_TIMEOUT", 0.15)
    monkeypatch.setattr(pulse, "LAST_LOOK", 0.05)
    monkeypatch.setattr(websocket_dial, "HANDSHAKE_TIMEOUT", 0.1)
    async with exchange_behind_a_pipe() as (_, pipe):
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: public_dial(pipe.port)}, debounce_delay=0.0)
        feed = engine.attach("desk", DESK)
        await eventually(lambda: len(feed.take()) == 3)
        (pipe.stall if is_both_ways else pipe.down.stall)()
        await eventually(lambda: feed.status().state is FeedState.DISCONNECTED, within=1.0)
        pipe.up.resume()
        pipe.down.resume()
        await eventually(lambda: feed.status().state is FeedState.LIVE, within=3.0)
        await engine.stop()


# 5. Alive and silent


@virtual
@pytest.mark.parametrize(
    ("reach", "reply", "requests", "epoch"),
    [("request", "asked", 2, 1), ("open", "asked", 3, 2), ("open", "none", 2, 2)],
    ids=["one resend is enough", "resent in vain", "no answer"],
)
async def test_row_05_a_busy_connection_that_falls_silent_is_questioned_requested_again_and_closed_at_last(
    make_engine: EngineFactory, reach: str, reply: str, requests: int, epoch: int
) -> None:
    exchange = EmbeddedExchange(busy_source())
    engine = make_engine(exchange)
    feed = engine.attach("panel", [TICKER_BTC])
    await until(40.0)
    exchange.faults.set("lost_subscription", now(), reach=reach)
    if reply == "none":
        exchange.faults.set("list_reply", now(), reply=reply)
    await until(41.0)
    feed.take()
    await until(60.0)
    assert feed.has_mail
    assert (len(exchange.requests), engine.link_status(Scope.PUBLIC).epoch) == (requests, epoch)


@virtual
async def test_row_05_a_quiet_market_is_left_in_peace_for_hours(make_engine: EngineFactory) -> None:
    exchange = EmbeddedExchange(quiet_source())
    engine = make_engine(exchange)
    engine.attach("desk", DESK)
    await until(HOUR)
    assert (len(exchange.dials), len(exchange.requests)) == (1, 1)
    assert engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE


# 6. Slow


async def test_row_06_a_slow_handshake_is_given_up_in_time_and_blocks_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(websocket_dial, "HANDSHAKE_TIMEOUT", 0.3)
    async with exchange_behind_a_pipe() as (_, pipe):
        pipe.down.slice_size, pipe.down.pause = 1, 0.01
        dialling = asyncio.ensure_future(public_dial(pipe.port)())
        began, turns = now(), 0
        while not dialling.done():
            await asyncio.sleep(0.01)
            turns += 1
        with pytest.raises(ConnectionFailed) as failed:
            await dialling
        assert failed.value.user_message == no_answer("http://127.0.0.1")
        assert now() - began < 1.0
        assert turns >= 10


async def test_row_06_a_slow_line_works_and_its_round_trip_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "QUIET", 0.1)
    async with exchange_behind_a_pipe() as (_, pipe):
        pipe.up.latency = pipe.down.latency = 0.05
        pipe.down.slice_size = 100
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: public_dial(pipe.port)}, debounce_delay=0.0)
        feed = engine.attach("desk", DESK)
        await eventually(lambda: feed.status().state is FeedState.LIVE)
        await eventually(lambda: engine.get_connection_metrics()["links"]["public"]["round_trip_ms"])
        assert engine.get_connection_metrics()["links"]["public"]["round_trip_ms"] >= 100.0
        assert pipe.accepted == 1
        await engine.stop()


@virtual
async def test_row_06_frames_held_back_delay_nothing_else(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    feed = engine.attach("desk", DESK)
    await until(5.0)
    exchange.faults.set("delay", now(), by=5.0)
    await until(80.0)
    assert feed.status().state is FeedState.LIVE
    assert len(exchange.dials) == 1


@virtual
async def test_row_06_a_line_half_a_minute_late_is_waited_for_at_last(make_engine: EngineFactory) -> None:
    exchange = EmbeddedExchange(busy_source(seconds=300))
    engine = make_engine(exchange)
    feed = engine.attach("desk", DESK)
    await until(5.0)
    exchange.faults.set("delay", now(), by=30.0)
    await until(120.0)
    assert feed.status().state is FeedState.LIVE
    dials = len(exchange.dials)
    await until(300.0)
    assert len(exchange.dials) == dials
    await until(HOUR)
    assert len(exchange.dials) <= dials + 2, "the market has fallen asleep, which looks the same on such a line"
