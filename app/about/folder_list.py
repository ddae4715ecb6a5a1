"""The folders of settings and logs, each with a button that opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from app.about.about import places
from widgets.controls.label import PlainLabel, label
from widgets.text.language import when_language_changes


def open_folder(path: Path) -> bool:
    """Open a folder in the system's file manager.

    Returns:
        Whether that succeeded, as far as the system reports it.
    """
    return path.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FolderList(QWidget):
    """The folders of settings and logs. Where none can be opened, the path is copied.

    Args:
        show_folder: opens a folder; returns whether it succeeded.

    Signals:
        said: this label has a message for the user, and may be out of sight.
    """

    said = Signal(QWidget)

    def __init__(self, show_folder: Callable[[Path], bool] = open_folder) -> None:
        super().__init__()
        self._show_folder = show_folder
        self._names: list[PlainLabel] = []
        self._paths: list[QLineEdit] = []
        self._buttons: list[QPushButton] = []
        self._unopened: Path | None = None
        """The folder that could not be opened last."""
        self._outcome = label("", wraps=True)
        self._outcome.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, place in enumerate(places()):
            path = QLineEdit(str(place.path))
            path.setReadOnly(True)
            path.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            path.setCursorPosition(0)
            button = QPushButton()
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._open_or_copy, place.path))
            self._names.append(label(""))
            self._paths.append(path)
            self._buttons.append(button)
            grid.addWidget(self._names[-1], row, 0)
            grid.addWidget(path, row, 1)
            grid.addWidget(button, row, 2)
        grid.addWidget(self._outcome, grid.rowCount(), 0, 1, 3)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def outcome(self) -> str:
        """The message that a folder could not be opened; empty if there is none."""
        return self._outcome.text()

    def _set_texts(self) -> None:
        for name, path, button, place in zip(self._names, self._paths, self._buttons, places(), strict=True):
            name.setText(place.name)
            path.setAccessibleName(place.name)
            button.setText(self.tr("폴더 열기"))
            button.setAccessibleName(f"{place.name}: {self.tr('폴더 열기')}")
        if self._unopened is not None:
            said = self.tr("폴더를 열 수 없어 경로를 복사했습니다: {path}")
            self._outcome.setText(said.format(path=self._unopened))

    def _open_or_copy(self, path: Path) -> None:
        if self._show_folder(path):
            return
        QGuiApplication.clipboard().setText(str(path))
        self._unopened = path
        self._set_texts()
        self._outcome.show()
        self.said.emit(self._outcome)
