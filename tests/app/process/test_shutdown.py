"""A request to quit ends the run in time, at any moment, with the highest exit status (fault matrix: 19, 26)."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest

from app.process.shutdown import Shutdown

LATEST = 3.0


def wait_until(is_so, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.01)


async def test_nothing_is_requested_at_first():
    assert not Shutdown().is_requested


async def test_a_request_ends_the_wait():
    shutdown = Shutdown()
    asyncio.get_running_loop().call_later(0.01, shutdown.request)
    await shutdown.wait()
    assert shutdown.status == 0


async def test_the_highest_status_wins():
    shutdown = Shutdown()
    shutdown.fault(2)
    assert not shutdown.is_requested
    shutdown.request()
    shutdown.request(1)
    assert shutdown.status == 2


async def test_only_the_first_request_calls_back():
    requests = []
    shutdown = Shutdown(requests.append)
    shutdown.fault(1)
    assert requests == []
    shutdown.request()
    shutdown.request()
    assert requests == [shutdown]


async def test_a_signal_is_a_request_to_quit():
    shutdown = Shutdown()
    loop = asyncio.get_running_loop()
    shutdown.on_signals(loop)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(5):
            await shutdown.wait()
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        loop.remove_signal_handler(signal.SIGINT)


def test_a_process_that_hangs_is_ended_with_the_status_it_has():
    code = (
        "import threading; from app.process.shutdown import end_at_latest; status = [0];"
        "end_at_latest(lambda: status[0], 0.3); status[0] = 2; threading.Event().wait(30)"
    )
    started = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == 2
    assert time.monotonic() - started < 5


# Whole runs, ended at various moments


class Listener:
    """A server that accepts connections and never answers."""

    def __init__(self):
        self.taken = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def received(self):
        """The bytes that each connection sent so far."""
        received = []
        for connection in self.taken:
            connection.setblocking(False)
            try:
                received.append(connection.recv(65536, socket.MSG_PEEK))
            except BlockingIOError:
                received.append(b"")
        return received

    def _take(self):
        try:
            while True:
                self.taken.append(self._socket.accept()[0])
        except OSError:
            return

    def close(self):
        self._socket.close()
        for connection in self.taken:
            connection.close()


@contextmanager
def simulated(*arguments):
    """An embedded exchange in its own process, as another desk has one; gives its address."""
    command = [sys.executable, "-m", "app", "simulate", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
        finally:
            process.kill()


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "state" / "hoga" / "log" / "hoga.log"
    return lambda: path.read_text(encoding="utf-8") if path.exists() else ""


NO_MARKETS = "market list"
"""Part of the only line that a desk without REST prints on its terminal."""


@pytest.fixture
def left_in_time():
    """A function that requests the end of a run and checks how it ended."""

    def leave(run, request=None, allowed=""):
        requested = time.monotonic()
        (request or run.process.terminate)()
        status, out, err = run.wait()
        took = time.monotonic() - requested
        assert (status, out) == (0, "")
        assert err == "" if not allowed else all(allowed in line for line in err.splitlines())
        assert took < LATEST
        return took

    return leave


@pytest.mark.parametrize("after", [0.05, 0.15, 0.3, 0.5, 0.8, 1.2])
def test_row_26_starting(hoga, left_in_time, after):
    run = hoga()
    wait_until(run.children)
    time.sleep(after)  # the moment is the subject
    left_in_time(run)


def test_row_26_connecting(hoga, log, left_in_time):
    with closing(Listener()) as mute:
        run = hoga("--rest-url", "http://127.0.0.1:9", "--ws-url", mute.url.replace("http", "ws"))
        wait_until(lambda: any(b"Upgrade" in request for request in mute.received()))
        left_in_time(run, allowed=NO_MARKETS)


def test_row_26_reconnecting(hoga, log, left_in_time):
    run = hoga("--rest-url", "http://127.0.0.1:9")
    wait_until(lambda: "-> reconnecting" in log())
    time.sleep(1.0)  # some dials later
    left_in_time(run, allowed=NO_MARKETS)


def test_row_26_requests_in_flight(hoga, left_in_time):
    with closing(Listener()) as mute:
        run = hoga("--rest-url", mute.url)
        wait_until(lambda: any(b"GET /v1/" in request for request in mute.received()))
        left_in_time(run)


HANGING = """
import socket, time
def hang(*question): time.sleep(60)
socket.getaddrinfo = hang
"""


def test_row_19_look_ups_that_hang(hoga, log, left_in_time):
    run = hoga("--rest-url", "http://exchange.example", inside=HANGING)
    wait_until(lambda: "-> connecting" in log())
    time.sleep(1.5)  # by then look-ups of REST hang too
    left_in_time(run)


MENU_ITEM = """
import logging
from PySide6.QtCore import QTimer
import app.window.menus
fill = app.window.menus.Menus._add_panel_keys
def and_choose(menus):
    fill(menus)
    def choose():
        menus.{which}()
        logging.getLogger("app").info("chosen")
    QTimer.singleShot(1000, choose)
