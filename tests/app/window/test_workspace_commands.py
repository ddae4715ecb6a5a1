"""The commands about workspaces ask for a name or a file, and do nothing if the user leaves."""

from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.window.name_dialog import NameDialog
from app.window.workspace_commands import WorkspaceCommands


async def test_a_name_is_asked_for_and_given(menus, hand):
    menus.commands["rename-workspace"].trigger()
    dialog = hand.window.findChild(NameDialog)
    dialog.findChild(QLineEdit).setText("내 화면")
    dialog.accept()
    assert menus.of_workspaces.name == "내 화면"


async def test_a_workspace_goes_to_a_file_and_comes_from_it(menus, hand, tmp_path):
    menus.commands["export-workspace"].trigger()
    dialog = hand.window.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("트레이더.hoga.json")
    dialog.fileSelected.emit(str(tmp_path / "a.json"))
    dialog.close()
    assert (tmp_path / "a.json").exists()
    assert "내보냈습니다" in hand.window.notice.text


def test_every_command_has_a_method():
    from app.settings.commands import COMMANDS

    methods = [each.does.partition(".")[2] for each in COMMANDS if each.does.startswith("workspaces.")]
    assert methods
    assert all(callable(getattr(WorkspaceCommands, method)) for method in methods)
