"""User actions on a whole desk: docks beside one another, in tabs, and floating. Every window is compared."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QTabBar

from app.desk.desk import Desk
from app.dock.floating import give_place
from app.panels.spec import PanelSpec
from app.window.main_window import MainWindow
from desk_in_hand import MARKETS, book, ticker, trade
from whole_repaint import Hand

SPECS = ("watchlist", "chart:KRW-BTC:1m", "orderbook:KRW-BTC", "trades:KRW-BTC")


class DeskWindow(MainWindow):
    """The window of a desk, as a part of another window, which the hand places."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand.desk.context.look)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.desk = Desk(self, hand.desk.context, "KRW-BTC")

    def release(self) -> None:
        """Close the panels."""
        self.desk.close_all()


async def desk(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    window = DeskWindow(hand)
    window.desk.open_all(map(PanelSpec.parse, SPECS))
    await hand.open(window, 1103, 641)
    await hand.desk.requested()
    _, chart, orders, trades = window.desk.docks()

    async def news(price: float) -> None:
        sequence = int(price) * 10
        hand.desk.deliver(ticker(price=price), ticker("KRW-ETH", price), book(mid=price, depth=20))
        hand.desk.deliver(*(trade(sequence + each, trade_price=price) for each in range(3)))
        await hand.check(f"news at {price}")

    await news(100.0)
    for dock in (chart, orders):
        await hand.do("the keyboard elsewhere", lambda dock=dock: window.desk.bring_forward(dock))
    for _ in range(3):
        await hand.key(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    await hand.do("tabs", lambda: window.tabifyDockWidget(orders, trades))
    await news(103.0)
    bar = next(each for each in window.findChildren(QTabBar) if each.parent() is window)
    for index in (0, 1):
        place = bar.tabRect(index).center()
        await hand.click(bar, place.x(), place.y(), f"tab {index}")
    await hand.resize(907, 533)
    await hand.do("afloat", lambda: _float(hand, trades))
    await news(97.0)
    with hand.at(trades):
        await news(98.0)
        await hand.do("the keyboard there", lambda: window.desk.bring_forward(trades))
        await hand.move(trades.panel, 40, 70)
        await news(99.0)
        await hand.do("another size", lambda: trades.resize(trades.width() - 37, trades.height() + 21))
    await hand.do("closed", chart.close)
    await hand.do("docked again", lambda: trades.setFloating(False))
    await hand.switch_look()


def _float(hand: Hand, dock: object) -> None:
    dock.setFloating(True)  # type: ignore[attr-defined]
    give_place(dock, QRect(hand.corner + QPoint(0, 1700), dock.size()))  # type: ignore[arg-type, attr-defined]
