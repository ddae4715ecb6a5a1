from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.settings.declared import THEME
from app.settings.kinds import Section
from app.settings.store import Settings
from app.settings_window.row import SettingRow
from app.settings_window.sections import first_control, section_titles
from widgets.look.look import Look


def test_each_section_has_a_title_of_its_own(application):
    titles = section_titles()
    assert set(titles) == set(Section)
    assert len(set(titles.values())) == len(titles)


def test_the_first_control_is_the_first_in_sight_that_tab_reaches(qtbot):
    page, extra, button = QWidget(), QWidget(), QPushButton()
    qtbot.addWidget(page)
    row = SettingRow(THEME, Settings(), Look(), lambda *_: "", lambda *_: "")
    column, inside = QVBoxLayout(page), QVBoxLayout(extra)
    for each in (QLabel("words"), button):
        inside.addWidget(each)
    for each in (extra, row):
        column.addWidget(each)
    page.show()
    assert first_control([extra, row]) is button
    button.setEnabled(False)
    assert first_control([extra, row]) is row.editor.widget
    row.hide()
    assert first_control([extra, row]) is None
