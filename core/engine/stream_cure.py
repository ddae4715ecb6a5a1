"""Requests streams again that did not tell what REST shows, or gives their connection up."""

from __future__ import annotations

import logging
from collections.abc import Set
from typing import Final

from core.engine.connection_watch import NO_DATA, Watched
from core.engine.decide.missed_changes import Cure, MissedChanges
from core.engine.deliver.dispatcher import Dispatcher
from core.model.subscription import StreamKey

AGAIN_AFTER: Final = 10.0
"""Seconds between two requests because of trades that were not told."""

logger = logging.getLogger(__name__)


class StreamCure:
    """The cures of one scope.

    Args:
        watched: the scope's connection.
        dispatcher: knows when streams were requested and heard.
    """

    def __init__(self, watched: Watched, dispatcher: Dispatcher) -> None:
        self._watched = watched
        self._name = watched.link.name
        self._dispatcher = dispatcher
        self._missed = MissedChanges()
        self.is_losing_messages = False
        """Whether so many trades were not told that all data of the connection are doubted."""
        self._again_at = float("-inf")

    def begin(self) -> None:
        """A new connection: nothing is known to be missing on it."""
        self.is_losing_messages = False

    def untold(self, codes: Set[str], *, is_losing: bool) -> None:
        """Cure public streams whose tickers did not tell the last trade of their markets.

        Once a connection that lost messages tells everything again, all its streams are requested: what was lost of
        order books and candles shows nowhere.

        Args:
            codes: the markets; none if all was told.
            is_losing: whether these are many of those that trade.
        """
        has_recovered = self.is_losing_messages and not is_losing
        if is_losing and not self.is_losing_messages:
            logger.warning("%s: the tickers of %d markets do not tell their last trade", self._name, len(codes))
        self.is_losing_messages = is_losing
        now = self._watched.link.clock()
        if has_recovered or (codes and now >= self._again_at):
            lost = {key for key in self._watched.sent if has_recovered or key.code in codes}
            logger.info("%s: requesting %d streams again", self._name, len(lost))
            self._again_at = now + AGAIN_AFTER
            self._watched.resend(lost, {})

    def missed(self, key: StreamKey, since: float) -> bool:
        """Cure a private stream that did not tell a change which happened after `since`; `MissedChanges` decides.

        Returns:
            Whether it is requested again on this connection. Until then further changes may be missed.
        """
        link, route = self._watched.link, self._dispatcher.routes.get(key)
        if route is None:
            return False
        fault = f"a change of {key.type} was not told"
        match self._missed.cure(key, since, route.requested_at, route.last_heard, link.clock()):
            case Cure.REQUEST:
                logger.warning("%s: %s; requesting it again", link.name, fault)
                self._watched.resend({key}, {})
                return True
            case Cure.RECONNECT:
                link.give_up(f"{fault} after a second request", NO_DATA)
        return False
