"""Mutants drawn at random from all there could be, and the tests that ought to notice them.

Those that change nothing anybody could notice stand in `harmless.txt`, a line each: the mutant as it is printed, two
spaces, `# ` and the reason. They count as noticed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from mutant import HERE, ROOT, Mutant, StaleError
from operators import mutations

PACKAGES: Final = {"market": "core/market/", "core": "core/", "widgets": "widgets/", "app": "app/"}
"""What is counted together; a module belongs to the first that fits."""

_WIDER: Final = {
    "core/simulator/": ("tests/core/simulator",),
    "core/market/": ("tests/core/market", "tests/fuzz", "tests/widgets"),
    "core/": ("tests/core", "tests/matrix"),
    "widgets/": ("tests/widgets", "tests/app/window"),
    "app/": ("tests/app",),
}
"""Where a module is seen at work, beside the tests that import it."""

_APART: Final = ("tests/package/", "tests/peers/", "tests/hands/", "tests/resources/", "tests/mutants/")
"""Tests of what is made of the code, tests that last by the minute, and those of this tool."""

_REAL_SECONDS: Final = (
    "tests/app/test_leaving.py",
    "tests/app/test_desk_run.py",
    "tests/app/test_exchange_process.py",
    "tests/matrix/test_process.py",
    "tests/matrix/test_environment.py",
)
"""Tests that need the machine to themselves: only the module they mirror is worth the doubt."""

_HARMLESS: Final = HERE / "harmless.txt"
_BETWEEN: Final = "  # "


def package_of(path: str) -> str:
    """The name a module is counted under."""
    return next(name for name, root in PACKAGES.items() if path.startswith(root))


def all_of(sources: Mapping[str, str], packages: Collection[str], part: str = "") -> dict[str, list[Mutant]]:
    """Every mutant there could be of modules whose path contains `part`, by package."""
    found: dict[str, list[Mutant]] = {name: [] for name in PACKAGES if name in packages}
    for path, source in sources.items():
        package = package_of(path)
        if package in found and part in path:
            found[package].extend(_mutants(path, package, source))
    return found


def _mutants(path: str, package: str, source: str) -> Iterator[Mutant]:
    rounds = rounds_of(path)
    for mutation in mutations(source):
        yield Mutant(f"{path} {mutation.where}: {mutation.what}", package, {path: mutation.text}, rounds)


def draw(found: Mapping[str, list[Mutant]], count: int, seed: int) -> list[Mutant]:
    """The same number of mutants of each package, `count` in all: the same for the same seed and source."""
    rng = random.Random(seed)
    share = -(-count // max(1, len(found)))
    return [mutant for each in found.values() for mutant in rng.sample(each, min(share, len(each)))]


@lru_cache
def _suites() -> dict[str, str]:
    """Every test module's text, by path."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {path: text for path, text in texts.items() if not path.startswith(_APART)}


@lru_cache
def rounds_of(path: str) -> list[list[str]]:
    """The tests of a module, the most telling first: its mirror, those that import it, those that see it at work."""
    suites = _suites()
    module = re.escape(path.removesuffix(".py").replace("/", "."))
    mirror = f"tests/{Path(path).parent.as_posix()}/test_{Path(path).stem.strip('_')}.py"
    imports = re.compile(rf"^\s*(from {module} |import {module}\b)", re.MULTILINE)
    wider = next(places for root, places in _WIDER.items() if path.startswith(root))
    others = [each for each in suites if each != mirror and each not in _REAL_SECONDS]
    second = [each for each in others if imports.search(suites[each])]
    third = [each for each in others if each.startswith(wider) and each not in second]
    kin = Path(path).stem.partition("_")[0]
    third.sort(key=lambda each: kin not in each)  # a panel's own tests first
    return [each for each in ([mirror] if mirror in suites else [], second, third) if each]


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
