"""The sections of the settings window: their titles, and which control of one has the keyboard first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.settings.kinds import Section
from app.settings_window.row import SettingRow
from widgets.text.language import translate


def section_titles() -> dict[Section, str]:
    """Return the titles in the present language."""
    return {
        Section.GENERAL: translate("SettingsWindow", "일반"),
        Section.DISPLAY: translate("SettingsWindow", "화면"),
        Section.ENGINE: translate("SettingsWindow", "구독 엔진"),
        Section.KEYS: translate("SettingsWindow", "단축키"),
        Section.ACCOUNT: translate("SettingsWindow", "API 키"),
        Section.FOLDERS: translate("SettingsWindow", "데이터 폴더"),
    }


def first_control(parts: Iterable[QWidget]) -> QWidget | None:
    """Return the first control in sight that Tab can reach; None if there is none.

    Args:
        parts: of a section, from the top.
    """
    for part in parts:
        for each in [part.editor.widget] if isinstance(part, SettingRow) else part.findChildren(QWidget):
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return each
    return None
