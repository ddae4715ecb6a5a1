"""The shelf: the names of all workspaces in their order, and the contents of those that are not on the screen.

The workspace on the screen has a file of its own (`workspace.py`). The shelf is written first: a process that ends
between the two finds a workspace in both files, never in neither, and takes the newer one of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from app.workspaces.names import MOST, clean_name, free_name
from app.workspaces.presets import PRESET_NAMES
from core.storage.kept_file import KeptFile
from core.text import joined, translatable

VERSION: Final = 1

_LEFT_OUT: Final = translatable("workspaces", "작업 공간 {count:,}개는 읽을 수 없어 뺐습니다.")


@dataclass(frozen=True, slots=True)
class _State:
    """What the shelf holds; never changed but replaced, because another thread writes it."""

    names: tuple[str, ...] = PRESET_NAMES
    kept: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Shelf:
    """The workspaces beside the one on the screen.

    Args:
        file: the file.
    """

    def __init__(self, file: KeptFile) -> None:
        self._file = file
        self._state = self._saved = _State()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all workspaces, in the order of the menu."""
        return self._state.names

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return self._state is not self._saved

    def load(self) -> str:
        """Read the file.

        Returns:
            A message about it for the user.
        """
        loaded = self._file.load()
        if loaded.content is None:
            return loaded.notice
        listed, kept = loaded.content.get("names"), loaded.content.get("kept")
        records = kept if isinstance(kept, dict) else {}
        named = listed if isinstance(listed, list) else []
        names = dict.fromkeys(name for name in (*named, *records) if name and clean_name(name) == name)
        self._state = self._saved = _State(
            tuple(names)[:MOST] or PRESET_NAMES,
            {name: record for name, record in records.items() if name in names and isinstance(record, dict)},
        )
        lost = len({str(name) for name in (*named, *records)}) - len(self._state.names)
        lost += sum(not isinstance(record, dict) for name, record in records.items() if name in names)
        return joined(" ", loaded.notice, _LEFT_OUT.format(count=lost) if lost > 0 else "")

    def save(self) -> None:
        """Write the file if anything has changed. May be called from another thread.

        Raises:
            OSError: the disk is full or not writable.
        """
        if (state := self._state) is not self._saved:
            self._file.save({"names": list(state.names), "kept": dict(state.kept)})
            self._saved = state

    def record(self, name: str) -> Mapping[str, Any] | None:
        """Return the content of a workspace; None if it was never on the screen."""
        return self._state.kept.get(name)

    def keep(self, name: str, content: Mapping[str, Any]) -> None:
        """Keep the content of a workspace that leaves the screen."""
        self._state = replace(self._state, kept={**self._state.kept, name: content})

    def add(self, name: str, at: int | None = None) -> None:
        """Add a name, at the end or at a position."""
        names = [each for each in self.names if each != name]
        names.insert(len(names) if at is None else at, name)
        self._state = replace(self._state, names=tuple(names))

    def rename(self, name: str, new: str) -> None:
        """Give a workspace another name, at the same position."""
        names = tuple(new if each == name else each for each in self.names)
        kept = {new if each == name else each: content for each, content in self._state.kept.items()}
        self._state = _State(names, kept)

    def remove(self, name: str) -> None:
        """Remove a workspace."""
        kept = {each: content for each, content in self._state.kept.items() if each != name}
        self._state = _State(tuple(each for each in self.names if each != name), kept)

    def set_aside(self, name: str) -> None:
        """Give the kept content of a name a new name, because another content comes under this one."""
        if (content := self.record(name)) is None:
            return
        aside = free_name(name, self.names)
        self.add(aside)
        self.keep(aside, content)
