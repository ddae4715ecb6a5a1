"""All settings return to their defaults after a question, and come back by a button."""

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMessageBox, QWidget

from app.settings.declared import SETTINGS, THEME
from app.settings.store import Settings
from app.settings_window.reset_buttons import ResetButtons


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def buttons(application, settings):
    window = QWidget()
    made = ResetButtons(settings)
    made.setParent(window)
    made.show_what_can_be_done()
    window.show()
    yield made
    window.deleteLater()


def answer(buttons, role):
    box = buttons.window().findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if box.buttonRole(button) is role).click()


def test_they_offer_what_there_is_to_do(buttons, settings):
    done, undone = QSignalSpy(buttons.done), QSignalSpy(buttons.undone)
    assert (buttons.reset.isEnabled(), buttons.undo.isVisible()) == (False, False)
    settings.choose(THEME, "light")
    buttons.show_what_can_be_done()
    buttons.reset.click()
    answer(buttons, QMessageBox.ButtonRole.RejectRole)
    assert (settings[THEME], done.count()) == ("light", 0)
    buttons.reset.click()
    answer(buttons, QMessageBox.ButtonRole.AcceptRole)
    assert all(settings.is_default(setting) for setting in SETTINGS)
    assert (buttons.reset.isEnabled(), buttons.undo.isVisible(), done.count()) == (False, True, 1)
    buttons.undo.click()
    assert (settings[THEME], buttons.reset.isEnabled(), buttons.undo.isVisible()) == ("light", True, False)
    assert undone.at(0) == done.at(0), "who keeps it to undo it can forget it"
    buttons.reset.click()
    answer(buttons, QMessageBox.ButtonRole.AcceptRole)
    done.at(1)[0].undo()  # elsewhere
    buttons.show_what_can_be_done()
    assert (settings[THEME], buttons.undo.isVisible()) == ("light", False)
