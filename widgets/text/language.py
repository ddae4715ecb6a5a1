"""The language of the window: translated texts, names of markets, and the calls when the language changes.

Widgets set their texts in a method that their constructor calls, and name that method to `when_language_changes`. So a
panel changes its language in place: it is not built again, and nothing is requested again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import WeakMethod

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from core.text import KOREAN, render
from widgets.guard.guard import guarded_or

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.model.markets import Market

translate: Final = QCoreApplication.translate
"""Translates a text outside a class with `tr`; the catalogue's tool finds texts by this name."""


class _Spoken:
    """The language in use."""

    code = KOREAN


def speak(code: str) -> None:
    """Show names and units in this language from now on; Qt's translators are changed by `app.process.language`."""
    _Spoken.code = code


def is_korean() -> bool:
    """Return whether the window is in Korean."""
    return _Spoken.code == KOREAN


def wording(text: str) -> str:
    """Return a text in the language of the window; one that is no `Text` is returned as it is."""
    return render(text, _Spoken.code, translate)


def market_name(market: Market) -> str:
    """Return the exchange's name of a market in the language of the window."""
    return market.name if is_korean() else market.english_name or market.symbol


def when_language_changes(widget: QWidget, set_texts: Callable[[], object]) -> None:
    """Call a bound method after each change of the language, for as long as `widget` lives.

    Args:
        widget: receives the event of the change, which Qt sends to every widget.
        set_texts: the method, of `widget` or of something that it owns; held weakly.
    """
    _Follower(widget, set_texts)


class _Follower(QObject):
    """Receives the language events of a widget, as its child: one override here instead of one in each widget."""

    def __init__(self, widget: QWidget, set_texts: Callable[[], object]) -> None:
        super().__init__(widget)
        self._set_texts: WeakMethod[Callable[[], object]] = WeakMethod(set_texts)

    @guarded_or(False)
    def event(self, event: QEvent) -> bool:
        """Pass on that the language changed."""
        if event.type() == QEvent.Type.LanguageChange and (set_texts := self._set_texts()) is not None:
            set_texts()
        return super().event(event)
