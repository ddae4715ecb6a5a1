from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication, QWidget

from widgets.paint.repaint import covering, schedule_repaint, stretches

AREA = QRect(3, 4, 50, 20)


class Paper(QWidget):
    """Records the areas it must paint."""

    def paintEvent(self, event):
        self.painted = event.region()


def test_at_scale_1_nothing_more_is_painted():
    assert covering(AREA, 1.0) == AREA


@pytest.mark.parametrize("scale", [1.25, 1.5, 1.75, 2.0, 3.0])
def test_at_any_other_a_pixel_more_on_every_side(scale):
    assert covering(AREA, scale) == QRect(2, 3, 52, 22)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_stays_nothing(scale):
    assert covering(QRect(), scale).isEmpty()


def test_only_the_areas_are_painted_and_not_what_lies_between(application):
    paper = Paper()
    paper.resize(100, 300)
    paper.show()
    QApplication.processEvents()
    paper.painted = QRegion()
    schedule_repaint(paper, QRect(0, 10, 100, 20), QRect(0, 250, 100, 20))
    QCoreApplication.sendPostedEvents()
    assert paper.painted == QRegion(0, 10, 100, 20) + QRegion(0, 250, 100, 20)


def test_of_no_areas_nothing_is_painted(application):
    paper = Paper()
    paper.show()
    QApplication.processEvents()
    paper.painted = QRegion()
    schedule_repaint(paper)
    QCoreApplication.sendPostedEvents()
    assert paper.painted.isEmpty()


@given(st.sets(st.integers(-3, 40)))
def test_adjacent_rows_are_one_stretch_and_no_two_stretches_touch(places):
    found = list(stretches(sorted(places)))
    assert [place for first, count in found for place in range(first, first + count)] == sorted(places)
    assert all(count > 0 for _, count in found)
    assert all(first + count < later for (first, count), (later, _) in pairwise(found))
