"""The crash file: the stacks of a program that died, kept for the next start."""

import faulthandler
import os
import stat
import subprocess
import sys

import pytest

from app.crash_file import FILE_NAME, MOST_BYTES, CrashFile


@pytest.fixture(autouse=True)
def restore():
    was_enabled = faulthandler.is_enabled()
    yield
    if was_enabled:
        faulthandler.enable(sys.__stderr__)


@pytest.fixture
def crash_file(tmp_path):
    made = []

    def make():
        made.append(CrashFile(tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.close()


def crash(folder):
    code = (
        "import ctypes, pathlib; from app.crash_file import CrashFile\n"
        f"file = CrashFile(pathlib.Path({str(folder)!r}))\n"
        "def falls_over(): ctypes.string_at(0)\n"
        "falls_over()"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode != 0
    return ended


def test_a_crash_is_taken_down_and_told_at_the_next_start_only(crash_file, tmp_path):
    crash(tmp_path)
    after = crash_file()
    assert after.last_crash.startswith(("Fatal Python error", "Windows fatal exception"))
    assert "in falls_over" in after.last_crash
    assert crash_file().last_crash == ""


def test_a_run_that_ended_in_order_leaves_nothing_to_tell(crash_file):
    assert crash_file().last_crash == ""
    assert crash_file().last_crash == ""


def test_stacks_of_a_stall_are_no_crash(crash_file):
    faulthandler.dump_traceback(crash_file().descriptor)
    assert crash_file().last_crash == ""


def test_what_was_written_since_can_be_read(crash_file):
    file = crash_file()
    start = file.size()
    faulthandler.dump_traceback(file.descriptor)
    assert "test_what_was_written_since_can_be_read" in file.since(start)
    assert file.since(file.size()) == ""


def test_it_is_the_owners_alone_and_does_not_grow_for_ever(crash_file, tmp_path):
    path = tmp_path / FILE_NAME
    crash_file()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    crash_file()
    assert path.stat().st_size < 1000
    assert path.with_suffix(".1.log").stat().st_size == MOST_BYTES + 1
