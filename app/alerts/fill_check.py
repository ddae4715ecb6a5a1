"""Loads the open orders while an alert waits for a fill. Without loads nobody would notice that the stream is lost.

What was executed while the stream was lost, or while the program was closed, is found by comparing the loads with what
was told, and told afterwards.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from core.errors import AuthFailed, ExchangeError, HogaError, RateLimited
from core.market.account.orders import OwnOrders
from core.market.account.told_fills import ToldFills
from core.model.subscription import StreamType
from widgets.panel.account.loader import AccountLoader
from widgets.panel.account.rest_loads import load_orders

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.engine.websocket_manager import WebSocketManager
    from core.loop.tasks import TaskOwner
    from core.market.account.untold import Untold
    from core.model.account_rows import OrderRow
    from core.model.messages import MyOrder
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.private_access import PrivateAccess


logger = logging.getLogger(__name__)

MOST_ASKED: Final = 20
"""Maximum number of ended orders that one load asks about; the next load asks about the others."""

_MARGIN_MS: Final = 60_000
"""Milliseconds that a load reaches back before the one before it: our estimate of the exchange's clock may be wrong.

An order that both of them list is told once.
"""
_UNKNOWN_CLOCK_MS: Final = 86_400_000
"""The same while the exchange's clock is not known at all; and how far the first load reaches back.

What that one lists is told: later loads must know it again if the exchange's clock is set back.
"""
_LATEST_MS: Final = 253_402_300_800_000
"""The year 10000, which no clock shows."""
_LONGEST_MS: Final = 6 * 86_400_000
"""Milliseconds that a load reaches back at most: the exchange refuses more than seven days."""


class Account(NamedTuple):
    """What is needed to load the user's account."""

    engine: WebSocketManager
    private: PrivateAccess
    tasks: TaskOwner


