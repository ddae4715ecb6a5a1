"""The fault matrix, rows 17, 19 and 20: what the machine itself does, its clocks, its names, its sleep."""

from __future__ import annotations

import asyncio
import socket as sockets
import threading

import pytest

from app.loop import QtLoop
from core import websocket_dial
from core.feed import FeedState
from core.heartbeat import PONG_TIMEOUT
from core.subscription import Scope, StreamType, subscribe
from core.websocket_manager import WebSocketManager
from embedded import EPOCH_MS, EmbeddedExchange, EngineFactory
from scripted_source import ScriptedSource, book, trade
from under_fault import (
    DESK,
    HOUR,
    assert_back,
    now,
)
from virtual_time import until
from waiting import eventually

virtual = pytest.mark.virtual_time


# 17. Clocks


def lasting_source() -> ScriptedSource:
    """The markets of the desk, lively from a quarter of an hour before time 0 to as long after it."""
    times = [EPOCH_MS + 1_000 * second for second in range(-900, 900)]
    trades = [trade(code, time) for code in ("KRW-BTC", "KRW-ETH") for time in times]
    return ScriptedSource(trades=trades, books=[book("KRW-XRP", time) for time in times])


@virtual
@pytest.mark.parametrize("by", [600.0, -600.0])
@pytest.mark.parametrize("whose", ["ours", "theirs"])
async def test_row_17_a_clock_set_anew_moves_no_timer_and_costs_no_connection(
    make_engine: EngineFactory, by: float, whose: str
) -> None:
    ours = 0.0
    exchange = EmbeddedExchange(lasting_source())
    engine = make_engine(exchange, wall_clock=lambda: 1_795_144_500.0 + now() + ours)
    feed = engine.attach("desk", DESK)
    await until(31.0)
    if whose == "ours":
        ours = by
    else:
        exchange.faults.set("clock_shift", now(), by=by)
    await until(33.5)
    engine.attach("another", [subscribe(StreamType.TICKER, "KRW-ETH")])
    await until(33.7)
    assert len(exchange.requests) == 2
    feed.take()
    await until(90.0)
    assert feed.status().state is FeedState.LIVE
    assert feed.has_mail
    assert len(exchange.dials) == 1


# 19. Names that are not looked up


async def test_row_19_a_name_nobody_knows_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise sockets.gaierror(sockets.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(sockets, "getaddrinfo", unknown)
    engine = WebSocketManager(dials={Scope.PUBLIC: websocket_dial.websocket_dial("ws://exchange.example/websocket/v1")})
    engine.attach("desk", DESK)
    await eventually(lambda: engine.link_status(Scope.PUBLIC).attempt >= 2)
    await engine.stop()


async def test_row_19_a_resolver_that_hangs_takes_no_thread_from_others_and_delays_no_exit(
    application: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()

    def hanging(*_: object, **__: object) -> list[object]:
        released.wait(10.0)
        raise sockets.gaierror(sockets.EAI_AGAIN, "Temporary failure in name resolution")

    assert isinstance(asyncio.get_running_loop(), QtLoop)
    monkeypatch.setattr(sockets, "getaddrinfo", hanging)
    dials = [asyncio.ensure_future(websocket_dial.websocket_dial(f"ws://{n}.example/")()) for n in range(12)]
    try:
        await asyncio.sleep(0.05)
        async with asyncio.timeout(1.0):
            assert await asyncio.to_thread(int, "7") == 7, "the shared executor is free"
        asked = now()
        for dial in dials:
            dial.cancel()
        await asyncio.wait(dials)
        assert now() - asked < 1.0
    finally:
        released.set()


# 20. Sleep and resume


@virtual
@pytest.mark.parametrize("is_dead", [True, False])
async def test_row_20_after_a_sleep_every_connection_is_probed_at_once(
    exchange: EmbeddedExchange, make_engine: EngineFactory, is_dead: bool
) -> None:
    slept = 0.0
    engine = make_engine(exchange, wall_clock=lambda: 1_795_144_500.0 + now() + slept)
    feed = engine.attach("desk", DESK)
    await until(31.0)
    slept = HOUR
    if is_dead:
        exchange.faults.set("half_open", now())
    await until(
        31.0 + 2.0 + PONG_TIMEOUT + 1.0
    )  # without the probe a dead one would be found out 11 s after its last word
    assert_back(exchange, engine, epoch=2 if is_dead else 1)
    assert feed.status().state is FeedState.LIVE
