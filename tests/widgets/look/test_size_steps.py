"""A window keeps its size while what it needs at least changes."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from app.window.main_window import MainWindow
from widgets.look.size_steps import BASE, fix_size_steps


class Own(QWidget):
    def showEvent(self, event):
        super().showEvent(event)
        fix_size_steps(self)


@pytest.mark.parametrize("make", [MainWindow, Own])
def test_the_steps_of_a_size_are_counted_from_a_fixed_one(application, make):
    window = make()
    assert not BASE.isEmpty()  # Qt passes on none that is
    window.show()
    handle = window.windowHandle()
    assert handle.baseSize() == BASE  # before the first change
    for least in range(100, 110):
        window.setMinimumSize(least, least + 3)
        assert handle.minimumSize() == QSize(least, least + 3)
        assert handle.baseSize() == BASE
    window.destroy()


def test_a_window_made_anew_counts_so_too(application):
    window = Own()
    window.show()
    window.hide()
    window.setWindowFlags(QDialog().windowFlags())
    window.show()
    assert window.windowHandle().baseSize() == BASE
    window.destroy()
