"""The about dialog; it can open the folders of settings and logs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.about.about import PARTS, as_text, versions
from app.about.folder_list import FolderList, open_folder
from core.text import Text, translatable
from widgets.controls.label import PlainLabel, label
from widgets.controls.whole_texts import WholeTexts
from widgets.text.language import when_language_changes, wording

ICON_SIZE: Final = 56


class AboutDialog(QDialog):
    """Shows information about the program; opened by `open()`, it deletes itself when closed.

    Args:
        parent: the window.
        show_folder: opens a folder; returns whether it succeeded.
    """

    def __init__(self, parent: QWidget, show_folder: Callable[[Path], bool] = open_folder) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self.setMinimumWidth(620)
        self._texts: list[tuple[PlainLabel, Text]] = []
        self._is_copied = False
        self._outcome = _words("")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self._copy_all)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(self._heading())
        layout.addWidget(_words(versions()))
        layout.addWidget(FolderList(show_folder))
        layout.addWidget(
            self._add(
                translatable("AboutDialog", "설정, 로그, 충돌 기록은 이 컴퓨터에만 있으며 어디에도 전송되지 않습니다.")
            )
        )
        layout.addWidget(
            self._add(translatable("AboutDialog", "MIT 라이선스로 배포됩니다. 함께 쓰인 소프트웨어와 그 라이선스:"))
        )
        self._parts = _parts()
        layout.addWidget(self._parts)
        layout.addWidget(self._outcome)
        layout.addWidget(buttons)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def _heading(self) -> QHBoxLayout:
        icon = label()
        icon.setPixmap(QGuiApplication.windowIcon().pixmap(ICON_SIZE))
        name = label()
        self._texts.append((name, translatable("MainWindow", "Hoga 호가")))
        font = name.font()
        font.setPixelSize(name.fontInfo().pixelSize() * 3 // 2)
        font.setBold(True)
        name.setFont(font)
        words = QVBoxLayout()
        words.addWidget(name)
        words.addWidget(self._add(translatable("AboutDialog", "업비트 트레이딩 데스크톱 (구독 엔진 내장)")))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon)
        row.addLayout(words, 1)
        return row

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(as_text())
        self._is_copied = True
        self._set_texts()

    def _add(self, text: Text) -> PlainLabel:
        line = _words("")
        self._texts.append((line, text))
        return line

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("Hoga 정보"))
        self._parts.setAccessibleName(self.tr("라이선스"))
        self._copy.setText(self.tr("정보 복사"))
        self._outcome.setText(self.tr("버전과 폴더 경로를 복사했습니다.") if self._is_copied else "")
        for line, text in self._texts:
            line.setText(wording(text))


def _words(text: str) -> PlainLabel:
    words = label(text, wraps=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def _parts() -> QPlainTextEdit:
    page = QPlainTextEdit("\n".join(f"{name}  –  {licence}" for name, licence in PARTS.items()))
    page.setReadOnly(True)
    page.setFixedHeight(130)
    return page
