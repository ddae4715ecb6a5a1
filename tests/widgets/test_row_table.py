from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from widgets import palette
from widgets.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.row_table import Heading, Line, RowTable

HEADINGS = (Heading("이름", 3, is_left=True), Heading("수량", 2), Heading("시각", 1))


def lines(count: int, mark: str = "") -> list[Line]:
    colors = (palette.TEXT,) * 3
    return [Line(f"KRW-{n}", (f"name {n}{mark}", f"{n:,}", "12:34:56"), colors) for n in range(count)]


class Counted(RowTable):
    painted = 0

    def paintEvent(self, event):
        self.painted += event.rect().height()
        super().paintEvent(event)


def shown(kind: type[RowTable] = RowTable) -> RowTable:
    table = kind(HEADINGS, "아무것도 없습니다")
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
    table.chosen.connect(chosen.append)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, HEADER_HEIGHT + ROW_HEIGHT // 2))
    assert chosen == ["KRW-15"]
    table.show_lines(lines(3))
    assert table.verticalScrollBar().maximum() == 0


def test_the_header_and_the_empty_room_mean_nothing(application):
    table = shown()
    table.show_lines(lines(1))
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    for y in (5, HEADER_HEIGHT + 3 * ROW_HEIGHT):
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert not chosen


def test_nothing_is_said_to_be_nothing(application):
    table = shown()
    empty = table.grab().toImage()
    table.show_lines(lines(1))
    assert table.grab().toImage() != empty
