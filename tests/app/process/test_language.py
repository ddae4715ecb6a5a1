"""The program speaks Korean or English, and changes it while it runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QDoubleSpinBox

from app.process.language import Language, _loaded
from widgets.text import language as spoken
from widgets.text.language import translate


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


def test_what_qt_writes_itself_is_in_our_language_and_not_in_that_of_the_system(language):
    number, texts = 1234.5, []
    for code in ("en", "ko"):
        language.switch(code)
        box = QDoubleSpinBox()
        box.setRange(0, 10_000)
        box.setValue(number)
        assert box.text() == "1234.50", "as our own texts, also on a system that writes a comma"
        texts.append((QLocale().language(), QLocale().toString(number), QLocale().dayName(1)))
    assert texts == [
        (QLocale.Language.English, "1,234.5", "Monday"),
        (QLocale.Language.Korean, "1,234.5", "월요일"),
    ]


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


WRITTEN_TO = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.process.language import _loaded
app = QCoreApplication([])
copy = Path(sys.argv[1])
app.installTranslator(_loaded(str(copy), app))
copy.write_bytes(b"")
print(QCoreApplication.translate("kinds", "호가"))
"""


def test_a_catalogue_that_is_written_to_does_not_end_the_running_program(tmp_path):
    copy = tmp_path / "copy.qm"
    copy.write_bytes(files("resources").joinpath("translations", "hoga_en.qm").read_bytes())
    run = subprocess.run([sys.executable, "-c", WRITTEN_TO, str(copy)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "Order book"), run.stderr


def test_a_catalogue_that_is_not_there_leaves_the_texts_of_the_source(application, tmp_path):
    assert _loaded(str(tmp_path / "none.qm"), application).isEmpty()
