"""A widget that lies over another one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from widgets.paint.cover import Cover


@pytest.mark.parametrize("is_shown", [True, False])
def test_it_is_as_large_as_its_widget_whatever_size_that_takes(covered, is_shown):
    cover = Cover(covered)
    assert cover.parentWidget() is covered
    assert cover.geometry() == covered.rect()
    if is_shown:
        cover.show()
    covered.show()
    covered.resize(500, 400)
    assert cover.geometry() == covered.rect()


def test_it_moves_over_to_another_widget(covered):
    cover = Cover(covered)
    inner = QWidget(covered)
    inner.setGeometry(20, 30, 50, 40)
    cover.cover(inner, inner)
    assert cover.parentWidget() is inner
    assert cover.geometry() == inner.rect()
    covered.show()
    inner.resize(70, 60)
    assert cover.geometry() == inner.rect()


def test_beside_its_widget_it_follows_place_and_size(covered):
    cover = Cover(covered)
    inner = QWidget(covered)
    inner.setGeometry(20, 30, 50, 40)
    cover.cover(inner, covered)
    covered.show()
    for place in ((20, 30, 70, 60), (5, 6, 70, 60), (0, 0, 10, 300)):
        inner.setGeometry(*place)
        assert cover.parentWidget() is covered
        assert cover.geometry() == inner.geometry()


def test_a_widget_it_has_left_does_not_lead_it_any_more(covered, qtbot):
    cover = Cover(covered)
    other = QWidget()
    qtbot.addWidget(other)
    other.resize(50, 40)
    cover.cover(other, other)
    for widget in (covered, other):
        widget.show()
    covered.resize(600, 500)
    assert cover.geometry() == other.rect()


def test_that_it_follows_keeps_no_event_from_its_widget(qtbot):
    seen = []

    class Watching(QWidget):
        def resizeEvent(self, event):
            seen.append(event.size().width())

    watching = Watching()
    qtbot.addWidget(watching)
    _cover = Cover(watching)
    watching.show()
    watching.resize(444, 300)
    assert seen[-1] == 444
