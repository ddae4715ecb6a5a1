from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_in_hand import Desk, book, ticker, trade
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.data_state.data_notice import Notice
from widgets.text.value_table import ValueTable
from widgets.trades.panel import TradesPanel
from widgets.values.accessible import ValuesInterface, describe_painted_widgets

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture(autouse=True)
def described() -> None:
    describe_painted_widgets()


class Painted(QWidget):
    """Paints one figure, and counts who asks for it."""

    requested = 0

    def shown_values(self) -> ValueTable:
        self.requested += 1
        return ValueTable(f"가격 {self.requested}")


def text(widget: QWidget, what: QAccessible.Text = DESCRIPTION) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(what)


async def test_a_painted_panel_is_read_with_its_title_and_its_values(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(ticker(price=100.0, prev=80.0), book())
    panel.frame()
    for widget in (panel, panel._canvas):
        assert text(widget, NAME) == "BTC/KRW · 호가"
        assert text(widget).endswith(
            "현재가 100.0 ▲ +25.00%, 최우선 매도 101.0 잔량 1.000, 최우선 매수 99.0 잔량 1.000, 차이 2.0"
        )


async def test_what_is_wrong_is_read_first(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.deliver(trade(1))
    panel.frame()
    panel.show_notice(Notice("연결 끊김"))
    assert text(panel._canvas).startswith("연결 끊김. 마지막 체결 ")


def test_values_are_computed_only_on_request(application):
    painted = Painted()
    painted.show()
    assert painted.requested == 0
    assert text(painted, NAME) == ""
    assert painted.requested == 0
    assert [text(painted), text(painted)] == ["가격 1", "가격 2"]


def test_names_of_its_own_come_before(application):
    painted = Painted()
    painted.setAccessibleName("합계")
    painted.setAccessibleDescription("원")
    assert (text(painted, NAME), text(painted)) == ("합계", "원")


def test_a_tip_does_not_hide_the_values(application):
    painted = Painted()
    painted.setToolTip("52주 최고")
    assert text(painted) == "가격 1"


def test_other_widgets_keep_the_interface_of_qt(application):
    plain = QWidget()
    assert not isinstance(QAccessible.queryAccessibleInterface(plain), ValuesInterface)


def test_its_place_among_other_widgets_is_that_of_the_widget(application):
    window = QWidget()
    layout = QVBoxLayout(window)
    painted, inside = Painted(), QWidget()
    layout.addWidget(painted)
    QVBoxLayout(painted).addWidget(inside)
    interface = QAccessible.queryAccessibleInterface(painted)
    assert interface.parent().object() is window
    assert interface.child(0).object() is inside
    assert interface.role() is QAccessible.Role.Canvas


def test_an_interface_keeps_no_widget_alive_and_ends_with_it(application):
    owner = QWidget()
    for number in range(50):
        painted = Painted(owner)
        seen = weakref.ref(painted)
        text(painted)
        painted.deleteLater() if number % 2 else painted.setParent(None)
        del painted
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert seen() is None
    gc.collect()
    assert QAccessible.queryAccessibleInterface(owner).childCount() == 0


@pytest.mark.fails_on_purpose
def test_an_interface_that_fails_is_silent_and_reported(application, caplog):
    class Broken(QWidget):
        def shown_values(self) -> ValueTable:
            raise ValueError

    assert text(Broken()) == ""
    assert "ValuesInterface failed" in caplog.text
