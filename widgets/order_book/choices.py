"""What the user chose for an order book besides its depth: figures, layout, and a grouping for each market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from core.market.figures import known_figure

_MOST_MARKETS: Final = 100
"""Groupings kept: as many markets as anyone groups."""


@dataclass(frozen=True, slots=True)
class BookChoices:
    """The choices of one panel."""

    is_amount: bool = False
    """Whether levels show price times size (금액) instead of their size (수량)."""
    is_two_sided: bool = False
    """Whether asks are left of the prices and bids right of them."""
    levels: Mapping[str, float] = field(default_factory=dict)
    """The grouping of each market that has one, the latest last."""

    def level(self, code: str, offered: tuple[float, ...]) -> float:
        """Return the grouping of a market; 0 if none was chosen, or if the exchange no longer offers it."""
        level = self.levels.get(code, 0.0)
        return level if level in offered else 0.0

    def with_level(self, code: str, level: float) -> BookChoices:
        """Return the choices with another grouping of a market, 0 for none."""
        levels = {each: value for each, value in self.levels.items() if each != code}
        if level:
            levels[code] = level
        return replace(self, levels=dict(list(levels.items())[-_MOST_MARKETS:]))

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps."""
        return {"amount": self.is_amount, "two_sided": self.is_two_sided, "levels": dict(self.levels)}

    @staticmethod
    def restored(state: Mapping[str, Any]) -> BookChoices:
        """Return the choices of a state from outside; what makes no sense is left out."""
        levels = state.get("levels")
        kept = {
            code: float(level)
            for code, level in (levels.items() if isinstance(levels, dict) else ())
            if isinstance(code, str) and isinstance(level, int | float) and not isinstance(level, bool)
            if known_figure(level)
        }
        return BookChoices(
            is_amount=state.get("amount") is True,
            is_two_sided=state.get("two_sided") is True,
            levels=dict(list(kept.items())[-_MOST_MARKETS:]),
        )
