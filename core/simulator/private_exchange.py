"""The private half of the exchange: one account, its keys and orders, and its connections. Pure.

All valid keys belong to the same account. A connection whose key is revoked, has expired or has lost a needed
permission gets `INVALID_AUTH` and is closed, like one with a wrong token.
"""

from __future__ import annotations

import math
import sys
from functools import partial
from typing import Final

from core.simulator.account.accounts import Account
from core.simulator.account.ids import Ids
from core.simulator.account.order_desk import OrderDesk
from core.simulator.account.tokens import Key, KeyRing, KeyState, demo_keys
from core.simulator.market.source import NEVER_MS
from core.simulator.streams.account_broadcast import PrivateBroadcast
from core.simulator.streams.account_request import PERMISSIONS, parse_private, parse_unknown
from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.request import MESSAGES
from core.simulator.streams.session import Reader, Session

ACCOUNT: Final = "account"
"""The limits of the account are counted under this name, for all keys together."""


class PrivateExchange:
    """The part of the exchange that needs a key.

    Args:
        market: the market of the orders, and its clock.
    """

    def __init__(self, market: Broadcast) -> None:
        ids = Ids()
        self.keys: KeyRing = demo_keys()
        self.account = Account()
        self.desk = OrderDesk(market.source, self.account, ids)
        self.broadcast = PrivateBroadcast(ids)
        self._market = market
        self._epoch_ms = market.epoch_ms
        self._holders: dict[Session, Key] = {}

    @property
    def next_due(self) -> float:
        """When `play` must be called next: only while there are open orders."""
        if self._epoch_ms != self._market.epoch_ms:
            return -math.inf
        due_ms = self.desk.next_due_ms
        return math.inf if due_ms == NEVER_MS else (due_ms - self._market.epoch_ms) / 1000

    def play(self, now: float, looks: int = sys.maxsize) -> int:
        """Match the orders with the market up to `now`, in at most `looks` steps; returns Unix time in ms."""
        now_ms = self._market.unix_ms(now)
        if self._epoch_ms != self._market.epoch_ms:
            self._epoch_ms = self._market.epoch_ms
            self.desk.set_clock(now_ms)
        self.desk.play(now_ms, looks)
        self.publish(now)
        return now_ms

    def publish(self, now: float) -> None:
        """Send the events since the last call."""
        while self.desk.changes:
            self.broadcast.publish(self.desk.changes.popleft(), now, self._market.unix_ms(now))

    def reader(self, key: Key | None) -> Reader:
        """The reader of messages for a key; without one, a reader that always raises."""
        return parse_unknown if key is None else partial(parse_private, allowed=key.may)

    def keep(self, session: Session, key: Key) -> None:
        """Record the key of a connection, as long as it lasts."""
        self._holders[session] = key

    def forget(self, session: Session) -> None:
        """Remove a closed connection."""
        self._holders.pop(session, None)

    def holds(self, session: Session) -> bool:
        """Whether this is a connection with a key."""
        return session in self._holders

    def review(self, now: float) -> None:
        """Close the connections whose changed keys no longer allow them."""
        for session, key in list(self._holders.items()):
            if not _still_opens(key, session):
                session.fail("INVALID_AUTH", MESSAGES["INVALID_AUTH"], now)


def _still_opens(key: Key, session: Session) -> bool:
    needed = (PERMISSIONS[stream.type] for stream in session.subscribed)
    return key.state is KeyState.VALID and all(permission is None or key.may(permission) for permission in needed)
