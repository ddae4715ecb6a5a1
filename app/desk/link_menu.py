"""The entries about link groups, for the context menu of a panel and for the menus of its chips."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.dock.chip import group_words
from app.panels.kinds import MARKET_GROUPS, UNIT_GROUPS
from app.panels.links import follows, has_market, has_market_group, has_unit_group
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.dock.dock import PanelDock


def link_entries(desk: Desk, dock: PanelDock) -> list[MenuEntry]:
    """Return the entries of market groups and unit groups."""
    entries = []
    if has_market_group(dock.kind):
        entries.append(MenuEntry(translate("Links", "종목 연결"), entries=market_entries(desk, dock)))
    if has_unit_group(dock.kind):
        entries.append(MenuEntry(translate("Links", "봉 단위 연결"), entries=unit_entries(desk, dock)))
    if has_market(dock):
        pin = partial(desk.linking.pin, dock, is_pinned=not dock.links.is_pinned)
        entries.append(MenuEntry(translate("Links", "종목 고정"), pin, is_checked=dock.links.is_pinned))
    return entries


def market_entries(desk: Desk, dock: PanelDock) -> list[MenuEntry]:
    """Return the groups of markets, each with the market it shows."""
    shown: dict[str, str] = {}
    for each in desk.docks():
        if follows(each, each.links.market):
            shown.setdefault(each.links.market, desk.markets.pair_name(each.spec.code))
    return [
        _entry(group, shown.get(group, ""), dock.links.market, partial(desk.linking.link, dock, group))
        for group in ("", *MARKET_GROUPS)
    ]


def unit_entries(desk: Desk, dock: PanelDock) -> list[MenuEntry]:
    """Return the groups of units."""
    return [
        _entry(group, "", dock.links.unit, partial(desk.linking.link_unit, dock, group)) for group in ("", *UNIT_GROUPS)
    ]


def _entry(group: str, shown: str, present: str, run: partial[None]) -> MenuEntry:
    named = group_words(group)
    return MenuEntry(f"{named} · {shown}" if shown else named, run, is_checked=group == present)
