"""Libraries and packages that the frozen program requires of the system."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

PACKAGES: Final[Mapping[str, str]] = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "liblzma.so.5": "liblzma5",
    "libpng16.so.16": "libpng16-16 | libpng16-16t64",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""A library -> its package in Debian 12 and Ubuntu 22.04, and its package in Ubuntu 24.04 if the name differs."""

_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC: Final = re.compile(r"\bGLIBC_(\d+)\.(\d+)")


def linked_to(dump: str) -> set[str]:
    """Return the libraries that the output of `objdump -p` names."""
    return set(_NEEDED.findall(dump))


def oldest_glibc(dump: str) -> tuple[int, int]:
    """Return the oldest C library that has every symbol version in the output of `objdump -p`."""
    return max(((int(major), int(minor)) for major, minor in _GLIBC.findall(dump)), default=(2, 0))


def depends(needed: Iterable[str], glibc: tuple[int, int]) -> list[str]:
    """Return Debian's packages for some libraries.

    Args:
        needed: the libraries.
        glibc: the oldest C library that is sufficient.

    Raises:
        LookupError: a library has no known package. Add it to `PACKAGES`, or ship the library.
    """
    libraries = set(needed)
    if unknown := sorted(libraries - PACKAGES.keys()):
        raise LookupError(f"the program needs {', '.join(unknown)} of the system; name the package in {__name__}")
    versions = {"libc6": f" (>= {glibc[0]}.{glibc[1]})"}
    return sorted({PACKAGES[library] + versions.get(PACKAGES[library], "") for library in libraries})


def describe(folder: Path) -> str:
    """Return the output of `objdump -p` for every program and library in a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    binaries = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    return subprocess.run(  # noqa: S603 - binutils, which PyInstaller needs as well
        ["objdump", "-p", *binaries],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def system_packages(folder: Path) -> list[str]:
    """Return the packages that the program in a folder needs to run.

    Raises:
        LookupError: see `depends`.
    """
    dump = describe(folder)
    inside = {path.name for path in folder.rglob("*")}
    return depends(linked_to(dump) - inside, oldest_glibc(dump))
