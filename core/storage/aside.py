"""Renames a file that cannot be used, so that nothing overwrites it: what is in it may be all that the user has."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

KEPT_ASIDE: Final = 9
"""How many such files of one name are kept, as a rule."""


def put_aside(path: Path, *, like: Path | None = None, most: int = KEPT_ASIDE) -> Path | None:
    """Rename a file to `name.bad.json`, then `name.bad2.json` and so on; the oldest of them makes room for one more.

    Args:
        path: the file.
        like: the file whose name the new one is made from; None for `path`.
        most: how many are kept.

    Returns:
        Its new path; None if it cannot be renamed.
    """
    named = like or path
    names = [named.with_suffix(f".bad{number or ''}{named.suffix}") for number in (0, *range(2, most + 1))]
    try:
        free = next((name for name in names if not os.path.lexists(name)), None)
        return path.replace(free or min(names, key=lambda name: name.lstat().st_mtime))
    except OSError as error:
        logger.warning("%s cannot be put aside: %s", path, error)
        return None
