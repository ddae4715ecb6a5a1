"""Judges the values of settings: why one cannot be used now, and what is to be said of one that is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from app.settings.declared import SETTINGS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.kinds import AnySetting, Keys, MarketCode
from widgets.text.language import translate, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.settings.store import Settings


class ValueJudge:
    """Judges values by the other settings and by the present source.

    Args:
        settings: the values in use.
        is_unknown: whether the present source has no market of that code.
    """

    def __init__(self, settings: Settings, is_unknown: Callable[[str], bool]) -> None:
        self._settings = settings
        self._is_unknown = is_unknown

    def objection(self, setting: AnySetting, value: object) -> str:
        """Return why a value cannot be used: its keys are those of other commands, or panels read them."""
        if not isinstance(setting, Keys) or not value:
            return ""
        commands = [
            wording(other.label)
            for other in SETTINGS
            if isinstance(other, Keys) and other is not setting and _same(self._settings[other], str(value))
        ]
        panels = [
            f"{wording(fixed.where)}: {wording(fixed.title)}"
            for fixed in FIXED_KEYS
            if any(_same(keys, str(value)) for keys in fixed.keys)
        ]
        if not (users := [*commands, *panels]):
            return ""
        said = translate("SettingsWindow", "'{command}'에 이미 쓰이는 단축키입니다.")
        return said.format(command="', '".join(users))

    def remark(self, setting: AnySetting, value: object) -> str:
        """Return what is to be said of a value in use: there is no such market at the present source."""
        if not isinstance(setting, MarketCode) or not value or not self._is_unknown(str(value)):
            return ""
        said = translate(
            "SettingsWindow", "지금 출처에 {code} 종목이 없습니다. 코드를 확인하거나, 그 종목이 있는 출처에서 쓰세요."
        )
        return said.format(code=value)


def _same(keys: str, others: str) -> bool:
    portable = QKeySequence.SequenceFormat.PortableText
    return QKeySequence(keys, portable) == QKeySequence(others, portable)
