"""Finds the files a change touches, and the tests that mirror them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from rounds import REAL_SECONDS, Suites

PACKAGES: Final = ("app/", "core/", "widgets/", "resources/")

_ABOUT_THE_TREE: Final = "tests/test_layout.py"
_ABOUT_THE_TEXTS: Final = ("tests/whole/test_readmes.py", "tests/core/test_seed_table.py")
_TOO_LONG: Final = ("tests/hands/", "tests/package/", "tests/peers/", "tests/soak/")


class Choice(NamedTuple):
    """The tests for a change."""

    tests: list[str]
    """To run now."""
    left: list[str]
    """Not run: changed tests, or tests of changed files, that are slow or used by too many tests."""


def changed_files(root: Path) -> list[str]:
    """Return every file that differs from where the branch left `main`, committed or not; new files too.

    Without a branch `main`: every file that differs from the last commit.
    """
    base = _git(root, "merge-base", "HEAD", "main") or ["HEAD"]
    differing = _git(root, "diff", "--name-only", base[0])
    return sorted({*differing, *_git(root, "ls-files", "--others", "--exclude-standard")})


def choice_for(changed: Iterable[str], existing: set[str]) -> Choice:
    """Return the tests that mirror the changed files, and the changed tests that are quick.

    Args:
        changed: paths below the project, deleted ones too.
        existing: every test module.
    """
    found = {_ABOUT_THE_TREE}
    left = set()
    for path in changed:
        if path.endswith(".md"):
            found.update(_ABOUT_THE_TEXTS)
        elif path in existing:
            found.add(path)
        elif path.startswith(PACKAGES) and path.endswith(".py"):
            if (mirror := Suites.mirror_of(path)) in existing:
                found.add(mirror)
            elif not path.endswith("/__init__.py"):
                left.add(f"{path} (it has no test of its own)")
        elif path.startswith("tests/") and path.endswith(".py"):
            left.add(f"{path} (many tests may use it)")
    slow = {test for test in found if test.startswith(_TOO_LONG) or test in REAL_SECONDS}
    return Choice(sorted((found & existing) - slow), sorted(left | slow))


def _git(root: Path, *arguments: str) -> list[str]:
    """Return the lines git prints; none if it fails."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []
