"""Diagnostics of whole runs: every error reaches log and notice, stalls leave a stack, and no file contains a key."""

import json
import os
import sys
from pathlib import Path

import pytest

ACCESS = "CANARYaccess0123456789abcdefGHIJKLMNOPQR"
SECRET = "canary-of-no-known-shape-whatever"
KEYS = {"HOGA_ACCESS_KEY": ACCESS, "HOGA_SECRET_KEY": SECRET}

AFTER_A_SECOND = """
import asyncio, os, sys, threading, time
import app.start.live_desk
from PySide6.QtCore import QObject, QTimer, qWarning
live = app.start.live_desk.live
access, secret = os.environ.get("HOGA_ACCESS_KEY", ""), os.environ.get("HOGA_SECRET_KEY", "")
async def with_faults(options, parts, window, *others, **named):
    QTimer.singleShot(1000, lambda: happen(parts, window))
    return await live(options, parts, window, *others, **named)
app.start.live_desk.live = with_faults
def tell(window):
    sys.stdout.write("NOTICE " + repr(window.notice.text + window.notice.details) + chr(10))
"""

EVERY_DOOR = (
    AFTER_A_SECOND
    + """
def happen(parts, window):
    loop = asyncio.get_running_loop()
    def by_slot(): raise ValueError("by slot " + secret)
    def by_callback(): raise ValueError("by callback " + secret)
    def by_thread(): raise ValueError("by thread " + access)
    async def by_task(): raise ValueError("by task " + secret)
    async def by_forgotten_task(): raise ValueError("by forgotten task " + access)
    class ByDestructor:
        def __del__(self):
            try:
                raise ValueError("the cause: " + secret)
            except ValueError as error:
                raise KeyError("by destructor") from error
    QTimer.singleShot(0, by_slot)
    loop.call_soon(by_callback)
    threading.Thread(target=by_thread).start()
    parts.tasks.spawn(by_task(), "task with " + secret)
    loop.create_task(by_forgotten_task())
    ByDestructor()
    qWarning("by Qt " + access)
    QTimer.singleShot(500, lambda: tell(window))
"""
)

WHEN_NOTHING_IS_KEPT = (
    AFTER_A_SECOND
    + """
import logging
import app.start.desk_run
import app.workspaces.workspace
make = app.start.desk_run.make_application
def make_late(*arguments):
    logging.getLogger("app.early").error("before there was a window")
    return make(*arguments)
app.start.desk_run.make_application = make_late
app.workspaces.workspace.PROVED_AFTER = 0.5
def happen(parts, window):
    if "The layout" in window.notice.text + window.notice.details:
        tell(window)
        window.close()
    else:
        QTimer.singleShot(100, lambda: happen(parts, window))
"""
)

DOORS = ("slot", "callback", "thread", "task", "forgotten task", "destructor", "Qt")

STALL = (
    AFTER_A_SECOND
    + """
def sleeps_in_a_slot(): time.sleep(1.6)
def happen(parts, window): sleeps_in_a_slot()
"""
)


