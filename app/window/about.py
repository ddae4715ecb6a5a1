"""What there is to know about this program: its version, its parts and their licences, and where it keeps things."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Final, NamedTuple

import PySide6
from PySide6.QtCore import QCoreApplication, qVersion

from app import VERSION
from app.process.profile import profile_folder
from app.trouble.log_folder import log_path

PARTS: Final = {
    "Python": "PSF-2.0",
    "Qt, PySide6, Shiboken": "LGPL-3.0",
    "NanumGothic (나눔고딕)": "OFL-1.1",
    "aiohttp": "Apache-2.0, MIT",
    "certifi": "MPL-2.0",
    "keyring": "MIT",
    "msgspec": "BSD-3-Clause",
    "NumPy": "BSD-3-Clause",
    "platformdirs": "MIT",
    "PyJWT": "MIT",
    "pyqtgraph": "MIT",
    "qasync": "BSD-2-Clause",
    "upbit-sdk": "Apache-2.0",
    "websockets": "BSD-3-Clause",
}
"""What Hoga is built on -> the licence it is under. What these in turn bring is in the folder of licences."""


class Place(NamedTuple):
    """A folder of the user's."""

    name: str
    path: Path


def places() -> list[Place]:
    """Where settings and logs are, and, of the packaged program, the texts of all licences."""
    translate = QCoreApplication.translate
    found = [
        Place(translate("About", "설정"), profile_folder()),
        Place(translate("About", "로그, 충돌 기록"), log_path()),
    ]
    licences = program_folder() / "licenses"
    return [*found, Place(translate("About", "라이선스 전문"), licences)] if licences.is_dir() else found


def program_folder() -> Path:
    """Where our own packages lie."""
    return Path(__file__).resolve().parents[2]


def versions() -> str:
    """What it runs on, in a line."""
    return (
        f"Hoga {VERSION} · Python {platform.python_version()} · Qt {qVersion()} · PySide6 {PySide6.__version__}"
        f" · {platform.system()} {platform.release()}"
    )


def as_text() -> str:
    """All of it but the licences, for a message to whoever is to help."""
    return "\n".join([versions(), *(f"{place.name}: {place.path}" for place in places())])
