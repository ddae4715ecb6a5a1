"""Damaged frames, over a real connection and into the intake: no crash, no reconnect, and every drop is counted."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.server import ServerConnection, serve

from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.intake import Intake
from core.engine.deliver.mailbox import Mailbox
from core.engine.websocket_manager import WebSocketManager
from core.model.control import ControlMessage
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from core.upbit.upbit import Upbit
from core.upbit.wire.wire_format import WireFormat
from embedded import EmbeddedExchange, engine_on
from hostile_frames import MESSAGES, corpus, real_frames
from recording import recorded_frames
from thorough import examples
from under_fault import TICKER_BTC, now, public_dial
from virtual_time import until
from waiting import eventually
from wire_spelling import frame

STREAMS = [StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK, StreamType.CANDLE_1M]
CORPUS = dict(corpus())

_LAST = b'{"ty":"ticker","cd":"KRW-LAST","tp":1.0,"tms":1,"st":"SNAPSHOT"}'


class Side:
    """An intake and the counts of its frames."""

    def __init__(self, wire_format: WireFormat) -> None:
        self.dispatcher, self.mailbox = Dispatcher(), Mailbox()
        self.dispatcher.connect(self.mailbox, [StreamKey(kind, "KRW-BTC") for kind in STREAMS])
        self.controls: list[ControlMessage] = []
        self.intake = Intake(Scope.PUBLIC, Upbit(wire_format), self.dispatcher, self.controls.append)

    @property
    def accounted(self) -> int:
        """The number of messages that were delivered, passed on, unwanted or dropped."""
        routed = sum(route.messages for route in self.dispatcher.routes.values())
        return routed + self.dispatcher.counters.unwanted + len(self.controls) + self.intake.counters.dropped

    def assert_takes(self, data: bytes) -> None:
        """Check that each message of a frame is counted, and every delivered figure can be used in calculations."""
        before = self.accounted
        self.intake.receive(data, 0.0)
        assert self.intake.failed_frames == 0
        reported = self.accounted - before
        if data.lstrip().startswith(b"["):
            assert reported >= (0 if _is_empty_list(data) else 1)
        else:
            assert reported == 1
        for message in self.mailbox.take():
            figures = (value for value in _figures(message) if isinstance(value, float))
            assert all(map(math.isfinite, figures))


def _figures(message: object) -> Iterator[object]:
    for name in message.__struct_fields__:
        value = getattr(message, name)
        if isinstance(value, tuple):
            for unit in value:
                yield from _figures(unit)
        else:
            yield value


def _is_empty_list(data: bytes) -> bool:
    try:
        return json.loads(data) == []
    except (ValueError, RecursionError):
        return False


# The corpus


@pytest.mark.parametrize("wire_format", WireFormat)
def test_no_frame_of_the_corpus_gets_past_the_account(wire_format: WireFormat) -> None:
    side = Side(wire_format)
    for damaged in CORPUS.values():
        side.assert_takes(damaged)
    assert side.intake.counters.dropped > len(CORPUS) // 2
    assert all((side.intake.counters.not_json, side.intake.counters.bad_field, side.intake.counters.unknown_type))


async def test_the_corpus_over_a_real_connection_costs_no_connection_and_the_next_frame_comes_through() -> None:
    frames = [*CORPUS.values(), _LAST]

    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        for number, each in enumerate(frames):
            is_text = number % 2 and b"\xff" not in each
            await connection.send(each, text=True) if is_text else await connection.send(each)
        await connection.wait_closed()

    # At DEBUG the library would log each frame, and fail with frames that are not text.
    logger = logging.getLogger("the hostile server")
    logger.setLevel(logging.INFO)
    async with serve(talk, "127.0.0.1", 0, compression=None, logger=logger) as server:
        engine = WebSocketManager(
            exchange=Upbit(), dials={Scope.PUBLIC: public_dial(server.sockets[0].getsockname()[1])}
        )
        subscriptions = [subscribe(kind, "KRW-BTC") for kind in STREAMS]
        feed = engine.attach("desk", subscriptions)
        last = engine.attach("last", [subscribe(StreamType.TICKER, "KRW-LAST")])
        await eventually(lambda: last.has_mail)
        reported, (link, _) = (
            engine.get_connection_metrics()["frames"],
            engine.get_connection_metrics()["links"].values(),
        )
        routed = sum(report.messages for report in engine.stream_report())
        assert link["messages"] == len(frames)
        assert reported["failed"] == 0
        dropped = reported["not_json"] + reported["bad_field"] + reported["unknown_type"]
        assert routed + reported["unwanted"] + dropped == len(frames)
        assert feed.has_mail
        assert link["epoch"] == 1
        await engine.stop()


@pytest.mark.virtual_time
async def test_two_minutes_of_garbage_among_good_frames_costs_no_connection_and_no_trade() -> None:
    exchange = EmbeddedExchange()
    engine = engine_on(exchange)
    feed = engine.attach("panel", [TICKER_BTC, subscribe(StreamType.TRADE, "KRW-BTC")])
    await until(0.5)
    exchange.faults.set("garbage", now(), chance=0.5)
    await until(115.0)
    trades = [message for message in feed.take() if message.type is StreamType.TRADE]
    assert len({trade.sequential_id for trade in trades}) == len(trades) >= 114
    assert len(exchange.dials) == 1
    assert engine.get_connection_metrics()["frames"]["failed"] == 0
    await engine.stop()
    exchange.clock.stop()


# Mutations


@st.composite
def mutations(draw: st.DrawFn, frames: st.SearchStrategy[bytes]) -> bytes:
    """Return a frame with some bytes changed, removed, repeated or inserted."""
    data = bytearray(draw(frames))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(1, 12))
        match draw(st.sampled_from(["change", "remove", "double", "insert"])):
            case "change":
                data[start : start + 1] = bytes([draw(st.integers(0, 255))])
            case "remove":
                del data[start : start + length]
            case "double":
                data[start:start] = data[start : start + length]
            case _:
                data[start:start] = draw(st.sampled_from(TOKENS))
    return bytes(data)


TOKENS = [
    b"null", b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\\ud800", b"1e999", b"-", b"0", b"9" * 400, b"NaN",
    b"\0", b"\xff", b"\xef\xbb\xbf", b'"type":', b'"ty":', b'"error":{"name":"', b'"status":"UP",', b"true", b"\n",
]  # fmt: skip


@cache
def shared_side(wire_format: WireFormat) -> Side:
    """Decoders take longer to create than a thousand frames to read."""
    return Side(wire_format)


def assert_survived(data: bytes, wire_format: WireFormat) -> None:
    side = shared_side(wire_format)
    side.assert_takes(data)
    side.assert_takes(_LAST)


@settings(max_examples=examples(1000), deadline=None)
@given(mutations(st.sampled_from(real_frames())), st.sampled_from(WireFormat))
def test_a_real_frame_however_damaged_is_delivered_or_counted(data: bytes, wire_format: WireFormat) -> None:
    assert_survived(data, wire_format)


@settings(max_examples=examples(300), deadline=None)
@given(data=st.data())
def test_so_is_a_recorded_one(data: st.DataObject) -> None:
    frames = st.sampled_from(recorded_frames())
    assert_survived(data.draw(mutations(frames)), WireFormat.DEFAULT)


HOSTILE = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, -1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, "", "KRW-BTC", "SNAPSHOT"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=examples(500), deadline=None)
@given(st.sampled_from(MESSAGES), st.data(), st.booleans(), st.booleans(), st.sampled_from(WireFormat))
def test_so_is_a_frame_with_any_or_missing_fields(
    message: dict[str, object], data: st.DataObject, is_short: bool, is_array: bool, wire_format: WireFormat
) -> None:
    changed = json.loads(frame(message, short=is_short))
    for name in data.draw(st.sets(st.sampled_from(sorted(changed.keys() - {"type", "ty"})), max_size=4)):
        if data.draw(st.booleans()):
            del changed[name]
        else:
            changed[name] = data.draw(HOSTILE)
    assert_survived(json.dumps([changed] if is_array else changed).encode(), wire_format)
