"""Mutants drawn at random from all there could be.

Those that change nothing anybody could notice stand in `harmless.txt`, a line each: the mutant as it is printed, two
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
"""What is counted together; a module belongs to the first that fits."""

_HARMLESS: Final = HERE / "harmless.txt"
_BETWEEN: Final = "  # "


def package_of(path: str) -> str:
    """The name a module is counted under."""
    return next(name for name, root in PACKAGES.items() if path.startswith(root))


def all_of(sources: Mapping[str, str], packages: Collection[str], part: str = "") -> dict[str, list[Mutant]]:
    """Every mutant there could be of modules whose path contains `part`, by package."""
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
    """The same number of mutants of each package, `count` in all: the same for the same seed and source."""
    rng = random.Random(seed)
    share = -(-count // max(1, len(found)))
    return [mutant for each in found.values() for mutant in rng.sample(each, min(share, len(each)))]


def harmless() -> dict[str, str]:
    """Names of mutants nobody could notice, and why."""
    lines = _HARMLESS.read_text(encoding="utf-8").splitlines() if _HARMLESS.exists() else []
    return dict(line.split(_BETWEEN, 1) for line in lines if _BETWEEN in line)


def check_harmless(sources: Mapping[str, str]) -> None:
    """See that the code can still be mutated as `harmless.txt` says.

    Raises:
        StaleError: it cannot.
    """
    names = harmless().keys()
    paths = {name.partition(" ")[0] for name in names}
    there = {
        f"{path} {each.where}: {each.what}" for path in paths & sources.keys() for each in mutations(sources[path])
    }
    if gone := sorted(names - there):
        raise StaleError("harmless.txt lists what could not be mutated so any more:\n" + "\n".join(gone))
