"""What is said of values that clash with others, or that the source does not know."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from app.settings.commands import COMMANDS
from app.settings.declared import DEFAULT_MARKET, FONT_PERCENT, SHORTCUTS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.store import Settings
from app.settings_window.judging import EDITING, ValueJudge
from widgets.text.language import wording


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def judge(application: QApplication, settings: Settings) -> ValueJudge:
    return ValueJudge(
        settings, lambda code: {"KRW-BTC": None, "KRW-QQQQ": []}.get(code, ["비트코인 BTC/KRW (KRW-BTC)"])
    )


def test_every_key_of_a_panel_is_refused_by_all_panels_that_read_it(judge):
    for fixed in FIXED_KEYS:
        for keys in fixed.keys:
            said = judge.objection(SHORTCUTS["full-screen"], keys)
            for other in FIXED_KEYS:
                assert (wording(f"{wording(other.where)}: {wording(other.title)}") in said) is (keys in other.keys)


def test_keys_are_free_once_their_command_has_others(judge, settings):
    full_screen, close = SHORTCUTS["full-screen"], SHORTCUTS["close-panel"]
    assert "패널 닫기" in judge.objection(full_screen, "Ctrl+W")
    assert judge.objection(close, "Ctrl+W") == "", "its own"
    settings.choose(close, "Ctrl+F4")
    assert judge.objection(full_screen, "Ctrl+W") == ""
    assert "패널 닫기" in judge.objection(full_screen, "Ctrl+F4")


def test_no_keys_are_nobodys(judge):
    assert judge.objection(SHORTCUTS["full-screen"], "") == ""


def test_only_keys_can_clash(judge):
    assert judge.objection(FONT_PERCENT, "Ctrl+W") == ""
    assert judge.objection(DEFAULT_MARKET, "KRW-BTC") == ""


def test_a_market_that_the_source_does_not_have_is_refused_with_those_most_like_it(judge):
    said = judge.objection(DEFAULT_MARKET, "KRW-BTZ")
    assert "KRW-BTZ" in said
    assert "비슷한 종목: 비트코인 BTC/KRW (KRW-BTC)" in said
    assert "비슷한" not in judge.objection(DEFAULT_MARKET, "KRW-QQQQ"), "none is like it"
    assert judge.objection(DEFAULT_MARKET, "") == "", "that of the source"


def test_a_market_in_use_that_the_source_does_not_have_is_told(judge):
    assert "KRW-XYZZ" in judge.remark(DEFAULT_MARKET, "KRW-XYZZ")
    assert judge.remark(DEFAULT_MARKET, "KRW-BTC") == judge.remark(DEFAULT_MARKET, "") == ""
    assert judge.remark(SHORTCUTS["full-screen"], "KRW-XYZZ") == "", "these are no market"


@pytest.mark.parametrize("keys", ["B", "Shift+B", "7", "Space", "Tab", "Esc", "Shift+F", "Backspace", "Num+5", "'"])
def test_keys_that_are_typed_or_moved_with_are_no_shortcuts(judge, keys):
    assert judge.objection(SHORTCUTS["full-screen"], keys) != ""


@pytest.mark.parametrize("keys", ["F6", "Shift+F6", "Ctrl+J", "Alt+B", "Ctrl+Shift+7", "Meta+Esc", "Alt+Space"])
def test_others_that_nobody_has_are(judge, keys):
    assert judge.objection(SHORTCUTS["full-screen"], keys) == ""


def test_what_fields_edit_with_is_refused_with_the_reason(judge):
    for each in EDITING:
        for keys in QKeySequence.keyBindings(each):
            assert judge.objection(SHORTCUTS["full-screen"], keys.toString()) != "", keys
    assert "글을 고칠 때" in judge.objection(SHORTCUTS["full-screen"], "Ctrl+A")
    assert "Ctrl이나 Alt" in judge.objection(SHORTCUTS["full-screen"], "Q")


def test_every_default_can_be_chosen_again(judge):
    for command in COMMANDS:
        assert judge.objection(SHORTCUTS[command.id], command.keys) == "", command.id
