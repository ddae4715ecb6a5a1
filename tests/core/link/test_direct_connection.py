"""However the network splits the bytes, the messages are those that the library would have read."""

from __future__ import annotations

import asyncio
import gc
import itertools
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close, CloseCode, Frame, Opcode
from websockets.server import ServerProtocol
from websockets.uri import parse_uri

from core.link import direct_connection as module
from core.link.direct_connection import MOST_WAITING, DirectConnection
from waiting import eventually

URI = parse_uri("ws://exchange/websocket/v1")


class Network(asyncio.Transport):
    """A transport that keeps the bytes written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.is_reading = True
        self.is_aborted = False
        self.unread = 0
        """Our bytes that the other side has not read."""

    def write(self, data: bytes) -> None:
        self.written.append(bytes(data))

    def pause_reading(self) -> None:
        self.is_reading = False

    def resume_reading(self) -> None:
        self.is_reading = True

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        return

    def get_write_buffer_size(self) -> int:
        return self.unread

    def abort(self) -> None:
        self.is_aborted = True

    def is_closing(self) -> bool:
        return self.is_aborted

    def write_eof(self) -> None:
        return

    def can_write_eof(self) -> bool:
        return False


def frame(payload: bytes, opcode: Opcode = Opcode.BINARY, *, fin: bool = True) -> bytes:
    return Frame(opcode, payload, fin).serialize(mask=False)


PING, PONG = frame(b"p", Opcode.PING), frame(b"", Opcode.PONG)
CLOSE = frame(CloseCode.NORMAL_CLOSURE.to_bytes(2, "big"), Opcode.CLOSE)


async def connected(
    kind: type[ClientConnection] = DirectConnection, *, greeting: bytes = b"", size: int = 10_000
) -> ClientConnection:
    """Shake hands, with a `greeting` right behind the response, in pieces of `size` bytes."""
    connection = kind(ClientProtocol(URI, max_size=2**20), ping_interval=None, max_queue=MOST_WAITING)
    connection.connection_made(Network())
    handshake = asyncio.get_running_loop().create_task(connection.handshake())
    await asyncio.sleep(0)
    server = ServerProtocol()
    server.receive_data(b"".join(connection.transport.written))
    (request,) = server.events_received()
    server.send_response(server.accept(request))
    data = b"".join(server.data_to_send()) + greeting
    for at in range(0, len(data), size):
        connection.data_received(data[at : at + size])
    await handshake
    connection.transport.written.clear()
    return connection


async def everything(
    connection: ClientConnection, pieces: Iterable[bytes]
) -> tuple[list[bytes], Close | None, list[int]]:
    """Return the messages and the error when these pieces arrive and the other side disconnects."""
    for piece in pieces:
        connection.data_received(piece)
    connection.connection_lost(None)
    read = connection.receive if isinstance(connection, DirectConnection) else lambda: connection.recv(decode=False)
    messages: list[bytes] = []
    while True:
        try:
            messages.append(bytes(await read()))
        except ConnectionClosed as closed:
            return (
                messages,
                closed.rcvd.code if closed.rcvd else 0,
                b"".join(connection.transport.written[-1:]).hex()[:2],
            )


def sliced(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[begin:end] for begin, end in itertools.pairwise(edges)]


PAYLOADS = st.one_of(st.binary(max_size=8), st.sampled_from([125, 126, 127, 255, 256, 3000, 65_535]).map(bytes))
MESSAGES = st.builds(frame, PAYLOADS, st.sampled_from([Opcode.BINARY, Opcode.TEXT]))
LARGE = frame(bytes(65_536))
ODD = (b"\xc2\x01x", b"\x82\x81abcdx", b"\x03\x00", b"\x89\x7e\x00\x80", b"\x89\x81abcdx")
"""A reserved bit, a masked message, an unknown opcode, a ping that is too long, a masked ping."""

FRAGMENTS = st.binary(min_size=1, max_size=3).map(lambda part: frame(part, fin=False) + frame(part, Opcode.CONT))
ANYTHING = st.one_of(MESSAGES, MESSAGES, st.sampled_from([PING, PONG, CLOSE, LARGE, *ODD]), FRAGMENTS)


@given(st.lists(ANYTHING, max_size=12), st.lists(st.integers(min_value=0), max_size=12))
def test_it_reads_and_answers_like_the_library(frames: list[bytes], cuts: list[int]) -> None:
    async def both() -> None:
        # Everything is sent at once here: on a slow machine the end would otherwise be read first.
        pieces = sliced(b"".join(frames), cuts)
        ours = await everything(await connected(), pieces)
        assert ours == await everything(await connected(ClientConnection), pieces)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SLICE", 60.0)
        asyncio.run(both())


async def test_a_message_wakes_the_waiting_reader() -> None:
    connection = await connected()
    waiting = asyncio.get_running_loop().create_task(connection.receive())
    await asyncio.sleep(0)
    connection.data_received(frame(b"one") + frame(b"two"))
    assert await waiting == b"one"
    assert await connection.receive() == b"two"


@pytest.mark.parametrize("after", [frame(bytes(65_536)), frame(b"x", fin=False) + frame(b"y", Opcode.CONT)])
async def test_the_reader_also_gets_the_messages_of_the_library(after: bytes) -> None:
    connection = await connected()
    waiting = asyncio.get_running_loop().create_task(connection.receive())
    await asyncio.sleep(0)
    connection.data_received(after)
    assert len(await waiting) in (2, 65_536)
    connection.data_received(frame(b"next"))
    assert await connection.receive() == b"next"


async def test_the_waiting_reader_learns_of_the_end() -> None:
    connection = await connected()
    waiting = asyncio.get_running_loop().create_task(connection.receive())
    await asyncio.sleep(0)
    connection.connection_lost(ConnectionResetError())
    with pytest.raises(ConnectionClosed):
        await waiting


async def test_a_wait_that_was_given_up_loses_no_message() -> None:
    connection = await connected()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(connection.receive(), 0.001)
    connection.data_received(frame(b"one"))
    assert await connection.receive() == b"one"


async def test_the_network_is_left_unread_while_too_much_waits() -> None:
    connection = await connected()
    connection.data_received(frame(b"x") * (MOST_WAITING + 1))
    assert not connection.transport.is_reading
    for _ in range(MOST_WAITING - MOST_WAITING // 4):
        await connection.receive()
    assert not connection.transport.is_reading
    await connection.receive()
    assert connection.transport.is_reading


@pytest.mark.parametrize("size", [1, 7, 10_000])
async def test_frames_may_follow_the_handshake_at_once(size: int) -> None:
    connection = await connected(greeting=frame(b"one") + PING + frame(b"two"), size=size)
    assert [await connection.receive(), await connection.receive()] == [b"one", b"two"]


@pytest.mark.parametrize(
    ("flood", "is_in_message"),
    [
        (frame(b"", Opcode.PING), False),
        (frame(b"p", Opcode.PONG), False),
        (frame(b"", Opcode.CONT, fin=False), True),
        (frame(b"", Opcode.PING), True),
    ],
    ids=["pings", "pongs", "empty fragments", "pings among fragments"],
)
async def test_a_flood_of_non_messages_gives_the_loop_its_turns(
    flood: bytes, is_in_message: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_FRAGMENTS", 10_000_000)
    connection = await connected(greeting=frame(b"", fin=False) if is_in_message else b"")
    reading = asyncio.get_running_loop().create_task(connection.receive())
    clock = time.thread_time  # of this thread alone: the machine has other work
    turns, longest, began = 0, 0.0, clock()
    gc.disable()  # the collection of garbage from earlier tests must not count
    try:
        connection.data_received(flood * (131_072 // len(flood)))
        assert not connection.transport.is_reading
        while not connection.transport.is_reading:
            longest = max(longest, clock() - began)
            began = clock()
            await asyncio.sleep(0)
            turns += 1
    finally:
        gc.enable()
    assert turns > 10
    assert longest < 0.1  # a slice is 4 ms; the rest allows for other load on the machine
    connection.data_received(frame(b"x", Opcode.CONT) if is_in_message else frame(b"x"))
    assert await asyncio.wait_for(reading, 5.0) == b"x"


async def test_frames_that_arrive_during_a_flood_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLICE", 0.0)
    connection = await connected()
    connection.data_received(PING * 100 + frame(b"one") + PING * 100)
    connection.data_received(frame(b"two")[:1])
    connection.data_received(frame(b"two")[1:] + frame(bytes(70_000)) + PING * 100 + frame(b"three"))
    sizes = [len(await asyncio.wait_for(connection.receive(), 5.0)) for _ in range(4)]
    assert sizes == [3, 3, 70_000, 5]
    assert len(connection.transport.written) == 300


@pytest.mark.parametrize(
    "last",
    [CLOSE, *(odd + bytes(128) for odd in ODD), frame(bytes(2**20 + 1))],
    ids=["close", "reserved bit", "masked", "unknown", "long ping", "masked ping", "too large"],
)
@pytest.mark.parametrize("was_direct", [True, False])
async def test_a_server_that_closes_or_sends_nonsense_is_disconnected_at_once(last: bytes, was_direct: bool) -> None:
    connection = await connected()
    connection.data_received(frame(b"one") if was_direct else frame(b"o", fin=False) + frame(b"ne", Opcode.CONT))
    for at in range(0, len(last), 65_536):
        connection.data_received(last[at : at + 65_536])
        await asyncio.sleep(0)
    await eventually(lambda: connection.transport.is_aborted, within=1.0)
    assert connection.transport.written[-1][0] == 0x88, "our own goodbye went out before"
    connection.connection_lost(None)
    assert await connection.receive() == b"one"
    with pytest.raises(ConnectionClosed):
        await connection.receive()


async def test_a_server_is_not_disconnected_while_we_wait_for_its_close_frame() -> None:
    connection = await connected()
    leaving = asyncio.get_running_loop().create_task(connection.close())
    await asyncio.sleep(0)
    connection.data_received(frame(b"late") + PING)
    assert not connection.transport.is_aborted
    connection.data_received(CLOSE)
    assert connection.transport.is_aborted
    connection.connection_lost(None)
    await leaving


async def test_a_message_of_endless_empty_fragments_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FRAGMENTS", 100)
    monkeypatch.setattr(module, "SLICE", 60.0)
    connection = await connected()
    connection.data_received(
        (frame(b"x", fin=False) + frame(b"", Opcode.CONT, fin=False) * 99 + frame(b"y", Opcode.CONT)) * 3
    )
    assert not connection.transport.is_aborted
    connection.data_received(frame(b"x", fin=False) + frame(b"", Opcode.CONT, fin=False) * 101)
    assert connection.transport.is_aborted


async def test_a_server_that_pings_and_reads_no_pongs_is_disconnected() -> None:
    connection = await connected()
    connection.transport.unread = module.UNREAD_LIMIT
    connection.data_received(PING)
    assert not connection.transport.is_aborted
    connection.transport.unread += 1
    connection.data_received(PING)
    assert connection.transport.is_aborted


async def test_an_answer_whose_head_never_ends_is_given_up() -> None:
    connection = DirectConnection(ClientProtocol(URI), ping_interval=None, max_queue=MOST_WAITING)
    connection.connection_made(Network())
    for _ in range(module.HANDSHAKE_LIMIT // 1024):
        connection.data_received(b"x" * 1024)
    assert not connection.transport.is_aborted
    connection.data_received(b"x")
    assert connection.transport.is_aborted
