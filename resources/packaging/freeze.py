"""One run of PyInstaller: the folder with the program and everything it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from resources.packaging.commit_time import VARIABLE
from resources.packaging.layout import Workshop


def freeze(workshop: Workshop, time: int) -> list[Path]:
    """Freeze the checkout.

    Args:
        workshop: of the checkout.
        time: the only time that PyInstaller records, in seconds since 1970.

    Returns:
        The results, still in the temporary folder: the program's folder, and on macOS the application.

    Raises:
        subprocess.CalledProcessError: PyInstaller failed; it has printed the reason.
    """
    made = workshop.work / "frozen"
    shutil.rmtree(made, ignore_errors=True)
    options: list[str | Path] = [
        "--noconfirm",
        "--clean",
        "--log-level",
        "ERROR",
        "--distpath",
        made,
        "--workpath",
        workshop.work / "pyi",
    ]
    subprocess.run(  # noqa: S603 - our own build tool
        [sys.executable, "-m", "PyInstaller", *options, workshop.root / "resources" / "packaging" / "hoga.spec"],
        check=True,
        cwd=workshop.root,
        env=os.environ | environment(workshop, time),
    )
    return sorted(made.iterdir())


def environment(workshop: Workshop, time: int) -> dict[str, str]:
    """Return PyInstaller's environment: nothing that differs between builds, and no cache outside the checkout."""
    return {
        VARIABLE: str(time),
        "PYTHONHASHSEED": "0",
        "PYINSTALLER_CONFIG_DIR": str(workshop.work / "cache"),
    }


def put_in_place(made: Path, place: Path) -> None:
    """Replace the previous result by the new one; the previous one stays usable until then."""
    place.parent.mkdir(exist_ok=True)
    before = place.with_name(f".{place.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if place.exists():
        place.rename(before)
    made.rename(place)
    shutil.rmtree(before, ignore_errors=True)
