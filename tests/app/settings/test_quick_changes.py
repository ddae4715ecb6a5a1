"""Settings changed step by step: each value in turn, and no further than the ends."""

import pytest

from app.settings.declared import FONT_PERCENT, LANGUAGE, PANEL_AGES, THEME
from app.settings.quick_changes import QuickChanges
from app.settings.store import Settings


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def changes(settings):
    return QuickChanges(settings)


@pytest.mark.parametrize(("step", "end"), [("enlarge", FONT_PERCENT.most), ("shrink", FONT_PERCENT.least)])
def test_text_grows_and_shrinks_by_steps_up_to_the_end(settings, changes, step, end):
    seen = {settings[FONT_PERCENT]}
    for _ in range(40):
        getattr(changes, step)()
        seen.add(settings[FONT_PERCENT])
    assert settings[FONT_PERCENT] == end
    assert len(seen) == 1 + abs(end - FONT_PERCENT.default) / FONT_PERCENT.step
    changes.restore_size()
    assert settings[FONT_PERCENT] == FONT_PERCENT.default


@pytest.mark.parametrize(("step", "setting"), [("next_theme", THEME), ("next_language", LANGUAGE)])
def test_each_value_comes_once_in_a_round(settings, changes, step, setting):
    first = settings[setting]
    seen = []
    for _ in setting.choices:
        getattr(changes, step)()
        seen.append(settings[setting])
    assert sorted(seen) == sorted(value for value, _ in setting.choices)
    assert seen[-1] == first


def test_ages_are_shown_and_hidden_in_turn(settings, changes):
    seen = []
    for _ in range(3):
        changes.toggle_ages()
        seen.append(settings[PANEL_AGES])
    assert seen == [True, False, True]
