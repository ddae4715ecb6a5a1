"""The crash file: the stacks of a crashed program, kept for the next start."""

import faulthandler
import os
import signal
import stat
import subprocess
import sys

import pytest

from app.trouble import crash_file
from app.trouble.crash_file import KEPT, KEPT_STALL, CrashFile

OPENED = """
import ctypes, faulthandler, pathlib, sys
from app.trouble.crash_file import CrashFile
file = CrashFile(pathlib.Path({}))
"""


@pytest.fixture(autouse=True)
def restore():
    was_enabled = faulthandler.is_enabled()
    yield
    if was_enabled:
        faulthandler.enable(sys.__stderr__)


@pytest.fixture
def start(tmp_path):
    made = []

    def make(folder=tmp_path):
        made.append(CrashFile(folder))
        return made[-1]

    yield make
    for each in made:
        each.close()
    assert not list(tmp_path.glob(f"crash-{os.getpid()}-*.log")), "a run that has ended in order leaves nothing"


def run(folder, code):
    """Another process with a crash file in `folder`."""
    return subprocess.run(
        [sys.executable, "-c", OPENED.format(repr(str(folder))) + code], capture_output=True, check=False
    )


def crash(folder, name="falls_over"):
    ended = run(folder, f"def {name}(): ctypes.string_at(0)\n{name}()")
    assert ended.returncode != 0


@pytest.fixture
def running(tmp_path):
    """Another process that has a crash file in the same folder and keeps running."""
    code = OPENED.format(repr(str(tmp_path))) + "print('opened', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "opened\n"
        yield process
        process.kill()


def test_a_crash_is_kept_and_reported_at_the_next_start_only(start, tmp_path):
    crash(tmp_path)
    path, stacks = start().last_crash
    assert path == tmp_path / KEPT
    assert stacks.startswith(("Fatal Python error", "Windows fatal exception"))
    assert "in falls_over" in stacks
    assert "in falls_over" in path.read_text()
    assert start().last_crash is None


def test_of_two_crashes_the_newer_one_is_reported(start, tmp_path):
    crash(tmp_path, "earlier")
    crash(tmp_path, "later")
    stacks = start().last_crash.stacks
    assert "in later" in stacks
    assert "in earlier" not in stacks


@pytest.mark.parametrize("ending", ["file.close()", "", "import os; os._exit(1)", "import os; os.kill(os.getpid(), 9)"])
def test_a_run_that_ended_in_order_or_was_killed_leaves_nothing_to_tell(start, tmp_path, ending):
    run(tmp_path, ending)
    file = start()
    assert file.last_crash is None
    assert list(tmp_path.iterdir()) == [file.path]


def test_a_stall_is_no_crash_but_of_a_run_that_was_killed_in_it_it_is_kept(start, tmp_path):
    run(
        tmp_path,
        "def hangs(): faulthandler.dump_traceback(file.descriptor)\nhangs()\nimport os; os.kill(os.getpid(), 9)",
    )
    assert start().last_crash is None
    assert "in hangs" in (tmp_path / KEPT_STALL).read_text()


def test_two_desks_at_once_do_not_mix(start, tmp_path, running):
    crash(tmp_path)
    ours = start()
    assert "in falls_over" in ours.last_crash.stacks
    (theirs,) = tmp_path.glob(f"crash-{running.pid}-*.log")
    assert theirs.exists(), "its process is alive"
    faulthandler.dump_traceback(ours.descriptor)
    assert "Thread" not in theirs.read_text()
    running.communicate("")
    assert start().last_crash is None
    assert not theirs.exists()


