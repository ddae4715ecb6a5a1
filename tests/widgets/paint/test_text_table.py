"""Rows of text: what is painted again, which columns keep their place, and the events of clicks and hovering."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from looks import DARK, LOOK
from painted import read
from widgets.look.look import Look
from widgets.paint.text_table import ROW, Cell, Row, TextColumn, TextTable, Tone

NAME, WHO, FRAMES = range(3)
COLUMNS = (
    TextColumn("이름", "ticker KRW-BTC"),
    TextColumn("누가", "watchlist #1, chart #2", is_elastic=True),
    TextColumn("프레임", "9,999,999", is_right=True),
)


class Painted(TextTable):
    """A table that records the areas it must paint."""

    def __init__(self, look: Look, columns: tuple[TextColumn, ...] = COLUMNS) -> None:
        super().__init__(look, columns)
        self.areas: list[QRect] = []

    def paintEvent(self, event):
        self.areas.append(event.rect())
        super().paintEvent(event)


def rows(count: int, **more: str) -> list[Row]:
    return [Row((Cell(f"ticker {n}"), Cell("w"), Cell(f"{n}")), **more) for n in range(count)]


@pytest.fixture
def table(application: QApplication) -> Painted:
    made = Painted(LOOK)
    made.resize(400, 6 * ROW)
    made.show_rows(rows(5))
    made.show()
    application.processEvents()
    made.areas.clear()
    return made


def top(index: int) -> int:
    """The y of a row below the titles."""
    return (index + 1) * ROW


def ink(image: QImage, area: QRect, color: QColor = DARK.text) -> list[int]:
    """The x of every pixel in `area` that is nearer to `color` than to the background or the line above a row."""
    threshold = color.lightness() // 2
    return [
        x
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top() + 1, area.bottom() + 1)
        if image.pixelColor(x, y).lightness() > threshold
    ]


def point_at(table: TextTable, place: QPoint) -> None:
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(place),
        QPointF(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(table, event)


class TestWhatIsPainted:
    def test_rows_that_say_the_same_are_not_painted_again(self, application, table):
        table.show_rows(rows(5))
        application.processEvents()
        assert not table.areas

    def test_a_row_that_says_something_else_is_painted_alone(self, application, table):
        changed = rows(5)
        changed[2] = Row((Cell("ticker 2"), Cell("w"), Cell("7")))
        table.show_rows(changed)
        application.processEvents()
        assert table.areas == [QRect(0, top(2), 400, ROW)]

    def test_another_colour_is_something_else(self, application, table):
        changed = rows(5)
        changed[4] = Row((Cell("ticker 4", Tone.WARN), *changed[4].cells[1:]))
        table.show_rows(changed)
        application.processEvents()
        assert table.areas == [QRect(0, top(4), 400, ROW)]

    def test_another_tip_is_set_without_painting(self, application, table):
        table.show_rows(rows(5, tip="watchlist::#1"))
        application.processEvents()
        assert not table.areas
        point_at(table, QPoint(10, top(1) + 2))
        assert table.toolTip() == "watchlist::#1"

    def test_another_number_of_rows_is_painted_whole(self, application, table):
        table.show_rows(rows(6))
        application.processEvents()
        assert table.areas == [table.rect()]

    def test_a_table_is_as_high_as_its_rows(self, application):
        page = QWidget()
        layout = QVBoxLayout(page)
        table = TextTable(LOOK, COLUMNS)
        layout.addWidget(table)
        layout.addStretch(1)
        page.resize(400, 400)
        page.show()
        heights = []
        for count in (0, 1, 6):
            table.show_rows(rows(count))
            application.processEvents()
            heights.append(table.height())
        assert heights == [2 * ROW, 2 * ROW, 7 * ROW], "an empty table keeps the room of one row"

    @pytest.mark.parametrize("tone", list(Tone))
    def test_a_text_is_painted_in_its_colour(self, table, tone):
        table.show_rows([Row((Cell("●", tone), Cell(""), Cell("")))])
        image = table.grab().toImage()
        colors = {image.pixelColor(x, y).name() for x in range(5, 40) for y in range(top(0) + 1, top(1))}
        assert DARK.ink(tone.value).name() in colors

    def test_numbers_end_at_the_right_edge_and_names_begin_at_the_left(self, table):
        table.show_rows([Row((Cell("ll"), Cell(""), Cell("11")))])
        found = ink(table.grab().toImage(), QRect(0, top(0), 400, ROW))
        assert 5 <= min(found) <= 8
        assert 400 - 9 <= max(found) < 400 - 5

    def test_a_text_too_long_for_its_column_does_not_run_into_the_next(self, table):
        right = table._columns[NAME].right
        table.show_rows([Row((Cell("orderbook " * 20), Cell(""), Cell("")))])
        found = ink(table.grab().toImage(), QRect(0, top(0), 400, ROW))
        assert right - 40 < max(found) < right

    def test_the_titles_stand_above_the_rows_and_take_no_room_where_there_are_none(self, table):
        assert ink(table.grab().toImage(), QRect(0, 0, 400, ROW), DARK.faint_text)
        untitled = TextTable(LOOK, [column._replace(title="") for column in COLUMNS])
        untitled.show_rows(rows(5))
        assert (table.sizeHint().height(), untitled.sizeHint().height()) == (6 * ROW, 5 * ROW)


class TestColumns:
    def test_the_room_that_is_left_goes_to_the_elastic_column(self, table):
        narrow = dict(table._columns)
        table.resize(500, 6 * ROW)
        wide = table._columns
        grown = [(wide[n].right - wide[n].left) - (narrow[n].right - narrow[n].left) for n in range(3)]
        assert grown == [0, 100, 0]
        assert wide[FRAMES].right == 500

    def test_the_last_columns_go_first_and_the_elastic_one_stays(self, table):
        kept = []
        for width in (400, 150, 60):
            table.resize(width, 6 * ROW)
            kept.append(list(table._columns))
        assert kept == [[NAME, WHO, FRAMES], [NAME, WHO], [WHO]]

    def test_an_elastic_column_keeps_the_room_it_cannot_do_without(self, application):
        least = "watchlist"
        table = Painted(LOOK, (COLUMNS[NAME], COLUMNS[WHO]._replace(least=least)))
        columns = table._laid_out(table.minimumSizeHint().width())
        assert list(columns) == [NAME, WHO]
        assert table._text.elided(least, columns[WHO].right - columns[WHO].left - 8) == least

    def test_every_sample_fits_at_the_width_the_table_asks_for(self, application):
        table = TextTable(LOOK, COLUMNS)
        columns = table._laid_out(table.sizeHint().width())
        assert list(columns) == [NAME, WHO, FRAMES]
        for index, column in columns.items():
            sample = COLUMNS[index].sample
            assert table._text.elided(sample, column.right - column.left - 8) == sample

    def test_a_table_of_many_columns_asks_for_no_more_than_a_narrow_dock_has(self, application):
        assert TextTable(LOOK, COLUMNS * 4).minimumSizeHint().width() == 230
        assert TextTable(LOOK, COLUMNS[:1]).minimumSizeHint().width() < 230

    @given(width=st.integers(1, 1200), requested=st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=9))
    def test_columns_adjoin_and_go_one_by_one_until_the_others_have_room(self, application, width, requested):
        table = TextTable(LOOK, requested)
        columns = table._laid_out(width)
        kept = list(columns.values())
        assert kept[0].left == 0
        assert all(left.right == right.left for left, right in pairwise(kept))
        if len(kept) > 1:
            assert all(column.right - column.left >= table._least(index) for index, column in columns.items())
            assert kept[-1].right <= width
        if any(column.is_elastic for column in requested):
            assert any(requested[index].is_elastic for index in columns)


class TestPointer:
    def test_a_click_tells_the_name_of_the_row(self, table):
        reported: list[str] = []
        table.clicked.connect(reported.append)
        table.show_rows([*rows(1), Row(rows(1)[0].cells, name="ticker 0 watchlist")])
        QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(30, top(1) + 1))
        assert reported == ["ticker 0 watchlist"]

    def test_titles_empty_room_nameless_rows_and_other_buttons_mean_nothing(self, table):
        reported: list[str] = []
        table.clicked.connect(reported.append)
        table.show_rows([*rows(1), *rows(1, name="named")])
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        for button, y in ((left, 2), (left, top(0) + 2), (left, top(4)), (right, top(1) + 2)):
            QTest.mouseClick(table, button, pos=QPoint(30, y))
        assert not reported

    def test_the_tip_is_that_of_the_row_below_the_pointer(self, table):
        table.show_rows([*rows(1, tip="first"), *rows(1, tip="second")])
        tips = []
        for y in (top(0) + 2, top(1) + 2, 2):
            point_at(table, QPoint(30, y))
            tips.append(table.toolTip())
        assert tips == ["first", "second", ""]


class TestOnTheScreen:
    def test_rows_say_their_cells_in_their_tones_below_their_titles(self, application):
        table = TextTable(LOOK, COLUMNS)
        table.resize(500, 6 * ROW)
        table.show_rows(
            [
                Row((Cell("a", Tone.GOOD), Cell("b", Tone.WARN), Cell("1", Tone.BAD))),
                Row((Cell("c"), Cell("d", Tone.DIM), Cell("22", Tone.FAINT))),
            ]
        )
        seen = read(table)
        titles, first, second = seen.rows()
        assert [(text.text, text.color) for text in titles] == [(t, "FAINT_TEXT") for t in ("이름", "누가", "프레임")]
        assert [(text.text, text.color) for text in first] == [("a", "GOOD"), ("b", "WARNING"), ("1", "RISE")]
        assert [(text.text, text.color) for text in second] == [("c", "TEXT"), ("d", "DIM_TEXT"), ("22", "FAINT_TEXT")]
        for row in (first, second):
            assert [text.left for text in row[:2]] == [text.left for text in titles[:2]]
            assert row[2].right == titles[2].right
        assert [line.y1 for line in seen.lines] == [ROW, 2 * ROW]
        for index, row in enumerate((titles, first, second)):
            assert all(index * ROW < text.baseline < (index + 1) * ROW for text in row)

    def test_the_row_that_is_pressed_is_the_one_that_is_painted_there(self, application):
        table = TextTable(LOOK, COLUMNS)
        table.resize(500, 9 * ROW)
        table.show_rows([row._replace(name=row.cells[0].text) for row in rows(7)])
        pressed: list[str] = []
        table.clicked.connect(pressed.append)
        for row in read(table).rows()[1:]:
            for y in (row[0].baseline // ROW * ROW, row[0].baseline // ROW * ROW + ROW - 1):
                QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(30, int(y)))
                assert pressed.pop() == row[0].text
            QTest.mouseClick(table, Qt.MouseButton.RightButton, pos=QPoint(30, int(y)))
            assert not pressed


def test_what_is_cut_or_left_out_for_lack_of_room_is_in_the_tip(table: Painted):
    long = "비트코인 BTC/KRW · 240분, 이더리움 ETH/KRW · 240분"
    table.show_rows([Row((Cell("ticker KRW-BTC"), Cell(long), Cell("17")), tip="현재가")])
    for width, tip in ((1200, "현재가"), (300, f"현재가\n누가: {long}"), (120, f"현재가\n누가: {long}\n프레임: 17")):
        table.resize(width, 6 * ROW)
        QTest.mouseMove(table, QPoint(5, top(0) + 3))
        QTest.mouseMove(table, QPoint(6, top(0) + 4))
        assert table.toolTip() == tip
