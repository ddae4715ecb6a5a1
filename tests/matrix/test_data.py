"""The fault matrix, rows 11-16 and 21: wrong or excessive data from the exchange."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as serve_websocket
from websockets.frames import Frame, Opcode

from core.engine.deliver.feed import Feed, FeedState
from core.engine.deliver.left_out import RUN_ENDS_AFTER
from core.engine.deliver.mailbox import Mail
from core.engine.websocket_manager import WebSocketManager
from core.link import websocket_dial as dialling
from core.market.candles.bar import bar_of, bars_of
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.trades.tape import TradeTape
from core.model.candle_rows import CandleRow
from core.model.messages import Candle1m, Loss, Ticker, Trade
from core.model.subscription import Scope, StreamType, subscribe
from core.simulator.faults.garbage import KINDS
from core.upbit.upbit import Upbit
from embedded import EPOCH_MS, EmbeddedExchange, EngineFactory, engine_on, lively_source, quiet_source
from sample_subscriptions import TICKER_ETH
from scripted_socket import ScriptedPeer
from under_fault import (
    DESK,
    HOUR,
    TICKER_BTC,
    TRADE_ETH,
    assert_back,
    exchange_behind_a_pipe,
    now,
    public_dial,
)
from virtual_time import VirtualTimeLoop, until
from waiting import eventually
from wire_spelling import frame

virtual = pytest.mark.virtual_time

DROPPED = ("not_json", "unknown_type", "bad_field")


def frames(engine: WebSocketManager) -> dict[str, int]:
    return engine.get_connection_metrics()["frames"]


# 11. A rejected request


@virtual
@pytest.mark.parametrize("culprits", [["KRW-XRP"], ["KRW-XRP", "KRW-ETH"]])
async def test_row_11_a_code_that_is_refused_is_found_and_the_rest_is_live(
    exchange: EmbeddedExchange, make_engine: EngineFactory, culprits: list[str]
) -> None:
    engine = make_engine(exchange)
    for culprit in culprits:
        exchange.faults.set("reject_code", now(), code=culprit)
        panels = {
            code: engine.attach(code, [subscribe(StreamType.TICKER, code)])
            for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP")
        }
        await until(now() + 30.0)
        for code, panel in panels.items():
            status = panel.status()
            assert status.state is (FeedState.STOPPED if code == culprit else FeedState.LIVE)
            assert ("파라미터" in status.link.reason) == (code == culprit)
        dials = len(exchange.dials)
        await until(now() + HOUR)
        assert len(exchange.dials) == dials, "and is never disturbed again"
        exchange.faults.clear(now())
        panels[culprit].retry()
        await until(now() + 30.0)
        assert panels[culprit].status().state is FeedState.LIVE
        for panel in panels.values():
            panel.close()
        await until(now() + 5.0)


@virtual
@pytest.mark.parametrize("name", ["WRONG_FORMAT", "NO_CODES", "NO_TYPE", "INVALID_PARAM"])
async def test_row_11_a_sudden_error_costs_one_reconnect_and_no_component_is_quarantined(
    exchange: EmbeddedExchange, make_engine: EngineFactory, name: str
) -> None:
    engine = make_engine(exchange)
    panels = [engine.attach(str(n), [subscription]) for n, subscription in enumerate(DESK)]
    await until(5.0)
    exchange.faults.set("error", now(), error=name)
    await until(30.0)
    assert_back(exchange, engine)
    assert all(panel.status().state is FeedState.LIVE for panel in panels)


# 12. Bursts of our own requests


class EarlyTimerLoop(VirtualTimeLoop):
    """A loop whose timers fire up to 5 % early, as Qt's do (measured)."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance

    def call_at(self, when, callback, *args, context=None):
        wait = max(0.0, when - self.time())
        return super().call_at(self.time() + wait * self._chance.uniform(0.95, 1.0), callback, *args, context=context)


