"""How indicators are called: in the legend, in menus and in the window where they are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.text.language import wording

if TYPE_CHECKING:
    from core.market.indicators.choice import Chosen


def short_name(chosen: Chosen) -> str:
    """Return the name in a legend: `MA 20`, `BB 20 2`."""
    shown = [parameter for parameter in chosen.indicator.parameters if parameter.is_named]
    figures = [f"{chosen.values[parameter.key]:g}" for parameter in shown]
    return " ".join([wording(chosen.indicator.short), *figures])
