"""One setting in the window: what is entered takes effect at once or is refused with the reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings.declared import DEFAULT_MARKET, FONT_PERCENT, SETTINGS, SHORTCUTS, THEME
from app.settings.kinds import Keys, MarketCode, Number
from app.settings.store import Settings
from app.settings_window.judging import ValueJudge
from app.settings_window.row import SettingRow
from core.market.search import Typed, ranked
from widgets.look.look import Look
from widgets.look.qt_style import INK
from widgets.look.theme import Ink


@pytest.fixture
def settings():
    return Settings()


def row_of(setting, settings, objection=lambda *_: ""):
    row = SettingRow(setting, settings, Look(), objection, lambda _setting, _value: "")
    row.show()
    return row


def test_a_choice_takes_effect_at_once(application, settings):
    row = row_of(THEME, settings)
    row.editor.widget.setCurrentIndex(row.editor.widget.findData("light"))
    assert settings[THEME] == "light"


def test_the_default_can_be_chosen_again_by_a_button_that_is_enabled_when_it_helps(application, settings):
    settings.choose(FONT_PERCENT, 125)
    row = row_of(FONT_PERCENT, settings)
    assert row.default_button.isEnabled()
    row.default_button.click()
    assert settings[FONT_PERCENT] == 100
    assert row.editor.value() == 100
    assert not row.default_button.isEnabled()


def test_a_number_counts_when_it_is_complete(application, settings):
    row = row_of(FONT_PERCENT, settings)
    spin = row.editor.widget
    spin.selectAll()
    QTest.keyClicks(spin, "12")
    assert settings[FONT_PERCENT] == 100
    QTest.keyClicks(spin, "0")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert settings[FONT_PERCENT] == 120


def test_a_text_that_is_no_market_is_refused_with_the_form_of_one_and_stays_to_be_corrected(application, settings):
    row = row_of(DEFAULT_MARKET, settings)
    line = row.editor.widget
    QTest.keyClicks(line, "bit coin")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "KRW-BTC" in row.problem
    assert line.text() == "bit coin"
    assert settings[DEFAULT_MARKET] == ""
    line.clear()
    QTest.keyClicks(line, "krw-xrp")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert row.problem == ""
    assert (settings[DEFAULT_MARKET], line.text()) == ("KRW-XRP", "KRW-XRP")


def test_an_objection_is_shown_and_nothing_changes(application, settings):
    row = row_of(SHORTCUTS["quit"], settings, lambda _setting, keys: f"{keys} is taken" if keys == "F5" else "")
    QTest.keyClick(row.editor.widget, Qt.Key.Key_F5)
    row.editor.widget.editingFinished.emit()
    assert row.problem == "F5 is taken. 지금 쓰는 값: Ctrl+Q"
    assert row._problem.property(INK) == Ink.WARNING
    assert settings[SHORTCUTS["quit"]] == "Ctrl+Q"


def test_a_search_finds_a_setting_by_its_name_label_text_and_choices(application, settings):
    row = row_of(THEME, settings)
    for typed in ("theme", "테마", "운영체제", "고대비", "고대비 테마"):
        assert ranked([(row.searchable, row)], Typed(typed)), typed
    assert not ranked([(row.searchable, row)], Typed("테마 단축키"))


def wrong_values(setting):
    """What can be entered and is not allowed: too small, too large, empty, and what is no such value at all."""
    match setting:
        case Number():
            large = f"{setting.most:g}9"
            return [f"{setting.least - 1:g}", large, large * 9, "", "abc", "9" * 40, "0.0001", "-"]
        case MarketCode():
            return ["bit coin", "X", "KRW-", "<b>x</b>-", "-"]
        case Keys():
            return [Qt.Key.Key_A, Qt.Key.Key_5, Qt.Key.Key_Left]
    return []


def enter(row, typed):
    """Type something in place of what is there, and finish with Enter."""
    box = row.editor.widget
    if isinstance(typed, Qt.Key):
        QTest.keyClick(box, typed)
        box.editingFinished.emit()
        return
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize("is_default", [True, False])
@pytest.mark.parametrize("setting", [each for each in SETTINGS if wrong_values(each)], ids=lambda each: each.name)
def test_what_is_not_allowed_is_never_another_value_and_is_said_and_the_default_button_takes_it_away(
    application, settings, setting, is_default
):
    others = {
        Number: lambda: round(setting.default + setting.step, setting.decimals),
        Keys: lambda: "Ctrl+F9",
        MarketCode: lambda: "KRW-XRP",
    }
    if not is_default:
        settings.choose(setting, others[type(setting)]())
    row = row_of(setting, settings, ValueJudge(settings, lambda _code: None).objection)
    used = settings[setting]
    for typed in wrong_values(setting):
        enter(row, typed)
        assert settings[setting] == used, typed
        assert row.problem.endswith(f": {setting.as_text(used) or '없음'}"), "what is in use is said"
        if not isinstance(setting, Keys):
            assert setting.allowed in row.problem
        if isinstance(setting, Number):
            assert row.editor.value() == used, "a box shows the number in use"
        else:
            assert row.editor.value() != used, "it stays to be corrected"
        assert row.default_button.isEnabled() is (not is_default or not isinstance(setting, Number))
    row.default_button.click()
    assert settings[setting] == setting.default
    assert row.editor.value() == setting.default
    assert row.problem == "" or isinstance(setting, Number)
    assert not row.default_button.isEnabled()
