"""Information about the program: version, components and their licences, and folders."""

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
    "NanumGothic": "OFL-1.1",
    "aiohttp": "Apache-2.0, MIT",
    "certifi": "MPL-2.0",
    "jeepney": "MIT",
    "keyring": "MIT",
    "miniaudio": "MIT",
    "msgspec": "BSD-3-Clause",
    "NumPy": "BSD-3-Clause",
    "platformdirs": "MIT",
    "PyJWT": "MIT",
    "pyqtgraph": "MIT",
    "qasync": "BSD-2-Clause",
    "TA-Lib": "BSD-2-Clause",
    "upbit-sdk": "Apache-2.0",
    "websockets": "BSD-3-Clause",
}
"""Components of Hoga -> their licence. Components of these are in the folder of licences."""


class Place(NamedTuple):
    """A folder of the user."""

    name: str
    path: Path


def places() -> list[Place]:
    """Return the folders of settings and logs, and of licence texts in the packaged program."""
    translate = QCoreApplication.translate
    found = [
        Place(translate("About", "설정"), profile_folder()),
        Place(translate("About", "로그, 충돌 기록"), log_path()),
    ]
    licences = program_folder() / "licenses"
    return [*found, Place(translate("About", "라이선스 전문"), licences)] if licences.is_dir() else found


def program_folder() -> Path:
    """Return the folder of our packages."""
    return Path(__file__).resolve().parents[2]


def versions() -> str:
    """Return the versions of the platform, in one line."""
    return (
        f"Hoga {VERSION} · Python {platform.python_version()} · Qt {qVersion()} · PySide6 {PySide6.__version__}"
        f" · {platform.system()} {platform.release()}"
    )


def as_text() -> str:
    """Return everything but the licences as text, for a support request."""
    return "\n".join([versions(), *(f"{place.name}: {place.path}" for place in places())])
