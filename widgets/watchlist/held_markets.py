"""The markets of the user's own assets (보유), for panels that list markets.

Balances are loaded over REST first, which names what a key may not do, and then followed by the stream; after each
reconnect they are loaded again. Nothing is asked before somebody wants to see them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from core.market.account.balances import Balances
from core.model.messages import MyAsset
from core.model.subscription import ALL, StreamType, subscribe
from widgets.panel.account_loader import AccountLoader
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.errors import HogaError
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

_TAKE_MS: Final = 50
"""How long changes of balances are collected."""


class HeldMarkets(QObject):
    """Which markets the user holds; owned by one panel.

    Signals:
        changed: other markets are held, or `trouble` is another one.
    """

    changed = Signal()

    def __init__(self, context: PanelContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._balances = Balances()
        self._trouble = ""
        self._told: tuple[object, ...] = ()
        self._is_wanted = False
        self._feed: Feed | None = None
        self._loader = AccountLoader(context, "held markets", self, self)
        self._taking = QTimer(self)
        self._taking.setSingleShot(True)
        self._taking.setInterval(_TAKE_MS)
        self._taking.timeout.connect(self._take)

    @property
    def codes(self) -> tuple[str, ...]:
        """The markets that give the prices of the currencies held, the largest cost first."""
        return tuple(holding.code for holding in self._balances.holdings() if holding.code)

    @property
    def is_loaded(self) -> bool:
        """Whether the balances are known."""
        return self._balances.is_loaded

    @property
    def needs_key(self) -> bool:
        """Whether there is no API key."""
        return self._context.private.stage is KeyStage.MISSING

    @property
    def trouble(self) -> str:
        """Why the balances are not known or not current; empty without trouble."""
        return self._trouble

    def want(self) -> None:
        """Load the balances, and follow them from now on; idempotent."""
        if self._is_wanted:
            return
        self._is_wanted = True
        self._context.private.changed.connect(self._start)
        self._context.private.needed.emit()
        self._start()

    def stop(self) -> None:
        """Stop following; nothing is asked any more."""
        self._is_wanted = False
        if isValid(self):
            self._taking.stop()
        self._cut()

    def _start(self) -> None:
        """Start with the present key, or without one."""
        if not self._is_wanted:
            return
        self._cut()
        self._balances.forget()
        self._trouble = ""
        self._loader.load_now()
        self._tell()

    def _cut(self) -> None:
        if self._feed is not None:
            self._feed.close()
            self._feed = None
        self._loader.forget()

    # Methods the loader calls

    @property
    def is_sent(self) -> bool:
        """Whether the stream of balances was requested on the present connection."""
        return self._feed is not None and self._feed.status().is_sent

    async def load(self, rest: PrivateRest) -> int:
        """Load the balances; returns the number of unreadable rows."""
        begun = self._balances.begin_load()
        rows = await rest.accounts()
        self._balances.load(rows, begun, is_partial=bool(rows.spoiled))
        return rows.spoiled

    def loaded(self, missing: int) -> None:
        """Follow the stream from now on."""
        self._trouble = ""
        self._follow()
        self._tell()

    def load_failed(self, error: HogaError) -> None:
        """Tell the reason; what to do about a refused key is said by the account's panels."""
        self._trouble = error.user_message
        self._tell()

    # Following the stream

    def _follow(self) -> None:
        if self._feed is None:
            self._feed = self._context.engine.attach(
                f"held-markets#{next(self._context.serial)}",
                (subscribe(StreamType.MY_ASSET, ALL),),
                owner=self,
                on_data=self._on_data,
                on_status=self._loader.link_changed,
            )

    def _on_data(self) -> None:
        if not self._taking.isActive():
            self._taking.start()

    def _take(self) -> None:
        if self._feed is None:
            return
        for message in self._feed.take():
            if isinstance(message, MyAsset):
                self._balances.apply(message)
        if self._balances.needs_load:
            self._loader.load_soon()
        self._tell()

    def _tell(self) -> None:
        told = (self.codes, self._trouble, self.is_loaded, self.needs_key)
        if told != self._told:
            self._told = told
            self.changed.emit()
