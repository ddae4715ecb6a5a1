"""Makes the C library give large blocks back to the system when they are freed."""

from __future__ import annotations

import ctypes
from typing import Final

LARGE: Final = 4 * 1024 * 1024
"""Bytes. Smaller than the picture of any window, larger than what is allocated all the time."""

_M_MMAP_THRESHOLD: Final = -3
"""Source: malloc.h of glibc."""


def give_large_blocks_back() -> bool:
    """Let blocks from `LARGE` bytes be mapped singly. Do it before windows are made.

    By itself glibc raises this limit up to 32 MB after the first such block is freed. Pictures of large windows then
    come from the heap and stay there: a desk that random hands had resized to 3840x2160 four times kept 80 MB.

    Returns:
        Whether this C library has such a limit; others than glibc do not need one.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE))
    except (AttributeError, OSError, TypeError):  # macOS, musl, Windows
        return False
