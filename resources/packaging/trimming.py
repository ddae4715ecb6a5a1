"""Filters PyInstaller's lists of files: without excluded files, what only those needed, and debug information."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import Final, TypeAlias

from resources.packaging.contents import is_left_out, with_what_they_need

Entry: TypeAlias = tuple[str, str, str]
"""An entry of PyInstaller's lists: destination (or module name), source, kind."""

LINK: Final = "SYMLINK"
"""The kind of an entry that is a link: its source is the target of the link."""

SEALED: Final = ("numpy/", "numpy.libs/", "PySide6/", "shiboken6/")
"""Not stripped: numpy's libraries cannot be loaded after stripping, Qt's are stripped already."""

PYTHON_LIBRARIES: Final = ("libpython", "python3", "Python")
"""Prefixes of the names of Python's own library; the last one is a macOS framework. No binary is linked to it."""


def trim_binaries(binaries: Iterable[Entry], linked_to: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the extension modules and plug-ins that are shipped, and the libraries they need.

    Args:
        binaries: all binaries.
        linked_to: returns the names of the libraries that the file at a path is linked to.
    """
    shipped = [entry for entry in binaries if not is_left_out(entry[0])]
    roots = {_name(entry[0]) for entry in shipped if is_root(entry)}
    needs = {_name(to): frozenset(map(_name, linked_to(source))) for to, source, kind in shipped if kind != LINK}
    reached = with_what_they_need(roots, needs)
    return [entry for entry in shipped if _name(entry[0]) in reached]


def trim_data(data: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """Return the data files that are shipped, links to shipped binaries, and the files macOS requires around them.

    Args:
        data: all data files.
        binaries: the shipped binaries.
    """
    there = {entry[0] for entry in binaries}
    frameworks = {framework for to in there if (framework := _framework(to))}
    return [
        (to, at, kind)
        for to, at, kind in data
        if not is_left_out(to)
        and (framework in frameworks if (framework := _framework(to)) else kind != LINK or at in there)
    ]


def is_root(entry: Entry) -> bool:
    """Return whether the program loads a binary itself, not only because another one is linked to it."""
    to, _, kind = entry
    path = PurePath(to)
    return kind == "EXTENSION" or "plugins" in path.parts or path.name.startswith(PYTHON_LIBRARIES)


def stripped(binaries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Return the list with stripped copies in place of binaries that contain debug information.

    Args:
        binaries: as in PyInstaller.
        folder: receives the copies.
    """
    if sys.platform != "linux":
        return list(binaries)
    shutil.rmtree(folder, ignore_errors=True)
    return [
        (to, str(_strip(source, folder / to)) if may_strip(to, kind) else source, kind) for to, source, kind in binaries
    ]


def may_strip(to: str, kind: str) -> bool:
    """Return whether a binary may be stripped."""
    return kind != LINK and not to.startswith(SEALED)


def write_contents(path: Path, entries: Iterable[Entry]) -> None:
    """Write the list of files and their origins."""
    path.write_text(json.dumps(sorted(entries), indent=0), encoding="utf-8")


def read_contents(path: Path) -> list[Entry]:
    """Read the list that `write_contents` wrote."""
    return [(to, source, kind) for to, source, kind in json.loads(path.read_text("utf-8"))]


def _name(path: str) -> str:
    """Return the key by which a library is found: Windows ignores case, and importers often write it differently."""
    return PurePath(path).name.lower()


def _framework(to: str) -> PurePath | None:
    """Return the macOS framework that a file is in. Without all its links and its Info.plist it cannot be signed."""
    return next((folder for folder in PurePath(to).parents if folder.suffix == ".framework"), None)


def _strip(source: str, copy: Path) -> Path:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, copy)
    copy.chmod(0o755)
    subprocess.run(["strip", "--strip-unneeded", copy], check=True)  # noqa: S603, S607 - binutils
    return copy
