"""A file for stacks: faulthandler writes them on a crash, the stall watch while the event loop hangs.

The file is opened beforehand: a program without a console has no stderr, and a crashing process cannot open files. Each
process has its own file. The next start examines the files of ended processes: it keeps and reports a crash, keeps a
stall of a killed process, and deletes the rest. Nothing is sent anywhere.

A crash is recognised by its first words, or by an end in the middle of a line: normal writing completes each line, so a
process that left half a line died while writing.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import secrets
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

KEPT: Final = "crash.log"
"""The last crash."""

KEPT_STALL: Final = "stall.log"
"""The stacks of the last run that was killed while its loop hung."""

LARGEST: Final = 1024 * 1024
"""Maximum bytes read of a process's file. The stacks of a hundred threads in a stall take half of it."""

_RUNNING: Final = "crash-{process}.log"
_LAST_WORDS: Final = (b"Fatal Python error", b"Windows fatal exception")
_STACK: Final = b"most recent call first"


class Crash(NamedTuple):
    """The end of a run that crashed."""

    path: Path
    """The file with its stacks."""
    stacks: str


class CrashFile:
    """Records the stacks of a crash until the run has ended normally.

    Args:
        folder: where it lies, with those of other runs.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.last_crash: Final = _look_through(folder)
        """The newest crash that was not reported yet; None if every run ended normally or was killed."""
        # Two containers with the same home may have processes with the same number.
        self.path: Final = folder / _RUNNING.format(process=f"{os.getpid()}-{secrets.token_hex(4)}")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        self.descriptor: Final = os.open(self.path, flags, 0o600)
        """The file descriptor faulthandler writes to."""
        with contextlib.suppress(OSError):  # another start is reading it now, or the file system has no locks
            _lock(self.descriptor)
        heading = f"=== Hoga started {time.strftime('%Y-%m-%d %H:%M:%S')}, process {os.getpid()}\n"
        with contextlib.suppress(OSError):  # a full disk; there may be room later
            os.write(self.descriptor, heading.encode())
        self._begin = self.size()
        # Another thread may be running: reading its frames crashes again, before the stack that crashed is written.
        faulthandler.enable(self.descriptor, all_threads=False)

    def size(self) -> int:
        """Return the number of bytes written."""
        return os.fstat(self.descriptor).st_size

    def since(self, start: int) -> str:
        """Return what was written from byte `start` on, even if the log folder was cleared meanwhile."""
        with os.fdopen(self.descriptor, "rb", closefd=False) as file:
            file.seek(start)
            return file.read().decode("utf-8", "replace")

    def forget(self) -> None:
        """Erase what was written and logged elsewhere, so that the file does not grow."""
        os.ftruncate(self.descriptor, self._begin)

    def close(self) -> None:
        """Delete the file: the run ended normally, and a later crash is not recorded."""
        faulthandler.disable()
        os.close(self.descriptor)
        with contextlib.suppress(OSError):
            self.path.unlink()


def _look_through(folder: Path) -> Crash | None:
    """Examine the files of processes that have ended.

    Returns:
        The newest crash, which is now kept.
    """
    newest: Crash | None = None
    for path in sorted(folder.glob(_RUNNING.format(process="*")), key=_changed_at):
        with contextlib.suppress(OSError):  # its process still runs, or another start was faster
            if path.is_symlink() or not path.is_file() or _is_in_use(path):
                continue
            written = _read(path)
            starts = [at for words in _LAST_WORDS if (at := written.find(words)) >= 0]
            if starts or (written and not written.endswith(b"\n")):
                kept = path.replace(folder / KEPT)
                newest = Crash(kept, written[min(starts, default=0) :].decode("utf-8", "replace"))
            elif _STACK in written:
                path.replace(folder / KEPT_STALL)
            else:
                path.unlink()
    return newest


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_in_use(path: Path) -> bool:
    """Return whether the process that writes the file is alive.

    Raises:
        OSError: it is gone, or nobody may know.
    """
    if sys.platform == "win32":
        return False  # on Windows an open file can be neither moved nor deleted
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _lock(descriptor)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _lock(descriptor: int) -> None:
    """Mark a file as in use as long as the process lives.

    Raises:
        BlockingIOError: another one has.
    """
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
