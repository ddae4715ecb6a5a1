"""Applies link groups: moves the panels of a group together, and changes groups and pins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.dock.dock import LINKS, MARKET, UNIT
from app.panels.links import (
    FIRST_GROUP,
    Links,
    followers,
    has_market,
    has_market_group,
    has_unit_group,
    links_beside,
    market_of,
    movers,
    pointer_followers,
    unit_movers,
    unit_of,
)
from core.text import translatable

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.dock.dock import PanelDock
    from app.panels.spec import PanelSpec
    from core.text import Text

_NO_MARKET: Final = translatable(
    "Linking", "이 패널은 종목 하나를 보여 주지 않습니다. 종목이 있는 패널을 누르고 다시 해 보세요."
)
_NO_UNIT: Final = translatable("Linking", "이 패널에는 봉 단위가 없습니다. 차트를 누르고 다시 해 보세요.")


class Linking(QObject):
    """The links of one desk's panels. `links` decides which panels move.

    Args:
        desk: whose panels.

    Signals:
        refused: a command does not suit the active panel (why, as a `Text`).
    """

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def follow(self, dock: PanelDock) -> None:
        """React to the choices of the user in a panel from now on."""
        dock.market_chosen.connect(self.choose_market)
        dock.market_pointed.connect(self.point_at_market)
        dock.option_changed.connect(self._on_option_changed)
        dock.time_pointed.connect(self._on_time_pointed)
        dock.pin_requested.connect(self.toggle_pin)

    # Markets and units

    def choose_market(self, dock: PanelDock, code: str) -> None:
        """Show `code` in the panel where it was chosen and in all that are linked to it; if none shows it, in a chart.

        One subscription change, so one request per connection.
        """
        moved = movers(self._desk.docks(), dock, code)
        if not moved and not has_market(dock) and not followers(self._desk.docks(), dock.links.market):
            self._desk.open_chart(code)
        self._move(moved, code)

    def point_at_market(self, dock: PanelDock, code: str) -> None:
        """Show `code`, at which the user looks in the list of `dock`, in the panels linked to that."""
        self._move(movers(self._desk.docks(), dock, code), code)

    def show_market(self, code: str) -> None:
        """Show a market that was chosen outside of the panels, in a search for example.

        It is shown in the active panel and its group, or in the first group if the active panel keeps its market; if no
        panel shows it then, in a new chart.
        """
        active = self._desk.active()
        if active is not None and not active.links.is_pinned and (has_market(active) or active.links.market):
            self.choose_market(active, code)
            return
        linked = followers(self._desk.docks(), FIRST_GROUP)
        if not linked:
            self._desk.open_chart(code)
        self._move(linked, code)

    def _move(self, docks: Iterable[PanelDock], code: str) -> None:
        self._all_of([partial(dock.panel.set_market, code) for dock in docks])

    def _on_option_changed(self, dock: PanelDock, option: str) -> None:
        charts = unit_movers(self._desk.docks(), dock, option)
        self._all_of([partial(chart.panel.set_option, option) for chart in charts])

    def _on_time_pointed(self, dock: PanelDock, time_ms: int | None, price: float | None) -> None:
        """Show the pointer of a chart in the charts that are linked to it; its price only for the same market."""
        for other in pointer_followers(self._desk.docks(), dock):
            is_same = other.spec.code == dock.spec.code
            other.panel.show_pointed(time_ms, price if is_same else None)

    def _all_of(self, changes: Iterable[Callable[[], object]]) -> None:
        """Make all changes, with one announcement; one that fails does not keep the others from being made."""
        failure: Exception | None = None
        with self._desk.hold():
            for change in changes:
                try:
                    change()
                except Exception as error:  # whatever a panel raises; the first error is raised again below
                    failure = failure or error
        if failure is not None:
            raise failure

    def open_beside(self, spec: PanelSpec, beside: PanelDock | None = None) -> None:
        """Open a panel for the user, in the group of the panel that it is opened from, and give it the keyboard.

        Args:
            spec: the panel, with its market.
            beside: the panel it is opened from; the active one if None.
        """
        links = links_beside(self._desk.docks(), beside or self._desk.active(), spec.kind, spec.code)
        self._desk.bring_forward(self._desk.open(spec, state={LINKS: links.kept()}))

    # Who is in which group

    def link(self, dock: PanelDock, group: str) -> None:
        """Put a panel in a group of markets, whose market it shows from now on; an empty one takes it out."""
        self._set(dock, replace(dock.links, market=group, is_pinned=False))

    def link_unit(self, dock: PanelDock, group: str) -> None:
        """Put a chart in a group of units, whose unit it shows from now on; an empty one takes it out."""
        others = [each for each in self._desk.docks() if each is not dock]
        dock.set_links(replace(dock.links, unit=group))
        if unit := unit_of(others, group):
            dock.panel.set_option(unit)

    def pin(self, dock: PanelDock, *, is_pinned: bool) -> None:
        """Make a panel keep its market, or follow its group again."""
        self._set(dock, replace(dock.links, is_pinned=is_pinned))

    def toggle_pin(self, dock: PanelDock) -> None:
        """Make a panel keep its market, or follow its group again if it keeps it."""
        self.pin(dock, is_pinned=not dock.links.is_pinned)

    def _set(self, dock: PanelDock, links: Links) -> None:
        others = [each for each in self._desk.docks() if each is not dock]
        dock.set_links(links)
        market = "" if links.is_pinned else market_of(others, links.market)
        if market and has_market(dock):
            dock.panel.set_market(market)

    # By commands

    def change_market(self) -> None:
        """Begin to search for another market in the header of the active panel."""
        if (dock := self._active_with(has_market, _NO_MARKET)) is not None:
            self._desk.bring_forward(dock)
            dock.start_search()

    def ask_for_group(self) -> None:
        """Show the groups of markets for the active panel."""
        if (dock := self._active_with(lambda dock: has_market_group(dock.kind), _NO_MARKET)) is not None:
            dock.ask_for_links(MARKET)

    def ask_for_unit_group(self) -> None:
        """Show the groups of units for the active chart."""
        if (dock := self._active_with(lambda dock: has_unit_group(dock.kind), _NO_UNIT)) is not None:
            dock.ask_for_links(UNIT)

    def toggle_active_pin(self) -> None:
        """Pin the market of the active panel, or unpin it."""
        if (dock := self._active_with(has_market, _NO_MARKET)) is not None:
            self.toggle_pin(dock)

    def _active_with(self, suits: Callable[[PanelDock], bool], why: Text) -> PanelDock | None:
        """Return the active panel if it suits; while none is active, the first one in sight that does.

        If the active panel does not suit, say `why`: the user does not mean another panel.
        """
        active = self._desk.active()
        if active is not None and not suits(active):
            self.refused.emit(why)
            return None
        shown = (dock for dock in self._desk.docks() if not dock.visibleRegion().isEmpty())
        return active or next(filter(suits, shown), None)
