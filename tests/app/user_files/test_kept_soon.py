from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from app.user_files import kept_soon
from app.user_files.kept_soon import KeptSoon
from core.storage.kept_file import KeptFile
from core.text import translatable
from waiting import eventually


class Something(QObject):
    """A list that changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.items: list[int] = []

    def add(self, item: int) -> None:
        self.items.append(item)
        self.changed.emit()

    def read(self, content: Mapping[str, Any]) -> None:
        self.items = list(content.get("items", ()))

    def content(self) -> dict[str, Any]:
        return {"items": list(self.items)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some" / "thing.json"


def kept(something: Something, path: Path, **more: Any) -> KeptSoon:
    trouble = translatable("log", "관심 종목이 저장되지 않습니다: %s (%s)")
    return KeptSoon(KeptFile(path, 1), something.read, (something.changed,), something.content, trouble, **more)


def written(path: Path) -> list[int]:
    return json.loads(path.read_text())["content"]["items"] if path.exists() else []


async def test_changes_are_collected_and_written_on_their_way(hand, path, monkeypatch):
    monkeypatch.setattr(kept_soon, "SAVING_DELAY", 0.01)
    something = Something()
    keeping = asyncio.create_task(kept(something, path).keep_saved())
    await asyncio.sleep(0)
    for item in range(5):
        something.add(item)
    await eventually(lambda: written(path) == [0, 1, 2, 3, 4])
    something.add(7)
    await eventually(lambda: written(path)[-1] == 7)
    keeping.cancel()


def test_what_is_in_the_file_is_read_and_not_written_again(hand, path):
    something = Something()
    it = kept(something, path)
    something.add(3)
    it.save()
    before = path.stat()
    again = Something()
    it = kept(again, path)
    it.save()
    assert again.items == [3]
    assert it.notice == ""
    assert path.stat() == before


def test_a_damaged_file_is_told_and_nothing_is_read_of_it(hand, path):
    path.parent.mkdir()
    path.write_text("{")
    something = Something()
    something.items = [5]
    it = kept(something, path)
    assert something.items == []
    assert path.name in it.notice


def test_a_damaged_file_gives_way_to_its_copy_and_is_told(hand, path):
    for item in (1, 2):  # the first save of a run keeps the file of the run before as a copy
        something = Something()
        it = kept(something, path)
        something.add(item)
        it.save()
    path.write_text("{")
    again = Something()
    it = kept(again, path)
    assert again.items == [1]
    assert path.name in it.notice


def test_a_content_that_raises_gives_way_to_the_newest_copy_that_does_not_and_is_kept_aside(hand, path, caplog):
    file = KeptFile(path, 1)
    file.save({"items": [1]})
    for items in (None, 3):  # neither is a list: reading them raises
        file.load()  # a new run: the file of the run before becomes a copy
        file.save({"items": items})
    again = Something()
    it = kept(again, path)
    assert again.items == [1]
    assert path.with_suffix(".bad.json").name in it.notice
    assert [record.levelname for record in caplog.records].count("ERROR") == 2
    again.add(2)
    it.save()
    assert written(path) == [1, 2]


def test_a_change_that_leaves_all_as_it_was_writes_nothing(hand, path):
    something = Something()
    it = kept(something, path)
    something.changed.emit()
    it.save()
    assert not path.exists()


def test_trouble_is_told_once_until_it_is_over(hand, path, caplog):
    something = Something()
    it = kept(something, path)
    path.mkdir(parents=True)
    for item in range(3):
        something.add(item)
        it.save()
    assert [record.levelname for record in caplog.records] == ["ERROR"], "the user reads of it"
    assert str(path) in caplog.text
    path.rmdir()
    it.save()
    assert written(path) == [0, 1, 2]


async def test_what_changes_without_a_signal_is_written_after_the_interval(hand, path):
    something = Something()
    keeping = asyncio.create_task(kept(something, path, interval=0.02).keep_saved())
    await asyncio.sleep(0)
    something.items.append(3)
    await eventually(lambda: written(path) == [3])
    keeping.cancel()


def test_trouble_that_is_no_loss_is_no_error(hand, path, caplog):
    caplog.set_level("INFO")
    something = Something()
    it = kept(something, path, level=20)
    path.mkdir(parents=True)
    something.add(1)
    it.save()
    assert [record.levelname for record in caplog.records] == ["INFO"]
