"""Watches for a turnover far above the usual one."""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from core.market.alerts.alert import Alert, Direction
from core.market.alerts.firing import Firing
from core.market.alerts.rearming import REARMED_AT
from core.market.alerts.threshold import Threshold
from core.model.messages import DataMessage, Trade

_STEPS: Final = 10
"""How many steps the seconds of the alert are divided into."""
_SPANS: Final = 20
"""How many earlier spans of the same length make the usual turnover."""
_LEAST_SPANS: Final = 5
"""How many spans must have been watched before there is a usual turnover to compare with."""


class VolumeSpike:
    """Compares the turnover of the last seconds with the average of the spans before.

    Args:
        alert: of kind VOLUME.
    """

    def __init__(self, alert: Alert, state: object) -> None:
        self._alert = alert
        self._step_ms = alert.seconds * 1000 / _STEPS
        self._threshold = Threshold(alert.level, alert.level * (1 - REARMED_AT[alert.kind]), Direction.UP)
        self._threshold.restore(state)
        self.forget()

    def forget(self) -> None:
        """Start again: trades are missing, and a time without them would count as a quiet one."""
        self._step: int | None = None
        self._recent: deque[float] = deque([0.0] * _STEPS)
        """Turnover of each step of the last span, the newest last."""
        self._usual: deque[float] = deque(maxlen=_SPANS * _STEPS)
        """Turnover of each step of the earlier spans."""
        self._unseen = _STEPS
        """How many of the recent steps lie before the first trade."""

    @property
    def is_learning(self) -> bool:
        """Whether the usual turnover is not known yet, so that the alert cannot come true."""
        return len(self._usual) < _LEAST_SPANS * _STEPS

    def take(self, message: DataMessage) -> list[Firing]:
        """Add a trade; return the alert if it came true."""
        if not isinstance(message, Trade) or message.trade_price is None or message.trade_volume is None:
            return []
        self._advance(int(message.trade_timestamp / self._step_ms))
        self._recent[-1] += message.trade_price * message.trade_volume
        if self.is_learning:
            return []
        usual = sum(self._usual) * _STEPS / len(self._usual)
        if not usual:
            return []
        times = sum(self._recent) / usual
        if not self._threshold.take(times):
            return []
        alert = self._alert
        return [Firing(alert, alert.code, message.trade_timestamp, Direction.EITHER, message.trade_price, times)]

    def states(self) -> dict[str, Any]:
        """Return the state to save, by alert id, from which a later run can go on."""
        return {self._alert.id: self._threshold.state()}

    def resting(self) -> set[str]:
        """Return the id of the alert if its figure must fall first."""
        return {self._alert.id} if self._threshold.is_resting else set()

    def _advance(self, step: int) -> None:
        if self._step is None:
            self._step = step
        gone = step - self._step
        if gone < -(_SPANS + 1) * _STEPS:
            self.forget()  # the newest trade had a wrong time, such as one of tomorrow
            self._step = step
        if gone <= 0:
            return  # a late trade counts as of now
        self._step = step
        for _ in range(min(gone, (_SPANS + 1) * _STEPS)):
            oldest = self._recent.popleft()
            self._recent.append(0.0)
            if self._unseen:
                self._unseen -= 1
            else:
                self._usual.append(oldest)
