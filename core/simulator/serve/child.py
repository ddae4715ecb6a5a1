"""Runs the embedded exchange as a separate process, until its parent ends.

When it is ready it writes one line of JSON to stdout, `{"port": N}`. It ends when stdin ends, which also happens when
the parent is killed, and on SIGINT and SIGTERM. It imports no Qt.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable

from core.simulator.market.assets import ASSETS
from core.simulator.market.replay import BadRecording, ReplaySource
from core.simulator.market.source import Source
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.options import ExchangeOptions
from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners


def source_of(options: ExchangeOptions, now_ms: int) -> Source:
    """The market according to the options.

    Raises:
        BadRecording: the recording cannot be played.
    """
    if options.replay is not None:
        names = {asset.symbol: (asset.korean_name, asset.english_name) for asset in ASSETS}
        return ReplaySource(options.replay, now_ms, names)
    return SyntheticSource(options.seed, options.markets, options.trades_per_second)


def manners_of(options: ExchangeOptions) -> Manners:
    """The treatment of connections according to the options."""
    if options.snapshot_delay is None:
        return Manners()
    return Manners(snapshot_delay=(options.snapshot_delay, options.snapshot_delay))


def run(options: ExchangeOptions) -> int:
    """Run the exchange in this process until it is ended.

    Returns:
        The exit status: 0, or 2 with one line on stderr for a port or recording that cannot be used.
    """
    try:
        asyncio.run(_run(options))
    except (BadRecording, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        sys.stderr.write(f"hoga simulate: {reason}\n")
        return 2
    return 0


async def _run(options: ExchangeOptions) -> None:
    source = source_of(options, time.time_ns() // 1_000_000)
    end_requested = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has already ended
            loop.call_soon_threadsafe(end_requested.set)

    _on_signals(loop, end)
    _on_stdin_end(end)
    async with serve(source, options.host, options.port, manners_of(options)) as server:
        if _write_port(server.port):
            async with asyncio.TaskGroup() as tasks:
                preparing = tasks.create_task(prepare(source), name="first tickers")
                await end_requested.wait()
                preparing.cancel()


async def prepare(source: Source) -> None:
    """Work out the ticker of every market once, the most active first, while the desk is still starting.

    The first ticker of a market needs its history, which takes far longer than any later one: a watchlist that asked
    for all at once had its top markets after two seconds. Requests are served in between.
    """
    for market in source.markets:
        source.ticker(market.code, time.time_ns() // 1_000_000)
        await asyncio.sleep(0)


def _write_port(port: int) -> bool:
    """Write the port to stdout; False if the parent has ended."""
    try:
        # Not through Python's buffer, which would write again at exit and report an error.
        os.write(1, json.dumps({"port": port}).encode() + b"\n")
    except BrokenPipeError:
        return False
    return True


def _on_signals(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: end())


def _on_stdin_end(end: Callable[[], None]) -> None:
    """Call `end` from a thread once stdin ends. Only a pipe is watched, not a terminal or a file."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return

    def watch() -> None:
        # Raw reads: a thread inside sys.stdin at exit would hold its lock and break the interpreter's shutdown.
        while os.read(0, 4096):
            pass
        end()

    threading.Thread(target=watch, name="stdin", daemon=True).start()
