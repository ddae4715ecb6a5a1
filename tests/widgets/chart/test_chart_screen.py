"""The painted chart compared with its candles, and the effect of each key, wheel and drag."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import floor

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import RIGHT_MARGIN, WIDEST_BAR
from looks import LOOK
from painted import Area, Painted, Text, read
from widgets.chart.panes.bars import body_width
from widgets.chart.view import ChartView

WIDTH, HEIGHT, TIME_AXIS = 800, 500, 22
VOLUMES = int((HEIGHT - TIME_AXIS) * 0.22)
PRICES = HEIGHT - TIME_AXIS - VOLUMES
RISE_VOLUME, FALL_VOLUME, TAG = "RISE_VOLUME", "FALL_VOLUME", "CROSSHAIR_TAG"
FIRST = 29_929_560
"""300 minutes before a midnight in Korea."""
COUNT = 600
MARKETS = {"KRW-BTC": (158_000_000.0, 1_000.0), "KRW-SHIB": (0.0186, 0.0001), "BTC-ETH": (0.0357, 1e-8)}


def bar(code: str, slot: int) -> Bar:
    """Rising and falling candles on the market's grid, each different from its neighbours."""
    price, tick = MARKETS[code]
    step = max(round(price / tick) // 200, 1) * tick
    first, last = price + slot % 7 * step, price + slot % 5 * step
    return Bar(
        slot * 60_000,
        first,
        max(first, last) + (1 + slot % 3) * step,
        min(first, last) - (1 + slot % 2) * step,
        last,
        1.0 + slot % 11,
        1.0,
    )


def opened(code: str = "KRW-BTC", last: Bar | None = None, holes: tuple[int, ...] = ()) -> ChartView:
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(bar(code, slot) for slot in range(FIRST, FIRST + COUNT) if slot - FIRST not in holes)
    if last is not None:
        series.upsert(last)
    series.is_whole = True
    view = ChartView(LOOK, code, series)
    view.resize(WIDTH, HEIGHT)
    view.show()
    QApplication.processEvents()
    return view


def seen(view: ChartView) -> Painted:
    for pane in view.panes:
        pane.canvas.redraw_from(0)  # so that the layers are painted while we record
    return read(view)


def chart_width(view: ChartView) -> int:
    return view.prices.area.width()


def x_of(view: ChartView, slot: int) -> int:
    """The middle pixel of a candle while the chart follows the newest: counted from the right edge."""
    width = view.window_of_time.bar_width
    return floor(chart_width(view) - RIGHT_MARGIN - (FIRST + COUNT - slot - 0.5) * width + 1e-9)


def y_of(view: ChartView, price: float) -> int:
    low, high, height, _ = view.scale_of_prices
    return floor((high - price) / (high - low) * height)


def number(text: Text) -> float:
    return float(text.text.replace(",", ""))


def price_labels(view: ChartView, picture: Painted) -> list[Text]:
    """The texts of the price axis, without tags."""
    return [
        text for text in picture.texts
        if text.left > chart_width(view) and text.baseline < PRICES and text.color == "DIM_TEXT"
    ]  # fmt: skip


def grid_rows(picture: Painted) -> list[float]:
    return [area.top for area in picture.pixmaps.areas("GRID") if area.right - area.left > 100 and area.top > 0]


def mouse(view: ChartView, kind: QEvent.Type, x: int, y: int, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    at = QPointF(x, y)
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(kind, at, QPointF(at), button, button, Qt.KeyboardModifier.NoModifier)
    )


def point(view: ChartView, x: int, y: int) -> None:
    mouse(view, QEvent.Type.MouseMove, x, y)


def wheel(view: ChartView, x: int, up: int = 0, sideways: int = 0) -> None:
    at = QPointF(x, 200)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(120 * sideways, 120 * up), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


class TestCandles:
    @pytest.mark.parametrize("code", MARKETS)
    @pytest.mark.parametrize("bar_width", [3.0, 7.0, 20.0, 96.0])
    def test_every_candle_stands_at_its_time_from_high_to_low_and_from_open_to_close(
        self, application, code, bar_width
    ):
        view = opened(code)
        view.show_bars_of(bar_width)
        picture = seen(view)
        width = body_width(bar_width)
        shown = {
            color: {(area.left, area.top, area.right, area.bottom) for area in picture.pixmaps.areas(color)}
            for color in ("RISE", "FALL")
        }
        compared = 0
        for slot in range(FIRST, FIRST + COUNT):
            x, one = x_of(view, slot), bar(code, slot)
            if x - width < 0:
                continue
            color, other = ("RISE", "FALL") if one.close >= one.open else ("FALL", "RISE")
            high, low, first, last = (y_of(view, price) for price in (one.high, one.low, one.open, one.close))
            wick = (x, high, x + 1, max(low, high) + 1)
            left = x - width // 2
            body = (left, min(first, last), left + width, max(first, last) + 1)
            assert wick in shown[color]
            assert body in shown[color]
            assert body not in shown[other]
            compared += 1
        assert compared > 5
        view.close()

    @pytest.mark.parametrize("code", MARKETS)
    def test_the_highest_and_lowest_in_sight_fill_the_height_but_for_its_margins(self, application, code):
        view = opened(code)
        tops = [area for color in ("RISE", "FALL") for area in seen(view).pixmaps.areas(color)]
        assert min(area.top for area in tops) in (60, 61)
        assert max(area.bottom for area in tops) in (PRICES - 21, PRICES - 20)
        view.close()

    def test_volumes_stand_on_the_floor_as_high_as_they_are_in_the_colours_of_their_candles(self, application):
        view = opened()
        picture = seen(view)
        labels = [t for t in picture.texts if t.left > chart_width(view) and PRICES < t.baseline < HEIGHT - TIME_AXIS]
        assert [number(text) for text in labels] == [5.0, 10.0]
        for slot in range(FIRST + COUNT - 50, FIRST + COUNT):
            one = bar("KRW-BTC", slot)
            rises = one.close >= one.open
            left = x_of(view, slot) - 2
            (found,) = (
                area
                for area in picture.pixmaps.areas(RISE_VOLUME if rises else FALL_VOLUME)
                if (area.left, area.right) == (left, left + 5)
            )
            top = floor((11.0 - one.volume) / 11.0 * (VOLUMES - 8)) + 8
            assert found.bottom == VOLUMES
            assert abs(found.top - top) <= 1
        view.close()

    def test_where_nobody_traded_the_close_before_goes_on(self, application):
        view = opened(holes=(590, 591, 592))
        before = bar("KRW-BTC", FIRST + 589)
        (line,) = seen(view).pixmaps.areas("FAINT_TEXT")
        assert line.top == y_of(view, before.close)
        assert line.bottom == line.top + 1
        assert (line.left, line.right) == (x_of(view, FIRST + 589) + 3, x_of(view, FIRST + 593) - 2)
        view.close()

    def test_more_than_one_candle_a_pixel_shows_what_they_reach_together(self, application):
        view = opened()
        view._series.merge(bar("KRW-BTC", slot) for slot in range(FIRST - 5_000, FIRST))
        view.refresh()
        view.show_bars_of(0.25)
        window, picture = view.window_of_time, seen(view)
        assert window.bar_width == 0.25
        shown = {
            (area.left, area.top, area.bottom) for color in ("RISE", "FALL") for area in picture.pixmaps.areas(color)
        }
        end = chart_width(view) - RIGHT_MARGIN
        for x in range(end - 400, end):
            newest = FIRST + COUNT - 4 * (end - x) + 3
            together = [bar("KRW-BTC", slot) for slot in range(newest - 3, newest + 1)]
            top, bottom = (y_of(view, price) for price in (max(b.high for b in together), min(b.low for b in together)))
            assert (x, top, bottom + 1) in shown
        view.close()


class TestAxes:
    @pytest.mark.parametrize("code", MARKETS)
    def test_a_price_stands_at_its_line_of_the_grid(self, application, code):
        view = opened(code)
        picture = seen(view)
        labels = price_labels(view, picture)
        rows = grid_rows(picture)
        assert len(labels) >= 3
        for label in labels:
            y = y_of(view, number(label))
            assert y in rows
            assert abs(label.baseline - 4 - y) <= 2, "the digits' middle is at the line"
            assert label.right == pytest.approx(WIDTH - 6, abs=1.5)
        prices = [number(label) for label in sorted(labels, key=lambda label: label.baseline)]
        assert prices == sorted(prices, reverse=True)
        steps = {round(above - below, 12) for above, below in pairwise(prices)}
        mantissas = {f"{step:e}"[0] for step in steps}
        assert mantissas <= {"1", "2", "4", "5"}
        view.close()

    def test_no_label_lies_under_the_tag_of_the_last_price(self, application):
        view = opened()
        for percent in range(30):
            close = 158_000_000.0 + percent * 1_000_000
            view._series.upsert(Bar((FIRST + COUNT) * 60_000, close, close, close, close, 1.0, 1.0))
            view.refresh()
            picture = seen(view)
            y = y_of(view, close)
            labels = price_labels(view, picture)
            assert labels
            assert all(abs(y_of(view, number(label)) - y) >= 18 for label in labels)
            expected = [price for price in _all_labels(view) if abs(y_of(view, price) - y) >= 18]
            assert sorted(map(number, labels)) == pytest.approx(
                [price for price in expected if 7 <= y_of(view, price) <= PRICES - 7]
            )
        view.close()

    def test_a_time_stands_at_the_middle_of_its_candle_in_korean_time_and_a_day_is_brighter(self, application):
        view = opened()
        days = 0
        for pan in (0, 1_500, 1_000):
            view.pan(pan)
            picture = seen(view)
            times = [text for text in picture.texts if text.baseline > HEIGHT - TIME_AXIS]
            assert len(times) >= 5
            columns = {area.left for area in picture.pixmaps.areas("GRID") if area.right - area.left == 1}
            for text in times:
                middle = round((text.left + text.right) / 2)
                x = min(columns, key=lambda column, middle=middle: abs(column - middle))
                assert abs(x - middle) <= 1
                slot = floor(view.window_of_time.left + x / view.window_of_time.bar_width)
                assert floor((slot + 0.5 - view.window_of_time.left) * view.window_of_time.bar_width) == x
                time = korean(slot)
                is_day = (time.hour, time.minute) == (0, 0)
                days += is_day
                assert text.text == f"{time:%m-%d}" if is_day else f"{time:%H:%M}"
                assert text.color == ("TEXT" if is_day else "DIM_TEXT")
        view.close()
        assert days

    @pytest.mark.parametrize("width", [700, 555, 801])
    def test_a_chart_made_wider_or_narrower_goes_on_saying_the_right_times(self, application, width):
        series = CandleSeries(CandleUnit.MINUTE_1)
        series.merge(Bar(slot * 60_000, 5.0, 6.0, 4.0, 5.0, 1.0, 1.0) for slot in range(FIRST, FIRST + COUNT))
        view = ChartView(LOOK, "KRW-BTC", series)
        view.resize(WIDTH, HEIGHT)
        view.show()
        view.pan(900)
        view.grab()
        view.resize(width, HEIGHT)
        window = view.window_of_time
        times = [text for text in seen(view).texts if text.baseline > HEIGHT - TIME_AXIS]
        assert len(times) >= 4
        for text in times:
            time = korean(floor(window.left + (text.left + text.right) / 2 / window.bar_width))
            assert text.text in (f"{time:%H:%M}", f"{time:%m-%d}")
        view.close()

    def test_the_borders_lie_between_chart_and_axes(self, application):
        view = opened()
        borders = seen(view).areas("BORDER")
        edge = chart_width(view)
        assert Area(0, HEIGHT - TIME_AXIS, WIDTH, HEIGHT - TIME_AXIS + 1, "BORDER") in borders
        assert Area(edge, 0, edge + 1, PRICES, "BORDER") in borders
        assert Area(edge, PRICES, edge + 1, HEIGHT - TIME_AXIS, "BORDER") in borders
        view.close()


def _all_labels(view: ChartView) -> list[float]:
    low, high, height, _ = view.scale_of_prices
    step = next(
        size * 10**power
        for power in range(3, 12)
        for size in (1, 2, 5)
        if size * 10**power >= (high - low) * 52 / height * (1 - 1e-9)
    )
    return [index * step for index in range(floor(low / step) + 1, floor(high / step) + 1)]


def korean(slot: int) -> datetime:
    return datetime.fromtimestamp(slot * 60, UTC) + timedelta(hours=9)


class TestLastPrice:
    @pytest.mark.parametrize(("change", "color"), [(1, "RISE"), (0, "RISE"), (-1, "FALL")])
    @pytest.mark.parametrize("code", MARKETS)
    def test_its_line_and_tag_are_at_its_height_in_the_candles_colour(self, application, code, change, color):
        price, tick = MARKETS[code]
        close = price + change * tick
        last = Bar((FIRST + COUNT) * 60_000, price, max(price, close), min(price, close), close, 1.0, 1.0)
        view = opened(code, last)
        picture = seen(view)
        y = y_of(view, close)
        (line,) = picture.lines
        assert (line.y1, line.y2, line.color) == (y, y, color)
        assert (line.x1, line.x2) == (0, chart_width(view) - 1)
        tag = Area(chart_width(view) + 1, y - 9, WIDTH, y + 9, color)
        assert tag in picture.fills
        (text,) = (
            each for each in picture.texts if each.left > chart_width(view) and tag.contains(each.left, each.baseline)
        )
        assert number(text) == pytest.approx(close, rel=1e-9)
        assert text.right == pytest.approx(WIDTH - 6, abs=1.5)
        assert text.color in ("BACKGROUND", "ON_RISE")
        view.close()

    @pytest.mark.parametrize(("price", "top"), [(1e9, 0), (1e6, PRICES - 18)])
    def test_out_of_sight_its_tag_stays_at_the_edge_it_is_beyond(self, application, price, top):
        view = opened(last=Bar((FIRST + COUNT) * 60_000, price, price, price, price, 1.0, 1.0))
        view.pan(2_000)
        picture = seen(view)
        assert picture.lines == []
        assert Area(chart_width(view) + 1, top, WIDTH, top + 18, "RISE") in picture.fills
        view.close()

    def test_the_axis_is_as_wide_as_the_last_price_also_where_that_is_out_of_sight(self, application):
        last = Bar((FIRST + COUNT) * 60_000, 1e6, 1e12, 1e6, 1e12, 1.0, 1.0)
        view = opened(last=last)
        view.pan(2_000)
        tag = seen(view).text("1,000,000,000,000")
        assert tag.left > chart_width(view) + 1
        view.close()


class TestCrosshair:
    @pytest.mark.parametrize("code", MARKETS)
    @pytest.mark.parametrize(("x", "y"), [(400, 200), (401, 201), (77, 60), (640, 340)])
    def test_it_says_price_and_time_of_the_pixel_it_is_at(self, application, code, x, y):
        view = opened(code)
        point(view, x, y)
        picture = seen(view)
        edge, window = chart_width(view), view.window_of_time
        slot = floor(window.left + x / window.bar_width)
        middle = floor((slot + 0.5 - window.left) * window.bar_width)
        lines = [line for line in picture.lines if line.color == "DIM_TEXT"]
        assert {(line.x1, line.y1, line.x2, line.y2) for line in lines} == {
            (middle, 0, middle, HEIGHT - TIME_AXIS - 1),
            (0, y, edge - 1, y),
        }
        low, high, height, _ = view.scale_of_prices
        price, tick = high - y / height * (high - low), MARKETS[code][1]
        value, time = (Area(*box, TAG) for box in self._tags(view, picture))
        assert (value.left, value.top, value.right, value.bottom) == (edge + 1, y - 9, WIDTH, y + 9)
        *_, tag = (text for text in picture.texts if text.left > edge and value.contains(text.left, text.baseline))
        assert number(tag) == pytest.approx(round(price / tick) * tick, rel=1e-9)
        assert abs(number(tag) - price) <= tick / 2 * 1.001
        when = f"{korean(slot):%Y-%m-%d %H:%M}"
        stamp = picture.text(when) if not picture.words(0, 40)[0].startswith(when) else self._low(picture, when)
        assert time.contains(stamp.left, stamp.baseline)
        assert abs((stamp.left + stamp.right) / 2 - middle) <= 1.5
        assert abs((time.left + time.right) / 2 - middle) <= 1
        assert (time.top, time.bottom) == (HEIGHT - TIME_AXIS + 2, HEIGHT - TIME_AXIS + 20)
        assert Area(middle, HEIGHT - TIME_AXIS, middle + 1, HEIGHT - TIME_AXIS + 3, "TEXT") in picture.fills
        assert (tag.color, stamp.color) == ("TEXT", "TEXT")
        view.close()

    @staticmethod
    def _tags(view: ChartView, picture: Painted) -> list[tuple[float, float, float, float]]:
        return [tuple(area[:4]) for area in sorted(picture.areas(TAG), key=lambda area: -area.left)]

    @staticmethod
    def _low(picture: Painted, words: str) -> Text:
        return max((text for text in picture.texts if text.text == words), key=lambda text: text.baseline)

    def test_over_the_volumes_it_says_the_time_and_the_volume(self, application):
        view = opened()
        y = PRICES + 50
        point(view, 400, y)
        picture = seen(view)
        upright, level = sorted((line for line in picture.lines if line.color == "DIM_TEXT"), key=lambda line: line.y1)
        assert upright.x1 == upright.x2
        assert (level.y1, level.y2, level.x1, level.x2) == (y, y, 0, chart_width(view) - 1)
        low, high, height, _ = view.volumes.scale
        (tag,) = (area for area in picture.areas(TAG) if area.left > chart_width(view))
        (text,) = (each for each in picture.texts if tag.contains(each.left, each.baseline))
        assert number(text) == pytest.approx(high - (y - PRICES) / height * (high - low), abs=(high - low) / height)
        assert view.crosshair.time
        view.close()

    @pytest.mark.parametrize(("x", "y"), [(WIDTH - 5, 100), (300, HEIGHT - 5)])
    def test_over_an_axis_there_is_none(self, application, x, y):
        view = opened()
        point(view, 400, 200)
        point(view, x, y)
        picture = seen(view)
        assert picture.areas(TAG) == []
        assert view.crosshair.time == ""
        view.close()

    def test_it_is_away_while_the_chart_is_dragged_and_after_the_pointer_has_left(self, application):
        view = opened()
        point(view, 400, 200)
        assert seen(view).areas(TAG)
        mouse(view, QEvent.Type.MouseButtonPress, 400, 200, Qt.MouseButton.LeftButton)
        mouse(view, QEvent.Type.MouseMove, 420, 200, Qt.MouseButton.LeftButton)
        assert not seen(view).areas(TAG)
        mouse(view, QEvent.Type.MouseButtonRelease, 420, 200, Qt.MouseButton.LeftButton)
        assert seen(view).areas(TAG)
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
        assert not seen(view).areas(TAG)
        view.close()

    @pytest.mark.parametrize("slot", [FIRST + 560, FIRST + 561, FIRST + 562, FIRST + COUNT - 1])
    def test_the_line_of_values_is_that_of_the_candle_below_it(self, application, slot):
        view = opened()
        one, before = bar("KRW-BTC", slot), bar("KRW-BTC", slot - 1)
        point(view, x_of(view, slot), 200)
        picture = seen(view)
        words = [text for text in picture.within(0, 40) if text.left < chart_width(view)]
        rate = one.close / before.close - 1
        arrow = "▲ +" if rate > 0 else "▼ -" if rate < 0 else ""
        color = "RISE" if one.close >= one.open else "FALL"
        assert [text.text for text in words] == [
            f"{korean(slot):%Y-%m-%d %H:%M}",
            f"시 {one.open:,.0f}",
            f"고 {one.high:,.0f}",
            f"저 {one.low:,.0f}",
            f"종 {one.close:,.0f}",
            f"{arrow}{abs(rate) * 100:.2f}%",
            f"거래량 {one.volume:.0f}",
        ]
        assert [text.color for text in words[1:5]] == [color] * 4
        assert words[5].color == ("RISE" if rate > 0 else "FALL" if rate < 0 else "TEXT")
        assert len({text.baseline for text in words}) == 1
        view.close()

    @pytest.mark.parametrize("width", [300, 420, 560])
    def test_a_narrow_chart_breaks_the_line_of_values_and_says_all_of_it(self, application, width):
        view = opened()
        view.resize(width, HEIGHT)
        resting = [text for text in seen(view).texts if text.baseline < 60 and text.left < chart_width(view)]
        assert len({text.baseline for text in resting}) <= 2, "candles lie below a third line"
        assert any(text.text.startswith("종 ") for text in resting)
        point(view, 100, 200)
        words = [text for text in seen(view).texts if text.baseline < 60 and text.left < chart_width(view)]
        assert len(words) == 7
        assert all(text.left >= 8 and text.right <= chart_width(view) - 4 for text in words)
        rows: dict[float, list[Text]] = {}
        for text in words:
            rows.setdefault(text.baseline, []).append(text)
        for row, following in pairwise(rows[baseline] for baseline in sorted(rows)):
            assert row[-1].right + 10 + following[0].width > chart_width(view) - 4, "no line is broken too early"
            assert all(left.right + 10 == pytest.approx(right.left, abs=1) for left, right in pairwise(row))
        assert len(rows) > 1
        view.close()

    def test_the_corner_is_where_the_axes_meet(self, application):
        view = opened()
        axes = view.panes.visible[-1].area
        assert view.corner.topLeft() == QPoint(chart_width(view), axes.bottom() + 1)
        assert view.corner.bottomRight() == view.viewport().rect().bottomRight()
        view.close()


class TestHands:
    """Each in both directions, and at both ends."""

    @pytest.mark.parametrize(("key", "sign"), [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)])
    def test_left_goes_to_the_past_and_right_to_the_present_by_an_eighth(self, application, key, sign):
        view = opened()
        view.pan(1_000)
        left, window = view.window_of_time.left, view.window_of_time
        QTest.keyClick(view, key)
        assert window.left - left == pytest.approx(sign * window.width / 8 / window.bar_width)
        view.close()

    @pytest.mark.parametrize(
        ("key", "factor"),
        [
            (Qt.Key.Key_Plus, 1.15),
            (Qt.Key.Key_Equal, 1.15),
            (Qt.Key.Key_Up, 1.15),
            (Qt.Key.Key_Minus, 1 / 1.15),
            (Qt.Key.Key_Down, 1 / 1.15),
        ],
    )
    def test_plus_and_up_make_candles_wider_minus_and_down_narrower_around_the_middle(self, application, key, factor):
        view = opened()
        view.pan(1_000)
        window = view.window_of_time
        middle = window.slot_at(window.width / 2)
        QTest.keyClick(view, key)
        assert window.bar_width == pytest.approx(7.0 * factor)
        assert window.slot_at(window.width / 2) == pytest.approx(middle)
        view.close()

    @pytest.mark.parametrize("turned", [1, -1, 3, -2])
    def test_the_wheel_away_from_the_hand_zooms_in_around_the_pointer(self, application, turned):
        view = opened()
        view.pan(1_000)
        under = view.window_of_time.slot_at(123)
        wheel(view, 123, turned)
        assert view.window_of_time.bar_width == pytest.approx(7.0 * 1.15**turned)
        assert view.window_of_time.slot_at(123) == pytest.approx(under)
        view.close()

    @pytest.mark.parametrize("turned", [1, -1])
    def test_a_wheel_turned_sideways_pans(self, application, turned):
        view = opened()
        view.pan(1_000)
        window = view.window_of_time
        left = window.left
        wheel(view, 123, sideways=turned)
        assert window.left - left == pytest.approx(-turned * window.width / 8 / window.bar_width)
        assert window.bar_width == 7.0
        view.close()

    @pytest.mark.parametrize("way", [(310, 330, 360, 450), (290, 250, 180), (320, 280, 340), (301, 302, 303, 304)])
    def test_what_is_dragged_stays_under_the_hand(self, application, way):
        view = opened()
        view.pan(1_500)
        under = view.window_of_time.slot_at(300)
        mouse(view, QEvent.Type.MouseButtonPress, 300, 200, Qt.MouseButton.LeftButton)
        for x in way:
            mouse(view, QEvent.Type.MouseMove, x, 200, Qt.MouseButton.LeftButton)
            assert view.window_of_time.slot_at(x) == pytest.approx(under)
        mouse(view, QEvent.Type.MouseButtonRelease, way[-1], 200, Qt.MouseButton.LeftButton)
        left = view.window_of_time.left
        point(view, 100, 100)
        assert view.window_of_time.left == left
        view.close()

    def test_only_the_left_button_drags_and_a_second_press_is_a_press(self, application):
        view = opened()
        for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            mouse(view, QEvent.Type.MouseButtonPress, 300, 200, button)
            assert not view.is_dragged
        mouse(view, QEvent.Type.MouseButtonDblClick, 300, 200, Qt.MouseButton.LeftButton)
        assert view.is_dragged
        assert view.cursor().shape() is Qt.CursorShape.ClosedHandCursor
        mouse(view, QEvent.Type.MouseButtonRelease, 300, 200, Qt.MouseButton.RightButton)
        assert view.is_dragged
        mouse(view, QEvent.Type.MouseButtonRelease, 300, 200, Qt.MouseButton.LeftButton)
        assert not view.is_dragged
        assert view.cursor().shape() is Qt.CursorShape.CrossCursor
        view.close()

    def test_home_is_the_oldest_candle_end_the_newest_and_both_are_ends(self, application):
        view = opened()
        window = view.window_of_time
        QTest.keyClick(view, Qt.Key.Key_Home)
        assert window.left == pytest.approx(FIRST)
        assert not window.is_following
        for _ in range(30):
            QTest.keyClick(view, Qt.Key.Key_Left)
        assert window.right == FIRST + 3, "three candles stay in sight"
        QTest.keyClick(view, Qt.Key.Key_End)
        assert window.is_following
        live = window.left
        assert window.x(FIRST + COUNT) == pytest.approx(chart_width(view) - RIGHT_MARGIN)
        QTest.keyClick(view, Qt.Key.Key_Right)
        assert window.left == live
        view.close()

    def test_both_ends_of_the_zoom_stay_where_they_are(self, application):
        view = opened()
        window = view.window_of_time
        for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            for _ in range(60):
                QTest.keyClick(view, key)
            end = (window.left, window.bar_width)
            QTest.keyClick(view, key)
            wheel(view, 10, 1 if key is Qt.Key.Key_Plus else -1)
            assert (window.left, window.bar_width) == end
            if key is Qt.Key.Key_Plus:
                assert window.bar_width == WIDEST_BAR
            else:
                assert window.x(FIRST) == pytest.approx(0)
        view.close()

    def test_keys_that_mean_nothing_here_go_on_to_the_panel(self, application):
        view = opened()
        window = view.window_of_time
        before = (window.left, window.bar_width)
        for key in (Qt.Key.Key_A, Qt.Key.Key_PageUp, Qt.Key.Key_Escape, Qt.Key.Key_Space):
            QTest.keyClick(view, key)
        assert (window.left, window.bar_width) == before
        view.close()


