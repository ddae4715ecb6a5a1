"""Builds the Debian package with dpkg-deb."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from resources.packaging import deb_texts
from resources.packaging.commit_time import VARIABLE
from resources.packaging.icons import SIZES
from resources.packaging.layout import Names, Workshop
from resources.packaging.system_libraries import system_packages
from resources.packaging.tidying import tidy
from resources.packaging.weighing import weigh

PROGRAM: Final = Path("usr/lib/hoga")
COMPRESSION: Final = ("-Zzstd", "-z12")


def build_deb(workshop: Workshop, names: Names, components: Iterable[tuple[str, str]], time: int) -> Path:
    """Build the package from the frozen program.

    Args:
        workshop: of the checkout.
        names: the file names of the results.
        components: the third-party parts and their licences.
        time: the timestamp of every file, in seconds since 1970.

    Returns:
        The package.

    Raises:
        LookupError: the package of a required library is not known.
        subprocess.CalledProcessError: a tool failed; it has printed the reason.
    """
    tree = workshop.work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(workshop.folder, tree / PROGRAM, symlinks=True)
    _write_around(tree, workshop, components)
    _write_control(tree / "DEBIAN", tree, names, system_packages(workshop.folder))
    tidy(tree, time)
    package = workshop.results / names.deb
    subprocess.run(  # noqa: S603 - Debian's own tool
        ["dpkg-deb", "--root-owner-group", *COMPRESSION, "--build", tree, package],  # noqa: S607
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {VARIABLE: str(time)},
    )
    return package


def _write_around(tree: Path, workshop: Workshop, components: Iterable[tuple[str, str]]) -> None:
    """Add the files that turn a folder into an installed program."""
    command = tree / "usr/bin/hoga"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/hoga/hoga")
    _write(tree / "usr/share/applications/hoga.desktop", deb_texts.DESKTOP_ENTRY)
    icons = tree / "usr/share/icons/hicolor"
    for size in SIZES:
        _copy(workshop.icons / f"hoga-{size}.png", icons / f"{size}x{size}/apps/hoga.png")
    _copy(workshop.root / "resources/icon.svg", icons / "scalable/apps/hoga.svg")
    documents = tree / "usr/share/doc/hoga"
    licence = (workshop.root / "LICENSE").read_text("utf-8")
    _write(documents / "copyright", deb_texts.copyright_text(licence, components))
    (documents / "changelog.gz").write_bytes(gzip.compress((workshop.root / "CHANGELOG.md").read_bytes(), mtime=0))


def _write_control(folder: Path, tree: Path, names: Names, depends: Iterable[str]) -> None:
    weights = weigh(tree)
    digests = ((path, hashlib.md5((tree / path).read_bytes(), usedforsecurity=False).hexdigest()) for path in weights)
    _write(folder / "md5sums", deb_texts.md5sums(digests))
    _write(folder / "control", deb_texts.control(names.version, names.architecture, depends, sum(weights.values())))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, destination)
