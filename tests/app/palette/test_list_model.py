"""The rows of the palette: headings stand apart, and only what can be done is selected."""

import pytest
from PySide6.QtCore import Qt

from app.palette.entry import Entry, Group
from app.palette.finder import Found
from app.palette.list_model import PaletteModel


def entry(name, **more):
    return Entry(name, Group.COMMANDS, name, lambda: None, **more)


@pytest.fixture
def model(application):
    made = PaletteModel()
    possible, impossible = entry("a", detail="b", keys="F1"), entry("c", is_enabled=False)
    made.fill([Found(Group.COMMANDS.heading, [possible, impossible], 12)], "none")
    return made


def texts(model):
    return [model.index(row).data() for row in range(model.rowCount())]


def test_headings_tell_how_many_are_left_out(model):
    assert texts(model) == ["명령 · 2 / 12", "a b F1", "c"]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "a b F1"


def test_only_what_can_be_done_is_selected(model):
    assert model.selectable() == [1]
    flags = [bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsSelectable) for row in range(3)]
    assert flags == [False, True, False]
    assert model.entry(model.index(0)) is model.entry(model.index(2)) is None


def test_a_note_stands_alone(model):
    model.fill([], "결과 없음")
    assert texts(model) == ["결과 없음"]
    assert model.selectable() == []
