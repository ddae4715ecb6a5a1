"""How large a trade is: three thresholds for each quote currency. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.market.figures import LARGEST

Thresholds = tuple[float, float, float]
"""From which value on a trade is of the first, the second and the third tier."""

_USUAL: Final[Thresholds] = (1e4, 5e4, 2e5)

USUAL_TIERS: Final[Mapping[str, Thresholds]] = MappingProxyType(
    {
        "KRW": (1e7, 5e7, 2e8),
        "BTC": (0.1, 0.5, 2.0),
        "USDT": _USUAL,
        "SGD": _USUAL,
        "THB": (2.5e5, 1.25e6, 5e6),
        "IDR": (1e8, 5e8, 2e9),
    }
)
"""By quote currency: ten, fifty and two hundred million won, or about as much in another currency."""


class Tiers:
    """The thresholds of all quote currencies, as a user has set them."""

    def __init__(self) -> None:
        self._changed: dict[str, Thresholds] = {}

    def of(self, quote: str) -> Thresholds:
        """Return the thresholds of a quote currency."""
        return self._changed.get(quote) or USUAL_TIERS.get(quote, _USUAL)

    def change(self, quote: str, thresholds: Thresholds) -> None:
        """Set the thresholds of a quote currency, in any order; the usual ones are not kept."""
        first, second, third = sorted(thresholds)
        if (first, second, third) == USUAL_TIERS.get(quote, _USUAL):
            self._changed.pop(quote, None)
        else:
            self._changed[quote] = first, second, third

    def tier(self, quote: str, value: float | None) -> int:
        """Return 0 to 3 for the value of a trade; 0 if it is unknown."""
        return 0 if value is None else sum(value >= threshold for threshold in self.of(quote))

    def state(self) -> dict[str, list[float]]:
        """Return what was changed; JSON-able."""
        return {quote: list(thresholds) for quote, thresholds in self._changed.items()}

    def restore(self, state: object) -> None:
        """Restore what `state` returned; what is no set of thresholds is left out."""
        self._changed.clear()
        for quote, kept in state.items() if isinstance(state, dict) else ():
            if (
                quote in USUAL_TIERS
                and isinstance(kept, list)
                and len(kept) == len(_USUAL)
                and all(map(_is_amount, kept))
            ):
                self.change(quote, (float(kept[0]), float(kept[1]), float(kept[2])))


def _is_amount(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return 0 < value <= LARGEST
