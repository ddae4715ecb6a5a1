"""Access of panels to the private side of the exchange: whether a key exists, and signals for the user's requests.

Panels emit what the user requests; the desk, which knows the key store and the engine, carries it out and sets the
result here. No key is stored here: a typed key only passes through a signal.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.upbit.rest.account import PrivateRest


class KeyStage(StrEnum):
    """The state of the API keys."""

    LOADING = "loading"
    """The key store is being read."""
    MISSING = "missing"
    READY = "ready"
    """A key exists; whether it is valid shows when it is used."""


class PrivateAccess(QObject):
    """One per desk. Without a desk behind it there is never a key.

    Signals:
        needed: a panel that needs a key was opened.
        changed: the key was replaced, removed, or is to be tried again.
        noticed: the notice about the place of the key changed.
        keys_entered: the user typed a pair of keys, a `Credentials`.
        keys_forgotten: the user wants the key deleted, here and in the key store.
        retry_requested: the user has fixed the problem with the key.
        demo_requested: the user wants to see the simulated account.
        form_requested: the user wants to see where keys are entered.
    """

    needed = Signal()
    changed = Signal()
    noticed = Signal()
    keys_entered = Signal(object)
    keys_forgotten = Signal()
    retry_requested = Signal()
    demo_requested = Signal()
    form_requested = Signal()

    def __init__(self, parent: QObject | None = None, *, is_simulated: bool = False) -> None:
        super().__init__(parent)
        self.is_simulated = is_simulated
        """Whether the account is simulated and open to everybody; real keys are not accepted then."""
        self.stage = KeyStage.MISSING
        self.rest: PrivateRest | None = None
        """The client of the account, while a key exists."""
        self.notice = ""
        """A notice for the user about where the key is stored."""

    def set_state(self, stage: KeyStage, rest: PrivateRest | None = None, notice: str = "") -> None:
        """Set the state of the keys and emit `changed`."""
        self.stage, self.rest, self.notice = stage, rest, notice
        self.changed.emit()

    def set_notice(self, notice: str) -> None:
        """Set the notice about where the key is stored; the key itself is unchanged."""
        self.notice = notice
        self.noticed.emit()
