"""The marks on the screen, and how little is painted when little changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from looks import DARK, LOOK
from widgets.chart.marks.overlay import MarkOverlay
from widgets.chart.marks.places import Level, Mark, level_places
from widgets.look.look import Look
from widgets.look.theme import Ink

PANE = QRect(0, 0, 300, 200)
HIGH = Mark(150, 50, "최고 100 (-1.00%)", Ink.RISE, is_above=True)
LEVEL = Level(120, "전일 종가 90", Ink.DIM)


@pytest.fixture
def overlay(application):
    ground = QWidget()
    ground.resize(360, 240)
    made = MarkOverlay(LOOK, ground)
    made.setGeometry(ground.rect())
    ground.show()
    QApplication.processEvents()
    yield made
    ground.close()


def inked(overlay: MarkOverlay) -> QRect:
    """Where anything is drawn."""
    image = QImage(overlay.size(), QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
    painter = QPainter(image)
    overlay.draw(painter)
    painter.end()
    places = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != DARK.panel
    ]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def test_a_mark_is_written_above_its_candle_and_a_level_across_the_pane(overlay) -> None:
    overlay.show_marks(PANE, (HIGH,), ())
    text = inked(overlay)
    assert 30 < text.top() < text.bottom() < 50
    assert 80 < text.left() < text.right() < 220
    overlay.show_marks(PANE, (), (LEVEL,))
    line = inked(overlay)
    assert line.left() <= 8
    assert line.right() >= 290
    assert line.contains(150, 120)


def test_only_what_changed_is_painted_again(overlay, monkeypatch) -> None:
    overlay.show_marks(PANE, (HIGH,), (LEVEL,))
    QApplication.processEvents()
    painted = []
    monkeypatch.setattr(overlay, "draw", lambda painter, is_exposed: painted.append(is_exposed))
    overlay.show_marks(PANE, (HIGH,), (LEVEL,))
    QApplication.processEvents()
    assert painted == []
    changed = HIGH._replace(text="최고 100 (-1.01%)")
    monkeypatch.setattr(
        overlay,
        "draw",
        lambda painter, is_exposed: painted.append(
            [is_exposed(QRect(140, 40, 9, 4)), is_exposed(QRect(0, 120, 300, 1))]
        ),
    )
    overlay.show_marks(PANE, (changed,), (LEVEL,))
    QApplication.processEvents()
    assert painted == [[True, False]]


def test_what_is_shown_can_be_read(overlay) -> None:
    overlay.show_marks(PANE, (HIGH,), (LEVEL, Level(900, "x", Ink.DIM)))
    assert overlay.marks == (HIGH,)
    assert len(overlay.levels) == 2


def test_a_screen_reader_is_told_what_is_in_the_pane(overlay) -> None:
    overlay.show_marks(PANE, (HIGH,), (LEVEL, Level(400, "전일 종가 1", Ink.DIM)))
    assert overlay.shown_values().sentence == "최고 100 (-1.00%), 전일 종가 90"
    overlay.show_marks(PANE, (), ())
    assert overlay.shown_values().sentence == ""


def test_a_mark_is_written_beside_the_text_of_a_level_and_not_over_it(overlay) -> None:
    low = Mark(40, 116, "최저 90 (0.00%)", Ink.FALL, is_above=False)
    high = low._replace(text="최고 91 (0.00%)", y=136, is_above=True)
    overlay.show_marks(PANE, (high, low), (LEVEL,))
    ((_, level),), ((_, first), (_, second)) = overlay.placed
    places = [level, first, second]
    assert all(PANE.contains(each) and not each.isEmpty() for each in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_the_words_of_a_mark_are_read_over_a_line(overlay) -> None:
    overlay.show_marks(PANE, (HIGH,), ())
    image = QImage(overlay.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    overlay.draw(painter)
    painter.end()
    ((_, place),) = overlay.placed[1]
    assert image.pixelColor(place.topLeft()) == DARK.panel
    assert image.pixelColor(place.left() - 2, place.top()).lightness() == 255


@pytest.mark.parametrize(("marks", "levels"), [((HIGH,), (LEVEL,)), ((), ())])
def test_the_texts_are_placed_once_however_often_given_and_painted(overlay, monkeypatch, marks, levels) -> None:
    overlay.show_marks(PANE, (HIGH,), (LEVEL._replace(y=90),))
    placed = []

    def counted(*args):
        placed.append(args)
        return level_places(*args)

    monkeypatch.setattr("widgets.chart.marks.overlay.level_places", counted)
    for _ in range(3):
        overlay.show_marks(PANE, marks, levels)
        overlay.repaint()
    assert len(placed) == 1


def test_with_another_size_of_the_font_the_texts_are_placed_anew(application) -> None:
    look, ground = Look(), QWidget()
    overlay = MarkOverlay(look, ground)
    overlay.show_marks(PANE, (HIGH,), (LEVEL,))
    before = overlay.placed
    look.set_font_percent(150)
    (_, level), (_, mark) = *overlay.placed[0], *overlay.placed[1]
    assert level.height() > before[0][0][1].height()
    assert mark.width() > before[1][0][1].width()


@pytest.mark.parametrize("distance", [-7, -3, -1, 1, 3, 7])
def test_no_line_strikes_out_the_text_of_another_level(overlay, distance) -> None:
    near = Level(LEVEL.y + distance, "내 주문 91", Ink.RISE)
    overlay.show_marks(PANE, (), (LEVEL, near))
    image = QImage(overlay.size(), QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
    painter = QPainter(image)
    overlay.draw(painter)
    painter.end()
    for level, other in ((LEVEL, near), (near, LEVEL)):
        (place,) = (place for each, place in overlay.placed[0] if each == level)
        ink = DARK.ink(other.ink)
        assert not any(image.pixelColor(x, other.y) == ink for x in range(place.left(), place.right() + 1))