class TestLow:
    """Small charts that have little room for candles."""

    @pytest.mark.parametrize("height", [72, 90, 130, 160, 200, 300])
    def test_the_candles_fill_at_least_a_third_of_it(self, application, height):
        view = opened()
        view.resize(WIDTH, height)
        QApplication.processEvents()
        bodies = [area for color in ("RISE", "FALL") for area in seen(view).pixmaps.areas(color)]
        assert max(area.bottom for area in bodies) - min(area.top for area in bodies) >= height / 3

    @pytest.mark.parametrize(("height", "is_told"), [(500, True), (180, True), (170, False), (72, False)])
    def test_the_line_of_values_lies_over_candles_only_where_there_are_more_below(self, application, height, is_told):
        view = opened()
        view.resize(WIDTH, height)
        QApplication.processEvents()
        assert any(text.text.startswith("거래량") for text in seen(view).texts) is is_told

    @pytest.mark.parametrize(("height", "are_seen"), [(500, True), (132, True), (131, False), (72, False)])
    def test_volumes_are_seen_where_they_have_room_and_else_not_at_all(self, application, height, are_seen):
        view = opened()
        view.resize(WIDTH, height)
        QApplication.processEvents()
        pixmaps = seen(view).pixmaps
        assert bool(pixmaps.areas(RISE_VOLUME) or pixmaps.areas(FALL_VOLUME)) is are_seen

    def test_it_asks_for_the_height_of_a_few_candles(self, application):
        assert opened().minimumSizeHint().height() == 72
