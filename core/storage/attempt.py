"""A note on disk before a risky step that may end the process, so that the next start does not repeat it.

It is written before the attempt and removed once the attempt has proved harmless. A start that finds the note of an
ended process knows that the process ended during the attempt or soon after. If it ended soon after, by a kill or a
power cut, the attempt need not be the cause; so a crash record, or several such ends in a row, are required to blame
it.
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
"""How many ends soon after the attempt, without a crash record, make the attempt the assumed cause."""

LARGEST: Final = 64 * 1024
"""Maximum number of bytes of a note."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The content of a note: what was attempted, and how far it came."""

    key: str = ""
    """The key of the last attempt; empty if there was none."""
    is_through: bool = False
    """Whether the attempt itself had finished when the process ended."""
    ends: int = 0
    """How often in a row the process ended soon after it, without a recorded reason."""
    refused: frozenset[str] = field(default_factory=frozenset)
    """The keys that must not be attempted again."""
    earlier: frozenset[str] = field(default_factory=frozenset)
    """The keys that the content had earlier in the same process; they are blamed with it."""

    def judged(self, *, has_crashed: bool, last_resort: str = "") -> Self:
        """The note for a new start, after the previous process left this one.

        Args:
            has_crashed: whether the previous process also left a crash record.
            last_resort: the key of what has nothing to take its place. Without a crash record it is blamed only if
                several processes in a row ended before the attempt had finished.
        """
        if not self.key:
            return self
        ends = self.ends + 1
        if self.key == last_resort:
            is_blamed = has_crashed or (ends >= UNEXPLAINED and not self.is_through)
        else:
            is_blamed = has_crashed or ends >= UNEXPLAINED or not self.is_through
        if is_blamed:
            refused = self.refused | self.earlier | {self.key}
            return replace(self, key="", is_through=False, ends=0, refused=refused, earlier=frozenset())
        return replace(self, is_through=False, ends=ends)

    def trying(self, key: str) -> Self:
        """The note of a process that is about to attempt `key`."""
        ends = self.ends if key == self.key else 0
        return replace(self, key=key, is_through=False, ends=ends, earlier=frozenset())


class Attempt:
    """The note of this process, in a file. Nothing is noted if the file is not writable or not ours.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._tried = Tried()

    def look_back(self, *, has_crashed: bool, last_resort: str = "") -> frozenset[str]:
        """Read the note of the last process, and take over the file.

        Args:
            has_crashed: whether that process also left a crash record.
            last_resort: the key of what has nothing to take its place; see `Tried.judged`.

        Returns:
            The keys that must not be attempted again.
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
        except OSError:  # a file system without locks; a second process is then unlikely too
            is_ours = True
        if not is_ours:  # another process holds the note; it is alive, so its attempt has not ended it
            os.close(descriptor)
            return frozenset()
        self._descriptor = descriptor
        with contextlib.suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)
            self._tried = _read(os.read(descriptor, LARGEST)).judged(has_crashed=has_crashed, last_resort=last_resort)
        return self._tried.refused

    def begin(self, key: str) -> None:
        """Note that `key` is being attempted; it is on disk when this returns."""
        self._tried = self._tried.trying(key)
        self._write()

    def fail(self) -> None:
        """Note that the attempt failed normally and must not be repeated."""
        self._tried = replace(self._tried, key="", ends=0, refused=self._tried.refused | {self._tried.key})
        self._write()

    def got_through(self) -> None:
        """Note that the attempt itself has finished without an error."""
        self._tried = replace(self._tried, is_through=True)
        self._write()

    def goes_on_as(self, key: str) -> None:
        """Note that what was attempted has become another content, which the next process will attempt.

        If this process ends soon, both are judged as the attempted one would have been.
        """
        tried = self._tried
        self._tried = replace(tried, key=key, earlier=tried.earlier | {tried.key})
        self._write()

    def prove_harmless(self) -> None:
        """Remove the note: what happens from now on is not caused by the attempt."""
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
        note["earlier"] = sorted(tried.earlier)
        data = json.dumps(note).encode("ascii") + b"\n"
        with contextlib.suppress(OSError):  # a full disk
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, data)
            os.ftruncate(self._descriptor, len(data))
            os.fsync(self._descriptor)


def _read(raw: bytes) -> Tried:
    """The content of a note; an empty one if the file is not a complete note."""
    try:
        note: Any = json.loads(raw.partition(b"\n")[0])  # a longer note may have been there before
        key, is_through, ends, refused = (note[name] for name in ("key", "is_through", "ends", "refused"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Tried()
    if not isinstance(key, str) or not isinstance(refused, list) or type(ends) is not int:
        return Tried()
    return Tried(key, is_through is True, max(0, ends), _keys(refused), _keys(note.get("earlier")))


def _keys(found: object) -> frozenset[str]:
    return frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()
