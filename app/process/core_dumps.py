"""Forbids core dumps: they would put the user's keys on disk or send them to a crash collector."""

from __future__ import annotations

import contextlib
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def forbid_core_dumps() -> None:
    """Forbid core dumps from now on, and on Linux forbid the user's other processes to read our memory.

    This lasts until the process ends: a deleted key may remain in freed memory. The crash file is still written;
    stacks contain no values.
    """
    if sys.platform == "win32":  # on Windows the registry decides about dumps, not the process
        return
    import resource  # noqa: PLC0415 - Windows has none

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A collector behind a pipe, such as systemd's, receives a dump whatever the limit; this call prevents that.
        import ctypes  # noqa: PLC0415 - hardly any start needs it

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
