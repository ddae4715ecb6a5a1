"""An SQLite file of Hoga's: whose it is, and what a change that fails leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.storage import sqlite_file
from core.storage.sqlite_file import MARK, ForeignFile, NewerFile, SqliteFile

TABLES = """
CREATE TABLE things (name TEXT NOT NULL);
CREATE TABLE others (number INTEGER NOT NULL);
"""


class Things(SqliteFile):
    """Names in a table."""

    def __init__(self, path: Path, version: int = 3) -> None:
        super().__init__(path, TABLES, version)

    def add(self, *names: str | None) -> None:
        with self._transaction():
            for name in names:
                self._sql.execute("INSERT INTO things VALUES (?)", (name,))

    def clear(self) -> None:
        with self._transaction():
            self._sql.execute("DELETE FROM things")
        self._give_back()

    @property
    def names(self) -> list[str]:
        return [row[0] for row in self._sql.execute("SELECT name FROM things ORDER BY rowid")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "things.sqlite"


@pytest.fixture
def file(path: Path) -> Iterator[Things]:
    made = Things(path)
    yield made
    made.close()


def pragma(path: Path, name: str) -> int:
    other = sqlite3.connect(path)
    try:
        return int(other.execute(f"PRAGMA {name}").fetchone()[0])
    finally:
        other.close()


def test_only_the_owner_may_read_it_and_the_files_beside_it(file, path):
    file.add("a")
    assert len(list(path.parent.iterdir())) == 3
    for each in path.parent.iterdir():
        assert each.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_new_one_says_whose_it_is_and_of_which_version(file, path):
    assert (pragma(path, "application_id"), pragma(path, "user_version")) == (MARK, 3)


def test_what_was_written_is_there_after_a_new_start_of_the_same_or_a_later_version(file, path):
    file.add("a", "b")
    file.close()
    file.close()
    for version in (3, 4):
        again = Things(path, version)
        assert again.names == ["a", "b"]
        again.close()


def test_the_file_of_another_program_is_not_touched(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(ForeignFile):
        Things(path)
    assert path.read_bytes() == before


def test_a_file_with_another_mark_is_another_programs_though_it_has_no_tables(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 7")
    other.close()
    with pytest.raises(ForeignFile):
        Things(path)


def test_the_file_of_a_later_version_is_not_touched(file, path):
    file.add("a")
    file.close()
    before = path.read_bytes()
    with pytest.raises(NewerFile):
        Things(path, version=2)
    assert path.read_bytes() == before


def test_no_database_at_all_is_an_error_and_leaves_no_open_file(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Things(path)


def test_a_change_that_fails_half_way_leaves_nothing_and_blocks_nobody(file, path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.01)
    file.add("a")
    with pytest.raises(sqlite3.IntegrityError):
        file.add("b", None)
    assert file.names == ["a"]
    other = Things(path)
    other.add("c")
    assert file.names == ["a", "c"]
    other.close()


def test_while_another_process_writes_a_change_fails_and_the_next_succeeds(path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.01)
    file, other = Things(path), Things(path)
    with other._transaction(), pytest.raises(sqlite3.OperationalError):
        file.add("a")
    file.add("b")
    assert file.names == other.names == ["b"]
    for each in (file, other):
        each.close()


def test_what_is_not_used_any_more_goes_back_to_the_disk(file, path):
    file.add(*("a" * 1000 for _ in range(500)))
    used = file.size
    assert used > 500_000
    file.clear()
    assert file.size < 50_000
    assert path.stat().st_size < 50_000
