"""Tries mutants: does a test fail with the mutant that passes without it?"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Final

from bed import Bed
from mutant import Mutant

TIME_LIMIT: Final = 900.0
"""Maximum seconds of a round of tests. A hanging test usually fails by its own limit; a longer one counts as failed."""

_NOTHING_FAILED: Final = (0, 5)
"""Exit statuses of pytest; 5 means that no test was found."""
_BAD_ARGUMENTS: Final = 4


class Outcome(StrEnum):
    """The result of a mutant."""

    NOTICED = "noticed"
    HARMLESS = "harmless"
    SURVIVED = "SURVIVED"
    RED = "RED"
    """The failed test also fails without the mutant."""
    STALE = "STALE"
    """The code it changes no longer exists."""
    NOT_TRIED = "NOT TRIED"
    """The named tests do not exist."""

    @property
    def is_good(self) -> bool:
        """Whether no further work is needed."""
        return self in (Outcome.NOTICED, Outcome.HARMLESS)

    @property
    def is_failure(self) -> bool:
        """Whether the run is not valid until this is repaired."""
        return self in (Outcome.RED, Outcome.STALE, Outcome.NOT_TRIED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a mutant, the time it took, and the test that failed or the reason."""

    outcome: Outcome
    seconds: float = 0.0
    by: str = ""


class Court:
    """Tries mutants in beds. Several threads may use it at a time."""

    def __init__(self, beds: Iterable[Bed]) -> None:
        self._free: SimpleQueue[Bed] = SimpleQueue()
        for bed in beds:
            self._free.put(bed)
        self._clean: dict[tuple[str, ...], Future[str]] = {}
        self._lock = Lock()

    def verdict_on(self, mutant: Mutant) -> Verdict:
        """Take a bed, try a mutant in it, restore it."""
        bed, began = self._free.get(), time.monotonic()
        try:
            for tests in mutant.rounds:
                outcome, by = self._try(mutant, tests, bed)
                if outcome is not Outcome.SURVIVED:
                    break
            else:
                outcome, by = Outcome.SURVIVED, ""
        finally:
            self._free.put(bed)
        return Verdict(outcome, time.monotonic() - began, by)

    def _try(self, mutant: Mutant, tests: Sequence[str], bed: Bed) -> tuple[Outcome, str]:
        with bed.with_texts(mutant.texts):
            status = bed.test(tests, TIME_LIMIT)
            if status in _NOTHING_FAILED:
                return Outcome.SURVIVED, ""
            shown = bed.shown()
            if status == _BAD_ARGUMENTS:
                return Outcome.NOT_TRIED, shown.strip().splitlines()[-1]
            by = _failed_test(shown) or ("the time limit" if status is None else f"exit status {status}")
            # A test that fails only together with others, or only once, does not count.
            alone = next((few for few in _fewer(tests, by) if bed.test(few, TIME_LIMIT) not in _NOTHING_FAILED), None)
        if alone is None:
            return Outcome.SURVIVED, ""
        if red := self._red(alone, bed):
            return Outcome.RED, f"{red} fails without it, too"
        return Outcome.NOTICED, by

    def _red(self, tests: Sequence[str], bed: Bed) -> str:
        """Return the test that fails with the unchanged code, empty if none does; each is tried once."""
        key = tuple(tests)
        with self._lock:
            is_mine = key not in self._clean
            answer = self._clean.setdefault(key, Future())
        if is_mine:
            status = bed.test(tests, TIME_LIMIT)
            answer.set_result("" if status in _NOTHING_FAILED else _failed_test(bed.shown()) or " ".join(tests))
        return answer.result()


def _failed_test(shown: str) -> str:
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", shown, re.MULTILINE)
    return failed[1] if failed else ""


def _fewer(tests: Sequence[str], failed: str) -> Iterator[list[str]]:
    """Return the test that failed, then the requested tests of its file; all of them if the failed one is not known.

    Options stay. One case of a test stands for all of its cases, because its name may not be valid as an argument.
    """
    options = list(tests[next((n for n, each in enumerate(tests) if each.startswith("-")), len(tests)) :])
    places = tests[: len(tests) - len(options)]
    file, _, name = failed.partition("[")[0].partition("::")
    if Path(file).suffix != ".py":
        yield list(tests)
        return
    if name:
        yield [f"{file}::{name}", *options]
    yield [*([each for each in places if each.partition("::")[0] == file] or [file]), *options]
