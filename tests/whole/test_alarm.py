"""A test that fails must end, however long the end of its fixtures would take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SUPPORT = Path(__file__).parents[1] / "support"

HANGS_AFTERWARDS = """
import asyncio
import pytest_asyncio

@pytest_asyncio.fixture
async def stuck():
    yield
    await asyncio.Event().wait()

async def test_fails(stuck):
    assert False, "the fault"

async def test_next():
    pass
"""

HANGS_ITSELF = """
import asyncio

async def test_hangs():
    await asyncio.Event().wait()

async def test_next():
    pass
"""

PLAIN = """
from alarm import pytest_exception_interact, pytest_timeout_cancel_timer, pytest_timeout_set_timer, watched
"""

ON_THE_QT_LOOP = f"""
{PLAIN}
from PySide6.QtWidgets import QApplication
from app.process.qt_loop import QtLoop

def pytest_asyncio_loop_factories(config, item):
    return {{"qt": lambda: watched(QtLoop(QApplication.instance() or QApplication([])))}}
"""


LOOPS = pytest.mark.parametrize("conftest", [PLAIN, ON_THE_QT_LOOP], ids=["plain loop", "Qt loop"])


def report(folder: Path, conftest: str, sample: str) -> str:
    """What pytest says of `sample`, where a test has two seconds."""
    (folder / "conftest.py").write_text(conftest)
    (folder / "test_sample.py").write_text(sample)
    settings = ("asyncio_mode=auto", "timeout=2", f"pythonpath={SUPPORT} {SUPPORT.parents[1]}")
    options = [part for setting in settings for part in ("-o", setting)]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", f"--rootdir={folder}", "-c", "/dev/null", "--tb=short", *options, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=40.0,
    )
    return run.stdout


@LOOPS
def test_a_fixture_that_hangs_after_a_failure_is_cut_off_and_the_next_test_runs(tmp_path: Path, conftest: str) -> None:
    said = report(tmp_path, conftest, HANGS_AFTERWARDS)
    assert "the fault" in said
    assert "1 failed, 1 passed, 1 error" in said


@LOOPS
def test_a_test_that_hangs_is_cut_off_and_the_next_one_runs(tmp_path: Path, conftest: str) -> None:
    assert "1 failed, 1 passed" in report(tmp_path, conftest, HANGS_ITSELF)
