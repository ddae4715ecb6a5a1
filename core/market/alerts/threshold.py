"""Whether a figure has crossed a level, told once for each crossing.

A figure close to a level may cross it many times without a real move. So after a crossing the figure must go back
beyond the level by a margin before the same crossing counts again.
"""

from __future__ import annotations

from core.market.alerts.alert import Direction


class Threshold:
    """Follows one figure against one level.

    The first figure is no crossing: it only shows on which side of the level the figure is. Reaching the level exactly
    counts as crossing it.

    Args:
        level: what is crossed.
        margin: how far the figure has to leave the level again, in its own unit.
        direction: which crossings count.
    """

    __slots__ = ("_direction", "_is_crossed", "_level", "_margin", "falls_at", "is_above", "rises_at")

    def __init__(self, level: float, margin: float, direction: Direction) -> None:
        self._level = level
        self._margin = margin
        self._direction = direction
        self._is_crossed = False
        """Whether a crossing was told. Before that, a level watched in both directions has no margin."""
        self.is_above: bool | None = None
        """The side of the newest figure; None before the first one that shows a side."""
        self.rises_at = self.falls_at = level
        """The figures at which the state changes: at or above `rises_at` to above, at or below `falls_at` to below."""
        self._set_margins()

    def take(self, figure: float) -> Direction | None:
        """Follow the figure; return the direction of a crossing that counts, or None."""
        if self.is_above is None:
            self._begin(figure)
        elif not self.is_above and figure >= self.rises_at:
            return self._cross(Direction.UP)
        elif self.is_above and figure <= self.falls_at:
            return self._cross(Direction.DOWN)
        return None

    def state(self) -> list[bool]:
        """Return the state to save for a later run; empty before the first figure."""
        return [] if self.is_above is None else [self.is_above, self._is_crossed]

    def restore(self, state: object) -> None:
        """Restore a saved `state`; ignore anything else."""
        if isinstance(state, list) and len(state) == 2 and all(isinstance(each, bool) for each in state):
            self.is_above, self._is_crossed = state
            self._set_margins()

    def _begin(self, figure: float) -> None:
        if figure != self._level:
            self.is_above = figure > self._level
        elif self._direction is not Direction.EITHER:  # on the level, the crossing counts as done
            self.is_above = self._direction is Direction.UP

    def _cross(self, direction: Direction) -> Direction | None:
        self.is_above = direction is Direction.UP
        if self._direction not in (Direction.EITHER, direction):
            return None
        if not self._is_crossed:
            self._is_crossed = True
            self._set_margins()
        return direction

    def _set_margins(self) -> None:
        is_both_ways = self._direction is Direction.EITHER and self._is_crossed
        if is_both_ways or self._direction is Direction.DOWN:
            self.rises_at = self._level + self._margin
        if is_both_ways or self._direction is Direction.UP:
            self.falls_at = self._level - self._margin
