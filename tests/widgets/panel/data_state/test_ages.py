from __future__ import annotations

import pytest

from widgets.panel.data_state.ages import PanelAges


@pytest.fixture
def ages(application) -> PanelAges:
    return PanelAges()


def test_at_first_nothing_is_shown_and_nothing_measured(ages):
    assert not ages.is_shown
    assert not ages.is_measuring
    assert not ages._timer.isActive()


def test_while_ages_are_shown_there_is_a_beat_and_at_both_ends(ages, qtbot):
    with qtbot.waitSignal(ages.beat):
        ages.show_ages(True)
    assert (ages.is_measuring, ages._timer.isActive(), ages._timer.interval()) == (True, True, 1000)
    with qtbot.assertNotEmitted(ages.beat):
        ages.show_ages(True)
    with qtbot.waitSignal(ages.beat):
        ages.show_ages(False)
    assert not ages._timer.isActive()
    assert not ages.is_measuring


def test_one_look_is_measured_for_a_few_seconds_without_a_beat(ages, qtbot):
    ages._looked_at.setInterval(20)
    ages.look()
    assert ages.is_measuring
    assert not ages._timer.isActive()
    qtbot.waitUntil(lambda: not ages.is_measuring)
