"""The entries of the context menu about indicators."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from widgets.chart.indicators.naming import short_name
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate

if TYPE_CHECKING:
    from widgets.chart.indicators.shown import ShownIndicators


def indicator_entries(shown: ShownIndicators, open_window: Callable[[str], object]) -> MenuEntry:
    """Return the entry of the indicators: the window, and for each of them to set, hide and remove it.

    Args:
        shown: the indicators of the chart.
        open_window: opens the window at the indicator of a key; at none for an empty one.
    """
    each = [
        MenuEntry(
            short_name(chosen),
            entries=[
                MenuEntry(translate("Indicators", "설정…"), partial(open_window, chosen.key)),
                MenuEntry(
                    translate("Indicators", "보이기"), partial(shown.toggle, chosen.key), is_checked=chosen.is_shown
                ),
                MenuEntry(translate("Indicators", "삭제"), partial(shown.remove, chosen.key)),
            ],
        )
        for chosen in shown.all
    ]
    add = MenuEntry(translate("Indicators", "지표 추가·설정…"), partial(open_window, ""))
    return MenuEntry(translate("Indicators", "지표"), entries=[add, *each])
