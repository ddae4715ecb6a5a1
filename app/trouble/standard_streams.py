"""Writes to the standard streams; a full disk or a closed pipe is ignored."""

from __future__ import annotations

import contextlib
import os
import sys

from app.trouble.terminal_language import wording


def print_error(message: str) -> None:
    """Print an error on stderr, in the language of the terminal."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"hoga: {wording(message)}\n")
        sys.stderr.flush()


def print_result(text: str) -> bool:
    """Print a result on stdout.

    Returns:
        Whether all of it was written.
    """
    left = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace") + b"\n"
    try:
        sys.stdout.flush()
        while left:
            # Not through Python's buffer, which would retry at exit, print an error and change the exit status.
            left = left[os.write(1, left) :]
    except (OSError, ValueError):
        return False
    return True
