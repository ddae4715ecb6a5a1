"""The list of keys says every key that works, as the user has set it, in the language of the window."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.settings.commands import COMMANDS
from app.settings.declared import SHORTCUTS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.store import Settings
from app.window.key_list import KeyList
from app.window.menus import Menus


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def shown(hand, settings):
    settings.choose(SHORTCUTS["about"], "Ctrl+F9")
    settings.choose(SHORTCUTS["quit"], "")
    return KeyList(Menus(hand.window, hand.desk, settings, lambda: None).commands, hand.window)


def test_it_lists_the_keys_in_use_and_those_of_panels(shown):
    labels = [each.text() for each in shown.findChildren(QLabel)]
    listed = {line.partition("\t")[0] for line in shown.text.splitlines()}
    assert "Ctrl+F9" in listed
    assert "Ctrl+Q" not in listed
    wanted = {command.keys for command in COMMANDS if command.keys} - {"Ctrl+Q", "Ctrl+PgUp", "Ctrl+PgDown"}
    assert wanted | {fixed.shown or fixed.keys[0] for fixed in FIXED_KEYS} <= listed <= set(labels)
    for line in shown.text.splitlines():
        assert line.partition("\t")[2] in labels


def test_it_fits_the_screen_and_is_as_high_for_a_small_window(hand, settings, shown):
    assert shown.height() <= hand.window.screen().availableSize().height()
    low = QWidget()
    low.resize(200, 120)
    commands = Menus(hand.window, hand.desk, settings, lambda: None).commands
    assert KeyList(commands, low).height() == shown.height() > 400
