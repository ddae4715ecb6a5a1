"""The QApplication: theme, font, icon, Qt's own words in Korean."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from app import VERSION
from app.fonts import load_fonts
from widgets.palette import apply_dark


def make_application() -> QApplication:
    """Build the one application object; the caller keeps it until the process ends."""
    app = QApplication(["hoga"])
    app.setApplicationName("hoga")
    app.setApplicationDisplayName("Hoga 호가")
    app.setApplicationVersion(VERSION)
    # The last window closing must not end the loop under whoever still has to tidy up.
    app.setQuitOnLastWindowClosed(False)
    load_fonts()
    apply_dark(app)
    translator = QTranslator(app)
    if translator.load("qtbase_ko", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setWindowIcon(_icon())
    return app


def _icon() -> QIcon:
    pixmap = QPixmap()
    pixmap.loadFromData(files("resources").joinpath("icon.svg").read_bytes())
    return QIcon(pixmap)
