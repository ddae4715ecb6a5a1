"""The buttons of the pane under the pointer."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from chart_in_hand import chart, mouse
from widgets.chart.pane_buttons import PaneButtons
from widgets.chart.view import ChartView


def shown(view: ChartView) -> dict[str, QToolButton]:
    buttons = view.findChild(PaneButtons)
    if buttons.isHidden():
        return {}
    return {each.text(): each for each in buttons.findChildren(QToolButton) if not each.isHidden()}


def over(view: ChartView, key: str) -> dict[str, QToolButton]:
    mouse(view, QEvent.Type.MouseMove, 200, view.panes.find(key).area.center().y())
    return shown(view)


def test_they_are_those_that_can_be_used_and_nothing_over_the_prices(application):
    view, _ = chart()
    pane = view.add_pane("rsi", lambda: "RSI")
    view.redraw()
    assert list(over(view, "prices")) == []
    assert list(over(view, "volumes")) == ["▲", "▼", "×"]
    assert list(over(view, "rsi")) == ["▲", "×"]
    opened = []
    pane.open_settings = lambda: opened.append(1)
    over(view, "rsi")["…"].click()
    assert opened == [1]
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert shown(view) == {}
    view.close()


def test_they_move_and_remove_the_pane(application):
    view, _ = chart()
    view.add_pane("rsi", lambda: "RSI")
    view.redraw()
    over(view, "rsi")["▲"].click()
    assert [pane.key for pane in view.panes] == ["prices", "rsi", "volumes"]
    shown(view)["▼"].click()
    assert [pane.key for pane in view.panes] == ["prices", "volumes", "rsi"]
    gone = []
    view.pane_removed.connect(gone.append)
    over(view, "rsi")["×"].click()
    assert gone == ["rsi"]
    assert view.findChild(PaneButtons).pane is view.volumes, "which lies there now"
    view.close()


def test_they_stand_in_their_pane(application):
    view, _ = chart()
    over(view, "volumes")
    buttons = view.findChild(PaneButtons)
    assert view.volumes.area.contains(buttons.geometry())
    assert buttons.pane is view.volumes
    assert not buttons.has_pointer
    view.close()


def test_none_stand_where_a_border_is_dragged_and_those_of_the_pane_there_afterwards(application):
    view, _ = chart()
    view.add_pane("rsi", lambda: "RSI")
    view.redraw()
    left = Qt.MouseButton.LeftButton
    for down in (-90, 140):
        border = view.volumes.area.top()
        mouse(view, QEvent.Type.MouseMove, 200, border + 8)
        assert shown(view)
        mouse(view, QEvent.Type.MouseButtonPress, 200, border, left)
        for y in range(border, border + down, 10 if down > 0 else -10):
            mouse(view, QEvent.Type.MouseMove, 200, y, left)
            assert not shown(view)
        mouse(view, QEvent.Type.MouseButtonRelease, 200, border + down, left)
        over(view, "volumes")
        assert view.volumes.area.contains(view.findChild(PaneButtons).geometry())
    view.close()
