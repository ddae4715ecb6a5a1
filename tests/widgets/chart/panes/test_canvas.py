"""The pixels of a pane, and how little is painted when little changes."""

from PySide6.QtGui import QColor

from core.market.chart.price_scale import Scale
from looks import DARK, LOOK
from pane_in_hand import HEIGHT, WIDTH, OnePane, painted, random_series, window_on
from widgets.chart.bar_kinds.layer import BarsLayer
from widgets.chart.panes.layer import Layer
from widgets.look.look import Look


class Stamp(Layer):
    """Fills the right half of the pane."""

    changes = None

    def prepare(self, sight):
        super().prepare(sight)
        return self.changes

    def paint(self, painter, scale, left):
        painter.fillRect(WIDTH // 2, 0, WIDTH, scale.height, QColor("#00ff00"))


def test_the_same_again_is_not_drawn_again(application):
    candles = random_series(500)
    pane, window = OnePane(BarsLayer(LOOK)), window_on(candles)
    first = pane.shown(candles, window)
    assert pane.shown(candles, window) == first
    assert pane.canvas.drawn == 1


def test_another_view_is_drawn_whole(application):
    candles = random_series(500)
    pane, window = OnePane(BarsLayer(LOOK)), window_on(candles)
    pane.shown(candles, window)
    window.pan(50)
    assert pane.shown(candles, window) == OnePane(BarsLayer(LOOK)).shown(candles, window)
    assert pane.canvas.drawn_whole == 2
    pane.scale = Scale(0.0, 300.0, HEIGHT)
    pane.shown(candles, window)
    assert pane.canvas.drawn_whole == 3


def test_a_layer_that_is_added_lies_on_top_and_one_that_is_removed_is_gone(application):
    candles = random_series(500)
    pane, window = OnePane(BarsLayer(LOOK)), window_on(candles)
    before = pane.shown(candles, window)
    stamp = Stamp(LOOK)
    pane.layers.append(stamp)
    after = pane.shown(candles, window)
    assert after.pixelColor(WIDTH - 5, 100) == QColor("#00ff00")
    assert after.copy(0, 0, WIDTH // 2, HEIGHT) == before.copy(0, 0, WIDTH // 2, HEIGHT)
    pane.layers.remove(stamp)
    assert pane.shown(candles, window) == before


def test_a_strip_that_a_layer_names_is_redrawn_and_left_of_it_nothing(application):
    candles = random_series(500)
    stamp = Stamp(LOOK)
    pane, window = OnePane(stamp), window_on(candles)
    pane.shown(candles, window)
    stamp.changes = 300
    stamp.paint = lambda painter, scale, left: painter.fillRect(0, 0, WIDTH, scale.height, QColor("#ff0000"))
    image = pane.shown(candles, window)
    assert image.pixelColor(299, 50) == QColor("#00ff00")
    assert image.pixelColor(300, 50) == QColor("#ff0000")


def test_another_theme_is_drawn_at_the_next_paint_and_no_pixel_of_the_old_one_stays(application):
    look = Look()
    candles = random_series(300)
    pane = OnePane(BarsLayer(look), look=look)
    before = pane.shown(candles, window_on(candles))
    assert before.pixelColor(1, 1) == DARK.panel
    look.set_theme("light")
    image = painted(pane.canvas)
    old = {DARK.panel.name(), DARK.rise.name(), DARK.fall.name()}
    assert not old & {image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)}
