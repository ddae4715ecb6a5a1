"""A file for stacks: faulthandler writes them when the interpreter dies, the stall watch when the loop stands still.

It has to be open before that happens: a program without a console has no stderr, and a dying one opens no file. Each
process writes one of its own. The next start looks through those whose processes have ended: a crash is kept and told
of, a stall that was ended by force is kept, the rest is swept. Nothing of it leaves the machine.

A crash is known by the words it begins with, and by an end in the middle of a line: what is written in order is whole
lines, so who wrote half a one died of it, whatever the half says.
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
"""What the last run that was killed while its loop stood still was doing."""

LARGEST: Final = 1024 * 1024
"""Bytes read of what a process left behind; a hundred threads with deep stacks come to half of it."""

_RUNNING: Final = "crash-{process}.log"
_LAST_WORDS: Final = (b"Fatal Python error", b"Windows fatal exception")
_STACK: Final = b"most recent call first"


class Crash(NamedTuple):
    """How a run ended that did not end in order."""

    path: Path
    """Where it can be read later."""
    stacks: str


class CrashFile:
    """Takes down the stacks of a crash from now on, until the run has ended in order.

    Args:
        folder: where it lies, with those of other runs.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.last_crash: Final = _look_through(folder)
        """The newest crash nobody has been told of yet; None if every run has ended in order, or was killed."""
        # Two containers with one home may have processes of one number.
        self.path: Final = folder / _RUNNING.format(process=f"{os.getpid()}-{secrets.token_hex(4)}")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        self.descriptor: Final = os.open(self.path, flags, 0o600)
        """What faulthandler writes to."""
        with contextlib.suppress(OSError):  # another start is looking at it just now, or nothing can be locked here
            _lock(self.descriptor)
        heading = f"=== Hoga started {time.strftime('%Y-%m-%d %H:%M:%S')}, process {os.getpid()}\n"
        with contextlib.suppress(OSError):  # a full disk; there may be room when it is needed
            os.write(self.descriptor, heading.encode())
        self._begin = self.size()
        faulthandler.enable(self.descriptor)

    def size(self) -> int:
        """How many bytes have been written."""
        return os.fstat(self.descriptor).st_size

    def since(self, start: int) -> str:
        """What has been written from byte `start` on, even if somebody has cleared the folder of logs meanwhile."""
        with os.fdopen(self.descriptor, "rb", closefd=False) as file:
            file.seek(start)
            return file.read().decode("utf-8", "replace")

    def forget(self) -> None:
        """Drop what has been written and is told elsewhere, so that the file does not grow for as long as we run."""
        os.ftruncate(self.descriptor, self._begin)

    def close(self) -> None:
        """Take the file away: the run has ended in order, and a crash from here on is told nobody."""
        faulthandler.disable()
        os.close(self.descriptor)
        with contextlib.suppress(OSError):
            self.path.unlink()


def _look_through(folder: Path) -> Crash | None:
    """Go through what processes that have ended left behind.

    Returns:
        The newest crash, which is now kept.
    """
    newest: Crash | None = None
    for path in sorted(folder.glob(_RUNNING.format(process="*")), key=_changed_at):
        with contextlib.suppress(OSError):  # its process runs, or another start was quicker
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
    """Whether the process that writes it is alive.

    Raises:
        OSError: it is gone, or nobody may know.
    """
    if sys.platform == "win32":
        return False  # there an open file can neither be moved nor removed
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _lock(descriptor)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _lock(descriptor: int) -> None:
    """Mark a file as in use for as long as the process lives.

    Raises:
        BlockingIOError: another one has.
    """
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
