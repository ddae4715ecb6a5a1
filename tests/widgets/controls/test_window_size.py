"""No window begins larger than its screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from widgets.controls.window_size import SHARE, on_screen


def test_a_size_is_kept_where_the_screen_has_room_and_limited_where_it_has_not(application) -> None:
    owner = QWidget()
    room = owner.screen().availableSize()
    assert on_screen(QSize(100, 90), owner) == QSize(100, 90)
    for wanted in (QSize(100, 90_000), QSize(90_000, 100), QSize(90_000, 90_000)):
        given = on_screen(wanted, owner)
        assert given.width() <= room.width() * SHARE + 1
        assert given.height() <= room.height() * SHARE + 1
        assert 100 in given.toTuple() or wanted.width() == wanted.height()
