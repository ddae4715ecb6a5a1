"""A file for the stacks of every thread, written by faulthandler when the interpreter itself dies or stands still.

It has to be open before that happens: a program without a console has no stderr, and a dying one opens no file.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import time
from pathlib import Path
from typing import Final

FILE_NAME: Final = "crash.log"
MOST_BYTES: Final = 256 * 1024
"""Past this the file is put aside at the next start, in place of the one before it."""

_HEADING: Final = b"=== Hoga started "
_LAST_WORDS: Final = (b"Fatal Python error", b"Windows fatal exception")


class CrashFile:
    """Takes down the stacks of a crash from now on, until closed.

    Args:
        folder: where it lies.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path: Final = folder / FILE_NAME
        with contextlib.suppress(OSError):  # nothing to put aside, or another instance holds it
            if self.path.stat().st_size > MOST_BYTES:
                self.path.replace(self.path.with_suffix(".1.log"))
        self.last_crash: Final = _last_crash(self.path)
        """The stacks the previous run ended with; empty if it ended in order."""
        self.descriptor: Final = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        """What faulthandler writes to."""
        os.write(self.descriptor, _HEADING + f"{time.strftime('%Y-%m-%d %H:%M:%S')}, process {os.getpid()}\n".encode())
        faulthandler.enable(self.descriptor)

    def size(self) -> int:
        """How many bytes have been written, by whomever."""
        return os.fstat(self.descriptor).st_size

    def since(self, start: int) -> str:
        """What has been written from byte `start` on."""
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read().decode("utf-8", "replace")

    def close(self) -> None:
        """Let go of the file; a crash from here on is told nobody."""
        faulthandler.disable()
        os.close(self.descriptor)


def _last_crash(path: Path) -> str:
    try:
        last_run = path.read_bytes().rpartition(_HEADING)[2]
    except OSError:
        return ""
    starts = [at for words in _LAST_WORDS if (at := last_run.find(words)) >= 0]
    return last_run[min(starts) :].decode("utf-8", "replace") if starts else ""
