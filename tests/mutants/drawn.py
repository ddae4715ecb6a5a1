"""Mutants drawn at random from all there could be: `drawn.py [--count N] [--seed N] [--package NAME] [--jobs N]`.

Each is tried against the tests that mirror its module, then against those that import it, then against those of its
package that see it at work. A package passes where 95 of 100 are noticed; survivors are listed. Those of them that
change nothing anybody could notice stand in `harmless.txt`, each with the reason, and count as noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

from operators import Mutation, mutations

COUNT: Final = 320
SEED: Final = 20261128
GOAL: Final = 0.95
TIME_LIMIT: Final = 900.0
"""Seconds each of the three rounds may take. A test that hangs fails by its own limit long before."""

PACKAGES: Final = {
    "market": ("core/market/",),
    "core": ("core/",),
    "widgets": ("widgets/",),
    "app": ("app/",),
}
"""What is counted together; a module belongs to the first that fits."""

NOT_COPIED: Final = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "*.egg-info")
PYTEST: Final = ("-x", "-q", "--no-header", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:faulthandler")
PASSED: Final = (0, 5)
"""What pytest returns where nothing failed; 5 says that there is no test."""

WIDER: Final = {
    "core/simulator/": ("tests/core/simulator",),
    "core/market/": ("tests/core/market", "tests/fuzz", "tests/widgets"),
    "core/": ("tests/core", "tests/matrix"),
    "widgets/": ("tests/widgets", "tests/app/window"),
    "app/": ("tests/app",),
}
"""Where a module is seen at work, beside the tests that import it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutation of a file."""

    path: str
    mutation: Mutation

    def __str__(self) -> str:
        return f"{self.path} {self.mutation.where}: {self.mutation.what}"

    @property
    def package(self) -> str:
        """The name it is counted under."""
        return next(name for name, roots in PACKAGES.items() if self.path.startswith(roots))


def draw(count: int, seed: int, packages: Sequence[str]) -> list[Mutant]:
    """The same number of mutants of each package: the same for the same seed and source."""
    by_package: dict[str, list[Mutant]] = {name: [] for name in packages}
    for root in ("core", "widgets", "app"):
        for path in sorted((ROOT / root).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            for mutation in mutations(source):
                mutant = Mutant(path.relative_to(ROOT).as_posix(), mutation)
                if mutant.package in by_package:
                    by_package[mutant.package].append(mutant)
    rng = random.Random(seed)
    share = -(-count // len(packages))
    return [mutant for found in by_package.values() for mutant in rng.sample(found, min(share, len(found)))]


def rounds_of(path: str) -> list[list[str]]:
    """The tests to try, the most telling first."""
    module = path.removesuffix(".py").replace("/", ".")
    mirrored = f"tests/{Path(path).parent.as_posix()}/test_{Path(path).stem.strip('_')}.py"
    suites = sorted(each.relative_to(ROOT).as_posix() for each in (ROOT / "tests").rglob("test_*.py"))
    usual = [each for each in suites if not each.startswith(("tests/package/", "tests/hands/", "tests/resources/"))]
    imports = re.compile(rf"^\s*(from {re.escape(module)} |import {re.escape(module)}\b)", re.MULTILINE)
    first = [mirrored] if mirrored in usual else []
    second = [each for each in usual if each != mirrored and imports.search((ROOT / each).read_text("utf-8"))]
    wider = next(places for root, places in WIDER.items() if path.startswith(root))
    third = [each for each in usual if each.startswith(wider) and each not in {*first, *second}]
    kin = Path(path).stem.partition("_")[0]
    third.sort(key=lambda each: kin not in each)  # a panel's own tests first
    return [each for each in (first, second, third) if each]


class Bed:
    """A copy of the repository and a process to run tests in."""

    def __init__(self, directory: str) -> None:
        self._tree = Path(directory, "tree")
        self._output = Path(directory, "output")
        shutil.copytree(ROOT, self._tree, ignore=NOT_COPIED)
        self._nursery = subprocess.Popen(
            [sys.executable, str(HERE / "nursery.py"), str(self._tree)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._changes = 0

    def test(self, arguments: Sequence[str]) -> int | None:
        """Run tests; None past the time limit."""
        order = {"arguments": [*PYTEST, *arguments], "limit": TIME_LIMIT, "output": str(self._output)}
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(order) + "\n")
        self._nursery.stdin.flush()
        return json.loads(self._nursery.stdout.readline())

    def write(self, path: str, text: str) -> None:
        """Change a file. Its time is a new one each time: Python tells stale bytecode by seconds."""
        file = self._tree / path
        self._changes += 1
        file.write_text(text, encoding="utf-8")
        os.utime(file, (self._changes * 2.0 + 1e9, self._changes * 2.0 + 1e9))

    def said(self) -> str:
        """What the last run printed."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """End the process."""
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        self._nursery.wait()


@contextmanager
def beds(count: int) -> Iterator[SimpleQueue[Bed]]:
    """So many, to be taken and put back."""
    free: SimpleQueue[Bed] = SimpleQueue()
    with tempfile.TemporaryDirectory(prefix="hoga-mutants-") as directory:
        made = [Bed(f"{directory}/{n}") for n in range(count) if not Path(f"{directory}/{n}").mkdir()]
        for bed in made:
            free.put(bed)
        try:
            yield free
        finally:
            for bed in made:
                bed.close()


def noticed_by(mutant: Mutant, bed: Bed) -> str:
    """The test that noticed a mutant; empty if none did."""
    original = (ROOT / mutant.path).read_text(encoding="utf-8")
    bed.write(mutant.path, mutant.mutation.text)
    try:
        for tests in rounds_of(mutant.path):
            status = bed.test(tests)
            if status is not None and status not in PASSED:
                failed = re.search(r"^(?:FAILED|ERROR) (\S+)", bed.said(), re.MULTILINE)
                return failed[1] if failed else f"exit status {status}"
    finally:
        bed.write(mutant.path, original)
    return ""


def harmless() -> dict[str, str]:
    """Mutants nobody could notice, and why: `path where: what  # reason` on each line."""
    file = HERE / "harmless.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return dict(line.split("  # ", 1) for line in lines if "  # " in line)


def main() -> int:
    """Try as many as asked for; 0 if enough of each package were noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--package", nargs="+", choices=PACKAGES, default=list(PACKAGES))
    parser.add_argument("--path", default="", help="only modules whose path contains this")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    reasons = harmless()
    mutants = [each for each in draw(given.count, given.seed, given.package) if given.path in each.path]
    results: dict[str, list[bool]] = {name: [] for name in given.package}
    began = time.monotonic()

    def attempt(mutant: Mutant) -> tuple[Mutant, str, float]:
        bed, started = free.get(), time.monotonic()
        try:
            by = reasons.get(str(mutant)) or noticed_by(mutant, bed)
        finally:
            free.put(bed)
        return mutant, by, time.monotonic() - started

    with beds(given.jobs) as free, ThreadPoolExecutor(given.jobs) as workers:
        for mutant, by, seconds in workers.map(attempt, mutants):
            results[mutant.package].append(bool(by))
            print(
                f"{'noticed ' if by else 'SURVIVED'} {seconds:5.1f} s  {mutant}{f'  by {by}' if by else ''}", flush=True
            )
    print(f"\n{len(mutants)} mutants, seed {given.seed}, {time.monotonic() - began:.0f} s")
    for name, noticed in results.items():
        print(f"{name:8} {sum(noticed)} of {len(noticed)} noticed, {sum(noticed) / max(1, len(noticed)):.1%}")
    return 0 if all(sum(noticed) >= GOAL * len(noticed) for noticed in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
