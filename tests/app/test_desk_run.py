"""Whole runs of the program from start to end, as somebody outside sees them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

LATEST = 3.0


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(is_so, seconds=15.0):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.02)


@pytest.fixture
def report(tmp_path):
    return tmp_path / "report.json"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.0, 0.3, 3.0])
def test_a_signal_ends_everything_in_time_and_in_silence(hoga, number, after):
    run = hoga("--panel", "trades", "orderbook")
    wait_until(run.children)
    children = run.children()
    time.sleep(after)
    asked = time.monotonic()
    run.process.send_signal(number)
    status, out, err = run.wait()
    assert time.monotonic() - asked < LATEST
    assert (status, out, err) == (0, "", "")
    assert not any(map(is_alive, children))


def test_a_desk_that_is_killed_takes_its_exchange_along(hoga):
    run = hoga("--panel", "trades")
    wait_until(run.children)
    (child,) = run.children()
    run.process.kill()
    wait_until(lambda: not is_alive(child), seconds=2.0)


def test_an_exchange_that_is_killed_comes_back_and_so_do_the_quotes(hoga, report):
    run = hoga("--panel", "trades", "orderbook", "--run-for", "10", "--report", str(report))
    wait_until(run.children)
    (first,) = run.children()
    time.sleep(3.0)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: run.children() not in ([], [first]))
    status, _, err = run.wait()
    assert status == 0
    assert "다시 시작" in err
    link = read(report)["connections"]["links"]["public"]
    assert (link["state"], link["epoch"]) == ("live", 2)
    assert read(report)["connections"]["resubscriptions"] == 1
    assert read(report)["desired"] == read(report)["sent"]


def test_without_an_exchange_the_desk_stands_and_says_so(hoga, report):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        run = hoga("--rest-url", url, "--panel", "trades", "--run-for", "2", "--report", str(report))
        time.sleep(1.0)
        assert run.children() == []
        assert run.wait()[::2] == (0, "")
    assert read(report)["connections"]["links"]["public"]["state"] == "reconnecting"
    assert read(report)["process"]["start_to_first_frame_s"] is None


def test_without_a_display_the_cure_is_named():
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    clean.pop("QT_QPA_PLATFORM", None)
    ended = subprocess.run([sys.executable, "-m", "app"], env=clean, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--offscreen" in ended.stderr
