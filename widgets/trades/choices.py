"""What the user has chosen for one tape: what is merged, left out and written. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from core.market.trades.tiers import Tiers

TIERS: Final = 3
"""How many tiers there are above the small trades."""


@dataclass(frozen=True, slots=True)
class TapeChoices:
    """The choices; the workspace keeps those that differ from the usual ones."""

    is_merging: bool = False
    """Whether the prints of one taker in one millisecond are one row."""
    is_precise: bool = False
    """Whether times have milliseconds."""
    least_tier: int = 0
    """The smallest tier that is shown; 0 for all trades."""
    tiers: Tiers = field(default_factory=Tiers, compare=False)

    def least_value(self, code: str) -> float:
        """Return the smallest value of a trade of market `code` that is shown; 0 for all."""
        return self.tiers.of(quote_of(code))[self.least_tier - 1] if self.least_tier else 0.0

    def tier(self, code: str, value: float | None) -> int:
        """Return the tier of a trade of market `code`, 0 to 3."""
        return self.tiers.tier(quote_of(code), value)

    def state(self) -> dict[str, Any]:
        """Return what differs from the usual choices; JSON-able."""
        usual = TapeChoices()
        kept: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("is_merging", "is_precise", "least_tier")
            if getattr(self, name) != getattr(usual, name)
        }
        return {**kept, "tiers": tiers} if (tiers := self.tiers.state()) else kept

    def restored(self, state: dict[str, Any]) -> TapeChoices:
        """Return the choices that `state` returned; what makes no sense is left out."""
        tiers = Tiers()
        tiers.restore(state.get("tiers"))
        least = state.get("least_tier")
        is_tier = isinstance(least, int) and not isinstance(least, bool) and 0 <= least <= TIERS
        return replace(
            self,
            is_merging=state.get("is_merging") is True,
            is_precise=state.get("is_precise") is True,
            least_tier=least if isinstance(least, int) and is_tier else 0,
            tiers=tiers,
        )


def quote_of(code: str) -> str:
    """Return the quote currency of a market."""
    return code.partition("-")[0]
