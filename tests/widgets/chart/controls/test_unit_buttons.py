"""Units without room for their buttons are in a menu; the chosen one stays in sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from core.market.candles.units import CandleUnit
from widgets.chart.controls.header import ChartHeader
from widgets.chart.controls.unit_buttons import BY_USE
from widgets.text.unit_words import unit_label


def shown(header):
    return [each for each in header.findChildren(QPushButton) if each.isVisible() and each.objectName() != "indicators"]


@pytest.fixture
def header(application):
    made = ChartHeader(CandleUnit.MINUTE_10)
    made.show()
    yield made
    made.close()


def test_every_unit_has_its_turn():
    assert sorted(BY_USE) == sorted(CandleUnit)


@pytest.mark.parametrize("unit", CandleUnit)
def test_at_any_width_whole_buttons_are_shown_the_chosen_one_among_them(header, unit):
    header.show_unit(unit)
    least, whole = header.minimumSizeHint().width(), header.sizeHint().width()
    assert least < whole / 4
    counts = []
    for width in range(least, whole + 20, 9):
        header.resize(width, 30)
        QApplication.processEvents()
        buttons = shown(header)
        assert unit.value in [each.objectName() for each in buttons]
        assert all(each.width() >= each.sizeHint().width() for each in buttons)
        assert max(each.mapTo(header, each.rect().topRight()).x() for each in buttons) < width
        units = [each for each in buttons if each is not header.units.others]
        has_more = len(units) < len(CandleUnit) or header.findChild(QPushButton, "indicators").isHidden()
        assert header.units.others.isVisible() is has_more
        counts.append(len(units))
    assert counts == sorted(counts)
    assert counts[0] < 3
    assert counts[-1] == len(CandleUnit)


def test_the_menu_has_all_units_and_chooses_one(header):
    chosen = []
    header.unit_chosen.connect(chosen.append)
    header.resize(header.minimumSizeHint().width(), 30)
    QApplication.processEvents()
    QTest.mouseClick(header.units.others, Qt.MouseButton.LeftButton)
    menu = header.findChild(QMenu)
    actions = menu.actions()
    assert [each.text() for each in actions] == [*(unit_label(unit) for unit in CandleUnit), "", "지표"]
    assert [each.text() for each in actions if each.isChecked()] == ["10분"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen == ["15m"]
