"""The markets of the user's own assets (보유), for panels that list markets.

Balances are loaded over REST first, which names what a key may not do, and then followed by the stream; after each
reconnect they are loaded again. Nothing is asked before somebody wants to see them.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from core.errors import AuthFailed, FatalConnection, HogaError
from core.market.account.balances import Balances
from core.model.link_status import ConnectionState
from core.model.messages import MyAsset
from core.model.subscription import ALL, Scope, StreamType, subscribe
from core.timing.backoff import Backoff
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

logger = logging.getLogger(__name__)

_FLOWING: Final = (ConnectionState.LIVE, ConnectionState.STALE)
_RELOAD_MS: Final = 1000
"""How long changes are collected that require a reload; long enough for a new subscription to be in force."""
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
        self._seen_epoch = 0
        self._feed: Feed | None = None
        self._loading: asyncio.Task[None] | None = None
        self._reload = self._timer(_RELOAD_MS, self._load_again)
        self._taking = self._timer(_TAKE_MS, self._take)

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
            self._reload.stop()
            self._taking.stop()
        self._cut()

    def _start(self) -> None:
        """Start with the present key, or without one."""
        if not self._is_wanted:
            return
        self._cut()
        self._balances, self._trouble = Balances(), ""
        self._load_again()
        self._tell()

    def _cut(self) -> None:
        if self._feed is not None:
            self._feed.close()
            self._feed = None
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None

    def _load_again(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        if self._is_wanted and (rest := self._context.private.rest) is not None:
            self._loading = self._context.tasks.spawn(self._load(rest), "held markets")

    async def _load(self, rest: PrivateRest) -> None:
        """Load until it succeeds or the key is refused."""
        backoff = Backoff()
        while True:
            begun = self._balances.begin_load()
            try:
                rows = await rest.accounts()
            except HogaError as error:
                logger.info("held markets: %s", error)
                self._trouble = error.user_message
                self._tell()
                if isinstance(error, AuthFailed | FatalConnection):  # only the user can help, in the account's panels
                    return
                await asyncio.sleep(backoff.delay_after(error))
                continue
            self._balances.load(rows, begun, is_partial=bool(rows.spoiled))
            self._trouble = ""
            self._follow()
            self._tell()
            return

    def _follow(self) -> None:
        if self._feed is None:
            self._feed = self._context.engine.attach(
                f"held-markets#{next(self._context.serial)}",
                (subscribe(StreamType.MY_ASSET, ALL),),
                owner=self,
                on_data=self._on_data,
                on_status=self._on_status,
            )

    def _on_data(self) -> None:
        if not self._taking.isActive():
            self._taking.start()

    def _on_status(self) -> None:
        link = self._context.engine.link_status(Scope.PRIVATE)
        if link.state in _FLOWING and link.epoch != self._seen_epoch:
            self._seen_epoch = link.epoch  # changes on the way here are missing
            self._reload.start()

    def _take(self) -> None:
        if self._feed is None:
            return
        for message in self._feed.take():
            if isinstance(message, MyAsset):
                self._balances.apply(message)
        if self._balances.needs_load and not self._reload.isActive():
            self._reload.start()
        self._tell()

    def _tell(self) -> None:
        told = (self.codes, self._trouble, self.is_loaded, self.needs_key)
        if told != self._told:
            self._told = told
            self.changed.emit()

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer
