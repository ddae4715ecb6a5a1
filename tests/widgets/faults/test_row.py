"""One fault on the screen, for every kind of parameter there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from core.upbit.rest.faults import FaultChoice, FaultOn, FaultParameter, FaultState
from looks import DARK
from places import place
from widgets.faults.row import FaultRow
from widgets.look.fonts import FontRole

PARAMETERS = (
    FaultParameter("html", "본문", "flag", default=False),
    FaultParameter("count", "횟수", "whole", 3, 0, 10),
    FaultParameter("by", "지연", "number", 2.5, -1.0, 60.0),
    FaultParameter("code", "종목", "text", "KRW-BTC", most=10),
    FaultParameter("reach", "대상", "choice", "all", choices=(FaultChoice("open", "지금"), FaultChoice("all", "모두"))),
)
FAULT = FaultState("strange", "이상함", is_momentary=False, parameters=PARAMETERS)


def on(**parameters: object) -> FaultState:
    return FaultState("strange", "이상함", is_momentary=False, parameters=PARAMETERS, on=FaultOn(parameters))


@pytest.fixture
def row(application: QApplication) -> FaultRow:
    made = FaultRow(FAULT)
    made.show()
    return made


@pytest.fixture
def requests(row: FaultRow) -> list[str]:
    heard: list[str] = []
    row.requested.connect(heard.append)
    row.lifted.connect(lambda name: heard.append(f"no {name}"))
    return heard


def test_the_parameters_start_at_their_defaults_and_within_their_ranges(row: FaultRow) -> None:
    assert row.values == {"html": False, "count": 3, "by": 2.5, "code": "KRW-BTC", "reach": "all"}
    assert (row.editors["count"].minimum(), row.editors["count"].maximum()) == (0, 10)
    assert (row.editors["by"].minimum(), row.editors["by"].maximum()) == (-1.0, 60.0)
    assert row.editors["code"].maxLength() == 10


def test_the_parameters_are_hidden_until_unfolded(row: FaultRow) -> None:
    assert not row.editors["by"].isVisible()
    row.fold.click()
    assert row.editors["by"].isVisible()
    row.fold.click()
    assert not row.editors["by"].isVisible()


def test_a_click_asks_and_another_lifts(row: FaultRow, requests: list[str]) -> None:
    row.switch.click()
    row.switch.click()
    assert requests == ["strange", "no strange"]


def test_showing_a_state_asks_for_nothing(row: FaultRow, requests: list[str]) -> None:
    values = {"html": True, "count": 5, "by": 1.0, "code": "KRW-ETH", "reach": "open"}
    row.show_state(on(**values))
    assert row.switch.isChecked()
    assert row.values == values
    row.show_state(FAULT)
    assert not row.switch.isChecked()
    assert row.values == values
    assert requests == []


def test_its_remaining_time_is_shown(row: FaultRow) -> None:
    left = FaultState("strange", "이상함", is_momentary=False, on=FaultOn({}, left=2, ends_in=3.2))
    row.show_state(left)
    assert row.note.text() == "켜짐 · 2번 남음 · 4초 남음"
    row.show_state(on())
    assert row.note.text() == "켜짐"


def test_an_end_by_itself_is_said_for_a_while_and_a_click_meant_to_end_it_starts_nothing(
    row: FaultRow, requests: list[str]
) -> None:
    least = row.minimumSizeHint()
    row.show_state(on())
    row.show_state(FAULT)
    assert (row.note.text(), row.minimumSizeHint()) == ("끝남", least)
    row.switch.click()
    assert (row.switch.isChecked(), requests) == (False, [])
    row.show_state(FAULT)
    assert row.note.text() == "끝남", "it stays for as long as it is said"
    row._slip.stop()
    row.switch.click()
    assert (row.switch.isChecked(), requests) == (True, ["strange"])
    row.show_state(on())
    assert row.note.text() == "켜짐"
    row.show_state(FAULT)
    row._end.timeout.emit()
    row._end.stop()
    row.show_state(FAULT)
    assert row.note.text() == ""


def test_what_the_user_switches_off_does_not_end_by_itself(row: FaultRow, requests: list[str]) -> None:
    for lift in (row.switch.click, row.lift):
        row.show_state(on())
        lift()
        row.show_state(FAULT)
        assert row.note.text() == ""
        row.switch.click()
        assert requests[-1] == "strange", "it can be switched on again at once"


@pytest.mark.parametrize("is_on", [True, False])
def test_an_edit_asks_at_once_only_while_it_is_on(row: FaultRow, requests: list[str], is_on: bool) -> None:
    row.show_state(on() if is_on else FAULT)
    row.editors["html"].click()
    row.editors["count"].setValue(7)
    row.editors["reach"].setCurrentIndex(0)
    row.editors["code"].setText("KRW-XRP")
    row.editors["code"].editingFinished.emit()
    assert requests == ["strange"] * (4 if is_on else 0)


def test_what_is_being_edited_is_not_overwritten(row: FaultRow) -> None:
    row.fold.click()
    row.activateWindow()
    editor = row.editors["code"]
    editor.setFocus()
    QTest.keyClicks(editor, "X")
    row.show_state(on(code="KRW-ETH", count=9))
    assert row.values["code"] == "KRW-BTCX"
    assert row.values["count"] == 9


def test_a_momentary_one_has_a_button_and_no_switch(application: QApplication) -> None:
    made = FaultRow(FaultState("drop", "끊기", is_momentary=True))
    made.show()
    heard: list[str] = []
    made.requested.connect(heard.append)
    made.button.click()
    assert heard == ["drop"]
    assert not made.switch.isVisible()
    assert not made.fold.isVisible()


def test_the_wheel_scrolls_past_a_number_that_is_not_being_edited(row: FaultRow) -> None:
    row.fold.click()
    editor = row.editors["count"]
    wheel = wheel_at(editor)
    QApplication.sendEvent(editor, wheel)
    assert row.values["count"] == 3
    row.activateWindow()
    editor.setFocus()
    QApplication.sendEvent(editor, wheel)
    assert row.values["count"] == 4


def wheel_at(editor: QWidget) -> QWheelEvent:
    middle = QPointF(editor.rect().center())
    return QWheelEvent(
        middle, QPointF(editor.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["count", "by", "reach"])
def test_a_wheel_that_an_editor_does_not_take_is_left_to_the_list_it_stands_in(row: FaultRow, name: str) -> None:
    row.fold.click()
    wheel, before = wheel_at(row.editors[name]), row.values
    row.eventFilter(row.editors[name], wheel)
    assert not wheel.isAccepted()
    assert row.values == before
    assert row.editors[name].focusPolicy() == Qt.FocusPolicy.StrongFocus, "with WheelFocus the wheel would take it"


def test_what_is_no_wheel_reaches_an_editor(row: FaultRow) -> None:
    row.fold.click()
    row.activateWindow()
    other = row.editors["code"]
    other.setFocus()
    QTest.mouseClick(row.editors["html"], Qt.MouseButton.LeftButton, pos=QPoint(6, row.editors["html"].height() // 2))
    assert row.values["html"] is True


@pytest.mark.parametrize(
    ("value", "text"), [(2.5, "2.5"), (2.0, "2"), (0.125, "0.125"), (0.0, "0"), (10.0, "10"), (-0.5, "-0.5")]
)
def test_a_number_has_three_places_and_no_zeros_at_its_end(row: FaultRow, value: float, text: str) -> None:
    row.editors["by"].setValue(value)
    assert row.editors["by"].text() == text
    assert row.editors["by"].decimals() == 3


@pytest.mark.parametrize("name", ["count", "by"])
def test_a_number_half_typed_is_not_set_yet(row: FaultRow, requests: list[str], name: str) -> None:
    row.show_state(on())
    row.fold.click()
    row.activateWindow()
    editor = row.editors[name]
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "1")
    assert requests == []
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert requests == ["strange"]
    assert row.values[name] == 1


def test_a_whole_number_stays_within_bounds_that_are_no_whole_numbers(application: QApplication) -> None:
    odd = FaultParameter("n", "수", "whole", 3, 0.5, 9.5)
    made = FaultRow(FaultState("x", "x", is_momentary=False, parameters=(odd,)))
    assert (made.editors["n"].minimum(), made.editors["n"].maximum()) == (1, 9)


def test_a_choice_shows_its_titles_and_means_its_values(row: FaultRow) -> None:
    box = row.editors["reach"]
    assert [box.itemText(place) for place in range(box.count())] == ["지금", "모두"]
    assert [box.itemData(place) for place in range(box.count())] == ["open", "all"]


def test_blanks_around_a_word_are_not_meant(row: FaultRow) -> None:
    row.editors["code"].setText(" KRW-A ")
    assert row.values["code"] == "KRW-A"


def test_a_fault_that_is_on_is_amber_and_one_that_is_off_is_not(row: FaultRow) -> None:
    ink = QPalette.ColorRole.WindowText
    row.show_state(on())
    assert row.switch.palette().color(ink) == DARK.warning
    row.show_state(FAULT)
    assert row.switch.palette().color(ink) == DARK.text
    assert row.note.text() == "끝남"


def test_a_note_is_small(row: FaultRow) -> None:
    row.note.ensurePolished()
    assert row.note.font().pixelSize() == FontRole.SMALL.value[0]


def test_a_parameter_the_desk_does_not_know_is_passed_over(row: FaultRow) -> None:
    row.show_state(on(count=9, unheard_of=1))
    assert row.values["count"] == 9


def test_the_triangle_tells_whether_it_is_unfolded(row: FaultRow) -> None:
    assert row.fold.arrowType() is Qt.ArrowType.RightArrow
    assert row.fold.autoRaise()
    row.fold.click()
    assert row.fold.arrowType() is Qt.ArrowType.DownArrow


@pytest.mark.parametrize("is_momentary", [False, True])
def test_a_row_keeps_its_distances_and_its_title_stands_where_all_do(
    application: QApplication, is_momentary: bool
) -> None:
    made = FaultRow(FaultState("odd", "이상함", is_momentary=is_momentary, parameters=PARAMETERS))
    bare = FaultRow(FaultState("bare", "맨것", is_momentary=is_momentary))
    made.fold.click()
    for each in (made, bare):
        each.show()
        each.resize(400, each.sizeHint().height())
    application.processEvents()
    heads = [each.findChildren(QLabel)[0] if is_momentary else each.switch for each in (made, bare)]
    assert [place(head, each)[0] for head, each in zip(heads, (made, bare), strict=True)] == [32, 32]
    ends = made.button if is_momentary else made.note
    assert place(made.fold, made)[0] == 4
    assert made.fold.width() == 24
    assert place(ends, made)[0] + ends.width() == 400 - 8
    assert (made.note if not is_momentary else heads[0]).width() > 250, (
        "it takes what is left: a box is no wider to press"
    )
    assert bare.sizeHint().height() == 1 + bare.fold.sizeHint().height() + 1, "it keeps the room of what it hides"
    assert place(bare.fold, bare)[1] == 1
    labels = {each.text(): place(each, made) for each in made.findChildren(QLabel) if each.isVisible()}
    first, second = (made.editors[name] for name in ("html", "count"))
    assert {labels[parameter.title][0] for parameter in PARAMETERS} == {4 + 48}
    head_ends = max(place(part, made)[1] + part.height() for part in (made.fold, ends, heads[0]))
    assert place(first, made)[1] == head_ends + 2
    assert place(second, made)[1] - (place(first, made)[1] + first.height()) == 4
    last = made.editors["reach"]
    assert place(last, made)[1] + last.height() == made.height() - 8 - 1
    assert {made.editors[name].maximumWidth() for name in ("count", "by", "code")} == {180}


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("count", "99", "횟수: 0부터 10까지의 수만 쓸 수 있습니다"),
        ("by", "61", "지연: -1부터 60까지의 수만 쓸 수 있습니다"),
        ("code", "KRW-ABCDEFGH", "종목: 10자까지 쓸 수 있습니다"),
    ],
)
def test_what_is_typed_and_not_used_is_said_until_something_else_is_typed(row: FaultRow, name, typed, shown) -> None:
    row.fold.click()
    editor = row.editors[name]
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row.problem == shown
    editor.selectAll()
    QTest.keyClicks(editor, "5")
    assert row.problem == ""


def test_what_is_said_is_scrolled_into_sight(row: FaultRow, application: QApplication) -> None:
    area = QScrollArea()
    area.setWidget(row)
    area.setWidgetResizable(True)
    area.resize(320, 90)
    area.show()
    row.fold.click()
    editor = row.editors["count"]
    editor.selectAll()
    QTest.keyClicks(editor, "99")
    application.processEvents()
    assert area.viewport().rect().contains(row._problem.mapTo(area.viewport(), row._problem.rect().bottomLeft()))
