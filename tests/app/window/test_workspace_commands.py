"""The commands about workspaces ask for a name or a file, and do nothing if the user leaves."""

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton

from app.window.name_dialog import NameDialog
from app.window.workspace_commands import WorkspaceCommands
from core.text import has_hangul
from waiting import eventually


async def test_a_name_is_asked_for_and_given(menus, hand):
    menus.commands["rename-workspace"].trigger()
    dialog = hand.window.findChild(NameDialog)
    dialog.findChild(QLineEdit).setText("내 화면")
    dialog.accept()
    assert menus.of_workspaces.name == "내 화면"


async def test_a_new_one_is_empty_and_has_the_name_that_is_given(menus, hand):
    names = menus.of_workspaces.names
    for name in ("작업 공간", "작업 공간 2", "빈 화면"):
        menus.commands["new-workspace"].trigger()
        (dialog,) = (each for each in hand.window.findChildren(NameDialog) if each.isVisible())
        if name == "빈 화면":
            dialog.findChild(QLineEdit).setText(name)
        dialog.accept()
        await eventually(lambda n=name: menus.of_workspaces.name == n)
        assert hand.desk.docks() == []
        hand.open("engine")
    assert menus.of_workspaces.names == (*names, "작업 공간", "작업 공간 2", "빈 화면")
    menus.of_workspaces.switch_to("작업 공간")
    await eventually(lambda: [dock.kind for dock in hand.desk.docks()] == ["engine"])


async def test_a_workspace_goes_to_a_file_and_comes_from_it(menus, hand, tmp_path):
    menus.commands["export-workspace"].trigger()
    dialog = hand.window.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("트레이더.hoga.json")
    dialog.fileSelected.emit(str(tmp_path / "a.json"))
    dialog.close()
    assert (tmp_path / "a.json").exists()
    assert "내보냈습니다" in hand.window.notice.text


@pytest.mark.parametrize("command", ["export-workspace", "import-workspace"])
async def test_the_dialog_of_files_speaks_korean(menus, hand, application, command):
    catalogue = QTranslator()
    catalogue.load("qtbase_ko", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(catalogue)
    try:
        menus.commands[command].trigger()
        dialog = hand.window.findChild(QFileDialog)
        words = [each.text() for kind in (QLabel, QPushButton) for each in dialog.findChildren(kind)]
        words += [text for each in dialog.findChildren(QToolButton) for text in (each.text(), each.toolTip())]
        words += [each.text() for each in dialog.findChildren(QAction)]
        dialog.close()
    finally:
        application.removeTranslator(catalogue)
    assert len(words) > 10
    assert [text for text in words if text and not has_hangul(text)] == []


def test_every_command_has_a_method():
    from app.settings.commands import COMMANDS

    methods = [each.does.partition(".")[2] for each in COMMANDS if each.does.startswith("workspaces.")]
    assert methods
    assert all(callable(getattr(WorkspaceCommands, method)) for method in methods)
