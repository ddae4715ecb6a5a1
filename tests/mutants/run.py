"""Do the guarding tests guard? Brings known bugs back one at a time and expects a test of each to fail.

    run.py [word ...] [--jobs N]     only the patches whose names contain one of the words

A patch is `NN-name.patch`: a header of `Bug:` (what it brings back) and `Guard:` lines (arguments for pytest: the tests
that must notice), then a unified diff against the repository. When the code it changes has moved on, make it anew:
put the bug into the code by hand, `git diff -U2 -- core` behind the old header, take the bug out again.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

NOT_COPIED: Final = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "*.egg-info")
JOBS: Final = 2
TIME_LIMIT: Final = 120.0
"""Seconds a mutant may keep its guards busy: one that hangs them is noticed, too."""

PASSED, FAILED = 0, 1
"""What pytest returns; all else means that it could not even try: no such test, or code that cannot be imported."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A bug to be brought back."""

    name: str
    path: Path
    bug: str
    guards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant, or of the tests without any."""

    is_good: bool
    text: str
    seconds: float
    by: str = ""
    """The test that noticed."""


def main() -> int:
    """Try every mutant asked for, and none first: guards that fail anyway would guard nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("word", nargs="*", help="part of a patch's name")
    parser.add_argument("--jobs", type=int, default=JOBS, help="how many at a time")
    given = parser.parse_args()
    mutants = [mutant for mutant in stored() if not given.word or any(word in mutant.name for word in given.word)]
    if not mutants:
        parser.error("no such patch")
    with trees(given.jobs) as free, ThreadPoolExecutor(given.jobs) as workers:
        verdicts = list(workers.map(lambda mutant: in_turn(mutant, free), [None, *mutants]))
    print("\n" + "\n".join(table([None, *mutants], verdicts)))
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


def stored() -> list[Mutant]:
    """Every patch there is, in order."""
    return [read(path) for path in sorted(HERE.glob("*.patch"))]


def read(path: Path) -> Mutant:
    """A patch with its header."""
    header = path.read_text(encoding="utf-8").partition("\n--- ")[0].splitlines()
    fields = [tuple(line.split(": ", 1)) for line in header if ": " in line]
    guards = tuple(text for name, text in fields if name == "Guard")
    return Mutant(path.stem, path, next(text for name, text in fields if name == "Bug"), guards)


@contextmanager
def trees(count: int) -> Iterator[SimpleQueue[Path]]:
    """Copies of the repository, to be taken and put back."""
    free: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory(prefix="hoga-mutants-") as directory:
        for n in range(count):
            tree = Path(directory, str(n))
            shutil.copytree(ROOT, tree, ignore=NOT_COPIED)
            free.put(tree)
        yield free


def in_turn(mutant: Mutant | None, free: SimpleQueue[Path]) -> Verdict:
    """Take a tree, try the mutant in it, put it back as it was; tells how it went."""
    tree = free.get()
    try:
        verdict = attempt(mutant, tree) if mutant else healthy(tree)
    finally:
        free.put(tree)
    print(f"{mutant.name if mutant else 'no mutant':40} {verdict.text:12} {verdict.seconds:5.1f} s", flush=True)
    return verdict


def healthy(tree: Path) -> Verdict:
    """The guards of all mutants must be green without any."""
    began = time.monotonic()
    status, output = pytest(tree, sorted({guard for mutant in stored() for guard in mutant.guards}), 10 * TIME_LIMIT)
    if status:
        print(output)
    return Verdict(status == 0, "green" if status == 0 else "RED", time.monotonic() - began)


def attempt(mutant: Mutant, tree: Path) -> Verdict:
    """Apply, test, take back."""
    began = time.monotonic()
    if patch(tree, mutant.path):
        print(f"{mutant.name}: the patch does not apply any more; make it anew (see {Path(__file__).name} --help)")
        return Verdict(is_good=False, text="STALE", seconds=0.0)
    try:
        status, output = pytest(tree, mutant.guards, TIME_LIMIT)
    finally:
        patch(tree, mutant.path, "--reverse")
    seconds = time.monotonic() - began
    if status is None:
        return Verdict(is_good=True, text="noticed", seconds=seconds, by="the time limit")
    if status == FAILED:
        return Verdict(is_good=True, text="noticed", seconds=seconds, by=failed_test(output))
    if status == PASSED:
        return Verdict(is_good=False, text="SURVIVED", seconds=seconds)
    print(output)
    return Verdict(is_good=False, text="NOT TRIED", seconds=seconds)


def failed_test(output: str) -> str:
    """Which test failed, by what pytest said."""
    failed = re.search(r"^FAILED \S+::(\S+)", output, re.MULTILINE)
    return failed[1] if failed else "a test"


def patch(tree: Path, path: Path, *options: str) -> int:
    """Change the tree; 0 if that could be done."""
    command = ["git", "apply", *options, str(path)]
    return subprocess.run(command, cwd=tree, capture_output=True, check=False).returncode


def pytest(tree: Path, guards: Iterable[str], limit: float) -> tuple[int | None, str]:
    """Run tests of a tree on its own code; the status of pytest, None past the time limit, and what it said.

    Guards with the same options share a run.
    """
    by_options: dict[tuple[str, ...], list[str]] = {}
    for guard in guards:
        where, *options = shlex.split(guard)
        by_options.setdefault(tuple(options), []).append(where)
    for options, places in by_options.items():
        status, output = _pytest(tree, [*places, *options], limit)
        if status:
            return status, output
        if status is None:
            break
    return status, output


def _pytest(tree: Path, arguments: Sequence[str], limit: float) -> tuple[int | None, str]:
    # The installed package is this repository, not the copy; the path comes first. No bytecode: a file changed and
    # changed back within a second would pass for the same.
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:xdist", "-p", "no:cacheprovider"]
    try:
        ran = subprocess.run(
            [*command, *arguments],
            cwd=tree,
            env=environment,
            timeout=limit,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return ran.returncode, ran.stdout[-4000:] + ran.stderr[-2000:]


def table(mutants: Iterable[Mutant | None], verdicts: Iterable[Verdict]) -> Iterator[str]:
    """What was brought back, what became of it, and the test that noticed."""
    rows = list(zip(mutants, verdicts, strict=True))
    for mutant, verdict in rows:
        what = f"{mutant.name}: {mutant.bug}" if mutant else "the code as it is"
        yield f"{verdict.text:10} {what}"
        if verdict.by:
            yield f"{'':10}   by {verdict.by}"
    noticed = sum(verdict.is_good for mutant, verdict in rows if mutant)
    yield f"\n{noticed} of {len(rows) - 1} noticed"


if __name__ == "__main__":
    sys.exit(main())
