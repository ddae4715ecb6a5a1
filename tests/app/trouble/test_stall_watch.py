"""The stall watch: when the loop hangs, the log gets a stack that shows where."""

import asyncio
import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer

from app.trouble import stall_watch
from app.trouble.crash_file import CrashFile
from app.trouble.stall_watch import StallWatch
from waiting import eventually

LIMIT = 0.15


@pytest.fixture
def watch(tmp_path, monkeypatch, application):
    monkeypatch.setattr(stall_watch, "LIMIT", LIMIT)
    monkeypatch.setattr(stall_watch, "INTERVAL_MS", 20)
    file = CrashFile(tmp_path)
    owner = QObject()
    made = StallWatch(owner, file)
    yield made
    made.stop()
    file.close()


def sleeps_in_a_slot():
    time.sleep(3 * LIMIT)


async def test_a_slot_that_sleeps_is_named_in_the_file_at_once_and_in_the_log_once_it_is_over(watch, caplog):
    caplog.set_level(logging.INFO)
    written = []

    def sleeps_and_looks():
        sleeps_in_a_slot()
        written.append(watch._file.path.read_text())

    QTimer.singleShot(0, sleeps_and_looks)
    await eventually(lambda: watch.stalls)
    assert watch.stalls == 1
    assert "in sleeps_in_a_slot" in written[0]
    assert "Thread" not in watch._file.path.read_text(), "it would grow for as long as the desk runs"
    assert "stood still for" in caplog.text
    assert "in sleeps_in_a_slot" in caplog.text


async def test_a_loop_that_turns_leaves_nothing(watch, caplog):
    caplog.set_level(logging.INFO)
    await asyncio.sleep(3 * LIMIT)  # the loop turns for longer than a stall would take
    assert watch.stalls == 0
    assert "Thread" not in watch._file.path.read_text()
    assert caplog.text == ""


async def test_one_that_is_stopped_watches_no_more(watch):
    watch.stop()
    sleeps_in_a_slot()
    assert "Thread" not in watch._file.path.read_text()


async def test_watching_costs_next_to_nothing(watch):
    started = time.process_time()
    await asyncio.sleep(1.0)  # the cost per second is the subject
    assert time.process_time() - started < 0.1, "at a tenth of the interval"


async def test_a_call_into_c_that_keeps_pythons_lock_is_named_when_it_returns(watch, caplog):
    caplog.set_level(logging.INFO)

    def counts_in_c():
        started = time.monotonic()
        size = 1_000_000
        while time.monotonic() - started < 3 * LIMIT:  # one call must take that long, on any machine
            started = time.monotonic()
            sum(range(size))
            size *= 2

    QTimer.singleShot(0, counts_in_c)
    await eventually(lambda: watch.stalls, within=30.0)
    assert "in counts_in_c" in caplog.text


async def test_what_a_function_held_is_gone_when_it_returns_whether_its_stack_was_read_or_not(watch):
    """A painter that outlives its paint event crashes Qt, and so does a panel collected on another thread."""
    died_on = []

    class Painter:
        def __del__(self):
            died_on.append(threading.current_thread())

    def paints_slowly():
        _painter = Painter()
        sleeps_in_a_slot()

    def calls():
        paints_slowly()
        assert died_on == [threading.main_thread()]
        died_on.append("checked")

    QTimer.singleShot(0, calls)
    await eventually(lambda: watch.stalls == 1)
    assert died_on == [threading.main_thread(), "checked"]


HAMMER = """
import sys, threading, time, json
from pathlib import Path
from app.trouble import stall_watch
from app.trouble.crash_file import CrashFile
stall_watch.LIMIT = 0.0
file = CrashFile(Path(sys.argv[1]))
watcher = stall_watch._Watcher(file)
def f(n): return sorted([x * n for x in range(5)], key=lambda v: g(v)) if n else 0
def g(v): return len(json.dumps({"a": [v] * 3}, indent=1))
dumps = 0
def read():
    global dumps
    while dumps < 3000:
        watcher.write()
        dumps += 1
reader = threading.Thread(target=read)
reader.start()
while reader.is_alive():
    for _ in range(20):
        f(3)
    if dumps % 50 == 0:
        file.forget()
reader.join()
file.close()
print("alive", dumps)
"""


def test_reading_the_stacks_of_a_thread_that_runs_on_kills_nobody(tmp_path):
    """faulthandler's own watchdog crashes here within some hundred dumps."""
    ended = subprocess.run(
        [sys.executable, "-c", HAMMER, str(tmp_path)], capture_output=True, text=True, check=False, timeout=55
    )
    assert (ended.returncode, ended.stdout) == (0, "alive 3000\n"), ended.stderr


def test_nothing_of_ours_arms_faulthandlers_watchdog():
    ours = [path for package in ("app", "core", "widgets") for path in Path(package).rglob("*.py")]
    assert len(ours) > 100
    assert not [path for path in ours if "dump_traceback_later" in path.read_text(encoding="utf-8")]


async def test_where_no_thread_may_be_started_the_desk_runs_unwatched(tmp_path, monkeypatch, application, caplog):
    def none_left(_thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none_left)
    file = CrashFile(tmp_path)
    made = StallWatch(QObject(), file)
    made.stop()
    file.close()
    assert "not watched" in caplog.text
