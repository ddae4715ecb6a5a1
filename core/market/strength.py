"""The strength of buying (체결강도). Pure."""

from __future__ import annotations

from core.market.figures import known_figure


def buying_strength(bought: float | None, sold: float | None) -> float | None:
    """Return the volume takers bought divided by the volume they sold, since the exchange's day began.

    Args:
        bought: the volume bought, as the ticker says it.
        sold: the volume sold.

    Returns:
        The ratio; None while nothing was sold, or if a figure is missing.
    """
    bought, sold = known_figure(bought), known_figure(sold)
    return bought / sold if bought is not None and sold else None
