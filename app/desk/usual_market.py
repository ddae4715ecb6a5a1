"""The usual market: that of a panel opened without one, and what takes its place where the source does not have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.text import translatable

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.dock.dock import PanelDock
    from widgets.panel.context import PanelContext

_REPLACED: Final = translatable(
    "Desk", "기본 종목 {code}이(가) 지금 출처에 없어 {market}을(를) 대신 씁니다. 설정에서 다른 기본 종목을 고르세요."
)


class UsualMarket(QObject):
    """The market of panels opened without one: what the user set, or that of the source if it has no such market.

    Panels are opened before the market list is there, so those that have a wrong market by this alone are moved then;
    one that was opened for that market, or kept with it, stays: another source may have it.

    Args:
        desk: whose panels.

    Signals:
        replaced: the source does not have the user's market (what is used instead, as a `Text`).
    """

    replaced = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._context: PanelContext
        self._opened: set[int] = set()
        """The numbers of the docks opened without a market."""
        self.code = ""
        """The market."""

    def follow(self, context: PanelContext, code: str) -> None:
        """Use the markets of a source from now on.

        Args:
            context: of the source.
            code: the market that the user set, or that of the source.
        """
        self._context, self.code = context, code
        self._opened.clear()
        context.markets.loaded.connect(self._check)

    def note(self, dock: PanelDock) -> None:
        """Note a panel that was opened without a market."""
        self._opened.add(dock.number)

    def _check(self) -> None:
        """Take another market if the source does not have this one."""
        markets, missing = self._context.markets, self.code
        offered = [market.code for market in markets.markets or ()]
        if not offered or not markets.is_unknown(missing):
            return
        own = self._context.source.default_market
        self.code = own if own in offered else offered[0]
        with self._desk.hold():
            for dock in self._desk.docks():
                if dock.number in self._opened and dock.panel.code == missing:
                    self._desk.linking.choose_market(dock, self.code)
        self.replaced.emit(_REPLACED.format(code=missing, market=f"{markets.pair_name(self.code)} ({self.code})"))
