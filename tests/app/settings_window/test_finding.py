"""A setting is found by its name in either language, its choices, and the words of its command."""

import pytest

from app.settings.declared import SETTINGS, SHORTCUTS, THEME
from app.settings_window.finding import searchable
from core.market.search import Typed, ranked


def found(typed):
    return [setting.name for _, setting in ranked([(searchable(each), each) for each in SETTINGS], Typed(typed))]


@pytest.mark.parametrize("typed", ["테마", "ㅌㅁ", "템", "theme", "고대비", "xpak"])
def test_the_theme(typed):
    assert THEME.name in found(typed)


@pytest.mark.parametrize("typed", ["undo", "닫은 패널", "되돌리기"])
def test_a_shortcut(typed):
    assert SHORTCUTS["reopen-panel"].name in found(typed)


def test_nothing():
    assert found("없는 말") == []
