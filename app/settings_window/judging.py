"""Judges the values of settings: why one cannot be used now, and what is to be said of one that is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from app.settings.declared import SETTINGS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.kinds import AnySetting, Keys, MarketCode
from widgets.text.language import translate, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.settings.store import Settings


_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText

EDITING: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToStartOfLine,
    QKeySequence.StandardKey.MoveToEndOfLine,
    QKeySequence.StandardKey.MoveToStartOfDocument,
    QKeySequence.StandardKey.MoveToEndOfDocument,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.SelectNextWord,
    QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)
"""What fields edit with: a command with such keys would not be performed in a field, or would take them away."""


class ValueJudge:
    """Judges values by the other settings and by the present source.

    Args:
        settings: the values in use.
        instead_of: returns the markets most like the one of a code that the present source does not have; None if it
            has that one, or its markets are not known.
    """

    def __init__(self, settings: Settings, instead_of: Callable[[str], Sequence[str] | None]) -> None:
        self._settings = settings
        self._instead_of = instead_of

    def objection(self, setting: AnySetting, value: object) -> str:
        """Return why a value cannot be used.

        A market does not exist at the present source; keys are typed with, or are those of other commands or of panels.
        """
        if isinstance(setting, MarketCode):
            return self._missing(str(value))
        if not isinstance(setting, Keys) or not value:
            return ""
        return self._users(setting, str(value)) or _typed_with(QKeySequence(str(value), _PORTABLE))

    def _missing(self, code: str) -> str:
        """Return that the present source has no such market, and which are most like it."""
        if not code or (near := self._instead_of(code)) is None:
            return ""
        said = translate("SettingsWindow", "지금 출처에 {code} 종목이 없어 쓰지 않습니다.").format(code=code)
        if not near:
            return said
        offered = translate("SettingsWindow", "비슷한 종목: {markets}").format(markets=", ".join(near))
        return f"{said} {offered}"

    def _users(self, setting: Keys, value: str) -> str:
        """Return who has these keys already."""
        commands = [
            wording(other.label)
            for other in SETTINGS
            if isinstance(other, Keys) and other is not setting and _same(self._settings[other], value)
        ]
        panels = [
            f"{wording(fixed.where)}: {wording(fixed.title)}"
            for fixed in FIXED_KEYS
            if any(_same(keys, value) for keys in fixed.keys)
        ]
        if not (users := [*commands, *panels]):
            return ""
        said = translate("SettingsWindow", "'{command}'에 이미 쓰이는 단축키입니다.")
        return said.format(command="', '".join(users))

    def remark(self, setting: AnySetting, value: object) -> str:
        """Return what is to be said of a value in use: there is no such market at the present source."""
        if not isinstance(setting, MarketCode) or not value or self._instead_of(str(value)) is None:
            return ""
        said = translate(
            "SettingsWindow", "지금 출처에 {code} 종목이 없습니다. 코드를 확인하거나, 그 종목이 있는 출처에서 쓰세요."
        )
        return said.format(code=value)


def _same(keys: str, others: str) -> bool:
    return QKeySequence(keys, _PORTABLE) == QKeySequence(others, _PORTABLE)


def _typed_with(keys: QKeySequence) -> str:
    """Return why keys that are pressed while typing cannot be those of a command."""
    named = keys.toString(QKeySequence.SequenceFormat.NativeText)
    if _is_bare(keys):
        said = translate(
            "SettingsWindow", "'{keys}'만으로는 쓸 수 없습니다. Ctrl이나 Alt를 함께 누르거나 F1~F12를 쓰세요."
        )
    elif any(keys == binding for each in EDITING for binding in QKeySequence.keyBindings(each)):
        said = translate("SettingsWindow", "'{keys}'은(는) 글을 고칠 때 쓰는 키입니다. 다른 키를 고르세요.")
    else:
        return ""
    return said.format(keys=named)


def _is_bare(keys: QKeySequence) -> bool:
    """Return whether keys are pressed to type, to move or to leave: without Ctrl or Alt, and no function key."""
    pressed = keys[0]  # type: ignore[index] # the stubs leave it out
    modifiers = pressed.keyboardModifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return modifiers == Qt.KeyboardModifier.NoModifier and not Qt.Key.Key_F1 <= pressed.key() <= Qt.Key.Key_F35
