"""The exchange of a flood: a process of its own that sends frames encoded beforehand, and says how fast it was.

Started with one JSON argument: `kind` (see `Feeder`), `form` (the wire format), `markets`, `rate` (messages a second),
`seconds`, `past` (trades of every market sent beforehand, as fast as they are taken, and not counted). Prints
`{"port": N}`; then for every connection that has asked for something, after the last frame, `{"sent", "seconds",
"requests"}`: requests by when each arrived on the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import struct
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import frames
from frames import codes
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from core.simulator.streams.frames import Format

TICK = 0.005
"""Seconds between two writes: the real exchange, too, sends in batches."""

PRICES = 4
"""Number of prices each market goes through, so that every frame changes something on the screen."""

NAMES = {
    Format.DEFAULT: (b'"timestamp":', b'"sequential_id":', b'"candle_date_time_utc":"'),
    Format.SIMPLE: (b'"tms":', b'"sid":', b'"cdttmu":"'),
}
"""The text before the values that are overwritten."""

CHUNK = 500
"""Frames per write when sending as fast as the client reads."""

MOST_WAITING = 4 * 2**20
"""Maximum bytes waiting for a slow reader; beyond that the flood pauses, and the rate shows it."""


def framed(payload: bytes) -> bytearray:
    """A WebSocket frame as a server sends it: binary, whole, not masked."""
    size = len(payload)
    return bytearray((b"\x82" + bytes((size,)) if size < 126 else b"\x82\x7e" + struct.pack(">H", size)) + payload)


class Stamped:
    """A frame whose times, and sequential id if it has one, are overwritten before each sending."""

    def __init__(self, payload: bytes, form: Format) -> None:
        self.frame = framed(payload)
        time_name, id_name, minute_name = NAMES[form]
        self._time = self._value_of(time_name)
        self._id = self._value_of(id_name)
        self._minute = self._value_of(minute_name)

    def at(self, moment: Moment, sequential_id: itertools.count[int]) -> bytes:
        """Return the frame with the present time."""
        if self._time:
            self.frame[self._time : self._time + len(moment.milliseconds)] = moment.milliseconds
        if self._id:
            self.frame[self._id : self._id + 16] = b"%d" % next(sequential_id)
        if self._minute:
            self.frame[self._minute : self._minute + len(moment.minute)] = moment.minute
        return bytes(self.frame)

    @property
    def is_trade(self) -> bool:
        """Whether it has a sequential id."""
        return self._id > 0

    def _value_of(self, name: bytes) -> int:
        """Return the offset of the value after `name`; 0 if it is missing."""
        found = self.frame.find(name)
        return 0 if found < 0 else found + len(name)


class Moment(NamedTuple):
    """Return the present time in the format of the frames."""

    milliseconds: bytes
    minute: bytes

    @classmethod
    def now(cls) -> Moment:
        """Return the machine's wall clock."""
        now = time.time()
        return cls(b"%d" % int(now * 1000), time.strftime("%Y-%m-%dT%H:%M:00", time.gmtime(now)).encode())


class Feeder:
    """Serves one flood after another.

    Args:
        kind: `ticker` or `book`, one market's, always the same ones; `mixed`, a ticker, a trade and an order book of
            every market in turn, each with the time of its sending, after a snapshot of each; `desk`, the same with the
            minute candles of the first two markets; `none`, nothing at all.
    """

    def __init__(self, kind: str, form: str, markets: int, rate: float, seconds: float, past: int) -> None:
        self._kind, self._rate, self._seconds = kind, rate, seconds
        self._past = past
        self._stamped: list[Stamped] = []
        self._snapshots: list[Stamped] = []
        self._ids = itertools.count(frames.T0 * 1000)
        spelled = Format(form)
        if kind in ("mixed", "desk"):
            streams = [(write, code) for code in codes(markets) for write in (frames.ticker, frames.trade, frames.book)]
            if kind == "desk":
                streams += [(frames.candle, code) for code in codes(2)]
            self._snapshots = [Stamped(write(code, spelled, state="SNAPSHOT"), spelled) for write, code in streams]
            self._stamped = [
                Stamped(write(code, spelled, price=frames.PRICE + 1_000 * step), spelled)
                for step in range(PRICES)
                for write, code in streams
            ]
        elif kind != "none":
            write = {"ticker": frames.ticker, "book": frames.book}[kind]
            self._fixed = [bytes(framed(write("KRW-BTC", spelled, frames.PRICE + 1_000 * n))) for n in range(500)]

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
        batches = self._batches()
        next(batches)
        transport.write(batches.send(len(self._snapshots)))  # before all else, as the exchange does
        for trades in self._trades_before():
            if connection.state is not State.OPEN:
                break
            transport.write(trades)
            while transport.get_write_buffer_size() > MOST_WAITING:  # noqa: ASYNC110 - the rate depends on this pause
                await asyncio.sleep(TICK)
        began = time.monotonic()
        sent = 0
        while (elapsed := time.monotonic() - began) < self._seconds and connection.state is State.OPEN:
            due = int(elapsed * self._rate) - sent
            if due > 0 and transport.get_write_buffer_size() < MOST_WAITING:
                transport.write(batches.send(due))
                sent += due
            await asyncio.sleep(TICK)
        return sent, time.monotonic() - began

    def _trades_before(self) -> Iterator[bytes]:
        trades = [each for each in self._stamped if each.is_trade] if self._past else []
        for _ in range(self._past // PRICES):
            now = Moment.now()
            for first in range(0, len(trades), CHUNK):
                yield b"".join(each.at(now, self._ids) for each in trades[first : first + CHUNK])

    def _batches(self) -> Any:
        """A generator: send it the number of frames that are due, it yields their bytes."""
        count = yield b""
        if self._stamped:
            turn = itertools.chain(self._snapshots, itertools.cycle(self._stamped))
            while True:
                now = Moment.now()
                count = yield b"".join(each.at(now, self._ids) for each in itertools.islice(turn, count))
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
