"""The keys that scale and move values."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest

from chart_in_hand import chart, mouse
from core.market.chart.time_window import DEFAULT_BAR_WIDTH
from widgets.chart.panes.value_scale import ScaleMode

SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def test_shift_and_the_arrows_stretch_the_values_and_alt_moves_them(application):
    view, _ = chart()
    low, high, _, _ = view.prices.scale
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert view.prices.scale.high - view.prices.scale.low == pytest.approx((high - low) / 1.15)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.prices.scale.low == pytest.approx(low)
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    assert view.prices.scale.low == pytest.approx(low - (high - low) / 8, rel=1e-3)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert view.prices.scale.low == pytest.approx(low)
    assert view.window_of_time.bar_width == DEFAULT_BAR_WIDTH
    view.close()


def test_they_concern_the_pane_under_the_pointer(application):
    view, _ = chart()
    prices, volumes = view.prices.scale, view.volumes.scale
    mouse(view, QEvent.Type.MouseMove, 200, view.volumes.area.center().y())
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert view.prices.scale == prices
    assert view.volumes.scale != volumes
    view.close()


def test_0_fits_values_and_bars_again(application):
    view, _ = chart()
    before = view.prices.scale, view.volumes.scale
    for key, keys in (
        (Qt.Key.Key_Up, SHIFT),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(view, key, keys)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert (view.prices.scale, view.volumes.scale) == before
    assert view.window_of_time.bar_width == pytest.approx(DEFAULT_BAR_WIDTH)
    view.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key(ord("ㅣ"))], ids=["latin", "jamo"])
def test_l_goes_through_the_modes_of_the_scale(application, key):
    view, _ = chart()
    seen = []
    for _ in range(3):
        QTest.sendKeyEvent(QTest.KeyAction.Click, view, key, "", Qt.KeyboardModifier.NoModifier)
        seen.append(view.prices.mode)
    assert seen == [ScaleMode.LOG, ScaleMode.PERCENT, ScaleMode.LINEAR]
    view.close()


@pytest.mark.parametrize("is_volume", [False, True])
def test_ctrl_and_the_arrows_make_the_pane_taller_and_lower(application, is_volume):
    view, _ = chart()
    pane = view.volumes if is_volume else view.prices
    mouse(view, QEvent.Type.MouseMove, 200, pane.area.center().y())
    height = pane.area.height()
    QTest.keyClick(view, Qt.Key.Key_Up, CTRL)
    assert pane.area.height() == height + 12
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert pane.area.height() == height
    view.show_volumes(is_shown=False)
    QTest.keyClick(view, Qt.Key.Key_Up, CTRL)
    view.close()
