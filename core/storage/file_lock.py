"""A lock on an open file. The operating system releases it when the process ends, so a killed process leaves none."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import msvcrt
    from typing import Final

    _FAR_BEHIND: Final = 1 << 30
    """The offset of the locked byte: Windows forbids reading it, so it lies beyond the data."""

    def try_lock(descriptor: int) -> bool:
        """Take the lock.

        Returns:
            Whether this process has it now; False if another one has it.

        Raises:
            OSError: this file system has no locks.
        """
        os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Take the lock.

        Returns:
            Whether this process has it now; False if another one has it.

        Raises:
            OSError: this file system has no locks.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
