"""A small JSON file that survives crashes, full disks and its own bad copies.

Written whole beside the old one, synced and moved into place, so a reader sees the old file or the new one, never
half of one. The file carries a version and a checksum. What cannot be read is put aside, not overwritten, and the
newest of the earlier good copies is taken instead; whoever asked is told in words for the screen.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

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
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._has_good_copy_to_keep:
                self._has_good_copy_to_keep = False
                self._shift_copies()
            self._replace(json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n")

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
        kept = self._put_aside()
        logger.warning("%s cannot be read (%s); kept as %s", self._path, reason, kept.name)
        for copy in self._copies():
            with contextlib.suppress(_Unreadable, OSError):
                return Loaded(
                    self._read(copy),
                    f"{self._path.name} 파일이 손상되어 이전 사본으로 복구했습니다. 손상된 파일: {kept.name}",
                )
        return Loaded(None, f"{self._path.name} 파일이 손상되어 기본값으로 시작합니다. 손상된 파일: {kept.name}")

    def _put_aside(self) -> Path:
        kept = self._path.with_suffix(".bad" + self._path.suffix)
        with contextlib.suppress(OSError):
            self._path.replace(kept)
        return kept

    def _copies(self) -> Iterator[Path]:
        return (self._path.with_suffix(f".{age}{self._path.suffix}") for age in range(1, COPIES + 1))

    def _shift_copies(self) -> None:
        copies = list(self._copies())
        for newer, older in reversed(list(itertools.pairwise(copies))):
            with contextlib.suppress(FileNotFoundError):
                newer.replace(older)
        # Copied, not moved: at no moment is there no file. A copy torn by a crash fails its checksum.
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(self._path, copies[0])

    def _replace(self, data: bytes) -> None:
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(self._path.parent)

    def _sweep_strays(self) -> None:
        for stray in self._path.parent.glob(f".{self._path.name}.*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - stray.stat().st_mtime > STRAY_AGE:
                    stray.unlink()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _checksum(payload: str) -> str:
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the move itself survive a power cut; Windows has no such call for folders."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
