"""An entry of a context menu."""

from widgets.panel.menu_entry import MenuEntry


def test_an_entry_with_entries_of_its_own_does_nothing_itself():
    unit = MenuEntry("1분", is_checked=True)
    above = MenuEntry("봉 단위", entries=(unit,))
    assert above.run() is None
    assert above.is_checked is None
    assert above.entries == (unit,)
