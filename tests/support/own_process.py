"""Scripts that run in a process of their own, for what holds for a whole process."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

C_BLOCKS: Final = """
import ctypes
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes, libc.memset.argtypes = [ctypes.c_void_p], [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
def block(size):
    made = libc.malloc(size)
    libc.memset(made, 1, size)
    return made
"""
"""The beginning of a script that takes blocks from the C library, written to so that they lie in memory."""


def printed_by(script: str, *words: str) -> str:
    """Return what a script prints that gets `words`, off-screen.

    Raises:
        CalledProcessError: it failed.
    """
    ran = subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return ran.stdout
