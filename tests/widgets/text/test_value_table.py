from __future__ import annotations

from widgets.text.value_table import HasValues, ValueRow, ValueTable, named


def test_a_row_is_described_with_its_titles_and_without_empty_cells():
    assert named(("가격", "", "잔량"), ("100", "원", "")) == "가격 100, 원"


def test_the_summary_is_described_or_else_every_row():
    rows = [ValueRow(1, ("1", "2")), ValueRow(2, ("3", ""))]
    assert ValueTable("마지막 3", ("a", "b"), rows).sentence == "마지막 3"
    assert ValueTable("", ("a", "b"), rows).sentence == "a 1, b 2. a 3"
    assert ValueTable("").sentence == ""


def test_a_widget_that_tells_its_values_is_recognised():
    class Told:
        def shown_values(self) -> None: ...

    assert isinstance(Told(), HasValues)
    assert not isinstance(object(), HasValues)
