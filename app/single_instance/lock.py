"""The lock that limits a profile to one desk; its file holds the address of that desk.

The operating system holds the lock as long as the process lives, so a killed process leaves no lock. The file's content
is therefore valid only while the lock is held: a process that takes the lock erases it first.
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
    """The address of the desk that holds the lock."""

    pid: int
    port: int
    """Loopback port; 0 while the desk starts or ends."""
    token: str
    """The token a request must carry; empty without a port."""


class InstanceLock:
    """The lock of a profile, held until `release` or the end of the process.

    Child processes do not inherit it.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, folder: Path) -> InstanceLock | None:
        """Take the lock of the profile in `folder`, which is created if missing.

        Returns:
            None if another process holds the lock.

        Raises:
            OSError: no lock is possible: the folder is not writable, or the file system has no locks.
        """
        path = private_folder(folder) / FILE_NAME
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not try_lock(descriptor):
                os.close(descriptor)
                return None
            path.chmod(0o600)  # the file may be a copy that everybody can read
        except OSError:
            os.close(descriptor)
            raise
        lock = cls(descriptor)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its note
            lock.write_note()
        return lock

    def write_note(self, port: int = 0, token: str = "") -> None:
        """Write the address of this process to the file; by default none.

        Raises:
            OSError: the disk is full; then there is no address.
        """
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, f"{os.getpid()} {port} {token}\n".encode("ascii"))

    def release(self) -> None:
        """Release the lock."""
        os.close(self._descriptor)


def read_note(folder: Path) -> Note | None:
    """Return the address in the lock file; None if it is missing or incomplete."""
    try:
        pid, port, token = (folder / FILE_NAME).read_text(encoding="ascii").removesuffix("\n").split(" ")
        note = Note(int(pid), int(port), token)
    except (OSError, ValueError):
        return None
    return note if 0 <= note.port <= MOST_PORT else None
