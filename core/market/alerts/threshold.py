"""Whether a figure has crossed a level, told once for each crossing.

A figure close to a level may cross it many times without a real move. So after a crossing the figure must be away from
the level by a margin before a crossing counts again: on the side it came from, and if both directions count, on either
side. What is told is always a crossing of the level itself.
"""

from __future__ import annotations

from core.market.alerts.alert import Direction
from core.market.alerts.rearming import exact


class Threshold:
    """Follows one figure against one level.

    The first figure is no crossing: it only shows on which side of the level the figure is. Reaching the level exactly
    counts as crossing it.

    Args:
        level: what is crossed.
        margin: how far the figure has to leave the level again, in its own unit.
        direction: which crossings count.
    """

    __slots__ = ("_direction", "_level", "_margin", "falls_at", "is_above", "is_waiting", "rises_at")

    def __init__(self, level: float, margin: float, direction: Direction) -> None:
        self._level = level
        self._margin = margin
        self._direction = direction
        self.is_above: bool | None = None
        """The side of the newest figure that changed the state; None before the first one that shows a side."""
        self.is_waiting = False
        """Whether a crossing was told and the figure has not been away from the level since; both `rises_at` and
        `falls_at` end that. Only a level of both directions waits so."""
        self.rises_at = self.falls_at = level
        """The figures at which the state changes: at or above `rises_at` to above, at or below `falls_at` to below."""
        self._set_waiting(is_waiting=False)

    def take(self, figure: float) -> Direction | None:
        """Follow the figure; return the direction of a crossing that counts, or None."""
        if self.is_above is None:
            self._begin(figure)
        elif self.is_waiting:
            self._rearm(figure)
        elif not self.is_above and figure >= self.rises_at:
            return self._cross(Direction.UP, figure)
        elif self.is_above and figure <= self.falls_at:
            return self._cross(Direction.DOWN, figure)
        return None

    @property
    def is_resting(self) -> bool:
        """Whether the figure must leave the level first before a crossing counts."""
        if self._direction is Direction.EITHER:
            return self.is_waiting
        return self.is_above is not None and self.is_above is (self._direction is Direction.UP)

    def state(self) -> list[bool]:
        """Return the state to save for a later run; empty before the first figure."""
        return [] if self.is_above is None else [self.is_above, self.is_waiting]

    def restore(self, state: object) -> None:
        """Restore a saved `state`; ignore anything else."""
        if isinstance(state, list) and len(state) == 2 and all(isinstance(each, bool) for each in state):
            self.is_above, is_waiting = state
            self._set_waiting(is_waiting=is_waiting and self._direction is Direction.EITHER)

    def _begin(self, figure: float) -> None:
        if figure != self._level:
            self.is_above = figure > self._level
        elif self._direction is not Direction.EITHER:  # on the level, the crossing counts as done
            self.is_above = self._direction is Direction.UP

    def _cross(self, direction: Direction, figure: float) -> Direction | None:
        self.is_above = direction is Direction.UP
        if self._direction is Direction.EITHER:
            self._set_waiting(is_waiting=True)
            self._rearm(figure)  # a jump across the level may already be far from it
            return direction
        return direction if direction is self._direction else None

    def _rearm(self, figure: float) -> None:
        if figure >= self.rises_at or figure <= self.falls_at:
            self.is_above = figure > self._level
            self._set_waiting(is_waiting=False)

    def _set_waiting(self, *, is_waiting: bool) -> None:
        self.is_waiting = is_waiting
        self.rises_at = self.falls_at = self._level
        if is_waiting or self._direction is Direction.DOWN:
            self.rises_at = exact(self._level + self._margin)
        if is_waiting or self._direction is Direction.UP:
            self.falls_at = exact(self._level - self._margin)
