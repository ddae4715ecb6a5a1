"""Decides when the loss of a connection is worth a sound. Pure: time is an argument."""

from __future__ import annotations

import math
from typing import Final

from core.model.link_status import ConnectionState, LinkStatus

QUIET: Final = 30.0
"""Seconds between two sounds: a network that comes and goes is one event."""

_UP: Final = (ConnectionState.LIVE, ConnectionState.STALE)


class LinkLoss:
    """Sees the status of one link again and again; a first connection, or one that is not wanted, is no loss."""

    def __init__(self) -> None:
        self._heard_at = -math.inf
        self.forget()

    def forget(self) -> None:
        """Begin with another link; the quiet time goes on."""
        self._before = LinkStatus()
        self._has_been_up = False

    def is_lost(self, status: LinkStatus, now: float) -> bool:
        """Return whether the link was lost, or stopped, since the last look, and it is time for a sound.

        A loss between two looks, made good already, shows in the number of the connection.
        """
        before, self._before = self._before, status
        if status.state is ConnectionState.IDLE:
            self.forget()
            return False
        was_lost = before.state in _UP and (status.state not in _UP or status.epoch > before.epoch)
        has_stopped = status.state is ConnectionState.STOPPED and before.state is not ConnectionState.STOPPED
        is_event = self._has_been_up and (was_lost or has_stopped)
        self._has_been_up |= status.state in _UP
        if not is_event or now - self._heard_at < QUIET:
            return False
        self._heard_at = now
        return True
