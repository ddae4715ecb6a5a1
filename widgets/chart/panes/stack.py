"""The panes of a chart from the top down: how they share its height, and which of them lies at a pixel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import QRect

from core.market.chart.pane_heights import divided, dragged
from widgets.chart.panes.pane import Pane

BORDER_REACH: Final = 3
"""Pixels above and below a border within which a hand takes hold of it."""

_LEAST_WEIGHT: Final = 0.001
_MOST_WEIGHT: Final = 100_000.0


class PaneStack:
    """The panes in their order."""

    def __init__(self) -> None:
        self._panes: list[Pane] = []
        self._kept: dict[str, Mapping[str, Any]] = {}
        """What a saved state says of panes that are not there yet."""
        self._order: dict[str, int] = {}

    def __iter__(self) -> Iterator[Pane]:
        return iter(self._panes)

    def __len__(self) -> int:
        return len(self._panes)

    @property
    def visible(self) -> list[Pane]:
        """Those that have room."""
        return [pane for pane in self._panes if not pane.area.isEmpty()]

    def find(self, key: str) -> Pane | None:
        """Return the pane of that key."""
        return next((pane for pane in self._panes if pane.key == key), None)

    def add(self, pane: Pane, index: int | None = None) -> None:
        """Add a pane at the bottom, or at `index`; with the height and the scale that a saved state says."""
        self._panes.insert(len(self._panes) if index is None else index, pane)
        if pane.key in self._kept:
            self._restore(pane, self._kept.pop(pane.key))
            self._sort()

    def remove(self, pane: Pane) -> None:
        """Remove a pane; one of that key that is added later gets its height and scale."""
        self._kept = {**self._kept, pane.key: self._state_of(pane)}
        self._panes.remove(pane)

    def can_move(self, pane: Pane, step: int) -> bool:
        """Return whether there is a pane `step` places further down."""
        return 0 <= self._panes.index(pane) + step < len(self._panes)

    def move(self, pane: Pane, step: int) -> None:
        """Move a pane `step` places down, or up if negative, with its height."""
        if self.can_move(pane, step):
            index = self._panes.index(pane)
            self._panes.insert(index + step, self._panes.pop(index))

    def areas(self, width: int, height: int) -> list[QRect]:
        """Return the place of each pane in `width` by `height` pixels."""
        places, top = [], 0
        for each in divided(height, [pane.weight for pane in self._panes]):
            places.append(QRect(0, top, width, each))
            top += each
        return places

    def at(self, y: int) -> Pane | None:
        """Return the pane at a height of the view."""
        return next((pane for pane in self.visible if pane.area.top() <= y <= pane.area.bottom()), None)

    def border_at(self, y: int) -> int | None:
        """Return the number of the border near a height of the view: 0 below the topmost visible pane."""
        shown = self.visible
        near = (index for index, pane in enumerate(shown[1:]) if abs(y - pane.area.top()) <= BORDER_REACH)
        return next(near, None)

    def drag_border(self, border: int, pixels: int) -> int:
        """Move a border down by `pixels`, as far as it goes; return by how many it moved."""
        shown = self.visible
        heights = [pane.area.height() for pane in shown]
        if not 0 <= border < len(heights) - 1:
            return 0
        after = dragged(heights, border, pixels)
        # Panes without room keep their share of what they would have.
        unit = sum(pane.weight for pane in shown) / max(sum(heights), 1)
        for pane, height in zip(shown, after, strict=True):
            pane.weight = height * unit
        return after[border] - heights[border]

    def even_out(self) -> None:
        """Give every pane its height of the beginning."""
        for pane in self._panes:
            pane.weight = pane.default_weight

    def fit_again(self) -> None:
        """Fit all scales to what is visible, also those of panes that are added later: they show another market."""
        for pane in self._panes:
            pane.fit_again()
        self._kept = {key: {**kept, "low": None, "high": None} for key, kept in self._kept.items()}

    def state(self) -> list[dict[str, Any]]:
        """Return order, heights and scales of the panes; JSON-able."""
        return [self._state_of(pane) for pane in self._panes]

    def restore_state(self, state: object) -> None:
        """Restore what `state` returned, as far as it is valid; panes that are added later take their part then."""
        rows = [row for row in state if isinstance(row, Mapping)] if isinstance(state, list) else []
        kept = {row["key"]: row for row in rows if isinstance(row.get("key"), str)}
        self._order = {key: place for place, key in enumerate(kept)}
        for pane in self._panes:
            self._restore(pane, kept.pop(pane.key, {}))
        self._sort()
        self._kept = kept

    @staticmethod
    def _state_of(pane: Pane) -> dict[str, Any]:
        return {"key": pane.key, "weight": round(pane.weight, 9), **pane.scale_state()}

    def _sort(self) -> None:
        """Bring the panes into the saved order; those that are not in it stay above."""
        self._panes.sort(key=lambda pane: self._order.get(pane.key, -1))

    def _restore(self, pane: Pane, kept: Mapping[str, Any]) -> None:
        weight = kept.get("weight")
        if isinstance(weight, int | float) and not isinstance(weight, bool) and weight > 0:
            pane.weight = float(min(max(weight, _LEAST_WEIGHT), _MOST_WEIGHT))
        pane.restore_scale(kept)
