"""What this process costs and how old it is, as the operating system tells."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc/self")
"""Where Linux tells; other systems tell less, and what they do not tell is None."""

_loaded_at = time.monotonic()


def process_age() -> float:
    """Seconds since this process was started, interpreter and imports included.

    Where the system does not tell, since this module was loaded, which is the first thing the program does.
    """
    if not _PROC.exists():
        return time.monotonic() - _loaded_at
    ticks = int(_fields("stat")[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def cpu_seconds() -> float:
    """Processor time spent by all threads of this process, children not included."""
    return time.process_time()


def rss_mb() -> float | None:
    """Memory this process has in use, in MiB."""
    if not _PROC.exists():
        return None
    return int((_PROC / "statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _fields(name: str) -> list[str]:
    """The fields after the process's name, which may hold anything."""
    return (_PROC / name).read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