@settings(max_examples=40, deadline=None)
@given(
    changes=st.lists(st.floats(0.0, 8.0), min_size=1, max_size=60),
    drops=st.lists(st.floats(0.5, 12.0), max_size=2),
    seed=st.integers(0, 2**32),
)
def test_row_12_with_any_changes_and_early_timers_no_limit_is_broken(
    changes: list[float], drops: list[float], seed: int
) -> None:
    async def live() -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = engine_on(exchange, debounce_delay=0.02, linger=0.05)
        chance = random.Random(seed)
        open_panels: list[Feed] = []
        moments = sorted([(time, "change") for time in changes] + [(time, "drop") for time in drops])
        for time, what in moments:
            await until(time)
            if what == "drop":
                exchange.faults.set("drop", now())
            elif open_panels and chance.random() < 0.4:
                open_panels.pop(chance.randrange(len(open_panels))).close()
            else:
                kinds = [StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK]
                subscription = subscribe(chance.choice(kinds), chance.choice(["KRW-BTC", "KRW-ETH", "KRW-XRP"]))
                open_panels.append(engine.attach(f"panel {time} {len(open_panels)}", [subscription]))
        await until(60.0)
        assert exchange.violations == 0
        desired = {key for streams in engine._scopes.values() for key in streams.acceptable()}
        assert exchange.wanted == desired
        await engine.stop()
        exchange.clock.stop()

    with asyncio.Runner(loop_factory=lambda: EarlyTimerLoop(random.Random(seed))) as runner:
        runner.run(live())


@virtual
async def test_row_12_a_thousand_changes_in_a_second_are_a_handful_of_requests(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    for n in range(1000):
        feed = engine.attach(f"panel {n % 7}", [subscribe(StreamType.TICKER, f"KRW-C{n}")])
        if n % 5 == 0:
            feed.close()
        await asyncio.sleep(0.001)
    await until(9.0)  # before unanswered streams are requested again
    assert exchange.violations == 0
    assert 3 <= len(exchange.requests) <= 6


def test_row_12_so_they_are_though_timers_fire_early() -> None:
    async def live() -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = engine_on(exchange)
        for n in range(1000):
            feed = engine.attach(f"panel {n % 7}", [subscribe(StreamType.TICKER, f"KRW-C{n}")])
            if n % 5 == 0:
                feed.close()
            await asyncio.sleep(0.001)
        await until(9.0)
        assert exchange.violations == 0
        assert 3 <= len(exchange.requests) <= 6
        await engine.stop()
        exchange.clock.stop()

    for seed in range(3):
        with asyncio.Runner(loop_factory=lambda seed=seed: EarlyTimerLoop(random.Random(seed))) as runner:
            runner.run(live())


# 13. Damaged frames


_GOOD_13 = b'{"ty":"ticker","cd":"KRW-BTC","tp":1.0,"tms":1,"st":"SNAPSHOT"}'
_SECRET = "canary-7f3a"


@virtual
@pytest.mark.parametrize(
    ("damaged", "counted"),
    [
        (_GOOD_13[:-9], "not_json"),
        (b"", "not_json"),
        (b"\xef\xbb\xbf" + _GOOD_13, "not_json"),
        (_GOOD_13.replace(b"KRW", b"\xff\xfe"), None),
        (b"[" * 200_000, "not_json"),
        (b'{"a":' * 200_000, "not_json"),
        (_GOOD_13.replace(b"1.0", b"NaN"), "not_json"),
        (_GOOD_13.replace(b"1.0", b"1e999"), None),
        (_GOOD_13.replace(b"KRW-BTC", rb"\ud800"), None),
        (_GOOD_13.replace(b":1,", b":" + b"9" * 5_000 + b","), None),
        (_GOOD_13.replace(b"1.0", f'"{_SECRET}"'.encode()), "bad_field"),
    ],
    ids=["cut", "empty", "BOM", "UTF-8", "lists", "objects", "NaN", "1e999", "surrogate", "digits", "secret"],
)
async def test_row_13_each_of_these_is_dropped_and_counted_once_and_quoted_nowhere(
    make_engine: EngineFactory, caplog: pytest.LogCaptureFixture, damaged: bytes, counted: str | None
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = make_engine(EmbeddedExchange(quiet_source()))
    feed = engine.attach("panel", [TICKER_BTC])
    await until(1.0)
    feed.take()
    engine.receive(Scope.PUBLIC, damaged)
    reported = frames(engine)
    assert sum(reported[kind] for kind in DROPPED) == 1
    assert counted is None or reported[counted] == 1
    assert reported["failed"] == 0
    assert feed.take() == []
    assert engine.link_status(Scope.PUBLIC).epoch == 1
    assert _SECRET not in caplog.text


@virtual
async def test_row_13_garbage_of_every_kind_is_dropped_counted_logged_once_and_costs_no_connection(
    exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    engine = make_engine(exchange)
    feed = engine.attach("desk", DESK)
    await until(5.0)
    feed.take()
    before = frames(engine)
    exchange.faults.set("garbage", now(), count=3 * KINDS)
    await until(40.0)
    after = frames(engine)
    dropped = {kind: after[kind] - before[kind] for kind in DROPPED}
    assert sum(dropped.values()) == 3 * KINDS
    assert all(dropped.values())
    assert after["failed"] == 0
    assert len(exchange.dials) == 1
    assert feed.status().state is FeedState.LIVE
    reported = [record.getMessage() for record in caplog.records if "dropped" in record.getMessage()]
    assert len(reported) == len(DROPPED)
    assert all(len(text) < 300 for text in reported)


async def test_row_13_bad_utf_8_in_a_text_frame_costs_no_connection() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        raw = Frame(Opcode.TEXT, b'{"type":"ticker","code":"KRW-\xff\xfe"}').serialize(mask=False, extensions=[])
        connection.transport.write(raw)
        await connection.send(json.dumps({"ty": "ticker", "cd": "KRW-BTC", "tp": 1.0, "tms": 1, "st": "SNAPSHOT"}))
        await connection.wait_closed()

    async with serve_websocket(talk, "127.0.0.1", 0) as server:
        engine = WebSocketManager(
            exchange=Upbit(), dials={Scope.PUBLIC: public_dial(server.sockets[0].getsockname()[1])}
        )
        feed = engine.attach("panel", [TICKER_BTC])
        await eventually(lambda: feed.has_mail)
        assert sum(frames(engine)[kind] for kind in DROPPED) == 1
        assert engine.link_status(Scope.PUBLIC).epoch == 1
        await engine.stop()


# 14. A frame that is too large


async def test_row_14_a_frame_past_all_reason_costs_one_reconnect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "MAX_FRAME_BYTES", 1 << 20)
    async with exchange_behind_a_pipe() as (server, pipe):
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: public_dial(pipe.port)}, debounce_delay=0.0)
        feed = engine.attach("desk", DESK)
        await eventually(lambda: feed.status().state is FeedState.LIVE)
        server.exchange.faults.set("oversized", now(), mebibytes=1.001)
        await eventually(lambda: feed.status().state is FeedState.DISCONNECTED)
        await eventually(lambda: feed.status().state is FeedState.LIVE)
        assert (engine.link_status(Scope.PUBLIC).epoch, pipe.accepted) == (2, 2)
        server.exchange.faults.set("oversized", now(), mebibytes=0.9)
        await eventually(lambda: frames(engine)["unwanted"] + frames(engine)["bad_field"])
        assert engine.link_status(Scope.PUBLIC).epoch == 2
        await engine.stop()


