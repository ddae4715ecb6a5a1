"""The bundled font: Korean text must not depend on the fonts of the machine."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Final

from PySide6.QtGui import QFontDatabase

FILES: Final = ("NanumGothic.ttf", "NanumGothicBold.ttf")


def load_fonts() -> list[str]:
    """Give Qt the bundled fonts.

    Returns:
        The families that are now there.
    """
    families: list[str] = []
    for name in FILES:
        # By its place, not its content: Qt then maps the file, where it would keep 9 MB of its own and read all of it.
        with as_file(files("resources").joinpath("fonts", name)) as path:
            identifier = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(identifier)
    return families
