"""One fault on the screen, for every kind of parameter there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.fault_control import FaultChoice, FaultOn, FaultParameter, FaultState
from widgets.fault_row import FaultRow

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
def asked(row: FaultRow) -> list[str]:
    heard: list[str] = []
    row.asked.connect(heard.append)
    row.lifted.connect(lambda name: heard.append(f"no {name}"))
    return heard


def test_the_parameters_start_at_their_defaults_and_within_their_ranges(row: FaultRow) -> None:
    assert row.values == {"html": False, "count": 3, "by": 2.5, "code": "KRW-BTC", "reach": "all"}
    assert (row.editors["count"].minimum(), row.editors["count"].maximum()) == (0, 10)
    assert (row.editors["by"].minimum(), row.editors["by"].maximum()) == (-1.0, 60.0)
    assert row.editors["code"].maxLength() == 10


def test_the_parameters_are_folded_away_until_asked_for(row: FaultRow) -> None:
    assert not row.editors["by"].isVisible()
    row.fold.click()
    assert row.editors["by"].isVisible()
    row.fold.click()
    assert not row.editors["by"].isVisible()


def test_a_click_asks_and_another_lifts(row: FaultRow, asked: list[str]) -> None:
    row.switch.click()
    row.switch.click()
    assert asked == ["strange", "no strange"]


def test_showing_a_state_asks_for_nothing(row: FaultRow, asked: list[str]) -> None:
    values = {"html": True, "count": 5, "by": 1.0, "code": "KRW-ETH", "reach": "open"}
    row.show_state(on(**values))
    assert row.switch.isChecked()
    assert row.values == values
    row.show_state(FAULT)
    assert not row.switch.isChecked()
    assert row.values == values
    assert asked == []


def test_what_is_left_of_it_is_told(row: FaultRow) -> None:
    left = FaultState("strange", "이상함", is_momentary=False, on=FaultOn({}, left=2, ends_in=3.2))
    row.show_state(left)
    assert row.note.text() == "켜짐 · 2번 남음 · 4초 남음"
    row.show_state(on())
    assert row.note.text() == "켜짐"


@pytest.mark.parametrize("is_on", [True, False])
def test_an_edit_asks_at_once_only_while_it_is_on(row: FaultRow, asked: list[str], is_on: bool) -> None:
    row.show_state(on() if is_on else FAULT)
    row.editors["html"].click()
    row.editors["count"].setValue(7)
    row.editors["reach"].setCurrentIndex(0)
    row.editors["code"].setText("KRW-XRP")
    row.editors["code"].editingFinished.emit()
    assert asked == ["strange"] * (4 if is_on else 0)


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
    made.asked.connect(heard.append)
    made.button.click()
    assert heard == ["drop"]
    assert not made.switch.isVisible()
    assert not made.fold.isVisible()


def test_the_wheel_scrolls_past_a_number_that_is_not_being_edited(row: FaultRow) -> None:
    row.fold.click()
    editor = row.editors["count"]
    middle = QPointF(editor.rect().center())
    wheel = QWheelEvent(
        middle, QPointF(editor.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, wheel)
    assert row.values["count"] == 3
    row.activateWindow()
    editor.setFocus()
    QApplication.sendEvent(editor, wheel)
    assert row.values["count"] == 4
