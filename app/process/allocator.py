"""Makes the C library give freed memory back to the system.

Only glibc needs it: elsewhere the functions do nothing and return False.
"""

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
        Whether this C library has such a limit.
    """
    return _ask_glibc("mallopt", _M_MMAP_THRESHOLD, LARGE)


def give_free_pages_back() -> bool:
    """Give back the pages of the heap on which nothing lies any more, also those between blocks in use.

    By itself glibc only gives back the end of its heap, and one small block in use there holds all below it.

    Returns:
        Whether anything was given back.
    """
    return _ask_glibc("malloc_trim", 0)


def _ask_glibc(name: str, *words: int) -> bool:
    try:
        return bool(getattr(ctypes.CDLL(None), name)(*words))
    except (AttributeError, OSError, TypeError):  # macOS, musl, Windows
        return False
