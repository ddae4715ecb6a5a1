"""Keys on a Korean keyboard: where its layout has jamo in place of Latin letters, Ctrl+W arrives as Ctrl+ㅈ.

Windows, macOS and input methods of Linux tell the Latin letter, but a keyboard layout of X11 with jamo does not, and Qt
finds no shortcut then (measured with PySide6 6.11 on X11). So each shortcut with a letter is also given by its jamo.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText
_PLAIN: Final = dict(
    zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True)
)
_SHIFTED: Final = dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
"""The two-set layout (두벌식), the standard one."""

_LETTER: Final = {jamo: letter for letters in (_PLAIN, _SHIFTED) for letter, jamo in letters.items()}
_LAST: Final = re.compile(r"(?:^|(?<=\+)|(?<=, ))[A-Zㄱ-ㅣ](?=$|, )")
"""A letter that is a key of its own, not part of a key's name."""


def with_hangul(keys: QKeySequence) -> list[QKeySequence]:
    """Return `keys`, and the same keys as a layout with jamo tells them; nothing for no keys."""
    text = keys.toString(_PORTABLE)
    if not text:
        return []
    plain = _LAST.sub(lambda found: _PLAIN.get(found[0], found[0]), text)
    shifted = _LAST.sub(lambda found: _SHIFTED.get(found[0], _PLAIN.get(found[0], found[0])), text)
    written = dict.fromkeys((text, plain, shifted) if "Shift+" in text else (text, plain))
    return [QKeySequence(each, _PORTABLE) for each in written]


def as_latin(keys: QKeySequence) -> QKeySequence:
    """Return keys that were pressed on such a layout with the Latin letters of their keys."""
    text = keys.toString(_PORTABLE)
    return QKeySequence(_LAST.sub(lambda found: _LETTER.get(found[0], found[0]), text), _PORTABLE)


def latin_name(key: int) -> str:
    """Return the name of a pressed key, in Qt's portable words, as its keyboard has it without jamo."""
    return as_latin(QKeySequence(key)).toString(_PORTABLE)


def add_shortcut(window: QWidget, keys: str, run: Callable[[], object]) -> QShortcut:
    """Let `keys`, in Qt's portable words, do something in a window, on layouts with jamo too."""
    shortcut = QShortcut(window)
    shortcut.setKeys(with_hangul(QKeySequence(keys, _PORTABLE)))
    shortcut.activated.connect(run)
    return shortcut
