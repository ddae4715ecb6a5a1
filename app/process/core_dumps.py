"""No core dump of a process that holds the user's keys: they would lie on disk, or with whoever collects crashes."""

from __future__ import annotations

import contextlib
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def forbid_core_dumps() -> None:
    """Leave no core dump from now on, and on Linux let no other process of the user read our memory.

    It lasts until the process ends: a key that was forgotten may still lie in memory that is free. The crash file is
    written all the same; stacks hold no values.
    """
    if sys.platform == "win32":  # dumps there are made by who asks for them in the registry, not by the process
        return
    import resource  # noqa: PLC0415 - Windows has none

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A collector behind a pipe, like systemd's, gets a dump whatever the limit is; the kernel keeps it from that.
        import ctypes  # noqa: PLC0415 - hardly any start needs it

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
