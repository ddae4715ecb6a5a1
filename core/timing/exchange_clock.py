"""Which of the exchange's stamps can be true, told by the run of all of them. Pure: time is an argument.

Not even the exchange's clock is above doubt: one message from the future must not outshine all that follow. The user's
clock is no judge, for it may be wrong by hours and be set at any moment. The loop's clock runs evenly: a message that
was just published has a stamp that is ahead of it by one and the same lead, less what its way took. So the greatest
lead of many messages is what the exchange's clock is ahead, and a stamp far beyond that is from the future.

What several messages in a row agree on is believed, though it contradicts all before: the exchange's clock was set, or
this machine has slept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.model.messages import StreamOrigin

AHEAD_MS: Final = 5_000.0
"""How far a stamp may lie beyond the exchange's clock as learned: more than any way's length differs from another's."""
LATE_MS: Final = 90_000.0
"""How late a live message may come. Past it not the message is late, but the clock was set back."""
DISORDER_MS: Final = 5_000
"""By how much the stamp of a late or repeated message may lie before the newest one. Such a one is never shown in place
of a newer; and should the newest be wrong by so little, it is outdone soon."""
BELIEVED_AFTER: Final = 5
"""Messages in a row that make the wire's word of what contradicts all before."""
_WINDOW: Final = 60.0
"""Seconds after which a lead is forgotten that no message has reached again: clocks drift, and small steps happen."""

_UNKNOWN: Final = float("-inf")


class ExchangeClock:
    """One connection's."""

    __slots__ = ("_before", "_earliest", "_lead", "_rival", "_rivals", "_turns_at", "_usual", "_window", "offset_ms")

    def __init__(self) -> None:
        self.offset_ms: float | None = None
        """What the exchange's clock was last known to be ahead of the loop's, in ms; None before anything was learned.
        It outlives `forget`: the time of a message that came then does not change."""
        self.forget()

    def forget(self) -> None:
        """Trust nothing that was learned: the connection is another, or the machine has slept."""
        self._lead = self._before = self._window = _UNKNOWN
        self._earliest = float("inf")
        self._turns_at = _UNKNOWN
        self._usual = _UNKNOWN
        self._rival = 0.0
        self._rivals = 0

    def believes(self, stamp_ms: int, now: float, origin: StreamOrigin | None) -> bool:
        """Whether a message with this stamp may come now; before anything was learned, whichever does.

        Args:
            stamp_ms: the exchange's; 0 or less where the message has none.
            now: when the message came, on the loop's clock.
            origin: what is live was published just now; a snapshot may be as old as it likes, and teaches nothing.
        """
        lead = stamp_ms - now * 1000.0
        # What comes a thousand times a second: neither early nor late, and nothing new to learn of it.
        if self._earliest <= lead <= self._usual and now < self._turns_at:
            return True
        if stamp_ms <= 0:
            return True
        is_live = origin == "REALTIME"
        if self._earliest <= lead <= self._lead + AHEAD_MS:
            if is_live:
                self._learn(lead, now)
            return True
        if is_live and self._is_agreed(lead):
            self._lead = self._before = self._window = _UNKNOWN
            self._learn(self._rival, now)
            return True
        return self._lead == _UNKNOWN or lead < self._earliest

    def is_ahead(self, time_ms: int, now: float) -> bool:
        """Whether this time is still to come, as far as is known."""
        return self._lead != _UNKNOWN and time_ms - now * 1000.0 > self._lead + AHEAD_MS

    def time_ms(self, now: float) -> int | None:
        """What the exchange's clock shows at `now`; None before anything was learned."""
        return None if self.offset_ms is None else round(now * 1000.0 + self.offset_ms)

    def past_ms(self, now: float) -> int:
        """A moment that is over for certain at the exchange; 0 before anything was learned."""
        time_ms = self.time_ms(now)
        return 0 if time_ms is None else round(time_ms - AHEAD_MS)

    def _learn(self, lead: float, now: float) -> None:
        self._rivals = 0
        if now >= self._turns_at:
            self._before, self._window, self._turns_at = self._window, lead, now + _WINDOW
        self._window = self._usual = max(self._window, lead)
        self._lead = self.offset_ms = max(self._before, self._window)
        self._earliest = self._lead - LATE_MS

    def _is_agreed(self, lead: float) -> bool:
        """Whether enough messages in a row have said about the same."""
        if self._rivals and abs(lead - self._rival) <= AHEAD_MS:
            self._rival = max(self._rival, lead)
            self._rivals += 1
        else:
            self._rival, self._rivals = lead, 1
            self._usual = _UNKNOWN  # what is as usual again is to take the doubt away
        return self._rivals >= BELIEVED_AFTER
