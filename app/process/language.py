"""The language of the program: chosen by the user or by the system, and switched at run time in place.

The source of our texts is Korean, and English for those of the terminal, so each language has a catalogue.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from core.text import ENGLISH, KOREAN
from widgets.text.language import speak, translate

SYSTEM: Final = "system"
"""The language of the system, if it is one of ours."""

_LOCALES: Final = {
    KOREAN: QLocale(QLocale.Language.Korean, QLocale.Country.SouthKorea),
    ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
"""How Qt writes dates and numbers in each language; both separate decimals by a point, as all our own texts do."""

_QTS_BUTTONS: Final = {
    "ScrollLeftButton": ("QTabBar", "Scroll Left"),
    "ScrollRightButton": ("QTabBar", "Scroll Right"),
}
"""The buttons of Qt's that a screen reader reads: their object's name -> Qt's own name for them."""

_qts: Final = QCoreApplication.translate
"""Translates a text of Qt's own; our catalogue's tool does not know this name."""


class Language(QObject):
    """The language of the whole program; one object for each application.

    Args:
        app: its translators are changed.

    Signals:
        changed: everything speaks the new language (its code); widgets are told by Qt.
    """

    changed = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._code = ""
        self._translators: list[QTranslator] = []
        catalogues = files("resources").joinpath("translations")
        self._english = _loaded(str(catalogues.joinpath("hoga_en.qm")), app)
        self._korean = _loaded(str(catalogues.joinpath("hoga_ko.qm")), app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._qts = _loaded(f"{folder}/qtbase_ko.qm", app)

    @property
    def code(self) -> str:
        """The language in use, `ko` or `en`."""
        return self._code

    def switch(self, name: str) -> None:
        """Speak another language from now on.

        Args:
            name: `ko`, `en`, or `system`.
        """
        code = _of_system() if name == SYSTEM else name
        if code == self._code:
            return
        self._code = code
        speak(code)
        # What Qt itself writes, such as dates and numbers in fields, is otherwise in the language of the system.
        QLocale.setDefault(_LOCALES[code])
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = [self._english] if code == ENGLISH else [self._korean, self._qts]
        for translator in self._translators:
            self._app.installTranslator(translator)
        _name_qts_buttons()
        self._app.setApplicationDisplayName(translate("MainWindow", "Hoga 호가"))
        self.changed.emit(code)


def _name_qts_buttons() -> None:
    """Name the buttons that Qt puts on tab bars: Qt names them only once."""
    for widget in QApplication.allWidgets():
        if (names := _QTS_BUTTONS.get(widget.objectName())) is not None:
            widget.setAccessibleName(_qts(*names))


def _of_system() -> str:
    """Return Korean on a Korean system, and English on every other: who reads neither reads English first."""
    return KOREAN if QLocale.system().language() is QLocale.Language.Korean else ENGLISH


def _loaded(file: str, parent: QObject) -> QTranslator:
    translator = QTranslator(parent)
    translator.load(_content(file))
    return translator


@cache
def _content(file: str) -> bytes:
    """Read a catalogue and keep it, as Qt refers to it; empty if there is none.

    Given the name of the file, Qt maps it, and whoever wrote to it would end the running program with a bus error.
    """
    try:
        return Path(file).read_bytes()
    except OSError:
        return b""
