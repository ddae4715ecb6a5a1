"""The dialogs open when they are asked for, and the settings window only once."""

import pytest

from app.about.dialog import AboutDialog
from app.settings.store import Settings
from app.settings_window.window import SettingsWindow
from app.window.dialogs import Dialogs
from app.window.key_list import KeyList
from app.window.menus import Menus


@pytest.fixture
def dialogs(hand):
    Menus(hand.window, hand.desk, Settings(), lambda: None)
    return hand.window.findChild(Dialogs)


@pytest.mark.parametrize(("method", "kind"), [("show_keys", KeyList), ("show_about", AboutDialog)])
async def test_a_dialog_is_shown(hand, dialogs, method, kind):
    getattr(dialogs, method)()
    (shown,) = hand.window.findChildren(kind)
    assert shown.isVisible()
    shown.close()


async def test_there_is_one_settings_window(hand, dialogs):
    dialogs.show_settings()
    dialogs.show_settings()
    (shown,) = hand.window.findChildren(SettingsWindow)
    assert shown.isVisible()
    shown.keys_button.click()
    assert [dock.kind for dock in hand.desk.docks()] == ["assets"]
    shown.close()
