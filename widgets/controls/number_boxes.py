"""Boxes for numbers in which anything can be typed; only an allowed number is used, and else the one before stays.

Qt's own refuse single keys: of 999 they keep 99, which is used if it is allowed.
"""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

from widgets.guard.guard import guarded_or

_State = QValidator.State
_Judgement = tuple[QValidator.State, str, int]
_UNFINISHED: _Judgement = (_State.Intermediate, "", 0)


class WholeNumberBox(QSpinBox):
    """A box for whole numbers."""

    @guarded_or(_UNFINISHED)
    def validate(self, text: str, position: int) -> _Judgement:
        """Let what is no allowed number be typed, and not be used."""
        return _patient(super().validate(text, position), text, position)


class NumberBox(QDoubleSpinBox):
    """A box for numbers."""

    @guarded_or(_UNFINISHED)
    def validate(self, text: str, position: int) -> _Judgement:
        """Let what is no allowed number be typed, and not be used."""
        return _patient(super().validate(text, position), text, position)


def _patient(judged: object, text: str, position: int) -> _Judgement:
    """Return a judgement of Qt's that refuses no key."""
    state = judged[0] if isinstance(judged, tuple) else judged
    return (_State.Acceptable if state == _State.Acceptable else _State.Intermediate, text, position)
