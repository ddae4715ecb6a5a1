"""What the user does with workspaces: switch, duplicate, rename, delete, reset, export, import, and undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from app.workspaces.names import MOST, clean_name, free_name
from app.workspaces.presets import PRESET, preset, preset_of, shown_name
from app.workspaces.transfer import read_exported, write_exported
from core.errors import InputError
from core.text import joined, translatable
from widgets.text.language import wording

if TYPE_CHECKING:
    from app.desk.closed_panels import Steps
    from app.desk.desk import Desk
    from app.workspaces.shelf import Shelf
    from app.workspaces.workspace import Workspace
    from core.loop.tasks import TaskOwner

_NEW: Final = translatable("workspaces", "작업 공간")
_RESET: Final = translatable(
    "workspaces", "'{layout}' 기본 배치로 초기화했습니다. '{undo}'로 이전 배치를 다시 불러옵니다."
)
_DELETED: Final = translatable("workspaces", "작업 공간 '{name}'을(를) 삭제했습니다. '{undo}'로 되돌립니다.")
_RESET_UNDONE: Final = translatable("workspaces", "이전 배치를 다시 불러왔습니다.")
_BROUGHT_BACK: Final = translatable("workspaces", "삭제한 작업 공간 '{name}'을(를) 되살렸습니다.")
_UNDO: Final = translatable("Settings", "되돌리기: 닫기·배치·삭제·초기화")
_LAST: Final = translatable("workspaces", "하나뿐인 작업 공간은 삭제할 수 없습니다. 먼저 다른 작업 공간을 만드세요.")
_TOO_MANY: Final = translatable("workspaces", "작업 공간은 {most}개까지입니다. 쓰지 않는 것을 삭제하세요.")
_NOT_OPENED: Final = translatable(
    "workspaces", "작업 공간 '{name}'을(를) 열지 못해 이전 화면을 유지합니다. 내용은 그대로 보관합니다."
)
_NONE_SUCH: Final = translatable("workspaces", "작업 공간 '{name}'이(가) 없습니다. 있는 것: {names}")
_EXPORTED: Final = translatable("workspaces", "작업 공간 '{name}'을(를) {file}(으)로 내보냈습니다.")
_IMPORTED: Final = translatable("workspaces", "작업 공간 '{name}'을(를) 가져왔습니다.")
_UNKNOWN: Final = translatable("workspaces", "이 버전이 모르는 패널 {count:,}개는 열지 않고 보관합니다.")


class Workspaces(QObject):
    """All workspaces of the user; one of them is on the screen.

    Each action runs as a task, one after the other: panels are closed and opened over some loop turns.

    Args:
        workspace: the one on the screen.
        shelf: the others.
        desk: shows it.
        tasks: own what runs.
        changing: held while the panels are closed and opened, also by a move to another source.

    Signals:
        changed: another workspace is on the screen, or the names are others.
        said: a message for the user, about what could not be done or needs to be read.
        done: a report for the user of what was done.
    """

    changed = Signal()
    said = Signal(object)
    done = Signal(object)

    def __init__(
        self, workspace: Workspace, shelf: Shelf, desk: Desk, tasks: TaskOwner, changing: asyncio.Lock
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._shelf = shelf
        self._desk = desk
        self._tasks = tasks
        self._changing = changing
        self._steps: dict[str, Steps] = {}
        """What can be undone in the workspaces that are not on the screen."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all workspaces, in the order of the menu."""
        return self._shelf.names

    @property
    def name(self) -> str:
        """The name of the one on the screen."""
        return self._workspace.name

    def is_free(self, name: str) -> bool:
        """Return whether a workspace can get this name: no other has it, also as it is shown."""
        name = clean_name(name)
        return bool(name) and all(name not in (each, _shown(each)) for each in self.names)

    # Switching

    def switch_to(self, name: str) -> None:
        """Show another workspace."""
        self._run(self._switch, name)

    def switch_number(self, number: int) -> None:
        """Show the workspace at a position of the menu, from 0; nothing if there is none."""
        if number < len(self.names):
            self.switch_to(self.names[number])

    def switch_next(self) -> None:
        """Show the next workspace of the menu, after the last one the first."""
        self.switch_to(self._neighbour(1))

    def switch_previous(self) -> None:
        """Show the workspace before this one in the menu."""
        self.switch_to(self._neighbour(-1))

    def find(self, words: str) -> str:
        """Return the name of the workspace that the user calls so.

        Raises:
            InputError: there is none; says which there are.
        """
        wanted = clean_name(words).casefold()
        for name in self.names:
            if wanted in (name.casefold(), _shown(name).casefold()):
                return name
        names = ", ".join(map(_shown, self.names))
        raise InputError(_NONE_SUCH.format(name=clean_name(words) or "?", names=names))

    async def begin_with(self, words: str) -> None:
        """Show the workspace that the user calls so; at the start, before anything else can be done.

        Raises:
            InputError: there is none.
        """
        await self._switch(self.find(words))

    async def _switch(self, name: str) -> None:
        if name in self.names and name != self.name:
            await self._show(name, self._shelf.record(name) or self._preset(name))

    async def _show(self, name: str, content: Mapping[str, Any]) -> bool:
        before = self.name
        if not await self._workspace.replace(name, content):
            self.said.emit(_NOT_OPENED.format(name=shown_name(name)))
            return False
        if name != before:
            self._steps[before] = self._desk.closed.exchange(self._steps.pop(name, None))
        self.changed.emit()
        return True

    def _preset(self, name: str) -> dict[str, Any]:
        return preset(name, self._desk.usual_market, self._desk.width * 100 // self._desk.percent)

    def _neighbour(self, by: int) -> str:
        names = self.names
        at = names.index(self.name) if self.name in names else 0
        return names[(at + by) % len(names)]

    # Names

    def new_name(self) -> str:
        """Return a name for a new workspace that no other has, in the language of the user."""
        return self._free(wording(_NEW))

    def add(self, name: str) -> None:
        """Make a workspace without panels, and show it."""
        self._run(self._add, name)

    async def _add(self, name: str) -> None:
        if self._is_full():
            return
        name = self._free(clean_name(name) or wording(_NEW))
        if await self._show(name, {"panels": []}):
            self._shelf.add(name)
            self.changed.emit()

    def duplicate(self) -> None:
        """Make a copy of this workspace and go on with the copy."""
        self._run_now(self._duplicate)

    def _duplicate(self) -> None:
        if self._desk.is_vacant or self._is_full():
            return
        name = self._free(self.name)
        self._shelf.keep(self.name, self._workspace.content())
        self._shelf.add(name)  # last, as any new one: the others keep their digits
        self._workspace.name = name
        self.changed.emit()

    def _free(self, name: str) -> str:
        """Return `name` if no workspace has it, else with a number, in the language of the user."""
        taken = {*self.names, *map(_shown, self.names)}
        return name if taken.isdisjoint((name, _shown(name))) else free_name(_shown(name), taken)

    def rename(self, name: str) -> None:
        """Give this workspace another name."""
        self._run_now(self._rename, name)

    def _rename(self, name: str) -> None:
        if self.is_free(name):
            name = clean_name(name)
            self._shelf.rename(self.name, name)
            self._workspace.name = name
            self.changed.emit()

    def delete(self) -> None:
        """Delete this workspace and show the next one; it can be undone."""
        self._run(self._delete)

    async def _delete(self) -> None:
        name, at, content = self.name, self.names.index(self.name), self._workspace.content()
        if len(self.names) == 1:
            self.said.emit(_LAST)
            return
        other = self._neighbour(-1 if at == len(self.names) - 1 else 1)
        if await self._show(other, self._shelf.record(other) or self._preset(other)):
            self._shelf.remove(name)
            self._steps.pop(name, None)
            self._desk.closed.note_step(partial(self._run, self._bring_back, name, at, content))
            self.changed.emit()
            self.done.emit(_DELETED.format(name=shown_name(name), undo=_UNDO))

    async def _bring_back(self, name: str, at: int, content: Mapping[str, Any]) -> None:
        name = self._free(name)
        self._shelf.add(name, at)
        self._shelf.keep(name, content)
        if await self._show(name, content):
            self.done.emit(_BROUGHT_BACK.format(name=shown_name(name)))

    # The layout

    def reset(self) -> None:
        """Give this workspace the panels it had at first; it can be undone."""
        self._run(self._reset)

    async def _reset(self) -> None:
        before, has_panels, layout = self._workspace.content(), self._desk.has_panels, self._workspace.preset
        if await self._show(self.name, self._preset(layout)) and has_panels:
            self._desk.closed.note_step(partial(self._run, self._undo_reset, before))
            self.done.emit(_RESET.format(layout=shown_name(layout), undo=_UNDO))

    async def _undo_reset(self, before: Mapping[str, Any]) -> None:
        if await self._show(self.name, before):  # by its present name: it may have got another one since
            self.done.emit(_RESET_UNDONE)

    # Files

    def export_to(self, path: str) -> None:
        """Write this workspace to a file."""
        try:
            write_exported(Path(path), self.name, self._workspace.content())
        except InputError as error:
            self.said.emit(error.user_message)
        else:
            self.done.emit(_EXPORTED.format(name=shown_name(self.name), file=Path(path).name))

    def import_from(self, path: str) -> None:
        """Add the workspace of a file, and show it."""
        self._run(self._import, Path(path))

    async def _import(self, path: Path) -> None:
        if self._is_full():
            return
        try:
            exported = await asyncio.to_thread(read_exported, path)
        except InputError as error:
            self.said.emit(error.user_message)
            return
        name = self._free(exported.name)
        origin = preset_of(exported.content, exported.name)  # its name may be taken
        if await self._show(name, {**exported.content, PRESET: origin}):
            self._shelf.add(name)
            self.changed.emit()
            imported = _IMPORTED.format(name=shown_name(name))
            if exported.unknown:
                self.said.emit(joined(" ", imported, _UNKNOWN.format(count=exported.unknown)))
            else:
                self.done.emit(imported)

    def _is_full(self) -> bool:
        if len(self.names) < MOST:
            return False
        self.said.emit(_TOO_MANY.format(most=MOST))
        return True

    def _run(self, work: Callable[..., Coroutine[Any, Any, object]], *given: object) -> None:
        self._tasks.spawn(self._alone(work, *given), "workspace change")

    def _run_now(self, work: Callable[..., object], *given: object) -> None:
        """Do work that awaits nothing: at once, or after the change under way, which needs the names as they are."""
        if self._changing.locked():
            self._run(_in_turn, work, *given)
        else:
            work(*given)

    async def _alone(self, work: Callable[..., Coroutine[Any, Any, object]], *given: object) -> None:
        """Wait for another change to end; between two sources there is nothing to change."""
        async with self._changing:
            if not self._desk.is_vacant:
                await work(*given)


async def _in_turn(work: Callable[..., object], *given: object) -> None:
    work(*given)


def _shown(name: str) -> str:
    return wording(shown_name(name))
