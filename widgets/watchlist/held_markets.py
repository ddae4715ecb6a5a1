"""The markets of the user's own assets (보유), for panels that list markets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from widgets.panel.account.followed import BALANCES, FollowedAccount
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from widgets.panel.panel import Panel


class HeldMarkets(QObject):
    """Which markets the user holds; nothing is asked before somebody wants to see them.

    Args:
        panel: its parent.

    Signals:
        changed: other markets are held, or `trouble` is another one.
    """

    changed = Signal()

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._private = panel.context.private
        self._account = FollowedAccount(panel, "held-markets", BALANCES)
        self._account.changed.connect(self._tell)
        self._told: tuple[object, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The markets that give the prices of the currencies held, the largest cost first."""
        return tuple(holding.code for holding in self._account.balances.holdings() if holding.code)

    @property
    def is_loaded(self) -> bool:
        """Whether the balances are known."""
        return self._account.balances.is_loaded

    @property
    def needs_key(self) -> bool:
        """Whether there is no API key."""
        return self._private.stage is KeyStage.MISSING

    @property
    def trouble(self) -> str:
        """Why the balances are not known or not current; empty without trouble."""
        return self._account.trouble

    def want(self) -> None:
        """Load the balances, and follow them from now on; idempotent."""
        if not self._account.is_wanted:
            self._private.needed.emit()
            self._account.follow()

    def stop(self) -> None:
        """Stop following; nothing is asked any more."""
        self._account.stop()

    def _tell(self) -> None:
        told = (self.codes, self.trouble, self.is_loaded, self.needs_key)
        if told != self._told:
            self._told = told
            self.changed.emit()
