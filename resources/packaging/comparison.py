"""Compares two builds: `python -m resources.packaging.comparison FOLDER FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from resources.packaging.checksums import sha256


def main(arguments: Sequence[str]) -> int:
    """Print the differences.

    Returns:
        The exit status: 0 when the builds are the same.
    """
    first, second = (fingerprint(Path(folder)) for folder in arguments)
    lines = differences(first, second)
    sys.stdout.write("".join(f"{line}\n" for line in lines) or f"{len(first)} entries, all the same\n")
    return 1 if lines else 0


def fingerprint(folder: Path) -> dict[str, str]:
    """Return path, mode and content hash of everything in a folder."""
    return {path.relative_to(folder).as_posix(): _fingerprint(path) for path in folder.rglob("*")}


def differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    """Return the entries that only one folder has or that differ."""
    return [
        f"{_difference(name in first, name in second)}: {name}"
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    ]


def _difference(is_in_first: bool, is_in_second: bool) -> str:
    if is_in_first and is_in_second:
        return "differs"
    return "only in the first" if is_in_first else "only in the second"


def _fingerprint(path: Path) -> str:
    status = path.lstat()
    if path.is_symlink():
        return f"link to {path.readlink()}, {status.st_mtime:.0f}"
    return f"{status.st_mode:o}, {status.st_mtime:.0f}, {'folder' if path.is_dir() else sha256(path)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
