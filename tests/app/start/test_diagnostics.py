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

WHEN_THE_LAYOUT_IS_NOT_KEPT = (
    AFTER_A_SECOND
    + """
import app.workspaces.workspace
app.workspaces.workspace.PROVED_AFTER = 0.5
def happen(parts, window):
    if "The layout" in window.notice.text + window.notice.details:
        tell(window)
        window.close()
    else:
        QTimer.singleShot(100, lambda: happen(parts, window))
"""
)

BEFORE_THE_WINDOW = (
    AFTER_A_SECOND
    + """
import logging
import app.start.desk_run
make = app.start.desk_run.make_application
def make_late(*arguments):
    logging.getLogger("app.early").error("before there was a window")
    return make(*arguments)
app.start.desk_run.make_application = make_late
def happen(parts, window): tell(window)
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


def test_every_door_leads_to_the_log_and_the_notice_and_the_desk_goes_on(hoga, logs, tmp_path):
    report = tmp_path / "report.json"
    status, out, err = hoga("--run-for", "3", "--report", str(report), inside=EVERY_DOOR).wait()
    assert status == 0
    reported = logs()["hoga.log"]
    notice = next(line for line in out.splitlines() if line.startswith("NOTICE"))
    for door in DOORS:
        assert f"by {door}" in reported
        assert f"by {door}" in err
        assert f"by {door}" in notice or door == "Qt", "a warning of Qt's is for the log alone"
    assert json.loads(report.read_text())["connections"]["links"]["public"]["state"] == "live"


def test_what_failed_before_there_was_a_window_is_shown_in_it(hoga):
    status, out, _ = hoga("--panel", "trades", "--run-for", "2", inside=BEFORE_THE_WINDOW).wait()
    assert status == 0
    assert out.count("before there was a window") >= 1


def test_a_slot_that_sleeps_leaves_its_name(hoga, logs):
    status, _, err = hoga("--panel", "trades", "--run-for", "4", inside=STALL).wait()
    assert status == 0
    assert "the event loop stood still for 1." in logs()["hoga.log"]
    assert "in sleeps_in_a_slot" in logs()["hoga.log"]
    assert err == ""


def test_an_ordinary_run_leaves_no_stack_and_no_complaint(hoga, logs):
    assert hoga("--run-for", "3").wait()[::2] == (0, "")
    assert "Thread" not in "".join(text for name, text in logs().items() if name.startswith("crash-"))
    assert "ERROR" not in logs()["hoga.log"]


SHOWN = AFTER_A_SECOND + "def happen(parts, window): tell(window)"


def test_a_crash_is_reported_at_the_next_start_with_the_place_of_its_file_and_never_again(hoga, logs, tmp_path):
    crash = AFTER_A_SECOND + "def happen(parts, window): import ctypes; ctypes.string_at(0)"
    assert hoga("--panel", "trades", "--run-for", "5", inside=crash).wait()[0] != 0
    _, out, _ = hoga("--panel", "trades", "--run-for", "2", inside=SHOWN).wait()
    assert "The last run ended with a crash" in out
    assert str(tmp_path / "state" / "hoga" / "log" / "crash.log") in out
    assert "in happen" in out
    assert "in happen" in logs()["crash.log"]
    _, out, _ = hoga("--panel", "trades", "--run-for", "2", inside=SHOWN).wait()
    assert "NOTICE ''" in out


def test_a_desk_that_was_killed_has_not_crashed(hoga):
    run = hoga("--panel", "trades")
    while not run.children():
        assert run.process.poll() is None
    run.process.kill()
    run.wait()
    _, out, _ = hoga("--panel", "trades", "--run-for", "2", inside=SHOWN).wait()
    assert "NOTICE ''" in out


@pytest.mark.parametrize("panels", [(), ("--panel", "assets", "my-orders", "trades")])
def test_a_planted_key_is_found_in_nothing_a_run_leaves_behind(hoga, tmp_path, panels):
    """Log at the most verbose level, and raise an error that contains the key in every possible way."""
    paths = ("--report", str(tmp_path / "report.json"), "--screenshot", str(tmp_path / "shot.png"))
    run = hoga("--run-for", "4", "--log-level", "DEBUG", *paths, *panels, inside=EVERY_DOOR, **KEYS)
    status, out, err = run.wait()
    assert status == 0
    found = {**artefacts(tmp_path), "stdout": out.encode(), "stderr": err.encode()}
    assert {getattr(path, "name", path) for path in found} >= {"report.json", "shot.png", "hoga.log"}
    assert err.count("***") >= len(DOORS), "it was there, and was taken out"
    for where, content in found.items():
        for key in (ACCESS, SECRET):
            assert not [form for form in spellings(key) if form in content], where


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_child_inherits_a_key(hoga):
    run = hoga("--panel", "trades", "--run-for", "2", **KEYS)
    while not (children := run.children()):
        assert run.process.poll() is None
    (child,) = children
    while b"simulate" not in Path(f"/proc/{child}/cmdline").read_bytes():  # before exec it has our command line
        assert run.process.poll() is None
    environment = Path(f"/proc/{child}/environ").read_bytes()
    assert b"PYTHONPATH" in environment, "it is the child's"
    assert not [key for key in (ACCESS, SECRET) if key.encode() in environment]
    assert run.wait()[0] == 0


def test_where_nothing_can_be_kept_the_desk_runs_and_its_window_says_so(hoga, tmp_path):
    for folder in ("state", "config"):
        (tmp_path / folder).write_text("in the way")
    status, out, err = hoga("--run-for", "20", inside=WHEN_THE_LAYOUT_IS_NOT_KEPT).wait()
    assert status == 0
    assert "no log is kept" in err
    assert "No log is kept" in out
    assert "The layout is not saved" in out
    assert "The layout is not saved" in err
    assert "Traceback" not in err


def test_the_keys_planted_here_are_in_no_environment_of_ours():
    assert not {"HOGA_ACCESS_KEY", "HOGA_SECRET_KEY"} & os.environ.keys()
