"""Which panels show the same market, and which charts the same candle unit: link groups and pins, as pure decisions.

A panel is in one group of markets or in none. All panels of a group that show a market show the same one; a change in
one of them is a change in all. A chart can be in a group of units too, which has nothing to do with its group of
markets. A pinned panel keeps its market whatever its group shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from app.panels.kinds import KINDS, MARKET_GROUPS, UNIT_GROUPS
from app.panels.spec import PanelSpec

FIRST_GROUP: Final = MARKET_GROUPS[0]
"""The group of the default desk."""


@dataclass(frozen=True, slots=True)
class Links:
    """What ties one panel to others. Empty groups are no groups."""

    market: str = ""
    unit: str = ""
    is_pinned: bool = False

    @classmethod
    def read(cls, kept: object) -> Links | None:
        """Return what `kept` once returned, without what is not valid; None if it is nothing of that kind."""
        if not isinstance(kept, Mapping):
            return None
        market, unit = kept.get("market"), kept.get("unit")
        return cls(
            market if market in MARKET_GROUPS else "",
            unit if unit in UNIT_GROUPS else "",
            kept.get("pinned") is True,
        )

    def kept(self) -> dict[str, Any]:
        """Return them for the workspace; JSON-able."""
        return {"market": self.market, "unit": self.unit, "pinned": self.is_pinned}


class Linked(Protocol):
    """A panel, as far as links are concerned."""

    @property
    def spec(self) -> PanelSpec:
        """What it shows."""

    @property
    def links(self) -> Links:
        """What ties it to others."""


Panel = TypeVar("Panel", bound=Linked)


def has_market(panel: Linked) -> bool:
    """Return whether a panel shows one market."""
    return KINDS[panel.spec.kind].has_market


def has_market_group(kind: str) -> bool:
    """Return whether panels of a kind can be in a group of markets: they show a market, or one is chosen in them."""
    return KINDS[kind].has_market or KINDS[kind].chooses_market


def has_unit_group(kind: str) -> bool:
    """Return whether panels of a kind can be in a group of units."""
    return KINDS[kind].has_unit


def follows(panel: Linked, group: str) -> bool:
    """Return whether a panel shows the market of a group."""
    links = panel.links
    return bool(group) and links.market == group and not links.is_pinned and has_market(panel)


def movers(panels: Iterable[Panel], chooser: Panel, code: str) -> list[Panel]:
    """Return the panels that must change their market when `code` is chosen in `chooser`.

    A panel that is pinned or in no group moves alone.
    """
    group = "" if chooser.links.is_pinned else chooser.links.market
    moved = [panel for panel in panels if follows(panel, group) or (panel is chooser and has_market(panel))]
    return [panel for panel in moved if panel.spec.code != code]


def followers(panels: Iterable[Panel], group: str) -> list[Panel]:
    """Return the panels that show the market of a group."""
    return [panel for panel in panels if follows(panel, group)]


def market_of(panels: Iterable[Linked], group: str) -> str:
    """Return the market of a group; empty if no panel of it shows one."""
    return next((panel.spec.code for panel in panels if follows(panel, group) and panel.spec.code), "")


def unit_movers(panels: Iterable[Panel], chooser: Panel, unit: str) -> list[Panel]:
    """Return the charts that must change their unit when `unit` is chosen in `chooser`."""
    group = chooser.links.unit
    moved = [panel for panel in panels if panel is chooser or (group and panel.links.unit == group)]
    return [panel for panel in moved if has_unit_group(panel.spec.kind) and panel.spec.option != unit]


def pointer_followers(panels: Iterable[Panel], pointed: Panel) -> list[Panel]:
    """Return the charts that show where the pointer of another is: those in its group of markets or of units."""
    market, unit = pointed.links.market, pointed.links.unit
    return [
        panel
        for panel in panels
        if panel is not pointed
        and has_unit_group(panel.spec.kind)
        and ((market and panel.links.market == market) or (unit and panel.links.unit == unit))
    ]


def unit_of(panels: Iterable[Linked], group: str) -> str:
    """Return the unit of a group; empty if no chart is in it."""
    charts = (panel for panel in panels if group and panel.links.unit == group and has_unit_group(panel.spec.kind))
    return next((chart.spec.option for chart in charts), "")


def links_of_kept(kept: object, kind: str) -> Links | None:
    """Return the links that were kept of a panel, without what its kind cannot have; None if none were kept."""
    links = Links.read(kept)
    if links is None:
        return None
    return Links(
        links.market if has_market_group(kind) else "",
        links.unit if has_unit_group(kind) else "",
        links.is_pinned and KINDS[kind].has_market,
    )


def spec_in_groups(panels: Iterable[Linked], spec: PanelSpec, links: Links) -> PanelSpec:
    """Return what a panel that comes back shows: the market and unit of its groups, which may have changed since.

    Args:
        panels: those that are open.
        spec: what it showed.
        links: what ties it to the others.
    """
    panels = list(panels) if links.market or links.unit else []
    follows_group = KINDS[spec.kind].has_market and not links.is_pinned
    market = market_of(panels, links.market) if follows_group else ""
    return PanelSpec(spec.kind, market or spec.code, unit_of(panels, links.unit) or spec.option)


def links_of_new(panels: Iterable[Linked], kind: str, code: str) -> Links:
    """Return the links of a panel that is opened.

    The first chart, the first order book and so on follow the watchlist, without anybody having to link them. A second
    chart is opened to see another market beside the first, so it is in no group; neither is a panel opened for another
    market than the group shows.

    Args:
        panels: those that are open.
        kind: of the new panel.
        code: its market; empty if it shows none.
    """
    if KINDS[kind].chooses_market:
        return Links(FIRST_GROUP)
    if not KINDS[kind].follows_market:
        return Links()
    linked = [panel for panel in panels if panel.links.market == FIRST_GROUP]
    is_first = all(panel.spec.kind != kind for panel in linked)
    return Links(FIRST_GROUP) if is_first and market_of(linked, FIRST_GROUP) in ("", code) else Links()


def links_beside(panels: Iterable[Linked], active: Linked | None, kind: str, code: str) -> Links:
    """Return the links of a panel that the user opens beside the active one: it joins the group that shows its market.

    Another panel for the market at hand is one more look at the same market, so it follows as the others do. One for
    another market, and one opened from a panel that keeps its market, is linked as any new panel is.

    Args:
        panels: those that are open.
        active: the panel it is opened from, if any.
        kind: of the new panel.
        code: its market; empty if it shows none.
    """
    panels = list(panels)
    keeps = active is not None and has_market(active) and not follows(active, active.links.market)
    group = (active.links.market if active is not None else "") or FIRST_GROUP
    if KINDS[kind].follows_market and not keeps and code and market_of(panels, group) == code:
        return Links(group)
    return links_of_new(panels, kind, code)
