"""What the desk sees of a panel, and what each kind of panel says for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QWidget

from core.engine.deliver.feed import FeedState
from core.timing.frame_turns import Rank
from widgets.guard.guard import guarded_or

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext
    from widgets.panel.menu_entry import MenuEntry


class PanelInterface(QWidget):
    """The methods that a kind of panel overrides, with what holds for most of them. `Panel` is the base of all.

    Args:
        context: what every panel is built with.
        code: the market; empty if there is none.
        option: of the kind, such as the unit of a chart.

    Signals:
        title_changed: the panel's title; the market or its name changed.
        market_chosen: the user wants to see this market; the desk decides which panels show it.
        market_pointed: the user looks at this market in a list: linked panels show it, and no panel is opened for it.
        chart_wanted: the user wants a new chart of this market.
        option_changed: the panel's option is another one, such as the unit of a chart.
        said: a text for the user: what went wrong, why, and what helps.
        done: a text for the user: what was done, such as a file saved.
        time_pointed: the Unix ms and the price at the pointer, None twice when it left; linked charts show them.
    """

    kind: ClassVar[str] = ""
    title_changed = Signal(str)
    market_chosen = Signal(str)
    market_pointed = Signal(str)
    chart_wanted = Signal(str)
    option_changed = Signal(str)
    said = Signal(object)
    done = Signal(object)
    time_pointed = Signal(object, object)

    def __init__(self, context: PanelContext, code: str, option: str) -> None:
        super().__init__()
        self.context = context
        self.code = code
        self.option = option

    @property
    def frame_rank(self) -> Rank:
        """Which panels are painted first if one frame is too short for all: those with the price of one market."""
        return Rank.MARKET if self.code else Rank.LIST

    def consume(self, messages: list[Mail]) -> bool:
        """Merge `messages` into the data shown; return True if they require a repaint."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Schedule a repaint of the data; a panel with its own canvas repaints only that."""
        self.update()

    def market_changed(self) -> None:
        """Called after `self.code` changed: drop the old market's data and subscribe to the new market."""

    def markets_changed(self) -> None:
        """Called after the market list was loaded or reloaded."""

    def trading_changed(self) -> None:
        """Called after the market was halted, resumed, delisted or listed again, by its ticker or the market list."""

    def has_data(self) -> bool:
        """Return whether there is data to show; a panel with several streams answers for its main one."""
        return True

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the data shown belong to the present connection; while one is made, none do.

        A panel with several streams answers for its main one.
        """
        return status.state is not FeedState.LOADING

    def status_changed(self, status: FeedStatus) -> None:
        """Called when the status of the streams may have changed; for panels that also show it on each row."""

    def language_changed(self) -> None:
        """Called after the language changed: set the texts that the constructor set; `refresh` follows."""

    def start_search(self) -> None:
        """Give the keyboard to the panel's search box; called only where a kind has one."""

    def open_indicators(self, key: str = "") -> None:
        """Open the window of the panel's indicators; called only where a kind has some."""

    def market_at(self, place: QPoint | None) -> str:
        """Return the market of the row at `place`, of the selected row if None; empty if there is none."""
        return self.code

    def menu_entries(self) -> list[MenuEntry]:
        """Return what the context menu offers beside what every panel has."""
        return []

    def entries_at(self, place: QPoint | None) -> list[MenuEntry]:
        """Return the same for the menu asked for at `place`, or by key if None: what is there may have its own."""
        return self.menu_entries()

    def panel_title(self) -> str:
        """Return the text of the dock's title bar."""
        return self.context.markets.titled(self.code) if self.code else self.kind

    def state(self) -> dict[str, Any]:
        """Return what the workspace saves of this panel besides kind, code and option; JSON-able."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what `state` returned."""

    def set_option(self, option: str) -> None:
        """Show the data by another option; called only where a kind can change it."""
        raise NotImplementedError

    def show_pointed(self, time_ms: int | None, price: float | None) -> None:
        """Show where the pointer of a linked panel is; None twice if nowhere. The price is None for another market."""

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """A size that suits a panel in a new dock."""
        return QSize(340, 480)
