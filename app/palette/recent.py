"""The entries of the palette that were chosen last, by their ids; a small file of the profile keeps them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from core.storage.private_folder import private_folder
from core.storage.whole_file import move, read_regular, stage

logger = logging.getLogger(__name__)

KEPT: Final = 8

RECENT_FILE: Final = "recent.json"
"""The name of the file in the profile."""

_LONGEST: Final = 80
"""Characters of an id; no longer one was written."""

_LARGEST: Final = 16 * 1024
"""Bytes; no larger file was written."""


class Recent:
    """A short list of ids, the last one first.

    Args:
        names: the ids at first; those that cannot be one are left out.
    """

    def __init__(self, names: Iterable[object] = ()) -> None:
        usable = (name for name in names if isinstance(name, str) and 0 < len(name) <= _LONGEST)
        self._ids = list(dict.fromkeys(usable))[:KEPT]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def add(self, name: str) -> None:
        """Put an id in front; an empty one is ignored."""
        if name:
            self._ids = [name, *(each for each in self._ids if each != name)][:KEPT]


def load_recent(path: Path) -> Recent:
    """Read the choices of earlier runs; none if the file is not there or not readable."""
    try:
        content = json.loads(read_regular(path, _LARGEST))
    except (OSError, ValueError, RecursionError) as error:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            logger.warning("%s cannot be read: %s", path, error)
        return Recent()
    return Recent(content if isinstance(content, list) else ())


def save_recent(recent: Recent, path: Path) -> None:
    """Write the choices for the next run; a failure costs only them, so it is logged."""
    try:
        private_folder(path.parent)
        move(stage(path, json.dumps(list(recent), ensure_ascii=False).encode("utf-8", "surrogatepass")), path)
    except OSError as error:
        logger.warning("%s cannot be written: %s", path, error)
