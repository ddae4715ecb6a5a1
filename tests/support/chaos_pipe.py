"""A TCP pipe in front of a server that treats the bytes like a bad connection.

Its faults can be set while it runs, and its randomness comes from a seed. It works on bytes, without any protocol.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
from collections.abc import AsyncIterator, Iterator

_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER with zero timeout: closing the socket sends a reset."""


class Flow:
    """The faults of the bytes in one direction.

    Args:
        chance: decides how large slices are.
    """

    def __init__(self, chance: random.Random) -> None:
        self.latency = 0.0
        """Seconds of delay for each read."""
        self.slice_size = 0
        """Maximum bytes sent at a time; 0 for no limit."""
        self.pause = 0.0
        """Seconds between two slices."""
        self.cut_after: int | None = None
        """Number of bytes after which a connection is reset; None for never."""
        self._chance = chance
        self._moving = asyncio.Event()
        self._moving.set()

    def stall(self) -> None:
        """Stop reading and sending until `resume`."""
        self._moving.clear()

    def resume(self) -> None:
        """Continue."""
        self._moving.set()

    def slices(self, data: bytes) -> Iterator[bytes]:
        """Yield `data` in slices, as it is sent."""
        while data:
            size = self._chance.randint(1, self.slice_size) if self.slice_size else len(data)
            yield data[:size]
            data = data[size:]

    async def moving(self) -> None:
        """Return when bytes may pass."""
        await self._moving.wait()
        if self.latency:
            await asyncio.sleep(self.latency)


class ChaosPipe:
    """A port that forwards to another one.

    Args:
        target: the port of the server, on this machine.
        seed: of the randomness.
    """

    def __init__(self, target: int, seed: int = 0) -> None:
        self.port = 0
        self.accepted = 0
        """Number of connections so far."""
        self.carried = 0
        """Number of bytes sent to the client on the newest connection."""
        chance = random.Random(seed)
        self.up, self.down = Flow(chance), Flow(chance)
        self._target = target
        self._clients: set[asyncio.StreamWriter] = set()
        self._talks: set[asyncio.Task[None]] = set()

    def stall(self) -> None:
        """Forward nothing in either direction: the connections are half-open."""
        self.up.stall()
        self.down.stall()

    def reset(self) -> None:
        """Reset every connection."""
        for client in list(self._clients):
            self._reset(client)

    async def talk(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        """Forward one connection until either side ends it."""
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        self._clients.add(client)
        self.accepted += 1
        self.carried = 0
        far_reader, server = await asyncio.open_connection("127.0.0.1", self._target)
        ways = [
            asyncio.create_task(self._carry(reader, server, self.up)),
            asyncio.create_task(self._carry(far_reader, client, self.down)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for writer in (client, server):
                writer.transport.abort()
            self._clients.discard(client)
            self._talks.discard(task)

    async def close(self) -> None:
        """End every connection."""
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flow: Flow) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await flow.moving()
                if not (data := await reader.read(1 << 16)):
                    return
                await flow.moving()
                for piece in flow.slices(data):
                    if not await self._send(piece, writer, flow):
                        return

    async def _send(self, piece: bytes, writer: asyncio.StreamWriter, flow: Flow) -> bool:
        """Send a piece; return False if that ended the connection."""
        is_cut = False
        if flow is self.down:
            if flow.cut_after is not None and self.carried + len(piece) >= flow.cut_after:
                piece, is_cut = piece[: flow.cut_after - self.carried], True
            self.carried += len(piece)
        writer.write(piece)
        await writer.drain()
        if is_cut:
            self._reset(writer)
            return False
        if flow.pause:
            await asyncio.sleep(flow.pause)
        return True

    @staticmethod
    def _reset(client: asyncio.StreamWriter) -> None:
        client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        client.transport.abort()


@contextlib.asynccontextmanager
async def chaos_pipe(target: int, seed: int = 0) -> AsyncIterator[ChaosPipe]:
    """A pipe to a server's port."""
    pipe = ChaosPipe(target, seed)
    async with await asyncio.start_server(pipe.talk, "127.0.0.1", 0) as server:
        pipe.port = server.sockets[0].getsockname()[1]
        try:
            yield pipe
        finally:
            await pipe.close()
