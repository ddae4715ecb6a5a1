"""The keys of a command are found from any part of the window that has its action."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from widgets.panel.command_keys import command_keys


def test_the_keys_as_they_are_set(application):
    window = QMainWindow()
    part = QWidget(QWidget(window))
    assert command_keys(part, "reload-markets") == ""
    action = QAction(window)
    action.setObjectName("reload-markets")
    assert command_keys(part, "reload-markets") == ""
    action.setShortcut("Ctrl+R")
    assert command_keys(part, "reload-markets") == "Ctrl+R"
    assert command_keys(part, "another") == ""
    window.deleteLater()
