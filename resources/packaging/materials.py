"""The third-party parts of the program: name, version, licence and checksum of each."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path, PurePath
from typing import Any, Final

from resources.packaging.checksums import sha256
from resources.packaging.layout import Workshop
from resources.packaging.licences import licence_name
from resources.packaging.provenance import Origins, debian_package, find
from resources.packaging.trimming import read_contents

FONT_VERSION: Final = "4.000"
"""Magic number in the head table of a font."""


@dataclass(frozen=True, slots=True)
class Material:
    """One third-party part."""

    kind: str
    """The source of its name, by package URL type: `pypi`, `deb` or `generic`."""
    name: str
    version: str
    licence: str
    sha256: str | None = None
    """SHA-256 of the downloaded file; None if nothing was downloaded."""
    files: tuple[tuple[str, str], ...] = ()
    """Its libraries in the program's folder, each with its SHA-256. Python modules are inside the one executable."""
    vendor: str | None = None
    """The distributor of a package of kind `deb`: `debian` or `ubuntu`."""


def gather(workshop: Workshop) -> list[Material]:
    """Return the third-party parts of the frozen program, sorted by name."""
    found = find(workshop.root, read_contents(workshop.contents))
    inside = _native(workshop.folder)
    wheels = wheel_digests(json.loads(workshop.installed.read_text("utf-8")))
    materials = [
        *_python(found, inside),
        *(_distribution(name, files, inside, wheels) for name, files in found.distributions.items()),
        *_system(found, inside),
        _font(workshop.folder),
    ]
    return sorted(materials, key=lambda material: (material.kind, material.name.lower()))


def wheel_digests(report: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of each installed wheel, by the distribution's name, from pip's report."""
    return {
        entry["metadata"]["name"]: entry["download_info"]["archive_info"]["hashes"]["sha256"]
        for entry in report["install"]
    }


def file_digests(destinations: Iterable[str], inside: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the destinations that are separate files, with their checksums."""
    return tuple(sorted((to, inside[to]) for to in destinations if to in inside))


def _python(found: Origins, inside: Mapping[str, str]) -> list[Material]:
    files = file_digests(found.python, inside)
    return [Material("generic", platform.python_implementation(), platform.python_version(), "PSF-2.0", files=files)]


def _distribution(
    name: str, destinations: Iterable[str], inside: Mapping[str, str], wheels: Mapping[str, str]
) -> Material:
    known = distribution(name)
    licence = licence_name(known.metadata)  # type: ignore[arg-type]  # PackageMetadata is a Message
    return Material("pypi", name, known.version, licence, wheels.get(name), file_digests(destinations, inside))


def _system(found: Origins, inside: Mapping[str, str]) -> list[Material]:
    """Group the build machine's libraries by their package; a library without a known package stands alone."""
    files: dict[tuple[str, str], list[str]] = {}
    for library, to in found.system.items():
        files.setdefault(debian_package(library) or (PurePath(library).name, ""), []).append(to)
    return [_packaged(*package, file_digests(libraries, inside)) for package, libraries in files.items()]


def _packaged(name: str, version: str, files: tuple[tuple[str, str], ...]) -> Material:
    if not version:
        return Material("generic", name, "unknown", "unknown", files=files)
    vendor = platform.freedesktop_os_release()["ID"]
    return Material("deb", name, version, f"as in licenses/{name}", files=files, vendor=vendor)


def _font(folder: Path) -> Material:
    files = tuple(file for file in _digests(folder, "resources/fonts/*.ttf"))
    return Material("generic", "NanumGothic", FONT_VERSION, "OFL-1.1", files=files)


def _native(folder: Path) -> dict[str, str]:
    return dict(_digests(folder, "**/*"))


def _digests(folder: Path, pattern: str) -> list[tuple[str, str]]:
    """Return the files in the program's inner folder, by path, with their checksums."""
    inner = folder / "_internal"
    files = (path for path in inner.glob(pattern) if path.is_file() and not path.is_symlink())
    return sorted((path.relative_to(inner).as_posix(), sha256(path)) for path in files)