async def test_row_14_too_many_requests_are_refused_and_each_time_costs_a_longer_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialling, "MAX_FRAME_BYTES", 1 << 16)
    codes: list[int | None] = []
    opened: list[float] = []

    async def talk(connection: ServerConnection) -> None:
        opened.append(now())
        await connection.recv()
        await connection.send("x" * (1 << 17))
        await connection.wait_closed()
        codes.append(connection.close_code)

    async with serve_websocket(talk, "127.0.0.1", 0, compression=None) as server:
        engine = WebSocketManager(
            exchange=Upbit(), dials={Scope.PUBLIC: public_dial(server.sockets[0].getsockname()[1])}, debounce_delay=0.0
        )
        feed = engine.attach("panel", [TICKER_BTC])
        await eventually(lambda: len(opened) >= 4)
        assert feed.status().state is not FeedState.STOPPED
        await engine.stop()
    assert set(codes[:2]) <= {1009, 1006}
    assert opened[3] - opened[2] > 0.9, "half of the third delay, at least"


# 15. Malformed messages


GOOD = {"type": "ticker", "code": "KRW-BTC", "timestamp": 5, "trade_price": 100.0, "stream_type": "SNAPSHOT"}


@virtual
@pytest.mark.parametrize(
    ("change", "counted", "price"),
    [
        ({"invented_later": {"a": [1]}}, "", 100.0),
        ({"trade_price": None}, "", None),
        ({"trade_price": -1.0}, "bad_field", ...),
        ({"trade_price": 1e308}, "bad_field", ...),
        ({"acc_trade_price_24h": -0.1}, "bad_field", ...),
        ({"signed_change_rate": -0.1}, "", 100.0),
        ({"signed_change_rate": -1e308}, "bad_field", ...),
        ({"trade_price": 0.0}, "", None),
        ({"trade_price": 0.0, "acc_trade_volume_24h": 1.0}, "bad_field", ...),
        ({"trade_price": "100"}, "bad_field", ...),
        ({"trade_price": [100.0]}, "bad_field", ...),
        ({"timestamp": "now"}, "bad_field", ...),
        ({"timestamp": 2**63}, "bad_field", ...),
        ({"code": None}, "bad_field", ...),
        ({"stream_type": "GUESSED"}, "bad_field", ...),
        ({"type": "horoscope"}, "unknown_type", ...),
        ({"type": None}, "unknown_type", ...),
        ({"type": 7}, "unknown_type", ...),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)
async def test_row_15_an_odd_message_is_delivered_if_it_makes_sense_or_dropped_and_counted(
    exchange: EmbeddedExchange, make_engine: EngineFactory, change: dict[str, object], counted: str, price: object
) -> None:
    engine = make_engine(EmbeddedExchange(quiet_source()))
    feed = engine.attach("panel", [TICKER_BTC])
    engine.receive(Scope.PUBLIC, json.dumps({**GOOD, **change}))
    assert [message.trade_price for message in feed.take()] == ([] if price is ... else [price])
    reported = frames(engine)
    assert {kind for kind in DROPPED if reported[kind]} == ({counted} - {""})
    engine.receive(Scope.PUBLIC, json.dumps({**GOOD, "timestamp": 6}))
    assert [message.trade_price for message in feed.take()] == [100.0], "the next one comes through"


@virtual
async def test_row_15_one_broken_message_of_an_array_costs_only_itself(make_engine: EngineFactory) -> None:
    engine = make_engine()
    feed = engine.attach("panel", [TICKER_BTC, TICKER_ETH])
    broken = {**GOOD, "trade_price": {}}
    engine.receive(Scope.PUBLIC, frame(GOOD, broken, {**GOOD, "code": "KRW-ETH"}, array=True))
    assert {message.code for message in feed.take()} == {"KRW-BTC", "KRW-ETH"}
    assert frames(engine)["bad_field"] == 1


@virtual
async def test_row_15_subscribers_of_a_stream_see_how_much_of_it_was_dropped_and_for_how_long(
    make_engine: EngineFactory,
) -> None:
    engine = make_engine(EmbeddedExchange(quiet_source()))
    feed, other = engine.attach("panel", [TICKER_BTC]), engine.attach("other", [TICKER_ETH])
    await until(1.0)
    for price in ("100", [], 100.0, {}):
        engine.receive(Scope.PUBLIC, json.dumps({**GOOD, "trade_price": price}))
    assert (feed.status().state, feed.status().spoiled, other.status().spoiled) == (FeedState.LIVE, 3, 0)
    await until(1.0 + RUN_ENDS_AFTER)
    assert feed.status().spoiled == 0


# 16. Duplicate, late and reordered messages


class Picture:
    """The data that a desk would show: the newest ticker, and all trades in order."""

    def __init__(self) -> None:
        self.tape = TradeTape()
        self.ticker: Ticker | None = None
        self.stamps: list[int] = []

    def see(self, mail: list[Mail]) -> None:
        for message in mail:
            assert not isinstance(message, Loss)
            if isinstance(message, Trade):
                self.tape.put(message)
            elif isinstance(message, Ticker):
                self.ticker = message
                self.stamps.append(message.timestamp)

    @property
    def trades(self) -> list[object]:
        return [self.tape[n] for n in range(len(self.tape))]


async def _watch(picture: Picture, *, is_faulty: bool) -> None:
    exchange = EmbeddedExchange(lively_source())
    engine = engine_on(exchange)
    feed = engine.attach("panel", [TICKER_BTC, subscribe(StreamType.TRADE, "KRW-BTC")])
    if is_faulty:
        exchange.faults.set("duplicate", now(), chance=0.5)
        exchange.faults.set("reorder", now(), chance=0.5, lag=2.2)
    while now() < 123.0:  # after the last trade and its delay, but before the silence triggers LIST_SUBSCRIPTIONS
        await asyncio.sleep(0.1)
        picture.see(feed.take())
    await engine.stop()
    exchange.clock.stop()


def test_row_16_doubled_and_shuffled_streams_end_in_the_same_picture_which_never_goes_back() -> None:
    clean, faulty = Picture(), Picture()
    for picture in (clean, faulty):
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
            runner.run(_watch(picture, is_faulty=picture is faulty))
    assert len(clean.trades) > 100
    assert faulty.trades == clean.trades
    assert faulty.ticker == clean.ticker
    assert faulty.stamps == sorted(faulty.stamps)


@virtual
async def test_row_16_frames_of_a_past_epoch_and_of_streams_left_are_not_delivered(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    feed = engine.attach("panel", [TICKER_BTC])
    await until(5.0)
    exchange.faults.set("delay", now(), by=3.0)
    await until(7.0)
    exchange.faults.set("drop", now())
    feed.replace([TICKER_ETH])
    exchange.faults.clear(now())
    await until(15.0)
    assert {message.code for message in feed.take()} == {"KRW-ETH"}


@given(st.permutations(range(12)), st.sets(st.integers(0, 11)))
def test_row_16_a_page_of_rest_never_beats_a_newer_word_of_the_stream(order: list[int], pages: set[int]) -> None:
    series = CandleSeries(CandleUnit.MINUTE_1)
    start, newest = "2026-11-20T03:15:00", -1
    for n in order:
        reported = {"opening_price": 100.0, "high_price": 100.0 + n, "low_price": 100.0, "trade_price": 100.0 + n,
                "candle_acc_trade_volume": 1.0 + n, "candle_acc_trade_price": 100.0 + n}  # fmt: skip
        if n in pages:
            series.merge(bars_of([CandleRow(candle_date_time_utc=start, **reported)]))
        else:
            bar = bar_of(
                Candle1m(code="KRW-BTC", candle_date_time_utc=start, timestamp=EPOCH_MS + 1_000 + n, **reported)
            )
            assert bar is not None
            series.upsert(bar)
            newest = max(newest, n)
        assert series.last is not None
        assert series.last.close >= 100.0 + newest


# 21. Bursts


@virtual
async def test_row_21_in_a_flood_the_newest_wins_every_trade_is_kept_and_nothing_grows(
    make_engine: EngineFactory,
) -> None:
    engine = make_engine()
    feed = engine.attach("panel", [TICKER_BTC, TRADE_ETH])
    trades = tickers = largest = 0
    memory: list[int] = []
    tracemalloc.start()
    for n in range(30_000):
        engine.receive(Scope.PUBLIC, f'{{"ty":"ticker","cd":"KRW-BTC","tp":{n}.0,"tms":{n},"st":"REALTIME"}}')
        engine.receive(
            Scope.PUBLIC, f'{{"ty":"trade","cd":"KRW-ETH","tp":1.0,"sid":{n + 1},"ttms":{n},"st":"REALTIME"}}'
        )
        if n % 100 == 99:
            mail = feed.take()
            largest = max(largest, len(mail))
            tickers += sum(isinstance(message, Ticker) for message in mail)
            trades += sum(isinstance(message, Trade) for message in mail)
            assert mail[0].trade_price == n
            if n in (9_999, 29_999):
                del mail
                memory.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert memory[1] - memory[0] < 100_000, "bytes that 20 000 of each have left behind"
    (report,) = engine.component_report()
    assert (trades, tickers, largest) == (30_000, 300, 101)
    assert (report.delivered, report.coalesced, report.lost) == (30_300, 29_700, 0)
    assert len(engine._dispatcher.routes) == 2


async def test_row_21_a_flood_that_never_pauses_leaves_the_loop_its_turns() -> None:
    frame_ = b'{"ty":"ticker","cd":"KRW-BTC","tp":1.0,"tms":1,"st":"REALTIME"}'
    peer = ScriptedPeer()
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: peer.dial}, debounce_delay=0.0)
    engine.attach("panel", [TICKER_BTC])
    await eventually(lambda: peer.sockets)
    for _ in range(120_000):
        peer.socket.say(frame_)
    longest, last = 0.0, now()
    while peer.socket._frames:
        await asyncio.sleep(0)
        longest, last = max(longest, now() - last), now()
    assert engine.get_connection_metrics()["links"]["public"]["messages"] >= 100_000
    assert longest < 0.2, "a slice is 4 ms; the rest is for a machine that is busy with something else"
    await engine.stop()
