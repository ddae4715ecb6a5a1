"""The size of the program's folder, and its largest files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

BIGGEST: Final = 20


def weigh(folder: Path) -> dict[str, int]:
    """Return the size of each file, by its path in the folder; a link has size 0."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def table(weights: Mapping[str, int], biggest: int = BIGGEST) -> str:
    """Format the largest files and the total size as a table."""
    rows = sorted(weights.items(), key=lambda row: (-row[1], row[0]))
    rest = rows[biggest:]
    lines = [_line(size, name.removeprefix("_internal/")) for name, size in rows[:biggest]]
    if rest:
        lines.append(_line(_sum(rest), f"{len(rest)} smaller files"))
    return "\n".join([*lines, _line(_sum(rows), f"{len(rows)} files")])


def _sum(rows: Iterable[tuple[str, int]]) -> int:
    return sum(size for _, size in rows)


def _line(size: int, name: str) -> str:
    return f"{size / 1e6:7.1f} MB  {name}"