@pytest.fixture
def logs(tmp_path):
    folder = tmp_path / "state" / "hoga" / "log"
    return lambda: {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def artefacts(folder):
    """Every file under `folder`, as bytes."""
    return {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def spellings(key):
    """Every spelling of a key in a file."""
    return [form.encode(code) for form in (key, key[::-1], key.lower()) for code in ("utf-8", "utf-16-le")]


def test_a_slot_that_sleeps_leaves_its_name(hoga, logs):
    status, _, err = hoga("--panel", "trades", "--run-for", "3", inside=STALL).wait()
    assert status == 0
    assert "the event loop stood still for 1." in logs()["hoga.log"]
    assert "in sleeps_in_a_slot" in logs()["hoga.log"]
    assert err == ""


SHOWN = AFTER_A_SECOND + "def happen(parts, window): tell(window)"
SHOWN_AND_KILLED = SHOWN + "; sys.stdout.flush(); os.kill(os.getpid(), 9)"


def test_a_crash_is_reported_at_the_next_start_with_the_place_of_its_file_and_never_again(hoga, logs, tmp_path):
    """Not even when that start is killed, which is no crash."""
    crash = AFTER_A_SECOND + "def happen(parts, window): import ctypes; ctypes.string_at(0)"
    assert hoga("--panel", "trades", "--run-for", "5", inside=crash).wait()[0] != 0
    status, out, _ = hoga("--panel", "trades", "--run-for", "9", inside=SHOWN_AND_KILLED).wait()
    assert status == -9
    assert "The last run ended with a crash" in out
    assert str(tmp_path / "state" / "hoga" / "log" / "crash.log") in out
    assert "in happen" in out
    assert "in happen" in logs()["crash.log"]
    _, out, _ = hoga("--panel", "trades", "--run-for", "2", inside=SHOWN).wait()
    assert "NOTICE ''" in out


@pytest.mark.parametrize("panels", [(), ("--panel", "assets", "my-orders", "trades")])
def test_a_planted_key_is_found_in_nothing_a_run_leaves_behind(hoga, logs, tmp_path, panels):
    """Log at the most verbose level, and raise an error that contains the key in every possible way.

    On the default desk each of these ways leads to the log and the notice, and the desk goes on; from the one with
    panels of the account no child inherits a key.
    """
    report = tmp_path / "report.json"
    paths = ("--report", str(report), "--screenshot", str(tmp_path / "shot.png"))
    run = hoga("--run-for", "4", "--log-level", "DEBUG", *paths, *panels, inside=EVERY_DOOR, **KEYS)
    if panels and sys.platform == "linux":
        look_into_the_child(run)
    status, out, err = run.wait()
    assert status == 0
    if not panels:
        every_door_led_to_the_log_and_the_notice(logs()["hoga.log"], out, err)
        assert json.loads(report.read_text())["connections"]["links"]["public"]["state"] == "live"
    found = {**artefacts(tmp_path), "stdout": out.encode(), "stderr": err.encode()}
    assert {getattr(path, "name", path) for path in found} >= {"report.json", "shot.png", "hoga.log"}
    assert err.count("***") >= len(DOORS), "it was there, and was taken out"
    for where, content in found.items():
        for key in (ACCESS, SECRET):
            assert not [form for form in spellings(key) if form in content], where


def every_door_led_to_the_log_and_the_notice(reported, out, err):
    notice = next(line for line in out.splitlines() if line.startswith("NOTICE"))
    for door in DOORS:
        assert f"by {door}" in reported
        assert f"by {door}" in err
        assert f"by {door}" in notice or door == "Qt", "a warning of Qt's is for the log alone"


def look_into_the_child(run):
    """Check that no key is in the environment of the one child of a run."""
    while not (children := run.children()):
        assert run.process.poll() is None
    (child,) = children
    while b"simulate" not in Path(f"/proc/{child}/cmdline").read_bytes():  # before exec it has our command line
        assert run.process.poll() is None
    environment = Path(f"/proc/{child}/environ").read_bytes()
    assert b"PYTHONPATH" in environment, "it is the child's"
    assert not [key for key in (ACCESS, SECRET) if key.encode() in environment]


def test_where_nothing_can_be_kept_the_desk_runs_and_its_window_says_so(hoga, tmp_path):
    for folder in ("state", "config"):
        (tmp_path / folder).write_text("in the way")
    status, out, err = hoga("--run-for", "20", inside=WHEN_NOTHING_IS_KEPT).wait()
    assert status == 0
    assert "no log is kept" in err
    assert "No log is kept" in out
    assert "before there was a window" in out, "what failed then is shown in it"
    assert "The layout is not saved" in out
    assert "The layout is not saved" in err
    assert "Traceback" not in err


def test_the_keys_planted_here_are_in_no_environment_of_ours():
    assert not {"HOGA_ACCESS_KEY", "HOGA_SECRET_KEY"} & os.environ.keys()
