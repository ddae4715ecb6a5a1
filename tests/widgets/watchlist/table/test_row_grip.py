from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from widgets.watchlist.table.row_grip import RowGrip


def test_a_row_moves_only_after_a_real_drag_and_only_to_other_rows(application):
    grip, far = RowGrip(), QApplication.startDragDistance()
    assert grip.move(QPoint(0, 100), "KRW-ETH") == ""
    grip.take("KRW-BTC", QPoint(10, 10))
    assert grip.move(QPoint(10, 10 + far - 1), "KRW-ETH") == ""
    assert not grip.is_moving
    assert grip.move(QPoint(10, 10 + far), "KRW-BTC") == ""
    assert grip.move(QPoint(10, 10 + far), "") == ""
    assert grip.move(QPoint(10, 12), "KRW-ETH") == "KRW-ETH", "on the way back too"
    assert grip.let_go()
    assert not grip.let_go()
    assert grip.code == ""


def test_a_press_without_a_move_is_a_click(application):
    grip = RowGrip()
    grip.take("KRW-BTC", QPoint(10, 10))
    grip.move(QPoint(11, 10), "KRW-ETH")
    assert not grip.let_go()
