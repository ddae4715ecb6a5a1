"""Mutants drawn at random from all possible ones.

Mutants that have no observable effect are listed in `harmless.txt`, one per line: the mutant as printed, two
spaces, `# ` and the reason. They count as noticed.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from typing import Final

from mutant import HERE, Mutant, StaleError
from operators import mutations
from rounds import Suites, stored_suites

PACKAGES: Final = {"market": "core/market/", "core": "core/", "widgets": "widgets/", "app": "app/"}
"""The groups for counting; a module belongs to the first one that fits."""

_HARMLESS: Final = HERE / "harmless.txt"
_BETWEEN: Final = "  # "


def package_of(path: str) -> str:
    """Return the group in which a module is counted."""
    return next(name for name, root in PACKAGES.items() if path.startswith(root))


def all_of(sources: Mapping[str, str], packages: Collection[str], part: str = "") -> dict[str, list[Mutant]]:
    """Return every possible mutant of modules whose path contains `part`, by package."""
    found: dict[str, list[Mutant]] = {name: [] for name in PACKAGES if name in packages}
    suites = Suites(sources, stored_suites())
    for path, source in sources.items():
        if (package := package_of(path)) in found and part in path:
            rounds = suites.rounds_of(path)
            found[package] += [
                Mutant(f"{path} {each.where}: {each.what}", package, {path: each.text}, rounds)
                for each in mutations(source)
            ]
    return found


def draw(found: Mapping[str, list[Mutant]], count: int, seed: int) -> list[Mutant]:
    """Draw the same number of mutants from each package, `count` in all; equal seed and source give equal mutants."""
    rng = random.Random(seed)
    share = -(-count // max(1, len(found)))
    return [mutant for each in found.values() for mutant in rng.sample(each, min(share, len(each)))]


def harmless() -> dict[str, str]:
    """Return the names of mutants without an observable effect, and the reasons."""
    lines = _HARMLESS.read_text(encoding="utf-8").splitlines() if _HARMLESS.exists() else []
    return dict(line.split(_BETWEEN, 1) for line in lines if _BETWEEN in line)


def check_harmless(sources: Mapping[str, str]) -> None:
    """Check that the mutants in `harmless.txt` still exist in the code.

    Raises:
        StaleError: one does not.
    """
    names = harmless().keys()
    paths = {name.partition(" ")[0] for name in names}
    there = {
        f"{path} {each.where}: {each.what}" for path in paths & sources.keys() for each in mutations(sources[path])
    }
    if gone := sorted(names - there):
        raise StaleError("harmless.txt lists what could not be mutated so any more:\n" + "\n".join(gone))
