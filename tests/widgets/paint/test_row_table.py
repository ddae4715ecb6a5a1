from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from looks import DARK, LOOK
from painted import Text, read
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.badges import Badge
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.paint.row_table import Heading, Line, RowTable

HEADINGS = (Heading("이름", 3, is_left=True), Heading("수량", 2), Heading("시각", 1))


def lines(count: int, mark: str = "") -> list[Line]:
    colors = (Ink.TEXT,) * 3
    return [Line(f"KRW-{n}", (f"name {n}{mark}", f"{n:,}", "12:34:56"), colors) for n in range(count)]


class Counted(RowTable):
    painted = 0

    def paintEvent(self, event):
        self.painted += event.rect().height()
        super().paintEvent(event)


def shown(kind: type[RowTable] = RowTable) -> RowTable:
    table = kind(LOOK, HEADINGS, "아무것도 없습니다")
    table.resize(400, HEADER_HEIGHT + 10 * ROW_HEIGHT)
    table.show()
    return table


def test_a_row_that_has_not_changed_is_not_painted_again(application):
    table = shown(Counted)
    table.show_lines(lines(5))
    application.processEvents()
    table.painted = 0
    table.show_lines(lines(5))
    application.processEvents()
    assert table.painted == 0
    changed = lines(5)
    changed[2] = changed[2]._replace(texts=("name 9", "2", "12:34:56"))
    table.show_lines(changed)
    application.processEvents()
    assert table.painted == ROW_HEIGHT


@pytest.mark.parametrize("rest", range(1, ROW_HEIGHT))
@pytest.mark.parametrize("first", [0, 3, 15])
def test_half_a_row_at_the_bottom_is_neither_painted_nor_pressed(application, first, rest):
    table = shown()
    table.show_lines(lines(20))
    bottom = HEADER_HEIGHT + 5 * ROW_HEIGHT
    table.resize(400, bottom + rest)
    table.verticalScrollBar().setValue(first)
    image = table.viewport().grab(QRect(0, bottom, 380, rest)).toImage()
    assert {image.pixelColor(x, y).rgb() for x in range(380) for y in range(rest)} == {DARK.panel.rgb()}
    assert (table.name_at(bottom - 1), table.name_at(bottom)) == (f"KRW-{first + 4}", "")


def test_where_no_row_has_room_the_first_is_seen_in_part(application):
    table = shown()
    table.show_lines(lines(20))
    table.resize(400, HEADER_HEIGHT + ROW_HEIGHT // 2)
    assert table.name_at(HEADER_HEIGHT + 2) == "KRW-0"


def test_the_row_under_a_place_of_the_panel_around_it_or_the_current_one(application):
    panel, table = QWidget(), shown()
    table.setParent(panel)
    table.move(30, 40)
    table.show_lines(lines(3))
    second = QPoint(30 + 5, 40 + HEADER_HEIGHT + ROW_HEIGHT + 1)
    assert table.name_under(second, panel) == "", "it is hidden"
    panel.show()
    table.show()
    assert table.name_under(second, panel) == "KRW-1"
    for beside in (QPoint(second.x(), 40 + 1), QPoint(second.x(), 41 + HEADER_HEIGHT + 3 * ROW_HEIGHT)):
        assert table.name_under(beside, panel) == "", beside
    assert table.name_under(QPoint(20, second.y()), panel) == "", "left of the table"
    assert table.name_under(None, panel) == ""
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.name_under(None, panel) == table.current_name == "KRW-0"
    table.hide()
    assert table.name_under(None, panel) == ""
    panel.deleteLater()


def test_the_least_important_column_goes_first(application):
    table = shown()
    table.show_lines(lines(3))
    assert all(table._columns)
    table.resize(110, 200)
    assert table._columns[0] is not None
    assert table._columns[2] is None


def test_it_scrolls_when_there_are_more_rows_than_room(application):
    table = shown()
    table.show_lines(lines(25))
    assert table.verticalScrollBar().maximum() == 15
    table.verticalScrollBar().setValue(15)
    chosen: list[str] = []
    table.opened.connect(chosen.append)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, HEADER_HEIGHT + ROW_HEIGHT // 2))
    assert chosen == ["KRW-15"]
    table.show_lines(lines(3))
    assert table.verticalScrollBar().maximum() == 0


def test_keys_move_the_current_row_and_scroll_to_it(application):
    table = shown()
    table.show_lines(lines(45))
    for key, row, first in (
        (Qt.Key.Key_Down, 0, 0),
        (Qt.Key.Key_Down, 1, 0),
        (Qt.Key.Key_Up, 0, 0),
        (Qt.Key.Key_Up, 0, 0),
        (Qt.Key.Key_End, 44, 35),
        (Qt.Key.Key_Down, 44, 35),
        (Qt.Key.Key_PageUp, 34, 34),
        (Qt.Key.Key_Up, 33, 33),
        (Qt.Key.Key_Home, 0, 0),
        (Qt.Key.Key_PageDown, 10, 1),
        (Qt.Key.Key_PageDown, 20, 11),
        (Qt.Key.Key_X, 20, 11),
    ):
        QTest.keyClick(table, key)
        assert (table.current_row, table.verticalScrollBar().value()) == (row, first)


def test_enter_names_the_current_row_and_nothing_without_one(application):
    table = shown()
    pointed: list[str] = []
    table.pointed.connect(pointed.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(table, key)  # there are no rows
    table.show_lines([*lines(2), Line("", ("without a market", "1", ""), (Ink.TEXT,) * 3)])
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert pointed == []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Enter, Qt.Key.Key_Down):
        QTest.keyClick(table, key)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert pointed == ["KRW-0", "KRW-1"]
    assert table.current_row == 2


def test_a_click_makes_a_row_the_current_one(application):
    table = shown()
    table.show_lines(lines(3))
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, HEADER_HEIGHT + 2 * ROW_HEIGHT + ROW_HEIGHT // 2)
    )
    assert table.current_name == "KRW-2"


