"""An SQLite file of Hoga's: whose it is, of which version, how it is changed, and how large it is.

Calls block. Each change is one transaction, so a process that is killed leaves what was written before, whole.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.storage.private_folder import private_folder

MARK: Final = 0x686F6761
"""SQLite's application id: `hoga`."""

PATIENCE: Final = 0.5
"""Seconds to wait for another process that is writing."""

_WAL_BYTES: Final = 4 * 1024 * 1024


class ForeignFile(Exception):
    """The file is whole, but another program's."""


class NewerFile(Exception):
    """The file is of a later version of Hoga, which must find it again."""


class SqliteFile:
    """The open file.

    Args:
        path: the file; it and its folder are made if missing, for the user alone.
        tables: the statements that make the tables of a new file, each ended by a semicolon.
        version: of the tables.

    Raises:
        ForeignFile: another program's.
        NewerFile: a later version's.
        sqlite3.Error: it cannot be opened, or is damaged.
        OSError: its folder cannot be made.
    """

    def __init__(self, path: Path, tables: str, version: int) -> None:
        private_folder(path.parent)
        with contextlib.suppress(FileExistsError):  # SQLite gives its other files the permissions of this one
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        self._sql = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            self._prepare(tables, version)
        except BaseException:  # whatever it is, it is raised again: the caller gets no object to close
            self.close()
            raise

    def close(self) -> None:
        """Close it; idempotent."""
        self._sql.close()

    @property
    def size(self) -> int:
        """Bytes that are used."""
        return (self._number("page_count") - self._number("freelist_count")) * self._number("page_size")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:  # whatever it is, it is raised again: a transaction left open would block every writer
            with contextlib.suppress(sqlite3.Error):  # SQLite has rolled back itself after some errors
                self._sql.execute("ROLLBACK")
            raise
        try:
            self._sql.execute("COMMIT")
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")
            raise

    def _give_back(self) -> None:
        """Give the disk what is not used any more."""
        self._sql.executescript("PRAGMA incremental_vacuum")  # `execute` would stop after one page
        self._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _prepare(self, tables: str, version: int) -> None:
        mark, known = self._number("application_id"), self._number("user_version")
        if mark not in {0, MARK} or (mark == 0 and self._number("schema_version")):
            raise ForeignFile
        if known > version:
            raise NewerFile
        if not mark:
            self._sql.execute("PRAGMA auto_vacuum = INCREMENTAL")
        self._sql.execute("PRAGMA journal_mode = WAL")
        self._sql.execute("PRAGMA synchronous = NORMAL")
        self._sql.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
        if not mark:
            with self._transaction():
                for statement in filter(str.strip, tables.split(";")):
                    self._sql.execute(statement)
                self._sql.execute(f"PRAGMA application_id = {MARK}")
                self._sql.execute(f"PRAGMA user_version = {version}")

    def _number(self, pragma: str) -> int:
        return int(self._sql.execute(f"PRAGMA {pragma}").fetchone()[0])
