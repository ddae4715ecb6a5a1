"""A small JSON file that survives crashes, full disks and damaged copies.

It is written completely or not at all, with a version and a checksum. A file that is unreadable, or that its reader
refuses because the program crashed on it, is renamed, not overwritten. Then the newest good copy is used, and the
caller gets a notice for the user.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import os
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from core.storage.aside import put_aside
from core.storage.private_folder import private_folder
from core.storage.whole_file import TooLarge, move, read_regular, stage, staging_name, strays
from core.text import Text, translatable

logger = logging.getLogger(__name__)

COPIES: Final = 3
"""How many good earlier files are kept, one per session: `name.1.json` is the newest."""

LARGEST: Final = 16 * 1024 * 1024
"""Bytes; a larger file was not written by Hoga, and reading it would take seconds and memory."""

STRAY_AGE: Final = 60.0
"""Seconds after which a temporary file is abandoned: its writer was killed between write and move."""


class Loaded(NamedTuple):
    """The result of a load."""

    content: dict[str, Any] | None
    """None if there is no file, or if neither the file nor any copy is readable."""

    notice: str = ""
    """The notice for the user; empty if all is well."""

    key: str = ""
    """Identifies this content; empty if there is none."""


class _Unreadable(Exception):
    """The file exists but is not what was written."""


class _Refused(Exception):
    """The file is what was written, but its reader refuses it."""


class _Found(NamedTuple):
    """A file that is what was written."""

    content: dict[str, Any]
    key: str
    raw: bytes
    version: int


class KeptFile:
    """One file, its good copies and its bad ones.

    Args:
        path: the file; its folder is made on the first save.
        version: of the content that this program writes. An older file is returned as it is, for the caller to read
            tolerantly; a newer one is never overwritten.
    """

    def __init__(self, path: Path, version: int) -> None:
        self._path = path
        self._version = version
        self._is_newer = False
        self._has_good_copy_to_keep = False
        self._saving = threading.Lock()

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self._path

    def load(self, refused: Collection[str] = ()) -> Loaded:
        """Read the file, or the newest good copy of it.

        Args:
            refused: the keys of contents that must not be returned; such files are renamed.
        """
        self._sweep_strays()
        self._is_newer = False
        try:
            found = self._read(self._path, refused)
        except FileNotFoundError:
            return Loaded(None)
        except (_Unreadable, _Refused, OSError) as reason:
            return self._recover(reason, refused)
        self._has_good_copy_to_keep = True
        self._is_newer = found.version > self._version
        newer = translatable("core", "{file}: 더 새로운 Hoga가 저장한 파일이라 바꾸지 않고 읽기만 합니다.").format(
            file=self._path.name
        )
        return Loaded(found.content, newer if self._is_newer else "", found.key)

    def save(self, content: Mapping[str, Any]) -> None:
        """Replace the file with `content`, unless a newer version wrote it. May be called from any thread.

        Raises:
            OSError: the disk is full or not writable; the file is then unchanged.
        """
        if self._is_newer:
            return
        payload = _canonical(content)
        record = {"version": self._version, "checksum": _checksum(payload), "content": json.loads(payload)}
        with self._saving:
            private_folder(self._path.parent)
            text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
            staged = stage(self._path, text.encode("utf-8", "surrogatepass"))
            if self._has_good_copy_to_keep:
                self._has_good_copy_to_keep = False
                self._shift_copies()
            move(staged, self._path)

    @staticmethod
    def key_of(content: Mapping[str, Any]) -> str:
        """Return the key that `load` will give with this content."""
        return _checksum(_canonical(content))

    def _read(self, path: Path, refused: Collection[str]) -> _Found:
        try:
            raw = read_regular(path, LARGEST)
            record = json.loads(raw)
            version, key, content = record["version"], record["checksum"], record["content"]
            is_as_written = isinstance(content, dict) and key == _checksum(_canonical(content))
        except (ValueError, KeyError, TypeError, RecursionError, TooLarge) as error:
            raise _Unreadable(f"{type(error).__name__}: {error}") from error
        if not is_as_written or type(version) is not int:
            raise _Unreadable("the content does not match its checksum")
        if key in refused:
            raise _Refused("the program died or failed while it was being restored")
        return _Found(content, key, raw, version)

    def _recover(self, reason: Exception, refused: Collection[str]) -> Loaded:
        aside = put_aside(self._path)
        where = _KEPT_AS.format(path=aside) if aside else _STILL_AT.format(path=self._path)
        logger.warning("%s cannot be used (%s); kept as %s", self._path, reason, aside.name if aside else "it is")
        why = _TROUBLES.get(type(reason), _CANNOT_BE_READ)
        for copy in self._copies():
            try:
                found = self._read(copy, refused)
            except _Refused:
                put_aside(copy, like=self._path)
            except (_Unreadable, OSError):
                continue
            else:
                if found.version <= self._version:
                    self._put_in_place(found.raw)
                return Loaded(found.content, _recovered(_FROM_COPY, self._path, why, where), found.key)
        return Loaded(None, _recovered(_FROM_NOTHING, self._path, why, where))

    def _put_in_place(self, raw: bytes) -> None:
        """Write a good copy to the file's own place, so that the next start finds it even without a save."""
        with contextlib.suppress(OSError):  # a full disk; the copy stays in its place
            move(stage(self._path, raw), self._path)

    def _copies(self) -> Iterator[Path]:
        return (self._path.with_suffix(f".{age}{self._path.suffix}") for age in range(1, COPIES + 1))

    def _shift_copies(self) -> None:
        """Make the file the newest copy; the file exists at every moment, and a full disk loses no copy."""
        copies = list(self._copies())
        with contextlib.suppress(OSError):
            copy = self._copy()
            for newer, older in reversed(list(itertools.pairwise(copies))):
                with contextlib.suppress(FileNotFoundError):
                    newer.replace(older)
            move(copy, copies[0])

    def _copy(self) -> Path:
        """A second link to the file, or a copy if the file system has no links.

        Raises:
            OSError: there is no room for one.
        """
        copy = staging_name(self._path)
        try:
            os.link(self._path, copy)
        except OSError:
            return stage(self._path, self._path.read_bytes())
        return copy

    def _sweep_strays(self) -> None:
        for stray in strays(self._path):
            with contextlib.suppress(OSError):
                if time.time() - stray.stat().st_mtime > STRAY_AGE:
                    stray.unlink()


_CANNOT_BE_READ: Final = translatable("core", "파일을 읽을 수 없어")
_TROUBLES: Final[Mapping[type[Exception], Text]] = {
    _Unreadable: translatable("core", "파일이 손상되어"),
    _Refused: translatable("core", "내용을 복원하다가 프로그램이 멈춰"),
}
_FROM_COPY: Final = translatable("core", "{file} {why} 이전 사본으로 복구했습니다. {where}")
_FROM_NOTHING: Final = translatable("core", "{file} {why} 기본값으로 시작합니다. {where}")
_KEPT_AS: Final = translatable("core", "보관한 파일: {path}")
_STILL_AT: Final = translatable("core", "파일: {path}")


def _recovered(message: Text, file: Path, why: Text, where: Text) -> Text:
    return message.format(file=file.name, why=why, where=where)


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _checksum(payload: str) -> str:
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()
