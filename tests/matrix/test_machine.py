"""The fault matrix, rows 17, 19 and 20: the machine's clocks, name look-ups and sleep."""

from __future__ import annotations

import asyncio
import json
import socket as sockets
import threading

import pytest

from app.process.qt_loop import QtLoop
from core.engine.deliver.feed import FeedState
from core.engine.websocket_manager import WebSocketManager
from core.market.candles.bar import bar_of
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.trades.gaps import TradeGaps
from core.market.trades.tape import TradeTape
from core.model.messages import Candle, Trade
from core.model.subscription import Scope, StreamType, subscribe
from core.timing.heartbeat import PONG_TIMEOUT
from core.upbit.dial import upbit_dial
from core.upbit.upbit import Upbit
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
    """The markets of the desk, lively from 15 minutes before time 0 until 15 minutes after it."""
    times = [EPOCH_MS + 1_000 * second for second in range(-900, 900)]
    trades = [trade(code, time) for code in ("KRW-BTC", "KRW-ETH") for time in times]
    return ScriptedSource(trades=trades, books=[book("KRW-XRP", time) for time in times])


@virtual
@pytest.mark.parametrize("by", [600.0, -600.0])
@pytest.mark.parametrize("whose", ["ours", "theirs"])
async def test_row_17_a_changed_clock_moves_no_timer_and_costs_no_connection(
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
    assert len(exchange.requests) == 2 + (whose == "theirs"), "after a step of its clock all is requested once more"
    feed.take()
    await until(90.0)
    assert feed.status().state is FeedState.LIVE
    assert feed.has_mail
    assert len(exchange.dials) == 1


@virtual
@pytest.mark.parametrize("by", [600.0, -600.0, 60.0])
async def test_row_17_a_clock_of_the_exchange_that_is_wrong_for_a_while_freezes_nothing(
    make_engine: EngineFactory, by: float
) -> None:
    exchange = EmbeddedExchange(lasting_source())
    engine = make_engine(exchange)
    feed = engine.attach(
        "desk", [*DESK, subscribe(StreamType.TRADE, "KRW-BTC"), subscribe(StreamType.CANDLE_1M, "KRW-BTC")]
    )
    gaps = TradeGaps(TradeTape())
    series = CandleSeries(CandleUnit.MINUTE_1)
    newest: dict[StreamType, int] = {}
    loop = asyncio.get_running_loop()
    start = loop.time()

    def look() -> None:
        for message in feed.take():
            newest[message.type] = message.timestamp
            if isinstance(message, Trade) and message.code == "KRW-BTC":
                gaps.receive([message])
            elif isinstance(message, Candle) and (bar := bar_of(message)) is not None:
                series.upsert(bar)

    for second in range(60):
        await until(start + second)
        look()
        if second == 20:
            exchange.faults.set("clock_shift", now(), by=by, seconds=5.0)
        if second == 40:  # a late joiner gets the present values, not values from the future
            late, tape = engine.attach("late", DESK).take(), TradeTape()
            TradeGaps(tape).receive([message for message in late if isinstance(message, Trade)])
            stamps = [message.timestamp for message in late if not isinstance(message, Trade)]
            assert max(*stamps, tape.newest[0]) <= exchange.exchange.now_ms(exchange.clock.now)
    present = exchange.exchange.now_ms(exchange.clock.now)
    shown = [newest[StreamType.TICKER], gaps.tape.newest[0], series.last.revision_ms]
    assert all(present - 2_500 <= stamp <= present for stamp in shown), [stamp - present for stamp in shown]
    assert series.last.start_ms == present // 60_000 * 60_000
    assert feed.status().state is FeedState.LIVE
    assert engine.get_connection_metrics()["frames"]["overruled" if by > 60.0 else "older"] or by < 60.0
    assert len(exchange.dials) == 1


@virtual
async def test_row_17_one_message_a_day_ahead_is_only_counted_and_shown(make_engine: EngineFactory) -> None:
    exchange = EmbeddedExchange(lasting_source())
    engine = make_engine(exchange)
    feed = engine.attach("desk", [*DESK, subscribe(StreamType.TRADE, "KRW-BTC")])
    await until(now() + 10.0)
    feed.take()
    tomorrow = exchange.exchange.now_ms(exchange.clock.now) + 86_400_000
    for frame in (
        {"ty": "ticker", "cd": "KRW-BTC", "tp": 1.0, "tms": tomorrow, "ttms": tomorrow, "st": "REALTIME"},
        {"ty": "trade", "cd": "KRW-BTC", "tp": 1.0, "tms": tomorrow, "ttms": tomorrow, "sid": 7, "st": "REALTIME"},
    ):
        engine.receive(Scope.PUBLIC, json.dumps(frame))
    (reported,) = feed.take()
    assert isinstance(reported, Trade), "a ticker is left out, a trade never"
    assert reported.trade_timestamp < tomorrow - 86_000_000
    assert engine.get_connection_metrics()["frames"]["misdated"] == feed.status().misdated == 2
    await until(now() + 6.0)
    assert feed.status().misdated == 0
    assert feed.has_mail


@virtual
@pytest.mark.parametrize("ours", [0.0, 7_200.0, -7_200.0])
async def test_row_17_the_difference_of_the_clocks_and_the_exchanges_time_of_the_data_are_shown(
    exchange: EmbeddedExchange, make_engine: EngineFactory, ours: float
) -> None:
    start = now()
    engine = make_engine(exchange, wall_clock=lambda: EPOCH_MS / 1000 + now() - start + ours)
    feed = engine.attach("desk", DESK)
    await until(start + 20.0)
    assert abs(engine.get_connection_metrics()["links"]["public"]["clock_ahead_ms"] + ours * 1000) < 2_000
    status = feed.status()
    assert status.heard_ms is not None
    assert abs(status.heard_ms - exchange.exchange.now_ms(exchange.clock.now)) < 2_000


@virtual
async def test_row_17_after_a_sleep_the_first_snapshots_are_believed_though_they_are_an_hour_ahead(
    make_engine: EngineFactory,
) -> None:
    slept = 0.0
    exchange = EmbeddedExchange(lasting_source())
    engine = make_engine(exchange, wall_clock=lambda: EPOCH_MS / 1000 + now() + slept)
    engine.attach("desk", DESK)
    await until(now() + 20.0)
    slept = 600.0
    exchange.faults.set("clock_shift", now(), by=600.0)  # has the same effect: our loop's clock stood still
    await until(now() + 3.0)
    feed = engine.attach("another", [subscribe(StreamType.TICKER, "KRW-ETH")])
    await until(now() + 2.0)
    assert feed.has_mail
    assert feed.status().misdated == 0


# 19. Name look-ups that fail


async def test_row_19_an_unknown_name_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise sockets.gaierror(sockets.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(sockets, "getaddrinfo", unknown)
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: upbit_dial("ws://exchange.example/websocket/v1")})
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
    dials = [asyncio.ensure_future(upbit_dial(f"ws://{n}.example/")()) for n in range(12)]
    try:
        await asyncio.sleep(0.05)
        async with asyncio.timeout(1.0):
            assert await asyncio.to_thread(int, "7") == 7, "the shared executor is free"
        requested = now()
        for dial in dials:
            dial.cancel()
        await asyncio.wait(dials)
        assert now() - requested < 1.0
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
    )  # without the probe a dead connection would be noticed 11 s after its last frame
    assert_back(exchange, engine, epoch=2 if is_dead else 1)
    assert feed.status().state is FeedState.LIVE
