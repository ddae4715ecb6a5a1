"""The bundled font: Korean text must not depend on the fonts of the machine."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Final

from PySide6.QtGui import QFontDatabase

FILES: Final = ("NanumGothic.ttf", "NanumGothicBold.ttf")


def load_fonts() -> list[str]:
    """Register the bundled fonts with Qt.

    Returns:
        The registered font families.
    """
    families: list[str] = []
    for name in FILES:
        # Registered by path, not by content: Qt then maps the file instead of keeping a copy of 9 MB.
        with as_file(files("resources").joinpath("fonts", name)) as path:
            identifier = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(identifier)
    return families
