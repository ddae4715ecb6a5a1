"""What could not be used of the settings file is said in one sentence that names cause, cure and place."""

from pathlib import Path

from app.settings.declared import FONT_PERCENT, THEME
from app.settings.store import Trouble
from app.settings_window.file_notice import trouble_text

KEPT = Path("settings.bad.json")


def test_without_an_error_nothing_is_shown():
    assert trouble_text([]) == ""


def test_bad_values_are_named_with_the_file_that_keeps_them():
    text = trouble_text([Trouble(THEME, '"purple"', KEPT), Trouble(FONT_PERCENT, "7", KEPT)])
    assert 'theme = "purple", font_percent = 7' in text
    assert "기본값" in text
    assert "settings.bad.json" in text


def test_a_file_that_cannot_be_read_is_shown_with_the_reason():
    assert "it is not a JSON object" in trouble_text([Trouble(None, "it is not a JSON object", None)])
    assert "보관" not in trouble_text([Trouble(None, "it is not a JSON object", None)])
