"""Finds the owner of each file in the program: us, a Python distribution, CPython or the system."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path

from resources.packaging.trimming import LINK, Entry


@dataclass(slots=True)
class Origins:
    """The owners of all files in the program."""

    distributions: dict[str, list[str]] = field(default_factory=dict)
    """The name of a distribution -> where its files went."""
    system: dict[str, str] = field(default_factory=dict)
    """A library of the build machine -> where it went."""
    python: list[str] = field(default_factory=list)
    """Where files of CPython went."""


def origins(
    entries: Iterable[Entry], owners: Mapping[str, str], python: tuple[Path, ...], own: tuple[Path, ...]
) -> Origins:
    """Find the owner of every file.

    Args:
        entries: the files in the program.
        owners: the result of `installed_files`.
        python: folders of CPython.
        own: our folders, including the build's.
    """
    found = Origins()
    for to, source, kind in entries:
        path = Path(source)
        if kind == LINK or not path.is_absolute():
            continue
        if owner := owners.get(os.path.normcase(source)):
            found.distributions.setdefault(owner, []).append(to)
        elif any(path.is_relative_to(folder) for folder in python):
            found.python.append(to)
        elif not any(path.is_relative_to(folder) for folder in own):
            found.system[source] = to
    return found


def find(root: Path, entries: Iterable[Entry]) -> Origins:
    """Find the owners of the files in the program of a checkout."""
    return origins(entries, installed_files(), python_folders(), (root,))


def installed_files() -> dict[str, str]:
    """Return the path of every installed file, in lower case on Windows -> the distribution it belongs to."""
    owners: dict[str, str] = {}
    for distribution in distributions():
        name, folder = distribution.name, str(distribution.locate_file(""))
        # RECORD is read directly: `distribution.files` would create 30 000 path objects, which takes seconds.
        for file, *_ in csv.reader((distribution.read_text("RECORD") or "").splitlines()):
            owners[os.path.normcase(os.path.normpath(os.path.join(folder, file)))] = name  # noqa: PTH118 - as above
    return owners


def python_folders() -> tuple[Path, ...]:
    """Return CPython's folders: its library, and its whole prefix if nothing else is installed there."""
    places = {Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("platstdlib")), Path(sys.base_prefix)}
    return tuple(sorted(places - {Path("/usr")}))


def debian_package(library: str) -> tuple[str, str] | None:
    """Return the package of a system library and its version; None if Debian does not know it."""
    for candidate in (library, str(Path(library).resolve()), str(Path(library).resolve()).removeprefix("/usr")):
        if owner := _ask("dpkg-query", "--search", candidate):
            package = owner.partition(": ")[0].split(",")[0]
            return package.partition(":")[0], _ask("dpkg-query", "--showformat=${Version}", "--show", package)
    return None


def _ask(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 - dpkg
    except (OSError, subprocess.CalledProcessError):
        return ""
