"""ExchangeProcess: restarted on its port, ended with its desk. The children are real processes without a server."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.process.exchange_process import ExchangeFailed, ExchangeProcess

LISTENER = """
import json, sys
port = int(sys.argv[1]) or 4711
print(json.dumps({"port": port}), flush=True)
sys.stdin.read()
"""


def command(code):
    return lambda port: [sys.executable, "-c", code, str(port)]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(is_so, seconds=5.0):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


@pytest.fixture
def exchange():
    made = []

    def make(code=LISTENER):
        made.append(ExchangeProcess(command(code)))
        made[-1].start()
        return made[-1]

    yield make
    for each in made:
        each.stop()


def test_its_port_is_read(exchange):
    assert exchange().port.result(5) == 4711


def test_stopping_ends_the_child(exchange):
    running = exchange()
    running.port.result(5)
    pid = running._process.pid
    running.stop()
    assert not is_alive(pid)
    assert not running._keeper.is_alive()


def test_a_killed_child_is_started_again_on_the_same_port(exchange):
    running = exchange()
    port = running.port.result(5)
    first = running._process.pid
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: running._process.pid != first)
    assert running._process.args[-1] == str(port)


def test_a_child_that_never_listens_is_given_up(exchange):
    running = exchange("import sys; sys.exit(3)")
    with pytest.raises(ExchangeFailed, match="status 3"):
        running.port.result(10)


def test_a_child_that_says_something_else_first_is_no_exchange(exchange):
    running = exchange("print('hello')")
    with pytest.raises(ExchangeFailed):
        running.port.result(10)


def test_a_deaf_child_is_made_to_end(exchange):
    running = exchange(
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('{\"port\": 1}', flush=True)\n"
        "time.sleep(60)"
    )
    running.port.result(5)
    pid = running._process.pid
    start = time.monotonic()
    running.stop()
    assert time.monotonic() - start < 3
    assert not is_alive(pid)


def test_stopping_at_any_moment_of_the_start_leaves_no_child(exchange):
    for delay in (0.0, 0.001, 0.01, 0.05):
        running = exchange()
        threading.Event().wait(delay)
        running.stop()
        assert running._process is None or not is_alive(running._process.pid)


def test_a_child_is_gone_when_its_desk_is_killed():
    desk = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time\n"
            "from app.process.exchange_process import ExchangeProcess\n"
            f"exchange = ExchangeProcess(lambda port: [sys.executable, '-c', {LISTENER!r}, str(port)])\n"
            "exchange.start(); exchange.port.result(5)\n"
            "print(exchange._process.pid, flush=True)\n"
            "time.sleep(60)\n",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    with desk:
        pid = int(desk.stdout.readline())
        assert is_alive(pid)
        desk.kill()
        wait_until(lambda: not is_alive(pid), seconds=2.0)


@pytest.mark.parametrize(
    ("words", "named"), [(["/gone/hoga"], "/gone/hoga"), (["/etc"], "/etc"), (["hoga\0"], "ValueError")]
)
def test_a_program_that_cannot_be_started_is_named_and_nobody_waits_for_its_port(words, named):
    exchange = ExchangeProcess(lambda _port: words)
    exchange.start()
    with pytest.raises(ExchangeFailed, match=f"not started: .*{named}"):
        exchange.port.result(20)
    exchange.stop()


def test_where_no_thread_may_be_started_the_port_says_so(monkeypatch):
    def none_left(_thread):
        raise RuntimeError("can't start new thread")

    exchange = ExchangeProcess(command(LISTENER))
    monkeypatch.setattr(threading.Thread, "start", none_left)
    exchange.start()
    with pytest.raises(ExchangeFailed, match="can't start new thread"):
        exchange.port.result(0)
    exchange.stop()


@pytest.mark.parametrize("shown", ["1e400", "null", '"x"', "[1]"])
def test_a_port_that_is_none_is_not_taken_for_one(exchange, shown):
    made = exchange(f"import sys; print('{{\"port\": {shown}}}', flush=True); sys.exit(3)")
    with pytest.raises(ExchangeFailed, match="status 3"):
        made.port.result(20)
