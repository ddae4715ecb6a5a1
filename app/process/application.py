"""The QApplication: theme, font, icon, language."""

from __future__ import annotations

import os
from importlib.resources import files
from typing import NoReturn

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from app import VERSION
from app.process.display import can_load, why_no_window
from app.process.fonts import load_fonts
from app.process.language import Language
from app.trouble.qt_refusal import handle_refusal
from core.text import KOREAN
from widgets.look.look import Look
from widgets.values.accessible import describe_painted_widgets


def make_application(language: str = KOREAN) -> QApplication:
    """Create the application object; the caller keeps it until the process ends.

    Args:
        language: see `Language.switch`; the object is a child of the application, as the `Look` is.
    """
    # Within a clip of several rectangles Qt hands lines of pixels to a thread pool and waits for it. On a busy machine
    # that wait took most of a frame, and on an idle one painting on one thread is faster, too.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    with handle_refusal(_end_without_window):
        app = QApplication(["hoga"])
    set_up(app, language)
    return app


def set_up(app: QApplication, language: str = KOREAN) -> None:
    """Give an application object its name, fonts, theme, language and icon; see `make_application`."""
    app.setApplicationName("hoga")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("hoga")  # a Wayland dock finds the icon by this name
    # Closing the last window must not stop the loop while other parts still shut down.
    app.setQuitOnLastWindowClosed(False)
    load_fonts()
    Look(app).dress(app)
    Language(app).switch(language)
    app.setWindowIcon(_icon())
    describe_painted_widgets()


def _icon() -> QIcon:
    pixmap = QPixmap()
    pixmap.loadFromData(files("resources").joinpath("icon.svg").read_bytes())
    return QIcon(pixmap)


def _end_without_window() -> NoReturn:
    from app.trouble.fatal_message import show_fatal_message  # noqa: PLC0415 - a start in order never says them

    show_fatal_message(why_no_window(os.environ, can_load))
    os._exit(2)  # on return Qt would abort