class FillCheck(QObject):
    """The open orders as loaded and streamed; the loader compares both and has a lost stream requested again.

    Args:
        account: of the user.
        feed: the stream of own orders that alerts follow.
        parent: the check ends with it.
        state: what `state` returned in an earlier run at the same source; anything else for none.

    Signals:
        found: something was executed that the stream has not told (an `UntoldFill`).
    """

    found = Signal(object)

    def __init__(self, account: Account, feed: Feed, parent: QObject, state: object = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, Any] = state if isinstance(state, dict) else {}
        """Of the earlier run, until a load goes on from it."""
        self._private = account.private
        self._feed = feed
        self._orders = OwnOrders()
        self._told = ToldFills()
        self._engine = account.engine
        self._loaded_ms: float | None = None
        """When the last load began, Unix ms on the exchange's clock as far as that is known."""
        self._loaded_at = 0.0
        """The same on the loop's clock, which nobody sets."""
        self._is_wanted = False
        self._loader = AccountLoader(account, "fill alerts", self, self)
        account.private.changed.connect(self._begin)

    def state(self) -> dict[str, Any]:
        """Return what was told so far, for a later run to go on from; nothing if nobody wants to know."""
        if not self._is_wanted:
            return {}
        if self._loaded_ms is None or self._kept:
            return self._kept
        return {"seen_ms": round(self._loaded_ms), "orders": self._told.state()}

    def set_wanted(self, *, is_wanted: bool) -> None:
        """Begin or end; nothing is loaded without a key."""
        if is_wanted is not self._is_wanted:
            self._is_wanted = is_wanted
            self._begin()

    def take(self, message: MyOrder) -> bool:
        """Follow a message of the stream; return whether it is news, not an execution that `found` told before."""
        self._orders.apply(message)
        if self._orders.needs_load:
            self._loader.load_soon()
        return self._told.take(message)

    def look(self) -> None:
        """Load again if changes may be missing; called once a second."""
        self._loader.status_changed()

    # Methods the loader calls

    @property
    def is_sent(self) -> bool:
        """Whether the stream was requested on the present connection."""
        return self._feed.status().is_sent

    @property
    def has_left_out(self) -> bool:
        """Whether messages of the stream could not be used, a moment ago."""
        return self._feed.status().has_left_out

    async def load(self, rest: PrivateRest) -> int:
        """Load all open orders, those that ended since, and ask about others of whose end the stream told nothing."""
        exchange_ms, began_at = self._engine.exchange_time().ms, self._engine.time()
        began = exchange_ms or time.time() * 1000
        since = self._since_ms(began, began_at, is_known=exchange_ms is not None)
        missing = await load_orders(self._orders, rest)
        closed = await self._closed(rest, round(since))
        self._told.loaded(self._orders.orders(), closed or (), is_partial=bool(missing))
        self._kept = {}
        if closed is not None or self._loaded_ms is None:  # else the next load reaches back as far as this one
            self._loaded_ms, self._loaded_at = began, began_at
        for uuid in self._told.gone[:MOST_ASKED]:
            await self._ask(rest, uuid)
        times = {uuid: await self._time_of(rest, uuid) for uuid in self._told.untold_orders[:MOST_ASKED]}
        for fill in self._told.take_untold():
            self.found.emit(fill._replace(time_ms=times.get(fill.uuid)))
        return missing

    def _since_ms(self, began: float, began_at: float, *, is_known: bool) -> float:
        """Return from when on a load must list orders that have ended, on the exchange's clock.

        Args:
            began: when it begins, Unix ms.
            began_at: the same on the loop's clock.
            is_known: whether `began` is of the exchange's clock, not of the user's.
        """
        if self._loaded_ms is None:
            return began - _UNKNOWN_CLOCK_MS
        # One that was an hour ahead at the load before would hide all that was placed in the hour after it.
        since = min(
            self._loaded_ms - _MARGIN_MS, began - 1000 * (began_at - self._loaded_at) if self._loaded_at else began
        )
        if not is_known:
            since = min(since, began - _UNKNOWN_CLOCK_MS)
        return max(since, began - _LONGEST_MS)

    async def _closed(self, rest: PrivateRest, since_ms: int) -> list[OrderRow] | None:
        """Return the orders that have ended, the oldest first; None if the exchange refuses to list them."""
        try:
            return (await rest.closed_orders(since_ms))[::-1]  # the oldest first: those are forgotten first
        except (AuthFailed, RateLimited):
            raise
        except ExchangeError as error:
            if not _is_word(error):
                raise
            logger.info("the closed orders are not known: %r", error)
            return None

    async def _ask(self, rest: PrivateRest, uuid: str) -> None:
        try:
            row = await rest.order(uuid)
        except (AuthFailed, RateLimited):  # they are no answer about the order
            raise
        except ExchangeError as error:
            logger.info("the end of an order is not known: %r", error)
            if _is_word(error):  # else the next load asks again
                self._told.unknown(uuid)
        else:
            self._told.ended(uuid, row.executed_volume)

    async def _time_of(self, rest: PrivateRest, uuid: str) -> int | None:
        """Return when an order was executed last; None if the exchange does not say."""
        try:
            return (await rest.order(uuid)).executed_ms or None
        except HogaError as error:  # the fill is told all the same
            logger.info("the time of a fill is not known: %r", error)
            return None

    def untold(self) -> Mapping[StreamType, Untold]:
        """Return what loads showed and the stream has not told."""
        return {StreamType.MY_ORDER: self._orders.untold}

    def loaded(self, missing: int) -> None:
        """Nothing is shown here."""

    def load_failed(self, error: HogaError) -> None:
        """The loader has logged it, and the panels of the account say it."""

    def _begin(self) -> None:
        self._loader.forget()
        self._orders.forget()
        self._told.forget()
        self._loaded_ms, self._loaded_at = None, 0.0
        if self._is_wanted and self._private.rest is not None:
            self._go_on()
            self._loader.load_now()

    def _go_on(self) -> None:
        """Go on from the earlier run, if anything is known of it."""
        seen_ms = self._kept.get("seen_ms")
        if isinstance(seen_ms, int) and 0 < seen_ms < _LATEST_MS:
            self._told.restore(self._kept.get("orders"))
            self._loaded_ms = seen_ms


def _is_word(error: ExchangeError) -> bool:
    """Return whether an error is the exchange's word about a request, not trouble of its own that may soon be over."""
    return 400 <= error.status < 500
