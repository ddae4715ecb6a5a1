from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt

from core.market.drawings.drawing import LONGEST_TEXT, Kind
from drawn_chart import POINTS, DrawnChart


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    made.drawings.choose_tool(Kind.TEXT)
    made.click(POINTS[0])
    yield made
    made.close()


def test_the_words_of_a_new_text_are_written_where_it_was_clicked(chart):
    field = chart.tools.field
    assert field.hasFocus()
    assert field.geometry().contains(POINTS[0] + QPoint(5, 0))
    assert chart.list == ()
    field.setText("  저항선 \u202e")
    chart.key(Qt.Key.Key_Return)
    assert chart.list[0].text == "저항선"
    assert field.isHidden()
    assert chart.view.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_without_words_there_is_no_text(chart, key):
    chart.key(key)
    assert chart.list == ()
    assert chart.drawings.tool is chart.drawings.draft is None
    assert chart.tools.field.isHidden()


def test_escape_throws_new_words_away(chart):
    chart.tools.field.setText("저항선")
    chart.key(Qt.Key.Key_Escape)
    assert chart.list == ()
    assert chart.drawings.draft is None


def test_a_click_elsewhere_writes_them(chart):
    chart.tools.field.setText("저항선")
    chart.view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert [each.text for each in chart.list] == ["저항선"]


def test_its_own_menu_does_not_end_it(chart):
    chart.tools.field.setText("저항선")
    chart.view.setFocus(Qt.FocusReason.PopupFocusReason)
    assert chart.list == ()
    assert not chart.tools.field.isHidden()


def test_words_that_are_deleted_remove_their_text(chart):
    chart.tools.field.setText("저항선")
    chart.key(Qt.Key.Key_Return)
    chart.key(Qt.Key.Key_Return)
    chart.tools.field.clear()
    chart.key(Qt.Key.Key_Return)
    assert chart.list == ()
    chart.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chart.list[0].text == "저항선"


def test_words_are_of_bounded_length(chart):
    assert chart.tools.field.maxLength() == LONGEST_TEXT


@pytest.mark.parametrize("at", [QPoint(-50, 10), QPoint(5000, 5000), QPoint(0, 0)])
def test_the_field_is_always_in_sight(chart, at):
    chart.tools.field.open_at(at, None)
    assert chart.view.rect().contains(chart.tools.field.geometry())


def test_another_market_closes_it(chart):
    chart.tools.field.setText("저항선")
    chart.tools.show_market("KRW-ETH")
    assert chart.tools.field.isHidden()
    assert chart.everything.count == 0
