"""The bundled font: Korean text must not depend on the fonts of the machine."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase

FILES: Final = ("NanumGothic.ttf", "NanumGothicBold.ttf")


def load_fonts() -> list[str]:
    """Give Qt the bundled fonts.

    Returns:
        The families that are now there.
    """
    families: list[str] = []
    for name in FILES:
        data = files("resources").joinpath("fonts", name).read_bytes()
        identifier = QFontDatabase.addApplicationFontFromData(QByteArray(data))
        families += QFontDatabase.applicationFontFamilies(identifier)
    return families
