"""A note on disk that something is being tried which may end the process, so that the next start does not try it again.

It is written before the attempt and wiped once that has proved harmless. A start that finds one whose process has ended
knows that the last start died of it, or soon after it. Whether soon after is a death of the attempt's own making nobody
can see from a kill or a power cut, so that takes a crash on record, or several such ends in a row.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from core.storage.file_lock import try_lock
from core.storage.private_folder import private_folder

logger = logging.getLogger(__name__)

UNEXPLAINED: Final = 3
"""Ends soon after the attempt, without a crash on record, after which it is held to be their cause."""

LARGEST: Final = 64 * 1024
"""Bytes of a note."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a note says: what was tried, and how far that came."""

    key: str = ""
    """What was tried last; empty if nothing was."""
    is_through: bool = False
    """Whether the attempt itself had ended when the process did."""
    ends: int = 0
    """How often in a row the process ended soon after it, for no reason on record."""
    refused: frozenset[str] = field(default_factory=frozenset)
    """What is not to be tried again."""

    def judged(self, *, has_crashed: bool) -> Self:
        """What follows from it for a start whose forerunner left this note behind.

        Args:
            has_crashed: whether the forerunner left a crash behind too.
        """
        if not self.key:
            return self
        ends = self.ends + 1
        if not self.is_through or has_crashed or ends >= UNEXPLAINED:
            return replace(self, key="", is_through=False, ends=0, refused=self.refused | {self.key})
        return replace(self, is_through=False, ends=ends)

    def trying(self, key: str) -> Self:
        """The note of a process that is about to try `key`."""
        return replace(self, key=key, is_through=False, ends=self.ends if key == self.key else 0)


class Attempt:
    """The note of this process, in a file. Where nothing can be written, and beside another process, it notes nothing.

    Args:
        path: where.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._tried = Tried()

    def look_back(self, *, has_crashed: bool) -> frozenset[str]:
        """Read what the last process left behind, and take its place.

        Args:
            has_crashed: whether it left a crash behind too.

        Returns:
            What is not to be tried again.
        """
        try:
            private_folder(self._path.parent)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(self._path, flags | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            logger.info("what is tried at the start is not noted: %s", error)
            return frozenset()
        try:
            is_ours = try_lock(descriptor)
        except OSError:  # no locks here; then there is hardly a second process either
            is_ours = True
        if not is_ours:  # another process is trying just now, and has not died of it
            os.close(descriptor)
            return frozenset()
        self._descriptor = descriptor
        with contextlib.suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)
            self._tried = _read(os.read(descriptor, LARGEST)).judged(has_crashed=has_crashed)
        return self._tried.refused

    def begin(self, key: str) -> None:
        """Note that `key` is being tried; on disk when this returns."""
        self._tried = self._tried.trying(key)
        self._write()

    def fail(self) -> None:
        """Note that what was tried has failed in order, and is not to be tried again."""
        self._tried = replace(self._tried, key="", ends=0, refused=self._tried.refused | {self._tried.key})
        self._write()

    def got_through(self) -> None:
        """Note that the attempt itself has ended well."""
        self._tried = replace(self._tried, is_through=True)
        self._write()

    def prove_harmless(self) -> None:
        """Wipe the note: nothing that happens from now on is of the attempt's making."""
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None

    def _write(self) -> None:
        if self._descriptor is None:
            return
        tried = self._tried
        note = {"key": tried.key, "is_through": tried.is_through, "ends": tried.ends, "refused": sorted(tried.refused)}
        data = json.dumps(note).encode("ascii") + b"\n"
        with contextlib.suppress(OSError):  # a full disk
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, data)
            os.ftruncate(self._descriptor, len(data))
            os.fsync(self._descriptor)


def _read(raw: bytes) -> Tried:
    """What a note says; nothing where it is none, for half a note says nothing."""
    try:
        note: Any = json.loads(raw.partition(b"\n")[0])  # a longer one may have lain there before
        key, is_through, ends, refused = (note[name] for name in ("key", "is_through", "ends", "refused"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Tried()
    if not isinstance(key, str) or not isinstance(refused, list) or type(ends) is not int:
        return Tried()
    return Tried(key, is_through is True, max(0, ends), frozenset(each for each in refused if isinstance(each, str)))