def test_what_was_written_since_can_be_read_and_be_forgotten(start):
    file = start()
    begin = file.size()
    faulthandler.dump_traceback(file.descriptor)
    assert "test_what_was_written_since_can_be_read" in file.since(begin)
    assert file.since(file.size()) == ""
    file.forget()
    assert file.size() == begin


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be removed")
def test_a_folder_that_was_cleared_takes_nothing_of_it_away(start):
    file = start()
    file.path.unlink()
    begin = file.size()
    faulthandler.dump_traceback(file.descriptor)
    assert "test_a_folder_that_was_cleared" in file.since(begin)


@pytest.mark.skipif(os.name != "posix", reason="other systems keep other people out in other ways")
def test_it_is_the_owners_alone(start):
    assert stat.S_IMODE(start().path.stat().st_mode) == 0o600


def test_where_nothing_can_be_made_the_reason_is_reported(tmp_path):
    with pytest.raises(OSError, match="crash"):
        CrashFile(tmp_path / "absent")


FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY));"


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_on_a_full_disk_it_is_open_for_when_there_is_room(start, tmp_path):
    opened = OPENED.format(repr(str(tmp_path)))
    freed = "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2); ctypes.string_at(0)"
    subprocess.run([sys.executable, "-c", FULL + opened + freed], capture_output=True, check=False)
    assert start().last_crash is not None


def test_where_nothing_can_be_locked_nothing_is_swept(start, tmp_path, monkeypatch):
    crash(tmp_path)

    def cannot(_descriptor):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(crash_file, "_lock", cannot)
    assert start().last_crash is None
    assert len(list(tmp_path.glob("crash-*.log"))) == 2


@pytest.mark.parametrize(
    "written",
    ['Thread 1 (most recent call first):\n  File "x.py", line 3 in stal', "Fatal Pyth", "Thread 1 (most re"],
    ids=["in a stack", "in its first words", "in a heading"],
)
def test_who_ended_in_the_middle_of_a_line_died_of_it(start, tmp_path, written):
    run(tmp_path, f"import os; os.write(file.descriptor, {written!r}.encode()); os.kill(os.getpid(), 9)")
    crash = start().last_crash
    assert crash is not None
    assert written in crash.stacks
    assert crash.path == tmp_path / KEPT
    assert start().last_crash is None, "it is told once"


def test_a_crash_in_a_stall_is_a_crash(start, tmp_path):
    stack = b"Thread 1 (most recent call first):\n  File 1\n"
    run(tmp_path, f"import os; os.write(file.descriptor, {stack!r}); ctypes.string_at(0)")
    assert "Fatal Python error" in start().last_crash.stacks


def test_of_an_endless_file_only_so_much_is_read(start, tmp_path):
    path = tmp_path / "crash-1-huge.log"
    with path.open("wb") as file:
        file.truncate(10**12)  # a sparse file: it takes no room
    assert len(start().last_crash.stacks) <= crash_file.LARGEST


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
def test_a_link_in_its_place_is_not_followed(tmp_path, monkeypatch):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    monkeypatch.setattr(crash_file.secrets, "token_hex", lambda _bytes: "guessed")
    (tmp_path / f"crash-{os.getpid()}-guessed.log").symlink_to(victim)
    with pytest.raises(FileExistsError):
        CrashFile(tmp_path)
    assert victim.read_text() == "precious"


RUNNING_BESIDE = """
import threading, time
CODE = "def deep(n): return n and deep(n - 1)\\nfor n in range(40): deep(n)"
def busy():
    while True:
        exec(compile(CODE, "runs beside", "exec"), {})
threading.Thread(target=busy, daemon=True).start()
def waits_for_the_signal():
    print("waits", flush=True)
    time.sleep(60)
waits_for_the_signal()
"""


def test_the_stack_that_crashed_is_written_and_none_of_a_thread_that_runs_meanwhile(start, tmp_path):
    code = OPENED.format(repr(str(tmp_path))) + RUNNING_BESIDE
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "waits\n"
        process.send_signal(signal.SIGSEGV)
    stacks = start().last_crash.stacks
    assert "in waits_for_the_signal" in stacks
    assert "runs beside" not in stacks
