"""What the commands about workspaces do beyond `Workspaces`: they ask for a name or a file first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.name_dialog import NameDialog
from app.workspaces.presets import shown_name
from app.workspaces.transfer import SUFFIX
from widgets.controls.file_dialog import ask_what_to_open, ask_where_to_save
from widgets.text.language import wording

if TYPE_CHECKING:
    from app.window.main_window import MainWindow
    from app.workspaces.workspaces import Workspaces


class WorkspaceCommands(QObject):
    """The actions of the user on workspaces.

    Args:
        window: shows the dialogs, and what is to be said.
        workspaces: performs the actions.
    """

    def __init__(self, window: MainWindow, workspaces: Workspaces) -> None:
        super().__init__(window)
        self._window = window
        self._workspaces = workspaces
        workspaces.said.connect(window.notice.show_refusal)
        workspaces.done.connect(window.notice.show_passing)

    def switch_next(self) -> None:
        """Show the next workspace."""
        self._workspaces.switch_next()

    def switch_previous(self) -> None:
        """Show the workspace before this one."""
        self._workspaces.switch_previous()

    def duplicate(self) -> None:
        """Go on with a copy of this workspace."""
        self._workspaces.duplicate()

    def delete(self) -> None:
        """Delete this workspace."""
        self._workspaces.delete()

    def reset(self) -> None:
        """Give this workspace the panels it had at first."""
        self._workspaces.reset()

    def ask_for_new(self) -> None:
        """Ask for the name of a new workspace."""
        proposed = self._workspaces.new_name()
        dialog = NameDialog("new-workspace", proposed, self._workspaces.is_free, self._window)
        dialog.chosen.connect(self._workspaces.add)
        dialog.open()

    def ask_for_name(self) -> None:
        """Ask for another name of this workspace."""
        present = wording(shown_name(self._workspaces.name))
        dialog = NameDialog("rename-workspace", present, self._workspaces.is_free, self._window, present)
        dialog.chosen.connect(self._workspaces.rename)
        dialog.open()

    def ask_where_to_export(self) -> None:
        """Ask for the file to write this workspace to."""
        kinds = ((self.tr("작업 공간"), SUFFIX.removeprefix(".")),)
        name = wording(shown_name(self._workspaces.name))
        ask_where_to_save(self._window, self.tr("작업 공간 내보내기"), kinds, name, self._workspaces.export_to)

    def ask_what_to_import(self) -> None:
        """Ask for the file of a workspace."""
        kinds = self.tr("작업 공간 (*.json);;모든 파일 (*)")
        ask_what_to_open(self._window, self.tr("작업 공간 가져오기"), kinds, self._workspaces.import_from)
