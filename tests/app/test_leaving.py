"""Leaving: once, with the gravest status, in time."""

import asyncio
import os
import signal
import subprocess
import sys
import time

from app.leaving import Leaving


async def test_nobody_leaves_unasked():
    assert not Leaving().is_asked


async def test_asking_ends_the_wait():
    leaving = Leaving()
    asyncio.get_running_loop().call_later(0.01, leaving.ask)
    await leaving.wait()
    assert leaving.status == 0


async def test_the_gravest_status_counts():
    leaving = Leaving()
    leaving.fault(2)
    assert not leaving.is_asked
    leaving.ask()
    leaving.ask(1)
    assert leaving.status == 2


async def test_a_signal_is_the_wish_to_leave():
    leaving = Leaving()
    loop = asyncio.get_running_loop()
    leaving.on_signals(loop)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(5):
            await leaving.wait()
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        loop.remove_signal_handler(signal.SIGINT)


def test_a_process_that_hangs_is_ended_with_the_status_it_has():
    code = (
        "import threading; from app.leaving import end_at_latest; status = [0];"
        "end_at_latest(lambda: status[0], 0.3); status[0] = 2; threading.Event().wait(30)"
    )
    started = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == 2
    assert time.monotonic() - started < 5
