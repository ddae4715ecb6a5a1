"""The lock has one holder at a time; its file has the holder's address or nothing."""

import os
import stat
import subprocess
import sys

import pytest

from app.single_instance.lock import FILE_NAME, InstanceLock, Note, read_note

HOLDER = """
import sys
from pathlib import Path
from app.single_instance.lock import InstanceLock
lock = InstanceLock.take(Path(sys.argv[1]))
lock.write_note(1234, "token")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "긴 이름의 폴더" / "hoga"


def test_one_holds_it_and_the_next_has_to_wait(folder):
    first = InstanceLock.take(folder)
    assert InstanceLock.take(folder) is None
    first.release()
    second = InstanceLock.take(folder)
    assert second is not None
    second.release()


def test_waiting_for_it_changes_nothing_the_holder_wrote(folder):
    lock = InstanceLock.take(folder)
    lock.write_note(4321, "word")
    assert InstanceLock.take(folder) is None
    assert read_note(folder) == Note(os.getpid(), 4321, "word")
    lock.release()


def test_it_frees_itself_when_the_holder_is_killed(folder):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        assert InstanceLock.take(folder) is None
        holder.kill()
        holder.wait()
        lock = InstanceLock.take(folder)
    assert lock is not None
    lock.release()


def test_whoever_takes_it_wipes_the_note_of_the_dead(folder):
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_text("99999 4321 an-old-and-rather-long-token\n")
    lock = InstanceLock.take(folder)
    assert read_note(folder) == Note(os.getpid(), 0, "")
    lock.release()


def test_a_child_process_does_not_inherit_it(folder):
    lock = InstanceLock.take(folder)
    with subprocess.Popen(
        [sys.executable, "-c", "print('up', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        close_fds=False,
    ) as child:
        assert child.stdout.readline() == "up\n"
        lock.release()
        again = InstanceLock.take(folder)
        child.communicate("\n")
    assert again is not None
    again.release()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_the_user_can_read_the_note_even_if_others_could_before(folder):
    folder.mkdir(parents=True)
    (folder / FILE_NAME).touch()
    (folder / FILE_NAME).chmod(0o644)
    lock = InstanceLock.take(folder)
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    lock.release()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_folder_made_for_it_is_the_users_own(folder):
    lock = InstanceLock.take(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    lock.release()


def test_a_place_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        InstanceLock.take(tmp_path / "file" / "hoga")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")  # noqa: PTH110 - a constant
def test_a_full_disk_costs_the_note_and_not_the_lock(folder):
    folder.mkdir(parents=True)
    (folder / FILE_NAME).symlink_to("/dev/full")
    lock = InstanceLock.take(folder)
    assert lock is not None
    with pytest.raises(OSError, match=r"No space|Invalid"):
        lock.write_note(1, "token")
    lock.release()


@pytest.mark.parametrize(
    "written",
    [b"", b"12", b"12 34", b"a b c\n", b"\xff\xfe 1 t\n", b"1 2 3 4\n", b"\0" * 64, b"1 65536 t\n", b"1 -1 t\n"],
)
def test_what_is_no_note_is_none(folder, written):
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_bytes(written)
    assert read_note(folder) is None


def test_no_file_is_no_note(folder):
    assert read_note(folder) is None
