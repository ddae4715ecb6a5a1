"""The attempts of one load that is repeated until it succeeds: when the next one is due, and what is logged."""

from __future__ import annotations

import logging

from core.timing.backoff import Backoff

logger = logging.getLogger(__name__)


class Attempts:
    """Counts failures in a row. Each reason is logged once: an outage of hours must not fill the log.

    Args:
        what: names the load in the log.
        level: of the records.
    """

    def __init__(self, what: str, level: int = logging.INFO) -> None:
        self._what = what
        self._level = level
        self._backoff = Backoff()
        self._logged = ""

    def failed(self, error: Exception) -> float:
        """Log the error, unless it is the same as before.

        Returns:
            Seconds until the next attempt: longer after each failure, and never less than the server demands.
        """
        if str(error) != self._logged:
            self._logged = str(error)
            logger.log(self._level, "%s: %s", self._what, error)
        return self._backoff.delay_after(error)

    def hurry(self) -> None:
        """Start again with the shortest delay: the user asked for another attempt."""
        self._backoff.reset()

    def succeeded(self) -> None:
        """Start again with the shortest delay, and log the next failure whatever its reason."""
        self._backoff.reset()
        self._logged = ""
