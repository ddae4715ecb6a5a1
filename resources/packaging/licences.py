"""Licences of the program's parts: their names for the bill of materials, their texts for the user."""

from __future__ import annotations

import shutil
from email.message import Message
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePath
from typing import Final

from resources.packaging.provenance import Origins, debian_package, python_folders

COMMON: Final = Path(__file__).parent / "licences"
"""Licence texts that others refer to: the LGPL of Qt and GLib extends the GPL."""

_TEXTS: Final = ("licen", "copying", "notice", "authors")
_CLASSIFIER: Final = "License :: OSI Approved :: "
_LONGEST_NAME: Final = 80


def licence_name(metadata: Message) -> str:
    """Return the licence in a distribution's metadata, as an SPDX expression if it has one.

    Args:
        metadata: the result of `importlib.metadata`.
    """
    if expression := metadata.get("License-Expression"):
        return str(expression)
    text = str(metadata.get("License") or "").strip()
    if text and "\n" not in text and len(text) <= _LONGEST_NAME:
        return text
    approved = [name for name in metadata.get_all("Classifier") or () if name.startswith(_CLASSIFIER)]
    return " OR ".join(name.removeprefix(_CLASSIFIER) for name in approved) or "as in its licence text"


def is_licence(path: PurePath) -> bool:
    """Return whether a file of a distribution is one of its licence texts."""
    return any(part.endswith(".dist-info") for part in path.parts[:-1]) and path.name.lower().startswith(_TEXTS)


def collect_licences(folder: Path, own: Path, inside: Origins) -> None:
    """Copy every licence text into a folder, named after the part it belongs to.

    Args:
        folder: receives the texts; an existing one is replaced.
        own: our licence.
        inside: the parts of the program.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(COMMON, folder)
    _copy(own, folder / "hoga" / own.name)
    for name in inside.distributions:
        for path, text in _texts(distribution(name)):
            _copy(text, folder / name / path)
    for text in (place / "LICENSE.txt" for place in python_folders()):  # Debian installs it with the library instead
        if text.exists():
            _copy(text, folder / "CPython" / text.name)
    for package, _ in filter(None, map(debian_package, inside.system)):
        if (text := Path("/usr/share/doc") / package / "copyright").exists():
            _copy(text, folder / package / "copyright")


def _texts(of: Distribution) -> list[tuple[PurePath, Path]]:
    """Return a distribution's licence texts, each with its path among them."""
    found = [file for file in of.files or () if is_licence(file)]
    return [
        (PurePath(*(part for part in file.parts[1:] if part != "licenses")), Path(str(of.locate_file(file))))
        for file in found
    ]


def _copy(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, destination)
