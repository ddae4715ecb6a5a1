"""A small JSON file that survives crashes, full disks and its own bad copies.

Written whole or not at all, it carries a version and a checksum. What cannot be read is put aside, not overwritten,
and the newest of the earlier good copies is taken instead; whoever asked is told in words for the screen.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from core.storage.whole_file import move, stage, strays

logger = logging.getLogger(__name__)

COPIES: Final = 3
"""Earlier good files kept, one a session: `name.1.json` is the newest."""

STRAY_AGE: Final = 60.0
"""Seconds after which a temporary file belongs to nobody: its writer was killed between write and move."""


class Loaded(NamedTuple):
    """What was found on disk."""

    content: dict[str, Any] | None
    """None when there is no file, and when neither it nor any copy can be read."""

    notice: str = ""
    """What the user should know about it, in Korean; empty when all is well."""


class _Unreadable(Exception):
    """The file is there and is not what was once written."""


class KeptFile:
    """One file, its good copies and its bad ones.

    Args:
        path: where it lives; its folder is made on the first save.
        version: of the content this program writes. An older file is returned as it is, for the caller to read
            tolerantly; a newer one is never written over.
    """

    def __init__(self, path: Path, version: int) -> None:
        self._path = path
        self._version = version
        self._is_newer = False
        self._has_good_copy_to_keep = False
        self._saving = threading.Lock()

    @property
    def path(self) -> Path:
        """Where the file lives."""
        return self._path

    def load(self) -> Loaded:
        """Read the file, or else the newest good copy of it."""
        self._sweep_strays()
        try:
            content = self._read(self._path)
        except FileNotFoundError:
            return Loaded(None)
        except (_Unreadable, OSError) as reason:
            return self._recover(reason)
        self._has_good_copy_to_keep = True
        if self._is_newer:
            return Loaded(content, f"{self._path.name}: 더 새로운 Hoga가 저장한 파일이라 바꾸지 않고 읽기만 합니다.")
        return Loaded(content)

    def save(self, content: Mapping[str, Any]) -> None:
        """Replace the file by `content`, unless a newer version wrote it. May be called from any thread.

        Raises:
            OSError: the disk is full or not writable; the file is then what it was before.
        """
        if self._is_newer:
            return
        payload = _canonical(content)
        record = {"version": self._version, "checksum": _checksum(payload), "content": json.loads(payload)}
        with self._saving:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            staged = stage(self._path, json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n")
            if self._has_good_copy_to_keep:
                self._has_good_copy_to_keep = False
                self._shift_copies()
            move(staged, self._path)

    def _read(self, path: Path) -> dict[str, Any]:
        raw = path.read_bytes()
        try:
            record = json.loads(raw)
            version, checksum, content = record["version"], record["checksum"], record["content"]
            is_as_written = isinstance(content, dict) and checksum == _checksum(_canonical(content))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _Unreadable(f"{type(error).__name__}: {error}") from error
        if not is_as_written or not isinstance(version, int):
            raise _Unreadable("the content does not match its checksum")
        self._is_newer = path == self._path and version > self._version
        return dict(content)

    def _recover(self, reason: Exception) -> Loaded:
        aside = self._put_aside()
        logger.warning("%s cannot be read (%s); kept as %s", self._path, reason, aside.name if aside else "it is")
        trouble = "파일을 읽을 수 없어" if isinstance(reason, OSError) else "파일이 손상되어"
        kept = f" 이전 파일: {aside.name}" if aside else ""
        for copy in self._copies():
            with contextlib.suppress(_Unreadable, OSError):
                return Loaded(self._read(copy), f"{self._path.name} {trouble} 이전 사본으로 복구했습니다.{kept}")
        return Loaded(None, f"{self._path.name} {trouble} 기본값으로 시작합니다.{kept}")

    def _put_aside(self) -> Path | None:
        """Rename the file.

        Returns:
            Its new name; None if it cannot be renamed.
        """
        aside = self._path.with_suffix(".bad" + self._path.suffix)
        try:
            return self._path.replace(aside)
        except OSError:
            return None

    def _copies(self) -> Iterator[Path]:
        return (self._path.with_suffix(f".{age}{self._path.suffix}") for age in range(1, COPIES + 1))

    def _shift_copies(self) -> None:
        """Make the file itself the newest copy; at no moment is there no file, and no copy is lost for want of room."""
        copies = list(self._copies())
        with contextlib.suppress(OSError):
            copy = self._copy()
            for newer, older in reversed(list(itertools.pairwise(copies))):
                with contextlib.suppress(FileNotFoundError):
                    newer.replace(older)
            move(copy, copies[0])

    def _copy(self) -> Path:
        """A second name for what is in the file, or where the file system has no such thing, a copy.

        Raises:
            OSError: there is no room for one.
        """
        copy = self._path.with_name(f".{self._path.name}.{os.getpid()}-copy.tmp")
        try:
            os.link(self._path, copy)
        except OSError:
            shutil.copyfile(self._path, copy)
        return copy

    def _sweep_strays(self) -> None:
        for stray in strays(self._path):
            with contextlib.suppress(OSError):
                if time.time() - stray.stat().st_mtime > STRAY_AGE:
                    stray.unlink()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _checksum(payload: str) -> str:
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()
