"""The private half of the exchange: one account, its keys and orders, and who is told of them. Pure.

Everybody with a valid key sees the same account. A connection whose key is revoked, has expired or lost a permission
the connection needs is told `INVALID_AUTH` and closed, like one whose token was wrong from the start.
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
"""What limits are counted by, of everybody who holds a key."""


class PrivateExchange:
    """What the exchange keeps to those who hold a key.

    Args:
        market: the market the orders meet, and its clock.
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
        """When `play` has something to do: while there are open orders."""
        if self._epoch_ms != self._market.epoch_ms:
            return -math.inf
        due_ms = self.desk.next_due_ms
        return math.inf if due_ms == NEVER_MS else (due_ms - self._market.epoch_ms) / 1000

    def play(self, now: float, looks: int = sys.maxsize) -> int:
        """Let the orders meet the market up to `now`, with at most so many `looks`; Unix time in milliseconds."""
        now_ms = self._market.unix_ms(now)
        if self._epoch_ms != self._market.epoch_ms:
            self._epoch_ms = self._market.epoch_ms
            self.desk.set_clock(now_ms)
        self.desk.play(now_ms, looks)
        self.tell(now)
        return now_ms

    def tell(self, now: float) -> None:
        """Tell what happened since this was last done."""
        while self.desk.changes:
            self.broadcast.tell(self.desk.changes.popleft(), now, self._market.unix_ms(now))

    def reader(self, key: Key | None) -> Reader:
        """How what the holder of a key says is read; of nobody's, for one without."""
        return parse_unknown if key is None else partial(parse_private, allowed=key.may)

    def keep(self, session: Session, key: Key) -> None:
        """Remember whose connection this is, for as long as it lasts."""
        self._holders[session] = key

    def forget(self, session: Session) -> None:
        """Let go of a connection that is over."""
        self._holders.pop(session, None)

    def holds(self, session: Session) -> bool:
        """Whether a connection is one of those with a key."""
        return session in self._holders

    def review(self, now: float) -> None:
        """Close the connections that their keys, changed meanwhile, do not open any more."""
        for session, key in list(self._holders.items()):
            if not _still_opens(key, session):
                session.fail("INVALID_AUTH", MESSAGES["INVALID_AUTH"], now)


def _still_opens(key: Key, session: Session) -> bool:
    needed = (PERMISSIONS[stream.type] for stream in session.subscribed)
    return key.state is KeyState.VALID and all(permission is None or key.may(permission) for permission in needed)
