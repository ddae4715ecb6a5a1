"""Requests a private stream again that did not tell a change, or gives its connection up; `MissedChanges` decides."""

from __future__ import annotations

import logging

from core.engine.connection_watch import NO_DATA, Watched
from core.engine.decide.missed_changes import Cure, MissedChanges
from core.engine.deliver.dispatcher import Dispatcher
from core.model.subscription import StreamKey

logger = logging.getLogger(__name__)


class StreamCure:
    """The cures of one scope.

    Args:
        watched: the scope's connection.
        dispatcher: knows when streams were requested and heard.
    """

    def __init__(self, watched: Watched, dispatcher: Dispatcher) -> None:
        self._watched = watched
        self._dispatcher = dispatcher
        self._missed = MissedChanges()

    def missed(self, key: StreamKey, since: float) -> bool:
        """Cure a stream that did not tell a change which happened after `since`.

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
