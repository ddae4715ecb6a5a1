"""No row of a list is cut at its lower end, at any height, font and place."""

import pytest
from PySide6.QtWidgets import QApplication, QListWidgetItem

from widgets.controls.whole_rows import WholeRowList


def cut(rows: WholeRowList) -> list[int]:
    """Return the rows of which only a part is in sight."""
    sight = rows.viewport().rect()
    places = {row: rows.visualItemRect(rows.item(row)) for row in range(rows.count())}
    return [row for row, place in places.items() if place.intersects(sight) and not sight.contains(place)]


@pytest.mark.parametrize("pixels", [10, 13, 19])
def test_only_whole_rows_are_shown(application, pixels):
    rows = WholeRowList()
    for number in range(40):
        QListWidgetItem(f"row {number}", rows)
    rows.show()
    font = rows.font()
    font.setPixelSize(pixels)
    rows.setFont(font)
    for height in range(60, 160):
        rows.resize(200, height)
        QApplication.processEvents()
        bar = rows.verticalScrollBar()
        for place in (bar.minimum(), bar.maximum() // 2, bar.maximum()):
            bar.setValue(place)
            assert cut(rows) == [], height
        assert rows.contentsRect().height() - rows.viewport().height() < rows.sizeHintForRow(0)
    for larger in range(1, 9):
        font.setPixelSize(pixels + larger)
        rows.setFont(font)
        assert cut(rows) == [], larger
    rows.close()


def test_an_empty_list_and_one_lower_than_a_row_take_all_the_room(application):
    rows = WholeRowList()
    rows.show()
    row = WholeRowList()
    QListWidgetItem("row", row)
    rows.resize(200, 10 * row.sizeHintForRow(0) + 7)
    QApplication.processEvents()
    assert rows.viewport().height() == rows.contentsRect().height()
    QListWidgetItem("row", rows)
    assert rows.viewport().height() % rows.sizeHintForRow(0) == 0
    rows.resize(200, 5)
    QApplication.processEvents()
    assert rows.viewport().height() == rows.contentsRect().height()
    rows.close()