def test_the_current_row_goes_with_what_stands_in_it(application):
    table = shown()
    one, two, three = lines(3)
    again = two._replace(texts=("another order", "2", ""))
    table.show_lines([one, two, again, three])
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    table.show_lines([three, two, one, again])
    assert table.current_row == 3
    table.show_lines([three, one])
    assert (table.current_row, table.current_name) == (None, "")
    table.show_lines([three, two, one, again])
    assert table.current_row == 3


def test_the_current_row_is_painted_on_another_ground_and_no_other(application):
    table = shown()
    table.show_lines(lines(4))

    def grounds() -> list[str]:
        image = table.viewport().grab().toImage()
        return [image.pixelColor(1, HEADER_HEIGHT + row * ROW_HEIGHT + 2).name() for row in range(4)]

    panel, selection = LOOK.theme.panel.name(), LOOK.theme.selection.name()
    assert grounds() == [panel] * 4
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert grounds() == [selection, panel, panel, panel]
    table.show_lines(lines(4)[::-1])
    assert grounds() == [panel, panel, panel, selection]


def test_the_header_and_the_empty_room_mean_nothing(application):
    table = shown()
    table.show_lines(lines(1))
    chosen: list[str] = []
    table.opened.connect(chosen.append)
    for y in (5, HEADER_HEIGHT + 3 * ROW_HEIGHT):
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert not chosen


def test_an_empty_table_says_that_it_is_empty(application):
    table = shown()
    empty = table.grab().toImage()
    table.show_lines(lines(1))
    assert table.grab().toImage() != empty


@pytest.mark.parametrize("width", [120, 200, 400])
@pytest.mark.parametrize("rows", [1, 2, 3, 5, 10])
def test_why_a_table_is_empty_is_in_sight(application, rows: int, width: int):
    words = "아무것도 없습니다.\n단추를 누르거나, 메뉴에서 만드세요."
    table = shown()
    table.set_texts(HEADINGS, words)
    table.resize(width, HEADER_HEIGHT + rows * ROW_HEIGHT)
    table.show_lines(())
    texts = sorted(read(table).within(HEADER_HEIGHT, table.height()), key=lambda text: text.baseline)
    said = " ".join(text.text for text in texts).split()
    assert said == words.split()[: len(said)]
    assert len(said) == len(words.split()) or rows < 3
    assert len({text.baseline for text in texts}) == len(texts)
    for text in texts:
        assert text.left >= 0
        assert text.right <= width
        assert HEADER_HEIGHT + 8 <= text.baseline <= table.height() - 3


