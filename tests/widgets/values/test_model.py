from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from widgets.text.value_table import ValueRow, ValueTable
from widgets.values.model import ValuesModel

TITLES = ("가격", "잔량")


def table(*keys: int, size: object = 1, titles: tuple[str, ...] = TITLES) -> ValueTable:
    return ValueTable("", titles, [ValueRow(key, (str(key), str(size))) for key in keys], frozenset({0}))


@pytest.fixture
def model(application: QApplication) -> Iterator[ValuesModel]:
    owner = QWidget()
    yield ValuesModel(owner)
    owner.deleteLater()


KEYS = st.lists(st.integers(0, 12), unique=True, max_size=12)


@given(tables=st.lists(KEYS, min_size=2, max_size=5))
def test_every_row_that_stays_is_followed_to_its_new_place(application, tables):
    owner = QWidget()
    model = ValuesModel(owner)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_values(table())
    for before, after in pairwise(tables):
        model.show_values(table(*before))
        held = {key: QPersistentModelIndex(model.index(row, 0)) for row, key in enumerate(before)}
        model.show_values(table(*after, size=len(after)))
        assert [row.key for row in model.rows] == after
        for key, index in held.items():
            assert index.isValid() == (key in after)
            assert not index.isValid() or index.row() == after.index(key)
    assert tester is not None


def test_only_rows_that_differ_change(model):
    model.show_values(table(1, 2, 3))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    model.show_values(table(1, 2, 3))
    assert changed == []
    model.show_values(ValueTable("", TITLES, [*table(1).rows, *table(2, size=9).rows, *table(3).rows]))
    assert changed == [(1, 1)]
    assert model.index(1, 1).data() == "9"
    assert not resets


def test_rows_with_one_key_twice_are_shown_without_being_followed(model):
    model.show_values(table(1, 1, 2))
    model.show_values(table(2, 2))
    assert [row.key for row in model.rows] == [2, 2]
    model.show_values(table(2))
    assert model.rowCount() == 1


def test_titles_follow_the_language_without_a_reset(model):
    model.show_values(table(1))
    reported: list[object] = []
    model.headerDataChanged.connect(lambda *what: reported.append(what))
    model.show_values(table(1, titles=("Price", "Size")))
    assert reported
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Size"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(2, Qt.Orientation.Horizontal) is None


def test_words_are_left_and_figures_right(model):
    model.show_values(table(1))
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 0).data(role) & Qt.AlignmentFlag.AlignLeft
    assert model.index(0, 1).data(role) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "1"
