"""Estimates the exchange's clock from many timestamps, and rejects implausible ones. Pure: time is an argument.

A single message from the future must not replace all that follow, so no timestamp is trusted alone. The user's clock
cannot be used: it may be wrong by hours or be changed at any moment. The loop's clock runs evenly. The timestamp of a
fresh message is ahead of the loop's clock by a constant lead, minus its transmission time. So the greatest lead of many
messages shows how far the exchange's clock is ahead, and a timestamp far beyond that is from the future.

If several messages in a row agree, they are believed even against all before: the exchange's clock was set, or this
machine has slept. A step back of less than `LATE_MS` looks like a longer way in each single message. But a connection
keeps the order: late messages go on where those before them ended, while those of a clock that was set back begin
again at earlier times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.model.messages import StreamOrigin

AHEAD_MS: Final = 5_000.0
"""How far a timestamp may lie beyond the estimated clock: more than transmission times differ."""
LATE_MS: Final = 90_000.0
"""How late a live message may arrive. If it is later, the clock was set back."""
DISORDER_MS: Final = 5_000
"""How much older than the newest timestamp a late or repeated message may be. It never replaces a newer one; and if the
newest timestamp is wrong by no more than this, a later message soon replaces it."""
BELIEVED_AFTER: Final = 5
"""Consecutive messages needed to believe timestamps that contradict all before."""
LATEST_MS: Final = 7_258_118_400_000
"""The year 2200: no clock shows a later time."""
_WINDOW: Final = 60.0
"""Seconds after which a lead that no message has reached again is forgotten: clocks drift and make small steps."""

_UNKNOWN: Final = float("-inf")


class ExchangeClock:
    """The estimated exchange clock of one connection."""

    __slots__ = (
        "_before",
        "_earliest",
        "_in_order_from",
        "_lead",
        "_rival",
        "_rivals",
        "_turned_back",
        "_turned_back_to",
        "_turns_at",
        "_usual",
        "_window",
        "offset_ms",
        "set_back",
        "steps",
    )

    def __init__(self) -> None:
        self.offset_ms: float | None = None
        """How far the exchange's clock is ahead of the loop's, in ms, as last estimated; None before the first
        estimate. It survives `forget`, so the time of an old message does not change."""
        self.set_back = 0
        """How often the clock was found to have been set back."""
        self.steps = 0
        """How often the estimate changed by more than transmission times do, also from one connection to the next."""
        self.forget()

    def forget(self) -> None:
        """Discard the estimate: there is a new connection, or the machine has slept."""
        self._lead = self._before = self._window = _UNKNOWN
        self._earliest = float("inf")
        self._turns_at = _UNKNOWN
        self._usual = _UNKNOWN
        self._rival = 0.0
        self._rivals = 0
        self._in_order_from = _UNKNOWN
        """Earlier than what the connection has sent already, ms: only a clock that was set back comes to it again."""
        self._turned_back = 0
        """How many live messages in a row were earlier than that."""
        self._turned_back_to = 0.0
        """Their greatest lead."""

    @property
    def is_known(self) -> bool:
        """Whether there is an estimate of the present connection."""
        return self._lead != _UNKNOWN

    def believes(self, stamp_ms: int, now: float, origin: StreamOrigin | None) -> bool:
        """Whether this timestamp is plausible now; any is, before the first estimate.

        Args:
            stamp_ms: the exchange's timestamp; 0 or less if the message has none.
            now: when the message arrived, on the loop's clock.
            origin: a live message was published just now; a snapshot may be of any age and does not change the
                estimate.
        """
        lead = stamp_ms - now * 1000.0
        # The common case, a thousand times a second: in order, neither early nor late, and no change of the estimate.
        if stamp_ms >= self._in_order_from and self._earliest <= lead <= self._usual and now < self._turns_at:
            self._turned_back = 0
            if stamp_ms - DISORDER_MS > self._in_order_from and origin == "REALTIME":
                self._in_order_from = stamp_ms - DISORDER_MS
            return True
        if not 0 < stamp_ms <= LATEST_MS:
            return stamp_ms <= 0
        is_live = origin == "REALTIME"
        if is_live and self._is_set_back(stamp_ms, lead):
            self._learn_anew(self._turned_back_to, stamp_ms, now)
            self.set_back += 1
            return True
        if self._earliest <= lead <= self._lead + AHEAD_MS:
            if is_live:
                self._learn(lead, now)
                self._in_order_from = max(self._in_order_from, stamp_ms - DISORDER_MS)
            return True
        if is_live and self._is_agreed(lead):
            self._learn_anew(self._rival, stamp_ms, now)
            return True
        return self._lead == _UNKNOWN or lead < self._earliest

    def is_ahead(self, time_ms: int, now: float) -> bool:
        """Whether this time is in the future, as far as is known."""
        return self._lead != _UNKNOWN and time_ms - now * 1000.0 > self._lead + AHEAD_MS

    def time_ms(self, now: float) -> int | None:
        """The exchange's clock at `now`; None before the first estimate."""
        return None if self.offset_ms is None else round(now * 1000.0 + self.offset_ms)

    def past_ms(self, now: float) -> int:
        """A moment that has certainly passed at the exchange; 0 before the first estimate."""
        time_ms = self.time_ms(now)
        return 0 if time_ms is None else round(time_ms - AHEAD_MS)

    def _learn(self, lead: float, now: float) -> None:
        self._rivals = 0
        if now >= self._turns_at:
            self._before, self._window, self._turns_at = self._window, lead, now + _WINDOW
        self._window = self._usual = max(self._window, lead)
        self._lead = max(self._before, self._window)
        if self.offset_ms is not None and abs(self._lead - self.offset_ms) > AHEAD_MS:
            self.steps += 1
        self.offset_ms = self._lead
        self._earliest = self._lead - LATE_MS

    def _learn_anew(self, lead: float, stamp_ms: int, now: float) -> None:
        """Replace the estimate: the clock was set."""
        self._lead = self._before = self._window = _UNKNOWN
        self._learn(lead, now)
        self._in_order_from = stamp_ms - DISORDER_MS
        self._turned_back = 0

    def _is_set_back(self, stamp_ms: int, lead: float) -> bool:
        """Whether enough live messages in a row, of one clock, are earlier than what came before them."""
        if stamp_ms >= self._in_order_from:
            self._turned_back = 0
            return False
        if self._turned_back and abs(lead - self._turned_back_to) <= AHEAD_MS:
            self._turned_back_to = max(self._turned_back_to, lead)
            self._turned_back += 1
        else:
            self._turned_back_to, self._turned_back = lead, 1
        return self._turned_back >= BELIEVED_AFTER

    def _is_agreed(self, lead: float) -> bool:
        """Whether enough messages in a row agree on this lead."""
        if self._rivals and abs(lead - self._rival) <= AHEAD_MS:
            self._rival = max(self._rival, lead)
            self._rivals += 1
        else:
            self._rival, self._rivals = lead, 1
            self._usual = _UNKNOWN  # the next usual lead must clear the doubt
        return self._rivals >= BELIEVED_AFTER
