"""A pointer that rests holds nothing, wherever a panel appears or goes; one that somebody moves holds what it is on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk_in_hand import MARKETS, Desk, book, ticker, trade
from waiting import eventually
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.panel import Panel
from widgets.trades.panel import TradesPanel
from widgets.watchlist.panel import WatchlistPanel

SIZE = 500
HERE = QPoint(200, 300)
"""Where the pointer rests in the window: on the rows of any panel that fills it."""

Held = Callable[[], bool]


class Window:
    """A window with room for one panel, and the mouse over it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.widget = QWidget()
        self.widget.resize(2 * SIZE, SIZE)
        self.widget.show()
        self.move(HERE - QPoint(50, 50))
        self.move(HERE)

    def move(self, to: QPoint) -> None:
        """Move the mouse, as the window system does."""
        QCursor.setPos(self.widget.mapToGlobal(to))  # for who asks where it is
        QTest.mouseMove(self.widget.windowHandle(), to)
        QApplication.sendPostedEvents()

    def wheel(self) -> None:
        """Turn the wheel where the mouse rests."""
        under = QApplication.widgetAt(self.widget.mapToGlobal(HERE))
        assert under is not None
        at, everywhere = QPointF(under.mapFrom(self.widget, HERE)), QPointF(self.widget.mapToGlobal(HERE))
        none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(under, QWheelEvent(at, everywhere, QPoint(), QPoint(0, -120), *none, False))

    async def put(self, panel: Panel) -> None:
        """Show a panel below the mouse, as a change of the workspace does, with data."""
        panel.setParent(self.widget)
        panel.setGeometry(0, 0, SIZE, SIZE)
        panel.show()
        await self.desk.requested()
        self.desk.deliver(ticker(), book(), *(trade(number) for number in range(1, 100)))
        panel.frame()
        QApplication.sendPostedEvents()


async def trades(window: Window) -> tuple[Panel, Held]:
    panel = TradesPanel(window.desk.context, "KRW-BTC")
    await window.put(panel)
    return panel, lambda: panel._canvas.is_paused


async def order_book(window: Window) -> tuple[Panel, Held]:
    panel = OrderBookPanel(window.desk.context, "KRW-BTC")
    await window.put(panel)
    return panel, lambda: panel._canvas.rows.is_held


async def watchlist(window: Window) -> tuple[Panel, Held]:
    panel = WatchlistPanel(window.desk.context)
    await window.put(panel)
    return panel, lambda: panel._table.is_in_hand


@pytest.fixture
def window(desk: Desk) -> Iterator[Window]:
    desk.markets.fill(MARKETS)
    made = Window(desk)
    yield made
    made.widget.close()


@pytest.mark.parametrize("shown", [trades, order_book, watchlist])
class TestEveryPanelThatHoldsItsRows:
    async def test_it_is_held_by_a_hand_and_by_no_pointer_that_rests(self, window: Window, shown):
        panel, is_held = await shown(window)
        assert panel.underMouse() or panel.childAt(HERE) is not None
        assert not is_held(), "it has appeared below a pointer that rests"
        panel.hide()
        panel.show()
        assert not is_held(), "it was behind a tab"
        window.move(HERE + QPoint(1, 0))
        assert is_held()
        window.move(HERE + QPoint(SIZE, 0))
        assert not is_held()
        window.move(HERE)
        assert is_held(), "one movement, from outside"
        panel.hide()
        assert not is_held()

    async def test_one_that_is_moved_away_from_below_the_pointer_lets_go(self, window: Window, shown):
        panel, is_held = await shown(window)
        window.move(HERE + QPoint(1, 0))
        panel.move(10, 10)
        await eventually(is_held)
        panel.move(SIZE, 0)
        await eventually(lambda: not is_held(), within=5.0)

    async def test_a_wheel_below_a_pointer_that_rests_is_a_hand(self, window: Window, shown):
        _, is_held = await shown(window)
        window.wheel()
        assert is_held()
