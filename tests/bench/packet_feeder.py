"""Sends one trade per packet, evenly spaced, as the exchange does; runs as a separate process.

Arguments: trades per second, and seconds; prints `{"port": N}`, then for each connection `{"sent", "seconds"}`.
The sequential id of each trade is the time it was sent, in microseconds of the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time

import frames
from feeder import framed
from websockets.asyncio.server import ServerConnection, serve

from core.simulator.streams.frames import Format

SPIN = 0.0003
"""Seconds before a packet is due from which the sender does not sleep any more, because sleeping is imprecise."""


class PacketFeeder:
    """Serves one connection after another at one rate."""

    def __init__(self, rate: float, seconds: float) -> None:
        self._rate, self._seconds = rate, seconds
        self._frame = framed(frames.trade("KRW-BTC", Format.SIMPLE))
        self._id_at = self._frame.index(b'"sid":') + len(b'"sid":')

    async def serve(self, connection: ServerConnection) -> None:
        """Wait for the first request, then send from a thread: a timer of the loop is late by up to a millisecond."""
        await connection.recv()
        sent, seconds = await asyncio.to_thread(self._send, connection.transport.get_extra_info("socket").dup())
        print(json.dumps({"sent": sent, "seconds": seconds}), flush=True)
        await connection.wait_closed()

    def _send(self, wire: socket.socket) -> tuple[int, float]:
        wire.setblocking(True)
        began, sent = time.monotonic(), 0
        try:
            while (now := time.monotonic()) - began < self._seconds:
                due = began + (sent + 1) / self._rate
                if due - now > SPIN:
                    time.sleep(due - now - SPIN)
                while time.monotonic() < due:
                    pass
                self._frame[self._id_at : self._id_at + 16] = b"%016d" % (10**15 + time.monotonic_ns() // 1000)
                wire.sendall(self._frame)
                sent += 1
        except OSError:
            pass
        return sent, time.monotonic() - began


async def main() -> None:
    """Serve until standard input ends."""
    feeder = PacketFeeder(float(sys.argv[1]), float(sys.argv[2]))
    async with serve(feeder.serve, "127.0.0.1", 0, compression=None, ping_interval=None, close_timeout=0.5) as server:
        print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
