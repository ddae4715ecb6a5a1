"""What is painted over the curves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.market.order_book import OrderBookView
from core.model.messages import OrderBook, OrderBookUnit
from looks import DARK, LOOK
from widgets.depth_chart.view import DepthView
from widgets.paint.cells import PADDING


def plot(qtbot, *, is_empty: bool = False) -> DepthView:
    view = OrderBookView()
    if not is_empty:
        units = [
            OrderBookUnit(ask_price=1000.0 + n, ask_size=1.0, bid_price=1000.0 - n, bid_size=2.0) for n in range(1, 11)
        ]
        view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    made = DepthView(LOOK, view, "KRW-A")
    qtbot.addWidget(made)
    made.resize(480, 300)
    made.show()
    QApplication.processEvents()
    return made


def test_the_legend_has_a_ground_of_its_own_and_the_middle_a_line(qtbot):
    made = plot(qtbot)
    image = made.grab().toImage()
    assert image.pixelColor(PADDING - 1, made.legend_bottom - 4) == DARK.panel
    assert image.pixelColor(int(made.x_of(1000.0)), made.legend_bottom + 30) == DARK.grid


@pytest.mark.parametrize("is_empty", [True, False])
def test_the_axes_are_there_without_a_book_too(qtbot, is_empty):
    made = plot(qtbot, is_empty=is_empty)
    image, area = made.grab().toImage(), made.plot
    assert image.pixelColor(area.width(), 40) == DARK.border
    assert image.pixelColor(40, area.height()) == DARK.border
