"""The exchange of a flood: a process of its own that sends frames encoded beforehand, and says how fast it was.

Started with one JSON argument: `kind` (ticker, book, mixed, none), `form` (the wire format), `markets`, `rate` (messages a
second), `seconds`. Prints `{"port": N}`; then for every connection that has asked for something, after the last frame,
`{"sent", "seconds", "requests"}`, the last being when each request arrived on the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import struct
import sys
import time
from typing import Any

import frames
from frames import codes
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from core.simulator.frames import Format

TICK = 0.005
"""Seconds between two writes: the exchange, too, sends what has piled up."""

PRICES = 4
"""Prices each market goes through, so that every frame changes something on the screen."""

MOST_WAITING = 4 * 2**20
"""Bytes that may wait for a slow reader; beyond that the flood pauses, and the rate tells."""


def framed(payload: bytes) -> bytearray:
    """A WebSocket frame as a server sends it: binary, whole, not masked."""
    size = len(payload)
    return bytearray((b"\x82" + bytes((size,)) if size < 126 else b"\x82\x7e" + struct.pack(">H", size)) + payload)


class Stamped:
    """A frame whose time, and sequential id where it has one, are written over before each sending."""

    def __init__(self, payload: bytes) -> None:
        self.frame = framed(payload)
        self._time = self.frame.find(b'"tms":') + len('"tms":')
        sid = self.frame.find(b'"sid":')
        self._sid = sid + len('"sid":') if sid >= 0 else None

    def at(self, now: bytes, sid: itertools.count[int]) -> bytes:
        self.frame[self._time : self._time + 13] = now
        if self._sid is not None:
            self.frame[self._sid : self._sid + 16] = b"%d" % next(sid)
        return bytes(self.frame)


class Feeder:
    """Serves one flood after another."""

    def __init__(self, kind: str, form: str, markets: int, rate: float, seconds: float) -> None:
        self._kind, self._rate, self._seconds = kind, rate, seconds
        spelled = Format(form)
        if kind == "mixed":
            self._stamped = [
                Stamped(write(code, spelled, price=157_195_000.0 + 1_000 * step))
                for step in range(PRICES)
                for code in codes(markets)
                for write in (frames.ticker, frames.trade, frames.book)
            ]
        elif kind != "none":
            write = {"ticker": frames.ticker, "book": frames.book}[kind]
            self._fixed = [bytes(framed(write("KRW-BTC", spelled, 157_195_000.0 + 1_000 * n))) for n in range(500)]

    async def serve(self, connection: ServerConnection) -> None:
        """Wait for the first request, then send."""
        requests: list[float] = []
        started = asyncio.Event()
        listening = asyncio.get_running_loop().create_task(self._listen(connection, requests, started))
        await started.wait()
        sent, seconds = (0, 0.0) if self._kind == "none" else await self._flood(connection)
        await listening
        print(json.dumps({"sent": sent, "seconds": seconds, "requests": requests}), flush=True)

    async def _listen(self, connection: ServerConnection, requests: list[float], started: asyncio.Event) -> None:
        try:
            async for _ in connection:
                requests.append(time.monotonic())
                started.set()
        except ConnectionClosed:
            pass
        started.set()

    async def _flood(self, connection: ServerConnection) -> tuple[int, float]:
        transport = connection.transport
        began = time.monotonic()
        sent = 0
        batches = self._batches()
        next(batches)
        while (elapsed := time.monotonic() - began) < self._seconds and connection.state is State.OPEN:
            due = int(elapsed * self._rate) - sent
            if due > 0 and transport.get_write_buffer_size() < MOST_WAITING:
                transport.write(batches.send(due))
                sent += due
            await asyncio.sleep(TICK)
        return sent, time.monotonic() - began

    def _batches(self) -> Any:
        """A generator: send it how many frames are due, it gives their bytes."""
        count = yield b""
        if self._kind == "mixed":
            turn = itertools.cycle(self._stamped)
            sid = itertools.count(frames.T0 * 1000)
            while True:
                now = b"%d" % int(time.time() * 1000)
                count = yield b"".join(stamped.at(now, sid) for stamped in itertools.islice(turn, count))
        fixed = itertools.cycle(self._fixed)
        while True:
            count = yield b"".join(itertools.islice(fixed, count))


async def main() -> None:
    """Serve until standard input ends."""
    feeder = Feeder(**json.loads(sys.argv[1]))
    async with serve(feeder.serve, "127.0.0.1", 0, compression=None, ping_interval=None, close_timeout=0.5) as server:
        print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
