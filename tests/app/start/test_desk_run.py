"""Whole runs of the program from start to end, seen from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from app.single_instance.lock import read_note

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


def listening_port(pid):
    """The port a process listens on, as the kernel knows it; None before it does."""
    try:
        held = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()}
        lines = Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]
    except FileNotFoundError:
        return None
    for _, local, _, state, *_, inode in (line.split()[:10] for line in lines):
        if state == "0A" and f"socket:[{inode}]" in held:
            return int(local.partition(":")[2], 16)
    return None


def is_streaming(exchange):
    """Whether an exchange, by its process, has been asked for quotes."""
    if (port := listening_port(exchange)) is None:
        return False
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/simulator/sessions", timeout=5.0) as answer:
        return any(session["wanted"] for session in json.load(answer))


@pytest.fixture
def report(tmp_path):
    return tmp_path / "report.json"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.0, 0.3, 3.0])
def test_a_signal_ends_everything_in_time_and_in_silence(hoga, number, after):
    run = hoga("--panel", "trades", "orderbook")
    wait_until(run.children)
    children = run.children()
    time.sleep(after)  # the moment is the subject
    requested = time.monotonic()
    run.process.send_signal(number)
    status, out, err = run.wait()
    assert time.monotonic() - requested < LATEST
    assert (status, out, err) == (0, "", "")
    assert not any(map(is_alive, children))


BROKEN_AND_STUCK = """
import time, app.process.exchange_process, app.start.wiring
def broken(*_arguments):
    raise ValueError("of the desk")
app.start.wiring.wire = broken
app.process.exchange_process.ExchangeProcess.stop = lambda _self: time.sleep(30)
"""


def test_a_run_that_fails_and_cannot_even_end_has_failed_all_the_same(hoga):
    status, _, _ = hoga("--panel", "trades", inside=BROKEN_AND_STUCK).wait()
    assert status == 1


def test_a_desk_that_is_killed_takes_its_exchange_along(hoga):
    run = hoga("--panel", "trades")
    wait_until(run.children)
    (child,) = run.children()
    run.process.kill()
    wait_until(lambda: not is_alive(child))  # whatever it is doing, such as still being loaded


def test_an_exchange_that_is_killed_comes_back_and_so_do_the_quotes(hoga, report):
    run = hoga("--panel", "trades", "orderbook", "--run-for", "10", "--report", str(report))
    wait_until(run.children)
    (first,) = run.children()
    wait_until(lambda: is_streaming(first))
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: run.children() not in ([], [first]))
    status, _, err = run.wait()
    assert status == 0
    assert "started again" in err
    link = read(report)["connections"]["links"]["public"]
    assert (link["state"], link["epoch"]) == ("live", 2)
    assert read(report)["connections"]["resubscriptions"] == 1
    assert read(report)["desired"] == read(report)["sent"]


def test_without_an_exchange_the_desk_stands_and_says_so(hoga, report):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        run = hoga("--rest-url", url, "--panel", "trades", "--run-for", "2", "--report", str(report))
        time.sleep(1.0)  # time enough to start an exchange
        assert run.children() == []
        status, _, err = run.wait()
        assert status == 0
        (shown,) = err.splitlines()
        assert "market list" in shown
        assert url in shown
    assert read(report)["connections"]["links"]["public"]["state"] == "reconnecting"
    assert read(report)["process"]["start_to_first_frame_s"] is None


def test_without_a_display_the_cure_is_named():
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    clean.pop("QT_QPA_PLATFORM", None)
    ended = subprocess.run([sys.executable, "-m", "app"], env=clean, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--offscreen" in ended.stderr


@pytest.fixture
def profile(tmp_path):
    """The profile folder of the fixture's desks."""
    return tmp_path / "config" / "hoga"


def open_desk(hoga, profile, *arguments):
    """A desk as a user starts it, ready to receive later starts."""
    run = hoga("--panel", "trades", *arguments, is_single=True)
    wait_until(lambda: (note := read_note(profile)) and note.pid == run.process.pid and note.port, seconds=30.0)
    return run


def leave(run):
    run.process.send_signal(signal.SIGTERM)
    return run.wait()


def test_a_second_start_opens_its_panels_in_the_first_desk_and_ends(hoga, profile, report):
    first = open_desk(hoga, profile, "--report", str(report))
    second = hoga("--panel", "orderbook:KRW-ETH", is_single=True)
    status, out, err = second.wait()
    assert (status, err) == (0, "")
    assert out == "Hoga is already open (simulated); its window has been brought forward and 1 panel opened in it.\n"
    assert leave(first) == (0, "", "")
    assert [panel["panel"] for panel in read(report)["panels"]] == ["trades:KRW-BTC", "orderbook:KRW-ETH"]


def test_a_second_start_loads_no_qt_starts_no_exchange_and_leaves_no_trace(hoga, profile, tmp_path):
    first = open_desk(hoga, profile)
    crash_files = {path: path.read_bytes() for path in tmp_path.rglob("crash*")}
    probe = (
        "import atexit, sys; heavy = ('PySide6', 'asyncio', 'qasync');"
        "atexit.register(lambda: print([name for name in sys.modules if name.startswith(heavy)]))"
    )
    status, out, _ = hoga(inside=probe, is_single=True).wait()
    assert status == 0
    assert out.splitlines()[-1] == "[]"
    assert {path: path.read_bytes() for path in tmp_path.rglob("crash*")} == crash_files != {}
    leave(first)


def test_a_desk_that_was_killed_bars_no_later_start(hoga, profile):
    first = open_desk(hoga, profile)
    first.process.kill()
    first.process.wait()
    assert read_note(profile).pid == first.process.pid
    assert leave(open_desk(hoga, profile)) == (0, "", "")


def test_of_starts_in_the_same_instant_one_opens_and_the_others_find_it(hoga, profile):
    runs = [hoga("--panel", "trades", is_single=True) for _ in range(3)]
    wait_until(lambda: sum(run.process.poll() is not None for run in runs) == 2, seconds=30.0)
    (first,) = [run for run in runs if run.process.poll() is None]
    assert read_note(profile).pid == first.process.pid
    runs.remove(first)
    for run in runs:
        status, out, err = run.wait()
        assert (status, err) == (0, "")
        assert "1 panel opened" in out
    leave(first)


def test_a_start_while_the_first_is_leaving_opens_a_desk_of_its_own(hoga, profile):
    first = open_desk(hoga, profile)
    first.process.send_signal(signal.SIGTERM)
    second = open_desk(hoga, profile)
    assert first.wait() == (0, "", "")
    assert leave(second) == (0, "", "")


def test_a_run_off_screen_or_for_so_many_seconds_is_no_instance(hoga, profile):
    first = open_desk(hoga, profile)
    off_screen = hoga("--panel", "trades")
    for_a_second = hoga("--panel", "trades", "--run-for", "1", is_single=True)
    status, out, _ = for_a_second.wait()
    assert status == 0
    assert "panels: trades:KRW-BTC" in out
    assert off_screen.process.poll() is None
    assert read_note(profile).pid == first.process.pid
    assert leave(off_screen) == (0, "", "")
    assert leave(first) == (0, "", "")
