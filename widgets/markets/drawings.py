"""What the user drew on charts, for panels: the drawings of each market are the same on all of its charts.

Simulated prices have nothing to do with real ones, so what is drawn on them is kept apart. The desk keeps all of it on
disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from core.market.drawings.drawing_list import DrawingList, Drawings
from core.market.drawings.record import read, to_record
from core.model.markets import is_code

Result = TypeVar("Result")

MOST_MARKETS: Final = 1000
MOST: Final = 5000
"""Drawings of all markets together; further ones are refused, whoever made them."""

_REAL: Final = "markets"
_SIMULATED: Final = "simulated"


class MarketDrawings(QObject):
    """The drawings of one market. It outlives every chart.

    Signals:
        changed: a drawing was added, removed or changed.
    """

    changed = Signal()

    def __init__(self, everything: AllDrawings, drawings: Drawings = ()) -> None:
        super().__init__(everything)
        self._everything = everything
        self._list = DrawingList(drawings)

    @property
    def drawings(self) -> Drawings:
        """The drawings, the front one last."""
        return self._list.drawings

    @property
    def has_room(self) -> bool:
        """Whether a further drawing is accepted."""
        return self._list.has_room and self._everything.count < MOST

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return self._list.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether an undone change can be made again."""
        return self._list.can_redo

    def change(self, how: Callable[[DrawingList], Result]) -> Result:
        """Change the list, and tell all who show it if anything is different.

        Args:
            how: is given the list; what it returns is returned.
        """
        before = self._list.drawings
        result = how(self._list)
        if self._list.drawings != before:
            self.changed.emit()
        return result


class AllDrawings(QObject):
    """The drawings of all markets. It outlives the source of quotes.

    Signals:
        changed: a drawing of any market was added, removed or changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._markets: dict[tuple[str, str], MarketDrawings] = {}

    @property
    def count(self) -> int:
        """How many drawings there are."""
        return sum(len(market.drawings) for market in self._markets.values())

    def of(self, code: str, *, is_simulated: bool = False) -> MarketDrawings:
        """Return the drawings of a market."""
        key = (_SIMULATED if is_simulated else _REAL, code)
        if key not in self._markets:
            self._add(key)
        return self._markets[key]

    def content(self) -> dict[str, Any]:
        """Return all of it as values that JSON knows."""
        content: dict[str, Any] = {}
        for (prices, code), market in self._markets.items():
            if market.drawings:
                content.setdefault(prices, {})[code] = [to_record(drawing) for drawing in market.drawings]
        return content

    def fill(self, content: Mapping[str, Any]) -> int:
        """Take the drawings from values of any kind; called once, before there is any chart.

        Returns:
            How many drawings could not be read, or were too many.
        """
        dropped = 0
        for prices in (_REAL, _SIMULATED):
            markets = content.get(prices)
            if not isinstance(markets, Mapping):
                dropped += markets is not None
                continue
            for code, records in islice(markets.items(), MOST_MARKETS):
                done = read(records)
                kept = done.drawings[: MOST - self.count] if is_code(code) else ()
                dropped += done.dropped + len(done.drawings) - len(kept)
                if kept:
                    self._add((prices, code), kept)
            dropped += max(len(markets) - MOST_MARKETS, 0)
        return dropped

    def _add(self, key: tuple[str, str], drawings: Drawings = ()) -> None:
        market = MarketDrawings(self, drawings)
        market.changed.connect(self.changed)
        self._markets[key] = market
