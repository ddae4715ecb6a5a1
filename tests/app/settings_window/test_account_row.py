from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.settings_window.account_row import AccountRow


def test_it_says_what_keys_are_for_and_its_button_asks_for_their_form(qtbot):
    row = AccountRow()
    qtbot.addWidget(row)
    assert "API 키" in row.findChild(QLabel).text()
    with qtbot.waitSignal(row.keys_wanted):
        row.button.click()
    assert not row.button.autoDefault(), "Enter in another field must not press it"
