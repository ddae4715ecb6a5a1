"""The lock that makes a desk the only one of its profile, and the note in it that says how to reach that desk.

The operating system holds the lock for as long as the process lives, so that one that was killed leaves none behind.
What the note says is therefore worth something only while the lock is held: whoever takes it wipes the note first.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final, NamedTuple

from core.storage.file_lock import try_lock
from core.storage.private_folder import private_folder

FILE_NAME: Final = "desk.lock"

MOST_PORT: Final = 65535


class Note(NamedTuple):
    """How to reach the desk that holds the lock."""

    pid: int
    port: int
    """On loopback; 0 while the desk is starting or leaving."""
    token: str
    """What a visitor has to say; empty while there is no port."""


class InstanceLock:
    """The lock of a profile, held until `release` or the end of the process.

    Child processes do not inherit it.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, folder: Path) -> InstanceLock | None:
        """Take the lock of the profile in `folder`, which is made if it is not there.

        Returns:
            None if another process holds it.

        Raises:
            OSError: there can be no lock here: nothing can be written, or the file system knows no locks.
        """
        path = private_folder(folder) / FILE_NAME
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not try_lock(descriptor):
                os.close(descriptor)
                return None
            path.chmod(0o600)  # it may have come back from a copy that anybody can read
        except OSError:
            os.close(descriptor)
            raise
        lock = cls(descriptor)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its note
            lock.write_note()
        return lock

    def write_note(self, port: int = 0, token: str = "") -> None:
        """Say how this process can be reached, by default not at all.

        Raises:
            OSError: the disk is full; then there is no note.
        """
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, f"{os.getpid()} {port} {token}\n".encode("ascii"))

    def release(self) -> None:
        """Let the next one have it."""
        os.close(self._descriptor)


def read_note(folder: Path) -> Note | None:
    """What the holder of the lock wrote; None if that is nothing, or is being written."""
    try:
        pid, port, token = (folder / FILE_NAME).read_text(encoding="ascii").removesuffix("\n").split(" ")
        note = Note(int(pid), int(port), token)
    except (OSError, ValueError):
        return None
    return note if 0 <= note.port <= MOST_PORT else None
