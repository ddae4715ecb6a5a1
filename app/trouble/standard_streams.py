"""What the program says on its standard streams, to whoever listens; a full disk or a closed pipe stops nothing."""

from __future__ import annotations

import contextlib
import os
import sys


def print_error(message: str) -> None:
    """Say on stderr what is wrong."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"hoga: {message}\n")
        sys.stderr.flush()


def print_result(text: str) -> bool:
    """Say on stdout what was asked for.

    Returns:
        Whether all of it was taken.
    """
    left = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace") + b"\n"
    try:
        sys.stdout.flush()
        while left:
            # Past Python's buffer, which would try again at exit, complain, and change the exit status.
            left = left[os.write(1, left) :]
    except (OSError, ValueError):
        return False
    return True
