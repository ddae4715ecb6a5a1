"""The server answers only requests with the right token."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from app.panels.spec import PanelSpec
from app.single_instance.lock import InstanceLock, read_note
from app.single_instance.messages import LOOPBACK, Reply, Request
from app.single_instance.server import MAX_CONNECTIONS, serve_later_starts

ANSWER = Reply("simulated", 1)


class House:
    """A server under test, and the requests it accepted."""

    def __init__(self, folder):
        self._folder = folder
        self.welcomed = []
        self.answer = ANSWER

    def handle(self, request):
        self.welcomed.append(request)
        return self.answer

    @property
    def note(self):
        return read_note(self._folder)

    def request(self, token=None):
        return Request(self.note.token if token is None else token, "simulated", (PanelSpec("trades"),))

    async def visitor(self):
        return await asyncio.open_connection(LOOPBACK, self.note.port)

    async def say(self, words):
        """Send a line and return the reply."""
        reader, writer = await self.visitor()
        try:
            writer.write(words)
            return await heard(reader)
        finally:
            writer.transport.abort()


async def heard(reader):
    try:
        async with asyncio.timeout(10.0):
            return await reader.read()
    except ConnectionError:
        return b""


@pytest.fixture
def opened(tmp_path):
    @asynccontextmanager
    async def make(read_timeout=30.0):
        house, lock = House(tmp_path), InstanceLock.take(tmp_path)
        try:
            async with serve_later_starts(lock, house.handle, read_timeout):
                yield house
        finally:
            lock.release()

    return make


async def test_who_knows_the_token_is_welcomed_and_answered(opened, caplog):
    async with opened() as house:
        request = house.request()
        assert Reply.decode(await house.say(request.encode())) == ANSWER
        assert house.welcomed == [request]
    assert not caplog.records, "the connection is closed in order"


async def test_a_knock_may_come_in_pieces(opened):
    async with opened() as house:
        reader, writer = await house.visitor()
        for byte in house.request().encode():
            writer.write(bytes([byte]))
            await asyncio.sleep(0)
        assert Reply.decode(await heard(reader)) == ANSWER
        writer.close()


@pytest.mark.parametrize("token", ["", "wrong", "토큰"])
async def test_a_stranger_is_not_answered(opened, token):
    async with opened() as house:
        assert await house.say(house.request(token).encode()) == b""
        assert house.welcomed == []


@pytest.mark.parametrize("words", [b"\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff\xfe\n", b"{}\n", b"[" * 50_000 + b"\n"])
async def test_words_that_make_no_sense_end_the_conversation(opened, words):
    async with opened() as house:
        assert await house.say(words) == b""
        assert await house.say(house.request().encode()) == ANSWER.encode()


async def test_a_megabyte_of_garbage_is_not_listened_to(opened):
    async with opened() as house:
        assert await house.say(b"x" * 1_000_000) == b""
        assert await house.say(house.request().encode()) == ANSWER.encode()


async def test_who_stops_in_the_middle_is_not_waited_for(opened):
    async with opened(read_timeout=0.05) as house:
        assert await house.say(house.request().encode()[:20]) == b""
        assert house.welcomed == []


async def test_a_crowd_of_strangers_keeps_out_only_itself(opened):
    async with opened() as house:
        crowd = [await house.visitor() for _ in range(MAX_CONNECTIONS)]
        assert await house.say(house.request().encode()) == b""
        for _, writer in crowd:
            writer.transport.abort()
        async with asyncio.timeout(10.0):
            while not await house.say(house.request().encode()):
                pass


async def test_a_desk_that_will_not_answer_hangs_up(opened):
    async with opened() as house:
        house.answer = None
        assert await house.say(house.request().encode()) == b""


async def test_behind_a_closed_door_there_is_nobody(opened):
    async with opened() as house:
        port = house.note.port
        reader, writer = await house.visitor()
        await asyncio.sleep(0.01)
    assert house.note.port == 0
    assert house.note.token == ""
    assert await heard(reader) == b""
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(LOOPBACK, port)


async def test_only_this_machine_can_knock(opened):
    async with opened() as house:
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.2", house.note.port)


async def test_each_desk_has_a_token_of_its_own(opened):
    tokens = set()
    for _ in range(2):
        async with opened() as house:
            tokens.add(house.note.token)
    assert len(tokens) == 2


async def test_a_desk_without_the_lock_listens_to_nobody(tmp_path):
    async with serve_later_starts(None, lambda _knock: ANSWER):
        assert list(tmp_path.iterdir()) == []


async def test_a_desk_that_cannot_listen_goes_on_without(opened, monkeypatch, caplog):
    monkeypatch.setattr("app.single_instance.server.LOOPBACK", "192.0.2.1")
    async with opened() as house:
        assert house.note.port == 0
    assert "later starts cannot reach this desk" in caplog.text
