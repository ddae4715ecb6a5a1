"""CPU time, memory and age of this process, as reported by the operating system."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc/self")
"""The folder of these figures on Linux. On a system without it, figures that Python cannot read are None."""

_loaded_at = time.monotonic()


def process_age() -> float:
    """Return the seconds since the process was started, interpreter and imports included.

    If the system does not report it: since this module was loaded, which the program does first.
    """
    if not _PROC.exists():
        return time.monotonic() - _loaded_at
    ticks = int(_fields("stat")[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def cpu_seconds() -> float:
    """Return the CPU time of all threads of this process, without children."""
    return time.process_time()


def rss_mb() -> float | None:
    """Return the resident memory of this process in MiB."""
    if not _PROC.exists():
        return None
    return int((_PROC / "statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _fields(name: str) -> list[str]:
    """Return the fields after the process name, which may contain any character."""
    return (_PROC / name).read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
