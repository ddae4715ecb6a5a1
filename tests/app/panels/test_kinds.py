"""The table of panels covers every kind, its options and its widgets."""

import asyncio
import json
import time

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.panels.kinds import CHART_UNITS, KINDS
from app.process.qt_loop import QtLoop
from core.market.candles.units import CandleUnit
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.simulator.streams.session import DROPPED
from waiting import eventually
from widgets.chart.time_view import TimeView
from widgets.panel.panel import Panel


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_panel_behind_every_kind(kind):
    assert issubclass(KINDS[kind].load(), Panel)


def test_no_two_kinds_have_the_same_title():
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


def test_the_chart_reads_every_unit_of_the_command_line():
    assert [CandleUnit.parse(name) for name in CHART_UNITS] == list(CandleUnit)


async def test_every_kind_opens_with_each_of_its_options(hand):
    for kind, wanted in KINDS.items():
        for option in ("", *wanted.options):
            (dock,) = hand.open(f"{kind}::{option}".rstrip(":"))
            assert dock.windowTitle()
            assert option in ("", dock.spec.option)
            dock.close()


@pytest.mark.parametrize("kind", [kind for kind, each in KINDS.items() if each.has_market])
async def test_a_desk_of_one_panel_learns_that_its_market_is_suspended(hand, kind):
    """Only tickers tell it, whatever else the panel watches."""
    (dock,) = hand.open(f"{kind}:KRW-ETH")
    await eventually(lambda: "ticker KRW-ETH" in hand.wanted)
    frame = {"type": "ticker", "code": "KRW-ETH", "trade_price": 5.0, "is_trading_suspended": True}
    stamps = {"timestamp": round(time.time() * 1000) + 3000, "stream_type": "REALTIME"}
    hand.engine.receive(Scope.PUBLIC, json.dumps(frame | stamps).encode())
    dock.panel.frame()
    assert "거래 정지" in dock.windowTitle()


@pytest.mark.parametrize("state", [ConnectionState.LIVE, ConnectionState.RECONNECTING])
def test_every_kind_says_how_it_stands_though_no_loop_runs(application: QApplication, new_hand, qtbot: QtBot, state):
    """Qt's timers and events continue after the loop has stopped; showing a window processes events before it runs."""

    async def open_all():
        hand = new_hand()
        hand.open(*KINDS)
        await eventually(lambda: hand.wanted and hand.engine.stream_report()[0].is_heard)
        if state is ConnectionState.RECONNECTING:
            hand.exchange.session.end(DROPPED)
            await eventually(lambda: hand.engine.link_status(Scope.PUBLIC).state is state)
        return hand

    with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
        hand = runner.run(open_all())
        panels = [dock.panel for dock in hand.desk.docks()]
        for panel in panels:
            panel._on_status()
            panel._status._countdown.timeout.emit()
        qtbot.wait(1200)  # by now every timer of a panel has fired
        reasons = [panel.suspension_reason for panel in panels]
        state_then = hand.engine.link_status(Scope.PUBLIC).state
        runner.run(hand.stop())
    assert (reasons, state_then) == ([""] * len(KINDS), state)
    assert hand.clock.failures == 0


def test_a_panel_takes_what_came_only_where_it_can_start_a_task(application: QApplication, new_hand, qtbot: QtBot):
    async def open_one():
        hand = new_hand()
        (dock,) = hand.open("chart:KRW-BTC")
        await eventually(lambda: dock.panel._history.error)
        return hand, dock.panel

    with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
        hand, chart = runner.run(open_one())
        chart.requests.retry()
        requested = []
        chart.consume = lambda messages: requested.append(chart.spawn(asyncio.sleep(0), "a page"))
        chart._request_frame()
        qtbot.wait(100)
        assert not requested
        assert chart in hand.clock._requested, "and asks for a frame until it can"
        runner.run(eventually(lambda: requested))
        del chart.consume
        runner.run(hand.stop())
    assert hand.clock.failures == 0


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_widget_calls_itself_by_its_kind(kind):
    assert KINDS[kind].load().kind == kind


class Windows(QObject):
    """Records every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("is_simulated", [False, True])
async def test_opening_a_panel_shows_no_window_of_its_own_not_even_for_a_moment(
    application: QApplication, hand, is_simulated
):
    hand.desk._context.private.is_simulated = is_simulated
    windows = Windows()
    application.installEventFilter(windows)
    try:
        for kind in KINDS:
            hand.open(kind)
            await asyncio.sleep(0)
    finally:
        application.removeEventFilter(windows)
    assert windows.shown == []


def input_and_change(widget: QWidget) -> list[QEvent]:
    """One event of each kind that may reach a widget when its panel is about to end."""
    middle, at = QPointF(widget.rect().center()), QPointF(widget.mapToGlobal(widget.rect().center()))
    no_button, left, plain = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Plus, Qt.Key.Key_Escape)
    pressed = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick
    return [
        QEnterEvent(middle, middle, at),
        QMouseEvent(QEvent.Type.MouseMove, middle, at, no_button, no_button, plain),
        *(QMouseEvent(kind, middle, at, left, left, plain) for kind in pressed),
        QWheelEvent(middle, at, QPoint(), QPoint(0, 120), no_button, plain, Qt.ScrollPhase.NoScrollPhase, False),
        *(QKeyEvent(QEvent.Type.KeyPress, key, plain, "+" if key == Qt.Key.Key_Plus else "") for key in keys),
        QFocusEvent(QEvent.Type.FocusIn),
        QFocusEvent(QEvent.Type.FocusOut),
        QResizeEvent(QSize(200, 150), widget.size()),
        QEvent(QEvent.Type.Leave),
        QHideEvent(),
    ]


def released(panel: Panel) -> None:
    panel.release()


def with_closed_views(panel: Panel) -> None:
    """A view that closes deletes its items first, and Qt sends it a leave while its panel is in service."""
    for view in (*panel.findChildren(QGraphicsView), *panel.findChildren(TimeView)):
        view.close()


@pytest.mark.parametrize("ended", [released, with_closed_views])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_panel_that_ends_takes_input_in_silence(hand, kind, ended):
    """Qt may have sent a leave or a resize already when a panel is closed."""
    (dock,) = hand.open(kind)
    panel = dock.panel
    dock.show()
    await eventually(lambda: not KINDS[kind].has_market or hand.wanted)
    panel.frame()
    parts = [panel, *panel.findChildren(QWidget)]
    ended(panel)
    for part in filter(isValid, parts):
        for event in input_and_change(part):
            if isValid(part):
                QApplication.sendEvent(part, event)
    panel.context.look.changed.emit()
    assert panel.suspension_reason == ""
