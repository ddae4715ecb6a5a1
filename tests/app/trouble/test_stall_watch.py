"""The stall watch: a loop that stands still leaves a stack that says where."""

import asyncio
import logging
import time

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
    await asyncio.sleep(3 * LIMIT)
    assert watch.stalls == 0
    assert "Thread" not in watch._file.path.read_text()
    assert caplog.text == ""


async def test_one_that_is_stopped_watches_no_more(watch):
    watch.stop()
    sleeps_in_a_slot()
    assert "Thread" not in watch._file.path.read_text()


async def test_putting_it_off_costs_next_to_nothing(watch):
    started = time.process_time()
    for _ in range(100):
        watch._put_off()
    assert (time.process_time() - started) / 100 < 0.005