class TestOnTheScreen:
    @staticmethod
    def painted_row(table: RowTable, index: int) -> list[Text]:
        top = HEADER_HEIGHT + index * ROW_HEIGHT
        return read(table).within(top, top + ROW_HEIGHT)

    @pytest.mark.parametrize("first", [0, 1, 15])
    def test_every_row_says_what_its_line_says_and_a_double_click_tells_that_one(self, application, first):
        table = shown()
        table.show_lines(lines(25))
        table.verticalScrollBar().setValue(first)
        chosen: list[str] = []
        table.opened.connect(chosen.append)
        for index in range(10):
            line = table.lines[first + index]
            assert [text.text for text in self.painted_row(table, index)] == list(line.texts)
            for y in (0, ROW_HEIGHT - 1):
                at = QPoint(20, HEADER_HEIGHT + index * ROW_HEIGHT + y)
                QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
                assert chosen.pop() == line.name
            assert not chosen

    def test_texts_stand_left_and_numbers_right_each_below_its_title(self, application):
        table = shown()
        table.show_lines(lines(25))
        titles = read(table).within(0, HEADER_HEIGHT)
        assert read(table).areas("HEADER") == [(0, 0, table.viewport().width(), HEADER_HEIGHT, "HEADER")]
        assert [text.text for text in titles] == ["이름", "수량", "시각"]
        assert {text.color for text in titles} == {"DIM_TEXT"}
        name, *numbers = self.painted_row(table, 3)
        assert name.left == titles[0].left
        assert [text.right for text in numbers] == [title.right for title in titles[1:]]

    def test_each_text_has_its_own_colour(self, application):
        table = shown()
        table.show_lines([Line("A", ("a", "1", "2"), (Ink.TEXT, Ink.RISE, Ink.FALL))])
        assert [text.color for text in self.painted_row(table, 0)] == ["TEXT", "RISE", "FALL"]

    def test_where_there_is_nothing_it_says_so_in_the_middle(self, application):
        table = shown()
        text = read(table).text("아무것도 없습니다")
        assert text.color == "DIM_TEXT"
        assert abs((text.left + text.right) / 2 - table.viewport().width() / 2) <= 1
        assert text.baseline > HEADER_HEIGHT
        table.show_lines(lines(1))
        assert "아무것도 없습니다" not in str(read(table).rows_of_text())

    @pytest.mark.parametrize("notches", [1, -1])
    def test_the_wheel_turned_towards_the_hand_shows_later_rows(self, application, notches):
        table = shown()
        table.show_lines(lines(40))
        table.verticalScrollBar().setValue(15)
        at, none = QPointF(30, 60), (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        turned = QWheelEvent(at, at, QPoint(), QPoint(0, 120 * notches), *none, Qt.ScrollPhase.NoScrollPhase, False)
        application.sendEvent(table.viewport(), turned)
        first = table.verticalScrollBar().value()
        assert first == 15 - 3 * notches
        assert self.painted_row(table, 0)[0].text == f"name {first}"


def test_it_asks_for_the_room_of_a_dozen_rows(application):
    assert shown().sizeHint().toTuple() == (420, HEADER_HEIGHT + 12 * ROW_HEIGHT)


@pytest.mark.parametrize("percent", [100, 150])
def test_columns_grow_seldom_shrink_late_and_so_stay_where_they_are(application, percent):
    """Figures of other lengths, as those of balances and profits are from second to second."""
    look = Look()
    look.set_font_percent(percent)
    table = RowTable(look, HEADINGS, "")
    table.resize(look.px(600), 300)
    table.show()
    places, rng = [], random.Random(5)
    for step in range(300):
        figure = f"{10 ** rng.uniform(0, 12 * step / 300):,.0f}"
        table.show_lines([Line("KRW-A", ("이름", figure, "12:34:56"), (Ink.TEXT,) * 3)])
        number, column = table._number, table._columns[1]
        assert number.width(figure) <= column.right - column.left
        if not places or places[-1] != table._columns:
            places.append(table._columns)
    assert len(places) <= 6, "each step has room for three more digits"
    widths = [number.right - number.left for _, number, _ in places]
    assert widths == sorted(widths)
    table.show_lines([Line("KRW-A", ("이름", "1", "12:34:56"), (Ink.TEXT,) * 3)])
    assert table._columns == places[-1]
    look.set_font_percent(90)
    assert list(table._widths.widths(table._needed()))[1] == look.px(24), "widths of another font say nothing"
    table.close()


def test_a_column_that_went_for_a_badge_is_there_again_after_it(application):
    """What was once wide took the room of a column for good; nothing else has to happen meanwhile."""
    table = shown()
    usual = lines(3)
    table.show_lines(usual)
    table.resize(230, 200)
    before = table._columns
    badges = (Badge("거래 정지", "정", Ink.BAD), Badge("유의", "유", Ink.WARNING))
    for wide in (
        [usual[0]._replace(badges=badges), *usual[1:]],
        [*usual, usual[0]._replace(texts=("name", "123,456,789,012,345", ""))],
    ):
        assert table._columns == before
        assert all(before)
        table.show_lines(wide)
        assert None in table._columns
        table.show_lines(usual)
        assert None in table._columns, "not yet"
        shrunk = QSignalSpy(table._widths.shrunk)
        table._widths.timer.start(0)
        assert shrunk.wait(1_000)
    assert table._columns == before
    assert [text.text for text in read(table).within(0, HEADER_HEIGHT)] == ["이름", "수량", "시각"]
