"""The open panels: opens, finds, moves and closes them, for the user, for scripts and for the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.desk.closed_panels import ClosedPanels
from app.desk.context_menus import ContextMenus
from app.desk.keyboard import active_of, bring_forward, hand_on, heirs_of, take
from app.desk.keyboard_mark import KeyboardMark
from app.desk.layout.docked_again import DockedAgain
from app.desk.layout.kept_sizes import KeptSizes
from app.desk.layout.new_panel import place_alone
from app.desk.layout.placement import laid_out_once, place, spread
from app.desk.layout.resized_window import ResizedWindow
from app.desk.layout.room_taken import RoomTaken
from app.desk.layout.separator_press import SeparatorPress
from app.desk.layout.strips import keep_strips
from app.desk.layout.window_docks import open_docks
from app.desk.layout_steps import LayoutSteps
from app.desk.linking import Linking
from app.desk.opening import Opening
from app.desk.tabs import TabChoice
from app.desk.usual_market import UsualMarket
from app.dock.dock import PanelDock
from app.panels.spec import PanelSpec

if TYPE_CHECKING:
    from widgets.markets.alerts import UserAlerts
    from widgets.markets.directory import MarketDirectory
    from widgets.markets.favourites import FavouriteMarkets
    from widgets.panel.context import PanelContext


class Desk(QObject):
    """The panels of one window.

    It stores no panel and no dock: they are children of the window, so closing one removes it. While the window moves
    to another source the desk is vacant: it has no panels, and none can be opened before `move_in`.

    Args:
        window: its dock area is the desk.
        context: passed to every panel.
        default_market: for a panel opened without a market.

    Signals:
        opened: a panel was opened.
        emptied: the last panel was closed.
        vacancy_changed: the window left its source, or arrived at the next one.
        markets_loaded: the market list was loaded, or is that of another source.
    """

    opened = Signal(QDockWidget)
    emptied = Signal()
    vacancy_changed = Signal()
    markets_loaded = Signal()

    def __init__(self, window: QMainWindow, context: PanelContext, default_market: str) -> None:
        super().__init__(window)
        self._window = window
        self._keyboard = KeyboardMark(window)
        TabChoice(window, self.docks)
        KeptSizes(window, context.look)
        separators = SeparatorPress(window)
        ResizedWindow(window, separators)
        self._docked_again = DockedAgain(window, separators)
        self._room_taken = RoomTaken(window, separators)
        self._context = context
        context.private.form_requested.connect(self._show_key_form)
        context.markets.loaded.connect(self.markets_loaded)
        self.usual = UsualMarket(self)
        """The market of a panel opened without one."""
        self.usual.follow(context, default_market)
        self._opening = Opening(window)
        self._open = 0
        """Number of open panels; if each close counted the docks, closing all of them would be quadratic."""
        self._batch: list[PanelDock] | None = None
        """The panels while many are opened together: querying the window each time would be quadratic."""
        self.closed = ClosedPanels(window, self, self._room_taken)
        self.moves = LayoutSteps(window, self, separators, self._docked_again, self._room_taken)
        """Notes where panels were before the user moves them."""
        self._is_vacant = False
        self._waiting: list[PanelSpec] = []
        self.linking = Linking(self)
        """Moves panels that are linked."""
        self.menus = ContextMenus(window, self)
        """Shows the menus of panels."""

    # The source

    @property
    def markets(self) -> MarketDirectory:
        """The market list of the present source."""
        return self._context.markets

    @property
    def is_real(self) -> bool:
        """Whether the present source has real quotes."""
        return self._context.source.is_real

    @property
    def usual_market(self) -> str:
        """The market of a panel opened without one."""
        return self.usual.code

    @property
    def alerts(self) -> UserAlerts:
        """The user's alerts."""
        return self._context.alerts

    @property
    def favourites(self) -> FavouriteMarkets:
        """The user's favourite markets."""
        return self._context.favourites

    @property
    def width(self) -> int:
        """The width of the window."""
        return self._window.width()

    @property
    def percent(self) -> int:
        """The size of all fonts."""
        return self._context.look.percent

    @property
    def is_vacant(self) -> bool:
        """Whether the window is between two sources."""
        return self._is_vacant

    @property
    def has_panels(self) -> bool:
        """Whether a panel is open."""
        return self._open > 0

    def command_action(self, command: str) -> QAction | None:
        """Return the window's action of a command; None before its menus are there."""
        found = self._window.findChild(QAction, command, Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, QAction) else None

    def move_out(self) -> None:
        """Close every panel: the source is left. They come back by the workspace, so none of them can be reopened."""
        self._is_vacant = True
        self.close_all()
        self.vacancy_changed.emit()

    def move_in(self, context: PanelContext, default_market: str) -> None:
        """Open panels on another source from now on.

        Args:
            context: passed to every panel.
            default_market: for a panel opened without a market.
        """
        self._context = context
        context.private.form_requested.connect(self._show_key_form)
        context.markets.loaded.connect(self.markets_loaded)
        self.usual.follow(context, default_market)
        self._is_vacant = False
        self.vacancy_changed.emit()
        self.markets_loaded.emit()

    # What is there

    def docks(self) -> list[PanelDock]:
        """Return the docks of the open panels, in order of opening."""
        return sorted(open_docks(self._window), key=lambda dock: dock.number)

    def find(self, spec: PanelSpec) -> PanelDock | None:
        """Return the first open panel that matches `spec`; an exact match comes before a match of empty fields."""
        fitting = [dock for dock in self.docks() if spec.fits(dock.spec)]
        return next((dock for dock in fitting if dock.spec == spec), fitting[0] if fitting else None)

    def active(self) -> PanelDock | None:
        """Return the active panel: the one with the keyboard focus, else the one under the pointer."""
        return active_of(self.docks(), self._keyboard.last)

    @property
    def market(self) -> str:
        """Return the current market: that of the active panel, else of the first panel that has a market."""
        docks = [dock for dock in (self.active(), *self.docks()) if dock is not None]
        return next((dock.panel.code for dock in docks if dock.panel.code), self.usual.code)

    # What can be done

    def open(self, spec: PanelSpec, name: str | None = None, state: Mapping[str, Any] | None = None) -> PanelDock:
        """Open a panel and place it according to its kind.

        Args:
            spec: the panel; without a market it gets the default one.
            name: the dock's name in a workspace; a new one if None.
            state: the saved result of the dock's `state`.
        """
        others = self.docks() if self._batch is None else self._batch
        dock = self._opening.dock(spec, others, self._context, self.usual.code, name, state)
        if not spec.code:
            self.usual.note(dock)
        self.linking.follow(dock)
        dock.panel.chart_wanted.connect(self.open_chart)
        dock.closed.connect(self._on_closed)
        self.menus.follow(dock)
        self._docked_again.follow(dock)
        self.moves.follow(dock)
        docked = [each for each in others if not each.isFloating()]
        if self._batch is None:
            before = self._room_taken.sizes()
            place_alone(self._window, dock, docked, self.percent)
            self._room_taken.follow(dock, before)
        else:
            place(self._window, dock, docked)
            self._batch.append(dock)
        self._open += 1
        self.opened.emit(dock)
        return dock

    def open_soon(self, specs: Iterable[PanelSpec]) -> None:
        """Open panels now, or after the switch of the source that is under way."""
        self._waiting.extend(specs)
        if not self._is_vacant:
            waiting, self._waiting = self._waiting, []
            for spec in waiting:
                self.open(spec)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Open any number of panels inside the `with` block, with one subscription change and one layout.

        No panel may be closed or floated meanwhile.
        """
        before = self.docks()
        self._batch = [*before]
        try:
            with self._context.engine.hold(), laid_out_once(self._window):
                yield
        finally:
            opened, self._batch = self._batch[len(before) :], None
        behind: set[QDockWidget] = set()
        for dock in reversed(opened):
            if dock not in behind and not dock.isHidden():
                dock.raise_()  # only now the tabs exist
                behind.update(self._window.tabifiedDockWidgets(dock))

    def open_all(self, specs: Iterable[PanelSpec]) -> None:
        """Open several panels with balanced sizes and one subscription change."""
        with self.together():
            for spec in specs:
                self.open(spec)
        self.spread()

    def spread(self) -> None:
        """Give the docked panels the sizes of the default desk."""
        self._room_taken.forget()
        spread(self._window, [dock for dock in self.docks() if not dock.isFloating()], self.percent)

    def close_active(self) -> None:
        """Close the active panel, and make another visible panel active."""
        if (dock := self.active()) is None:
            return
        heirs = heirs_of(self._window, dock, self.docks())
        dock.close()
        hand_on(heirs)

    def take_keyboard(self) -> None:
        """Give the keyboard to the first panel in sight, unless a panel has it."""
        take(self.docks())

    def close_all(self) -> None:
        """Close every panel, with one subscription change."""
        with self.closed.together(), self._context.engine.hold():
            for dock in self.docks():
                dock.close()

    @contextmanager
    def rebuilt(self) -> Iterator[None]:
        """Close every panel, for others to be opened inside the `with` block; nothing of it is seen before its end.

        It is one subscription change: what both have stays on the wire. Nothing of it can be undone.
        """
        self._window.setUpdatesEnabled(False)
        try:
            with self.hold():
                self.move_out()
                yield
        finally:
            self._is_vacant = False
            self._window.setUpdatesEnabled(True)
            # A painting that was due meanwhile is lost, and Qt takes it for one that is still to come: it would ask for
            # no other until the window has another size.
            self._window.repaint()
            for dock in self.docks():  # Qt forgets the floating ones, and would never paint them
                dock.setUpdatesEnabled(True)
            self.vacancy_changed.emit()
            if not self._open:
                self.emptied.emit()
            self.open_soon(())
            self.take_keyboard()

    def reopen(self) -> None:
        """Undo the last closing: of one panel, or of several that were closed together."""
        self.closed.undo()

    def open_chart(self, code: str) -> PanelDock:
        """Open a chart of a market, and give it the keyboard."""
        dock = self.open(PanelSpec("chart", code))
        self.bring_forward(dock)
        return dock

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Make any number of subscription changes inside the `with` block one request per connection."""
        with self._context.engine.hold():
            yield

    def bring_forward(self, dock: PanelDock) -> None:
        """Show a panel that is hidden or behind others, and give it the keyboard."""
        bring_forward(dock)

    def _show_key_form(self) -> None:
        """Bring the assets panel forward, or open one: it has the form for the keys."""
        self.bring_forward(self.find(PanelSpec("assets")) or self.open(PanelSpec("assets")))

    def free_name(self, name: str) -> str | None:
        """Return `name`, or None if a dock has it, also one about to be deleted."""
        return self._opening.free_name(name)

    def _on_closed(self, dock: PanelDock) -> None:
        self._open -= 1
        if self._is_vacant:
            self._room_taken.forget()
            return  # the panel comes back at the next source
        if not self._open:
            self.emptied.emit()
        self.closed.note(dock)
        keep_strips(self._window, dock, self.docks())
        self._room_taken.close(dock)
        if dock.had_keyboard and not self.closed.is_closing_several:  # closed by its button
            hand_on(heirs_of(self._window, dock, self.docks()))
