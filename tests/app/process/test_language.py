"""The program speaks Korean or English, and changes it while it runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app.process.language import Language
from widgets.paint import language as spoken
from widgets.paint.language import translate


@pytest.fixture
def language(application: QApplication) -> Iterator[Language]:
    found = application.findChild(Language) or Language(application)
    found.switch("ko")
    yield found
    found.switch("ko")


def test_our_texts_and_qts_follow_at_once(language, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    korean = button.text()
    changes: list[str] = []
    language.changed.connect(changes.append)

    language.switch("en")
    QCoreApplication.processEvents()

    assert translate("kinds", "호가") == "Order book"
    assert button.text() == "Cancel"
    assert QApplication.applicationDisplayName() == "Hoga"
    assert not spoken.is_korean()

    language.switch("ko")
    QCoreApplication.processEvents()

    assert translate("kinds", "호가") == "호가"
    assert button.text() == korean != "Cancel"
    assert QApplication.applicationDisplayName() == "Hoga 호가"
    assert spoken.is_korean()
    assert changes == ["en", "ko"]
    assert language.code == "ko"


def test_the_same_language_again_changes_nothing(language):
    changes: list[str] = []
    language.changed.connect(changes.append)
    language.switch("ko")
    assert changes == []


@pytest.mark.parametrize(
    ("system", "code"),
    [("ko_KR", "ko"), ("ko_KP", "ko"), ("en_US", "en"), ("de_DE", "en"), ("C", "en"), ("ja_JP", "en")],
)
def test_the_systems_language_is_ours_or_english(language, monkeypatch, system, code):
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale(system)))
    language.switch("en" if code == "ko" else "ko")
    language.switch("system")
    assert language.code == code
