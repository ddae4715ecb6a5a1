"""The private side of the exchange as panels see it: whether there is a key, and what the user can ask for.

Panels say what the user wants; the desk, which knows the key store and the engine, acts on it and tells what came of
it. No key stays here: one that was typed passes through to whoever listens.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.upbit.rest.account import PrivateRest


class KeyStage(StrEnum):
    """How far the desk has come with the keys."""

    LOADING = "loading"
    """The key store has been asked."""
    MISSING = "missing"
    READY = "ready"
    """There is a key; what the exchange thinks of it shows when it is used."""


class PrivateAccess(QObject):
    """One for the whole desk; without anybody behind it there is never a key.

    Signals:
        needed: a panel has come that needs a key.
        changed: another key, none any more, or the same one to be tried again.
        noticed: there is something else to know of where the key is kept.
        keys_entered: the user typed a pair, a `Credentials`.
        keys_forgotten: the user wants the key gone, here and from the key store.
        retry_requested: the user has acted on what was wrong with the key.
        demo_requested: the user wants to look at the simulated account.
    """

    needed = Signal()
    changed = Signal()
    noticed = Signal()
    keys_entered = Signal(object)
    keys_forgotten = Signal()
    retry_requested = Signal()
    demo_requested = Signal()

    def __init__(self, parent: QObject | None = None, *, is_simulated: bool = False) -> None:
        super().__init__(parent)
        self.is_simulated = is_simulated
        """Whether there is an account anybody may look at; real keys have no business here."""
        self.stage = KeyStage.MISSING
        self.rest: PrivateRest | None = None
        """The account, while there is a key."""
        self.notice = ""
        """What the user should know of where the key is kept."""

    def set_state(self, stage: KeyStage, rest: PrivateRest | None = None, notice: str = "") -> None:
        """Say how things stand now."""
        self.stage, self.rest, self.notice = stage, rest, notice
        self.changed.emit()

    def set_notice(self, notice: str) -> None:
        """Say what has become of where the key is kept; the key itself is what it was."""
        self.notice = notice
        self.noticed.emit()
