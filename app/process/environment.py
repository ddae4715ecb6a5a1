"""Repairs the environment of the process before other modules read it.

A windowed program has no standard streams, a user in a container may have no home, and the packaged program has a
library path that its child processes must not inherit. Nothing is reported here: a module that cannot store its data
reports that itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import MutableMapping
from typing import Final

NOWHERE: Final = "/nonexistent"
"""Home of users without one, as in Debian's user list: nothing can be stored there."""

MEANT_FOR_OTHERS: Final = ("QT_API", "PYQTGRAPH_QT_LIB", "SSLKEYLOGFILE")
"""Variables that would break or expose this program: the first two name the Qt of another program; the last makes the
TLS library write the secrets of every connection to a file."""

KEY_VARIABLES: Final = ("HOGA_ACCESS_KEY", "HOGA_SECRET_KEY")
"""Variables in which the user may pass a key pair for one run."""

_LIBRARY_PATH: Final = "LD_LIBRARY_PATH"


def mend_streams() -> None:
    """Open missing standard streams on the null device.

    Otherwise the first file or socket opened gets the number of a standard stream and receives printed text.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                _open_on_nothing(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def mend_environment(environment: MutableMapping[str, str], *, is_frozen: bool) -> None:
    """Set HOME if it is missing; restore LD_LIBRARY_PATH for child processes.

    Variables meant for other programs are removed.

    Args:
        environment: as `os.environ`.
        is_frozen: whether this is the packaged program: its loader puts its own libraries before the system's,
        which would break programs started from here, such as a file manager.
    """
    if os.name == "posix" and not environment.get("HOME", "").startswith("/"):
        environment["HOME"] = _home() or NOWHERE
    for name in MEANT_FOR_OTHERS:
        environment.pop(name, None)
    if is_frozen and _LIBRARY_PATH in environment:
        original = environment.pop(f"{_LIBRARY_PATH}_ORIG", "")
        del environment[_LIBRARY_PATH]
        if original:
            environment[_LIBRARY_PATH] = original


def _open_on_nothing(descriptor: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    if nothing == descriptor:
        os.set_inheritable(descriptor, True)
        return
    # Windows reserves the numbers of a windowed program's streams although they are not usable.
    os.dup2(nothing, descriptor)
    os.close(nothing)


def _home() -> str:
    """Return the home in the system's user list; empty if the user is not listed."""
    import pwd  # noqa: PLC0415 - Windows has no such list

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""
