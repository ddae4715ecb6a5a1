"""A message box says its texts, and again in another language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.text import translatable
from widgets.controls.message_box import MessageBox
from widgets.text import language


def test_it_says_its_texts_literally_and_follows_the_language(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    title, text = translatable("core", "제목"), translatable("core", "<b>{n}건</b>").format(n=3)
    box = MessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, window)

    assert (box.windowTitle(), box.text()) == ("제목", "<b>3건</b>")
    assert box.textFormat() is Qt.TextFormat.PlainText

    monkeypatch.setattr("widgets.controls.message_box.wording", lambda shown: f"{shown}!")
    QCoreApplication.sendEvent(box, QEvent(QEvent.Type.LanguageChange))

    assert (box.windowTitle(), box.text()) == ("제목!", "<b>3건</b>!")
    assert language.is_korean()
