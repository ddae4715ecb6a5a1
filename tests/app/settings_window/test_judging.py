"""What is said of values that clash with others, or that the source does not know."""

from __future__ import annotations

import pytest

from app.settings.declared import DEFAULT_MARKET, FONT_PERCENT, SHORTCUTS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.store import Settings
from app.settings_window.judging import ValueJudge
from widgets.text.language import wording


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def judge(settings: Settings) -> ValueJudge:
    return ValueJudge(settings, lambda code: code != "KRW-BTC")


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
    assert judge.objection(DEFAULT_MARKET, "KRW-XRP") == ""


def test_a_market_that_the_source_does_not_have_may_be_used_and_is_told(judge):
    assert "KRW-XYZZ" in judge.remark(DEFAULT_MARKET, "KRW-XYZZ")
    assert judge.remark(DEFAULT_MARKET, "KRW-BTC") == judge.remark(DEFAULT_MARKET, "") == ""
    assert judge.remark(SHORTCUTS["full-screen"], "KRW-XYZZ") == "", "these are no market"
