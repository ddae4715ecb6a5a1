"""The line: what fits is shown, what changed is painted, and a press works by mouse and keyboard."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.status_bar.line import Part, StatusLine
from looks import LOOK

LINK, SOURCE, CLOCK = Part("● 연결됨", 0, "연결"), Part("모의", 2, "출처"), Part("12:00:00 KST", 1, "시계")
PARTS = (LINK, SOURCE, CLOCK)


@pytest.fixture
def line(application):
    made = StatusLine(LOOK)
    made.show_parts(PARTS, "누르면 열립니다")
    made.resize(made.sizeHint())
    made.show()
    QApplication.processEvents()
    yield made
    made.deleteLater()


def shown(line):
    return [place.part for place in line.shown]


def painted(line, monkeypatch):
    """The areas that the line wants painted from now on."""
    areas = []
    monkeypatch.setattr(line, "update", lambda area=None: areas.append(area or line.rect()))
    return areas


def test_all_parts_fit_into_the_size_it_asks_for(line):
    assert shown(line) == list(PARTS)
    for place, after in zip(line.shown, line.shown[1:], strict=False):
        assert place.left + place.width < after.left
    assert line.shown[-1].left + line.shown[-1].width <= line.width()


def test_the_least_important_go_first_and_the_first_part_never(line):
    kept = []
    for width in range(line.sizeHint().width(), line.minimumSizeHint().width(), -1):
        line.resize(width, line.height())
        if not kept or shown(line) != kept[-1]:
            kept.append(shown(line))
        assert all(place.left >= 0 and place.left + place.width <= width for place in line.shown)
    assert kept == [[LINK, SOURCE, CLOCK], [LINK, CLOCK], [LINK]]


def test_a_long_first_part_is_shortened_before_the_others_go(line):
    line.resize(600, line.height())
    long = LINK._replace(text="● " + "길다 " * 200)
    line.show_parts((long, SOURCE, CLOCK), "")
    assert shown(line) == [long, SOURCE, CLOCK]
    assert line.shown[0].left >= 0
    assert line.shown[0].width >= 300
    assert line.shown[-1].left + line.shown[-1].width <= 600
    for place, after in zip(line.shown, line.shown[1:], strict=False):
        assert place.left + place.width < after.left
    line.resize(line.minimumSizeHint())
    assert shown(line) == [long]
    assert line.shown[0].left + line.shown[0].width <= line.width()


def test_the_same_again_paints_nothing(line, monkeypatch):
    areas = painted(line, monkeypatch)
    line.show_parts(list(PARTS), "누르면 열립니다")
    assert areas == []


def test_a_second_paints_the_clock_only(line, monkeypatch):
    areas = painted(line, monkeypatch)
    line.show_parts((LINK, SOURCE, CLOCK._replace(text="12:00:01 KST", sample=CLOCK.text)), "누르면 열립니다")
    _, _, (_, left, width) = line.shown
    assert areas == [QRect(left, 0, width, line.height())]


def test_a_part_with_a_sample_keeps_its_width(line):
    line.show_parts((LINK, Part("1", 3, "", sample="9,999"), CLOCK), "")
    places = [place[1:] for place in line.shown]
    line.show_parts((LINK, Part("1,234", 3, "", sample="9,999"), CLOCK), "")
    assert [place[1:] for place in line.shown] == places


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_presses_it(line, key):
    pressed = []
    line.clicked.connect(lambda: pressed.append(key))
    QTest.keyClick(line, key)
    assert pressed == [key]


def test_the_mouse_presses_it_and_takes_no_keyboard(line):
    pressed = []
    line.clicked.connect(lambda: pressed.append(True))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    assert line.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_it_says_all_to_who_cannot_see_and_to_who_points(line):
    assert line.accessibleName() == "● 연결됨, 모의, 12:00:00 KST"
    assert line.accessibleDescription() == "누르면 열립니다"
    assert line.toolTip() == "연결\n출처\n시계\n누르면 열립니다"
