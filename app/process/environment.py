"""What the program may have been started without, or with too much of, put right before anybody looks at it.

A windowed program has no standard streams, a user of a container no home, and the packaged program a library path that
is not meant for its children. Nothing is said of it here: whatever then cannot be kept is told by whoever keeps it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import MutableMapping
from typing import Final

NOWHERE: Final = "/nonexistent"
"""The home of whoever has none, as Debian's list of users writes it: nothing can be kept there."""

MEANT_FOR_OTHERS: Final = ("QT_API", "PYQTGRAPH_QT_LIB", "SSLKEYLOGFILE")
"""Variables that libraries of ours heed and that would end us: the first two name the Qt of some other program, and the
last has the secrets of every encrypted connection written to a file, tokens being sent over ours."""

KEY_VARIABLES: Final = ("HOGA_ACCESS_KEY", "HOGA_SECRET_KEY")
"""Where the user may have put a key pair for one run."""

_LIBRARY_PATH: Final = "LD_LIBRARY_PATH"


def mend_streams() -> None:
    """Open the standard streams that are not there on nothing.

    Otherwise the first file or socket that is opened takes the number of one, and receives what is printed.
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
    """Give the homeless a home that cannot be written, and children the library path we were started with.

    What is meant for other programs is taken out.

    Args:
        environment: as `os.environ`.
        is_frozen: whether this is the packaged program: its loader puts its own libraries before the system's, and
            what is ours by now would break the programs we start, a file manager say.
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
    # Windows counts the numbers of a windowed program's streams as taken, though nothing can be done with them.
    os.dup2(nothing, descriptor)
    os.close(nothing)


def _home() -> str:
    """Where the system's list of users says; empty if it does not know the user."""
    import pwd  # noqa: PLC0415 - Windows has no such list

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""
