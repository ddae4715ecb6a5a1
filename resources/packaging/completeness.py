"""Checks the program for required files, whatever the build machine has: PyInstaller only warns about missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

EVERYWHERE: Final = frozenset(
    {
        *(
            "NanumGothic.ttf",
            "NanumGothicBold.ttf",
            "icon.svg",
            "cacert.pem",
            "qtbase_ko.qm",
            "hoga_en.qm",
            "hoga_ko.qm",
        ),
        *("app.__main__", "core.simulator.serve.child", "upbit", "pyqtgraph", "miniaudio", "sqlite3", "talib"),
    }
)
"""The names of files and modules that the program has on every platform."""

BY_SYSTEM: Final[Mapping[str, frozenset[str]]] = {
    "linux": frozenset(
        {
            *("libqxcb.so", "libqwayland.so", "libqoffscreen.so", "libqsvg.so", "libqjpeg.so", "libxdg-shell.so"),
            *("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0"),
            *("keyring.backends.SecretService", "secretstorage", "jeepney"),
        }
    ),
    "win32": frozenset({"qwindows.dll", "qoffscreen.dll", "qsvg.dll", "keyring.backends.Windows", "win32ctypes"}),
    "darwin": frozenset({"libqcocoa.dylib", "libqoffscreen.dylib", "libqsvg.dylib", "keyring.backends.macOS"}),
}


def missing(inside: Iterable[str], system: str) -> list[str]:
    """Return the required parts that are missing.

    Args:
        inside: the names of its modules and the places of its files.
        system: as `sys.platform`.
    """
    there = {PurePath(name).name for name in inside}
    return sorted((EVERYWHERE | BY_SYSTEM.get(system, frozenset())) - there)
