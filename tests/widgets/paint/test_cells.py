from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent

from looks import LOOK
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import PADDING, ROW_HEIGHT, CellText, ColumnSpec, WheelRows


@pytest.fixture
def number(application) -> CellText:
    return CellText(LOOK, FontRole.NUMBER)


def wheel(angle: int) -> QWheelEvent:
    return QWheelEvent(
        QPointF(), QPointF(), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


PRICE = ColumnSpec("가격", "158,000,000", importance=3)
SIZE = ColumnSpec("잔량", "0.00000000", importance=2)
CHANGE = ColumnSpec("전일대비", "+00.00%", importance=1)


def test_columns_share_the_whole_width_and_hold_their_widest_texts(number):
    price, size = number.fit(400, [PRICE, SIZE])
    assert (price.title, size.title) == ("가격", "잔량")
    assert price.left == 0
    assert price.right == size.left
    assert size.right == 400
    assert price.right - price.left >= number.width("158,000,000") + 2 * PADDING


def test_columns_that_do_not_fit_go_by_importance_and_the_most_important_stays(number):
    price, change, size = number.fit(200, [PRICE, CHANGE, SIZE])
    assert change is None
    assert price.right == size.left
    assert [column and column.title for column in number.fit(10, [PRICE, CHANGE, SIZE])] == ["가격", None, None]


def test_text_stands_within_its_row(number):
    baseline = number.baseline(ROW_HEIGHT)
    assert number.metrics.ascent() <= baseline <= ROW_HEIGHT - number.metrics.descent()


def test_a_long_name_is_cut_with_an_ellipsis(number):
    assert number.elided("아주 긴 이름", 30).endswith("…")
    assert number.elided("짧다", 300) == "짧다"


@pytest.mark.parametrize("role", FontRole)
def test_a_text_is_whole_in_the_room_that_it_was_measured_for(application, role):
    for percent in range(90, 151):
        look = Look()
        look.set_font_percent(percent)
        text = CellText(look, role)
        for each in ("Could not connect", "Disconnected", "연결하지 못했습니다", "154,109,000", "+0.37%", "AVAX"):
            assert text.elided(each, text.width(each)) == each


@pytest.mark.parametrize("role", FontRole)
def test_a_figure_is_as_wide_as_its_font_says(application, role):
    rng = random.Random(3)
    for percent in range(90, 151, 5):
        look = Look()
        look.set_font_percent(percent)
        text = CellText(look, role)
        for _ in range(50):
            value = 10 ** rng.uniform(-8, 12)
            for each in (f"{value:,.{rng.randrange(9)}f}", f"▲{value:,.0f}", f"{value:+.2f}%", f"<{value:.8f}"):
                assert text.width(each) == text.metrics.horizontalAdvance(each)


def test_widths_of_figures_are_measured_once_for_as_many_digits(number):
    for value in range(1_000_000, 1_000_900):
        number.width(f"{value:,}")
    closure = number.width.__closure__
    (measured,) = [cell.cell_contents for cell in closure if hasattr(cell.cell_contents, "cache_info")]
    assert measured.cache_info().currsize < 20


def test_a_text_in_an_area_is_where_qt_would_put_it_to_the_pixel(application):
    at_the_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for percent in (90, 100, 125, 150):
        look = Look()
        look.set_font_percent(percent)
        figures, words = CellText(look, FontRole.SMALL_NUMBER), CellText(look, FontRole.SMALL)
        narrow, wide = QRect(3, 7, 90, look.px(18)), QRectF(3.5, 6.5, 130, look.px(14))
        for scale in (1.0, 1.25, 1.5, 1.75, 2.0):
            for each in ("157,464,000", "-0.0412", "+1.23%", "1.23억", "00:59", "9,876,543,210,123.4567"):
                ours = painted_text(figures, scale, figures.within, each, narrow)
                qts = painted_text(figures, scale, QPainter.drawText, narrow, at_the_right, each)
                assert ours == qts, (percent, scale, each)
            for each in ("12:00", "11월", "Nov 28", "AVAX", "157,464,000"):
                ours = painted_text(words, scale, words.centred, each, wide)
                qts = painted_text(words, scale, QPainter.drawText, wide, Qt.AlignmentFlag.AlignCenter, each)
                assert ours == qts, (percent, scale, each)


def painted_text(text: CellText, scale: float, paint: Callable[..., object], *arguments: object) -> QImage:
    image = QImage(round(140 * scale), round(40 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setFont(text.font)
    painter.setPen(Qt.GlobalColor.white)
    paint(painter, *arguments)
    painter.end()
    return image


def test_a_notch_is_three_rows_and_a_touch_pads_small_steps_add_up(application):
    rows = WheelRows()
    assert rows.rows(wheel(120)) == 3
    assert rows.rows(wheel(-240)) == -6
    assert [rows.rows(wheel(10)) for _ in range(12)].count(1) == 3
