"""A lock on an open file, held by the operating system while the process lives, so that a killed one leaves none."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import msvcrt
    from typing import Final

    _FAR_BEHIND: Final = 1 << 30
    """A locked byte cannot be read on Windows, so it lies where nothing is written."""

    def try_lock(descriptor: int) -> bool:
        """Take the lock.

        Returns:
            Whether this process has it now; another one may.

        Raises:
            OSError: this file system knows no locks.
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
            Whether this process has it now; another one may.

        Raises:
            OSError: this file system knows no locks.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
