"""Requests streams again without a question where data are known to be wrong, or gives their connection up.

The reasons are a step of the exchange's clock, and what REST shows of which a stream did not tell. Each keeps its own
pauses: a request for the one must not put off that for the other.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Set
from typing import Final

from core.engine.decide.missed_changes import Cure, MissedChanges
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.watched import NO_DATA, Watched
from core.model.subscription import StreamKey

AGAIN_AFTER: Final = 10.0
"""Seconds between two requests for the same reason, however often there is one: it may be so ever again."""

logger = logging.getLogger(__name__)


class StreamCure:
    """The cures of one scope.

    Args:
        watched: the scope's connection.
        dispatcher: knows when streams were requested and heard, and the exchange's clock.
    """

    def __init__(self, watched: Watched, dispatcher: Dispatcher) -> None:
        self._watched = watched
        self._name = watched.link.name
        self._dispatcher = dispatcher
        self._missed = MissedChanges()
        self.is_losing_messages = False
        """Whether so many trades were not told that all data of the connection are doubted."""
        self.telling: frozenset[str] = frozenset()
        """The markets whose streams have all told everything meanwhile."""
        self._untold_at = float("-inf")
        """When streams were last requested again because of untold trades."""
        self._clock_steps = 0
        """The steps of the exchange's clock that are known and dealt with."""
        self._stepped_at = float("-inf")
        """When streams were last requested again on this connection because of such a step."""

    def begin(self) -> None:
        """A new connection: nothing is known to be missing on it, and all its data are by the present clock."""
        self.is_losing_messages, self.telling = False, frozenset()
        self._clock_steps = self._steps
        self._stepped_at = float("-inf")

    def after_clock_step(self) -> frozenset[StreamKey]:
        """Request all streams again if the exchange's clock was set, as soon as the pause after the last time is over.

        What quiet streams told by the other clock is not known to be so now.

        Returns:
            The streams that are requested again.
        """
        now, steps = self._watched.link.clock(), self._steps
        if steps == self._clock_steps or now - self._stepped_at < AGAIN_AFTER:
            return frozenset()
        self._clock_steps, self._stepped_at = steps, now
        return self._request_again(self._watched.sent)

    def untold(self, codes: Set[str], *, is_losing: bool, telling: frozenset[str] = frozenset()) -> None:
        """Cure public streams that did not tell the last trade of their markets, or all figures of it.

        Once a connection that lost messages tells everything again, all its streams are requested: what was lost of
        order books and candles shows nowhere.

        Args:
            codes: the markets; none if all was told.
            is_losing: whether the trades of many of those that trade were not told.
            telling: whose streams have all told everything meanwhile.
        """
        has_recovered = self.is_losing_messages and not is_losing
        if is_losing and not self.is_losing_messages:
            logger.warning("%s: the streams of %d markets do not tell what REST shows", self._name, len(codes))
        self.is_losing_messages, self.telling = is_losing, telling if is_losing else frozenset()
        now = self._watched.link.clock()
        if has_recovered or (codes and now - self._untold_at >= AGAIN_AFTER):
            self._untold_at = now
            self._request_again(key for key in self._watched.sent if has_recovered or key.code in codes)

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

    @property
    def _steps(self) -> int:
        """The steps of the exchange's clock so far."""
        return self._dispatcher.clock(self._watched.scope).steps

    def _request_again(self, keys: Iterable[StreamKey]) -> frozenset[StreamKey]:
        lost = frozenset(keys)
        logger.info("%s: requesting %d streams again", self._name, len(lost))
        self._watched.resend(lost, {})
        return lost
