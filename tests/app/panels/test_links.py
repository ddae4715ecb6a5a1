"""Link groups and pins: which panels move, over all desks that can be built."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from app.panels.kinds import CHART_UNITS, KINDS, MARKET_GROUPS, UNIT_GROUPS
from app.panels.links import (
    FIRST_GROUP,
    Links,
    followers,
    follows,
    has_market,
    has_market_group,
    has_unit_group,
    links_beside,
    links_of_kept,
    links_of_new,
    market_of,
    movers,
    pointer_followers,
    spec_in_groups,
    unit_movers,
    unit_of,
)
from app.panels.spec import DEFAULT_DESK, PanelSpec

CODES = ("KRW-BTC", "KRW-ETH", "KRW-XRP")


@dataclass(eq=False)
class OpenPanel:
    """A panel of a desk in a test."""

    spec: PanelSpec
    links: Links


@st.composite
def panels(draw):
    kind = draw(st.sampled_from(tuple(KINDS)))
    code = draw(st.sampled_from(CODES)) if KINDS[kind].has_market else ""
    option = draw(st.sampled_from(CHART_UNITS)) if KINDS[kind].has_unit else ""
    market = draw(st.sampled_from(("", *MARKET_GROUPS[:3]))) if has_market_group(kind) else ""
    unit = draw(st.sampled_from(("", *UNIT_GROUPS[:2]))) if has_unit_group(kind) else ""
    return OpenPanel(PanelSpec(kind, code, option), Links(market, unit, draw(st.booleans())))


desks = st.lists(panels(), min_size=1, max_size=12)


def move(panel, code):
    panel.spec = replace(panel.spec, code=code)


def settle(desk):
    """Make the panels of each group show one market and one unit, as they do on a desk."""
    for panel in desk:
        if follows(panel, panel.links.market):
            move(panel, market_of(desk, panel.links.market))
        if panel.links.unit:
            panel.spec = replace(panel.spec, option=unit_of(desk, panel.links.unit))


@given(desk=desks, which=st.integers(0, 11), code=st.sampled_from(CODES))
def test_a_chosen_market_is_shown_by_the_whole_group_and_moves_nothing_else(desk, which, code):
    settle(desk)
    chooser = desk[which % len(desk)]
    before = {id(panel): panel.spec for panel in desk}
    moved = movers(desk, chooser, code)
    assert all(panel.spec.code != code and has_market(panel) for panel in moved)
    for panel in moved:
        move(panel, code)
    if has_market(chooser):
        assert chooser.spec.code == code
    for panel in desk:
        is_tied = (
            panel.links.market == chooser.links.market != ""
            and not panel.links.is_pinned
            and not chooser.links.is_pinned
        )
        if panel is not chooser and (not is_tied or not has_market(panel)):
            assert panel.spec == before[id(panel)]
        elif is_tied and has_market(panel):
            assert panel.spec.code == code
    for group in MARKET_GROUPS:
        assert len({panel.spec.code for panel in followers(desk, group)}) <= 1
    assert movers(desk, chooser, code) == []


@given(desk=desks, which=st.integers(0, 11), unit=st.sampled_from(CHART_UNITS))
def test_a_chosen_unit_is_shown_by_the_charts_of_its_group_only(desk, which, unit):
    settle(desk)
    charts = [panel for panel in desk if has_unit_group(panel.spec.kind)]
    if not charts:
        return
    chooser = charts[which % len(charts)]
    moved = unit_movers(desk, chooser, unit)
    for panel in moved:
        assert panel in charts
        assert panel is chooser or panel.links.unit == chooser.links.unit != ""
        panel.spec = replace(panel.spec, option=unit)
    assert chooser.spec.option == unit
    assert unit_of(desk, chooser.links.unit) in ("", unit)
    for group in UNIT_GROUPS:
        assert len({panel.spec.option for panel in charts if panel.links.unit == group}) <= 1


@given(desk=desks, kind=st.sampled_from(tuple(KINDS)), code=st.sampled_from(CODES))
def test_a_new_panel_never_makes_a_group_show_two_markets(desk, kind, code):
    settle(desk)
    new = OpenPanel(PanelSpec(kind, code if KINDS[kind].has_market else ""), Links())
    new.links = links_of_new(desk, kind, new.spec.code)
    assert new.links.market in ("", FIRST_GROUP)
    assert len({panel.spec.code for panel in followers([*desk, new], FIRST_GROUP)}) <= 1
    assert new.links.market == "" or has_market_group(kind)


@given(desk=desks, which=st.integers(-1, 20), kind=st.sampled_from(tuple(KINDS)), code=st.sampled_from(CODES))
def test_a_panel_opened_beside_another_joins_the_group_that_shows_its_market(desk, which, kind, code):
    settle(desk)
    active = desk[which % len(desk)] if desk and which >= 0 else None
    new = OpenPanel(PanelSpec(kind, code if KINDS[kind].has_market else ""), Links())
    new.links = links_beside(desk, active, kind, new.spec.code)
    for group in MARKET_GROUPS:
        assert len({panel.spec.code for panel in followers([*desk, new], group)}) <= 1
    if active is not None and follows(active, active.links.market) and active.spec.code == code and new.spec.code:
        assert new.links == Links(active.links.market)
    assert new.links.market == "" or has_market_group(kind)


@given(desk=desks, come_back=panels())
def test_a_panel_that_comes_back_never_makes_a_group_show_two_markets_or_units(desk, come_back):
    settle(desk)
    links = links_of_kept(come_back.links.kept(), come_back.spec.kind)
    come_back.links = links
    come_back.spec = spec_in_groups(desk, come_back.spec, links)
    desk.append(come_back)
    for group in MARKET_GROUPS:
        assert len({panel.spec.code for panel in followers(desk, group)}) <= 1
    for group in UNIT_GROUPS:
        assert len({panel.spec.option for panel in desk if panel.links.unit == group}) <= 1


@given(kind=st.sampled_from(tuple(KINDS)))
def test_a_kind_keeps_only_links_it_can_have(kind):
    links = links_of_kept(Links("B", "2", is_pinned=True).kept(), kind)
    assert bool(links.market) == has_market_group(kind)
    assert bool(links.unit) == has_unit_group(kind)
    assert links.is_pinned == KINDS[kind].has_market
    assert links_of_kept(None, kind) is None


def opened(specs):
    desk = []
    for spec in specs:
        desk.append(OpenPanel(spec, links_of_new(desk, spec.kind, spec.code)))
    return desk


def test_the_default_desk_is_one_group_and_charts_keep_units_of_their_own():
    desk = opened([replace(each, code="KRW-BTC" if KINDS[each.kind].has_market else "") for each in DEFAULT_DESK])
    assert {panel.links for panel in desk} == {Links(FIRST_GROUP)}


def test_a_second_chart_is_in_no_group_and_neither_is_a_panel_of_another_market():
    desk = opened([PanelSpec("chart", "KRW-BTC"), PanelSpec("chart", "KRW-BTC"), PanelSpec("trades", "KRW-ETH")])
    assert [panel.links.market for panel in desk] == [FIRST_GROUP, "", ""]


def test_a_panel_that_shows_no_market_and_offers_none_is_in_no_group():
    assert [each for each in KINDS if not has_market_group(each)] == ["engine", "faults"]
    assert {panel.links for panel in opened([PanelSpec("engine"), PanelSpec("faults")])} == {Links()}


@given(st.builds(Links, st.sampled_from(("", *MARKET_GROUPS)), st.sampled_from(("", *UNIT_GROUPS)), st.booleans()))
def test_what_is_kept_is_read_again(links):
    assert Links.read(json.loads(json.dumps(links.kept()))) == links


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from((*MARKET_GROUPS, *UNIT_GROUPS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(kept=anything | st.fixed_dictionaries({"market": anything, "unit": anything, "pinned": anything}))
def test_what_others_wrote_is_read_as_far_as_it_is_valid(kept):
    links = Links.read(kept)
    if not isinstance(kept, dict):
        assert links is None
        return
    assert links.market in ("", *MARKET_GROUPS)
    assert links.unit in ("", *UNIT_GROUPS)
    assert links.is_pinned is (kept.get("pinned") is True)


@given(desk=desks, which=st.integers(0, 20))
def test_the_pointer_of_a_chart_is_shown_in_the_charts_of_its_groups_and_nowhere_else(desk, which):
    charts = [panel for panel in desk if has_unit_group(panel.spec.kind)]
    if not charts:
        return
    pointed = charts[which % len(charts)]
    shown = pointer_followers(desk, pointed)
    assert pointed not in shown
    for panel in charts:
        market, unit = panel.links.market, panel.links.unit
        is_linked = (market and market == pointed.links.market) or (unit and unit == pointed.links.unit)
        assert (panel in shown) is (panel is not pointed and bool(is_linked))
    assert all(panel in charts for panel in shown)


def test_another_panel_joins_the_panel_it_is_opened_from_unless_that_keeps_its_market():
    desk = opened([PanelSpec("watchlist"), PanelSpec("chart", "KRW-BTC"), PanelSpec("orderbook", "KRW-BTC")])
    eth = OpenPanel(PanelSpec("trades", "KRW-ETH"), Links("B"))
    alone = OpenPanel(PanelSpec("chart", "KRW-BTC"), Links())
    pinned = OpenPanel(PanelSpec("chart", "KRW-BTC"), Links(FIRST_GROUP, is_pinned=True))
    desk += [eth, alone, pinned]

    def group(active, kind, code):
        return links_beside(desk, active, kind, code).market

    assert [group(each, "chart", "KRW-BTC") for each in (desk[1], desk[0], None)] == [FIRST_GROUP] * 3
    assert (group(eth, "chart", "KRW-ETH"), group(eth, "orderbook", "KRW-ETH")) == ("B", "B")
    assert [group(each, "chart", "KRW-BTC") for each in (alone, pinned)] == ["", ""]
    assert [group(each, "chart", "KRW-XRP") for each in (desk[1], desk[0], eth, None)] == [""] * 4
