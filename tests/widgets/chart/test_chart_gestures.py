"""Random hands on a chart with panes and indicators: whatever they do, in whatever order, the chart stays right."""

from __future__ import annotations

import json
import math
import random
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chart_in_hand import bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import WIDEST_BAR
from looks import LOOK
from widgets.chart.hands.spans import RulerHand
from widgets.chart.panes.curves import BandLayer, HistogramLayer, LineLayer
from widgets.chart.panes.value_scale import Fit, ScaleMode
from widgets.chart.view import ChartView
from widgets.look.theme import Ink

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Plus, Qt.Key.Key_Minus),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_L, Qt.Key.Key_0),
)
PHASES = (Qt.ScrollPhase.NoScrollPhase, Qt.ScrollPhase.ScrollUpdate, Qt.ScrollPhase.ScrollEnd)
ADDED = ("a", "b", "c")


class Chance:
    """A chart, and random hands on it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.series = CandleSeries(CandleUnit.MINUTE_1)
        self.newest = self.random.choice([0, 3, 700])
        self.series.merge(bar(slot) for slot in range(self.newest + 1) if slot % 9 or slot == self.newest)
        self.view = ChartView(LOOK, "KRW-BTC", self.series)
        self.view.resize(640, 480)
        self.view.prices.layers.append(LineLayer(LOOK, lambda series: series.closes, Ink.ACCENT, name="c", shift=3))
        self.view.show()
        QApplication.processEvents()
        self.is_down = False
        self.did: list[str] = []

    @property
    def place(self) -> QPoint:
        """Anywhere on the view, often on a border or an axis."""
        view, chance = self.view, self.random
        x, y = chance.randrange(view.width()), chance.randrange(view.height())
        return chance.choice(
            [
                QPoint(x, y),
                QPoint(view.width() - 9, y),
                QPoint(x, view.height() - 7),
                QPoint(x, chance.choice(view.panes.visible).area.top()),
            ]
        )

    def act(self) -> None:
        """Do anything."""
        chosen = self.random.choices(
            [self.press, self.move, self.let_go, self.wheel, self.key, self.resize, self.live, self.panes, self.tools],
            [4, 9, 5, 3, 4, 1, 4, 2, 2],
        )[0]
        self.did.append(chosen.__name__)
        chosen()

    def send(self, kind: QEvent.Type, button: Qt.MouseButton) -> None:
        at, held = QPointF(self.place), LEFT if self.is_down else NONE
        event = QMouseEvent(kind, at, at, button, held, self.random.choice(MODIFIERS))
        event.setTimestamp(len(self.did) * self.random.choice([1, 16, 200]))
        QApplication.sendEvent(self.view.viewport(), event)

    def press(self) -> None:
        button = self.random.choice([LEFT, LEFT, LEFT, RIGHT])
        self.is_down = button is LEFT
        kinds = [QEvent.Type.MouseButtonPress] * 3 + [QEvent.Type.MouseButtonDblClick]
        self.send(self.random.choice(kinds), button)

    def move(self) -> None:
        self.send(QEvent.Type.MouseMove, NONE)

    def let_go(self) -> None:
        self.is_down = False
        self.send(QEvent.Type.MouseButtonRelease, LEFT)

    def wheel(self) -> None:
        at, turn = QPointF(self.place), self.random.choice([-1200, -120, -15, 15, 120, 1200])
        sideways = self.random.random() < 0.3
        angle = QPoint(turn, 0) if sideways else QPoint(0, turn)
        pixels = self.random.choice([QPoint(), QPoint(angle.x() // 4, angle.y() // 4)])
        phase = self.random.choice(
            [Qt.ScrollPhase.NoScrollPhase, Qt.ScrollPhase.ScrollUpdate, Qt.ScrollPhase.ScrollEnd]
        )
        keys = self.random.choice(MODIFIERS)
        QApplication.sendEvent(self.view.viewport(), QWheelEvent(at, at, pixels, angle, NONE, keys, phase, False))

    def key(self) -> None:
        QTest.keyClick(self.view, self.random.choice(KEYS), self.random.choice(MODIFIERS))

    def resize(self) -> None:
        self.view.resize(self.random.randrange(80, 900), self.random.randrange(72, 700))
        QApplication.processEvents()

    def live(self) -> None:
        self.newest += self.random.choice([0, 0, 1, 5])
        close = self.random.choice([1e-4, 900.0, 1_100.0, 1_150.0, 1e9])
        self.series.upsert(bar(self.newest, close)._replace(volume=self.random.choice([0.0, 1.0, 1e12])))
        self.view.refresh()

    def panes(self) -> None:
        view, key = self.view, self.random.choice(ADDED)
        known = view.panes.find(key)
        if known is None:
            pane = view.add_pane(key, lambda: "T", fit=Fit(18, 6), weight=self.random.choice([0.05, 0.25, 3.0]))
            pane.layers += [
                BandLayer(LOOK, (_swing, lambda series: -_swing(series)), Ink.GOOD),
                HistogramLayer(LOOK, _swing, Ink.RISE, below=Ink.FALL),
            ]
            view.redraw()
        else:
            self.random.choice([view.ask_to_remove, lambda pane: view.move_pane(pane, -1), view.fit_values])(known)
        view.show_volumes(is_shown=self.random.random() < 0.8)

    def tools(self) -> None:
        view = self.view
        self.random.choice([view.ruler_hand.arm, view.zoom_hand.arm, view.even_out, view.rest])()
        pane = self.random.choice(list(view.panes))
        view.set_scale_mode(pane, self.random.choice(list(ScaleMode)))
        time_ms = self.random.choice([None, self.newest * 60_000, 10**15])
        view.follow_pointer(time_ms, self.random.choice([None, 1_000.0]) if time_ms is not None else None)

    def check(self) -> None:
        """Check what always holds."""
        view, window = self.view, self.view.window_of_time
        areas = [pane.area for pane in view.panes.visible]
        assert areas[0].top() == 0
        assert all(below.top() == above.bottom() + 1 for above, below in pairwise(areas))
        for pane in view.panes.visible:
            low, high, height, _ = pane.scale
            assert math.isfinite(low), pane.key
            assert low < high < math.inf, pane.key
            assert height == pane.area.height()
            assert all(pane.area.top() <= tag.top <= pane.area.bottom() + 1 - tag.height for tag in pane.tags)
        assert window.least_bar_width <= window.bar_width * (1 + 1e-9)
        assert window.bar_width <= WIDEST_BAR
        assert window.left < self.newest + 1, "a candle is in sight"
        assert window.right > 0
        if view.is_dragged:
            assert view.crosshair.time == ""
        if view.crosshair.box is not None and not view.is_dragged:
            assert isinstance(view.ruler_hand, RulerHand)
            assert view.crosshair.box.texts, "only a measure stays"

    def whole(self) -> bool:
        """Return whether the pixels that were kept are those of a complete redraw."""
        kept = self.view.grab().toImage()
        for pane in self.view.panes:
            pane.canvas.redraw_from(0)
        return bool(self.view.grab().toImage() == kept)


def _swing(series: CandleSeries) -> np.ndarray:
    return np.where(series.slots % 40 < 3, np.nan, np.sin(series.slots / 9.0) * 7)


@pytest.mark.parametrize("seed", range(16))
async def test_any_order_of_gestures_leaves_a_right_chart(application, caplog, seed):
    chance = Chance(seed)
    for number in range(120):
        was_pressed = chance.view.is_dragged
        scales = [pane.scale[:2] for pane in chance.view.panes] if was_pressed else []
        modes = [(pane.key, pane.is_automatic) for pane in chance.view.panes]
        chance.act()
        chance.check()
        is_still_pressed = was_pressed and chance.view.is_dragged and chance.did[-1] in ("move", "live")
        if is_still_pressed and all(is_automatic for _, is_automatic in modes):
            automatic = [pane.is_automatic for pane in chance.view.panes]
            if all(automatic):
                assert [pane.scale[:2] for pane in chance.view.panes] == scales, "values move under a pressed mouse"
        if number % 12 == 0:
            assert chance.whole(), chance.did[-12:]
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    chance.view.close()


@pytest.mark.parametrize("seed", range(8))
async def test_after_any_gestures_a_restart_shows_the_same_panes_and_modes(application, seed):
    chance = Chance(100 + seed)
    for _ in range(60):
        chance.act()
    kept = json.loads(json.dumps(chance.view.state()))
    again = ChartView(LOOK, "KRW-BTC", chance.series)
    again.restore_state(kept)
    for pane in chance.view.panes:
        if again.panes.find(pane.key) is None:
            again.add_pane(pane.key, lambda: "T", fit=Fit(18, 6))
    again.resize(chance.view.size())
    again.show()
    QApplication.processEvents()
    assert [(pane.key, pane.mode, pane.area.height()) for pane in again.panes] == [
        (pane.key, pane.mode, pane.area.height()) for pane in chance.view.panes
    ]
    assert again.has_volumes is chance.view.has_volumes
    again.close()
    chance.view.close()


@pytest.mark.parametrize("unit", CandleUnit)
@pytest.mark.parametrize("mode", ScaleMode)
def test_each_unit_in_each_mode_is_right_at_both_ends_of_the_zoom_and_after_a_restart(application, caplog, unit, mode):
    newest = unit.slot(1_795_144_542_000)
    series = CandleSeries(unit)
    series.merge(
        bar(slot, 1_000.0 + 7 * (slot % 13))._replace(start_ms=unit.start_ms(slot))
        for slot in range(newest - 90, newest + 1)
    )
    view = ChartView(LOOK, "KRW-BTC", series)
    view.set_scale_mode(view.prices, mode)
    view.set_scale_mode(view.volumes, mode)
    view.resize(700, 400)
    view.show()
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Plus):
        for _ in range(60):
            QTest.keyClick(view, key)
        view.grab()
        again = ChartView(LOOK, "KRW-BTC", series)
        again.restore_state(json.loads(json.dumps(view.state())))
        again.show_bars_of(view.window_of_time.bar_width)
        again.resize(view.size())
        again.show()
        QApplication.processEvents()
        for shown in (view, again):
            assert shown.prices.mode is mode
            assert shown.prices.scale.is_log is (mode is ScaleMode.LOG)
            assert shown.prices.labels
            assert shown.volumes.labels
            low, high = shown.prices.layers[0].extremes()
            assert shown.prices.scale.low < low <= high < shown.prices.scale.high
        assert again.prices.labels == view.prices.labels
        again.close()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    view.close()