app.window.menus.Menus._add_panel_keys = and_choose
"""

OPENED = {
    "panel": "commands['add-panel'].trigger",
    "about": "commands['about'].trigger",
    "palette": "commands['palette'].trigger",
    "notice": "_window.notice.show_details",
}


@pytest.mark.parametrize("which", ["panel", "about", "palette", "notice"])
def test_row_26_a_dialog_open(hoga, log, left_in_time, which):
    run = hoga("--panel", "trades", inside=MENU_ITEM.format(which=OPENED[which]))
    wait_until(lambda: "chosen" in log())
    left_in_time(run)


def test_row_26_by_the_window(hoga, log, left_in_time):
    run = hoga(inside=MENU_ITEM.format(which="_window.close"))
    wait_until(lambda: "chosen" in log())
    left_in_time(run, lambda: None)


def test_row_26_a_flood(hoga, log, left_in_time):
    with simulated("--trades-per-second", "5000") as url:
        run = hoga("--rest-url", url)
        wait_until(lambda: "-> live" in log())
        time.sleep(1.0)  # in the middle of the flood
        left_in_time(run)


def test_row_26_a_replay(hoga, log, left_in_time, recorded_tickers):
    with simulated("--replay", str(recorded_tickers)) as url:
        run = hoga("--rest-url", url)
        wait_until(lambda: "-> live" in log())
        left_in_time(run)


def test_row_26_its_exchange_dead(hoga, log, left_in_time):
    run = hoga()
    wait_until(lambda: "-> live" in log())
    os.kill(run.children()[0], signal.SIGKILL)
    wait_until(lambda: "-> reconnecting" in log())
    left_in_time(run, allowed="started again")


def test_row_26_its_exchange_standing_still(hoga, log, left_in_time):
    run = hoga()
    wait_until(lambda: "-> live" in log())
    (child,) = run.children()
    os.kill(child, signal.SIGSTOP)
    left_in_time(run)
    with pytest.raises(ProcessLookupError):
        os.kill(child, signal.SIGCONT)


NESTED = """
import asyncio
import app.start.live_desk
from core.loop.tasks import TaskOwner
live = app.start.live_desk.live
async def broken(options, parts, window, *others, **named):
    loop = asyncio.get_running_loop()
    async def nests():
        from PySide6.QtCore import QEventLoop, QTimer
        inner = QEventLoop()
        QTimer.singleShot(300, inner.quit)
        inner.exec()
    loop.call_later(1.0, lambda: parts.tasks.spawn(nests(), "nests"))
    return await live(options, parts, window, *others, **named)
app.start.live_desk.live = broken
"""


def test_a_loop_that_was_entered_twice_ends_in_time_with_a_reason(hoga, log):
    run = hoga(inside=NESTED)
    status, _, err = run.wait(timeout=20)
    assert status == 1
    assert "Cannot enter into task" in err
    assert "Cannot enter into task" in log()
