"""The selector and the menu: both show what is wanted, and either changes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar

from app.source.choice import SourceChoice
from app.source.source import EMBEDDED, REAL, UPBIT, Source
from app.source_selection.selector import SourceActions, SourceSelector
from app.window.main_window import MainWindow


@pytest.fixture
def new(application):
    def make(wanted=EMBEDDED):
        window = MainWindow()
        actions = SourceActions(SourceChoice(wanted), window)
        selector = SourceSelector(actions)
        window.show_beside_menu(selector)
        window.show()
        return window, actions, selector

    return make


def shown(actions, selector):
    (checked,) = [action.text() for action in actions.actions if action.isChecked()]
    return selector.real.isChecked(), selector.simulated.isChecked(), checked


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center() - button.rect().topRight() / 4)


def test_a_press_wants_the_other_source_and_a_second_one_changes_nothing(new):
    window, actions, selector = new()
    assert window.isVisible()
    assert shown(actions, selector) == (False, True, "모의 거래소")
    for _ in range(2):
        press(selector.real)
        assert actions.wanted == UPBIT
        assert shown(actions, selector) == (True, False, "업비트 (한국)")
    for _ in range(2):
        press(selector.simulated)
        assert actions.wanted == EMBEDDED
        assert shown(actions, selector) == (False, True, "모의 거래소")


@pytest.mark.parametrize("source", REAL)
def test_a_region_is_chosen_in_the_menu_and_stays_on_the_button(new, source):
    window, actions, selector = new()
    bar = QMenuBar(window)
    actions.fill(bar.addMenu("거래소"))
    entries = bar.actions()[0].menu().actions()
    entries[REAL.index(source)].trigger()
    assert actions.wanted == source
    assert [action for action in selector.real.menu().actions() if action.isChecked()] == [entries[REAL.index(source)]]
    name = selector.real.text()
    actions.choose_simulated()
    assert selector.real.text() == name
    press(selector.real)
    assert actions.wanted == source


def test_a_server_from_the_command_line_stays_on_offer(new):
    given = Source("simulated", rest_url="http://127.0.0.1:8123")
    window, actions, selector = new(given)
    assert window.isVisible()
    assert selector.simulated.text() == "127.0.0.1:8123"
    assert shown(actions, selector) == (False, True, "다른 서버 127.0.0.1:8123")
    press(selector.real)
    press(selector.simulated)
    assert actions.wanted == given


def test_neither_button_takes_the_focus(new):
    window, _actions, selector = new()
    assert window.isVisible()
    for button in (selector.real, selector.simulated):
        assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
