"""Do the tests guard? Puts bugs into copies of the code and expects a test to fail.

    run.py                              known bugs, then mutants drawn at random: `make mutants`
    run.py --known [WORD ...]           known bugs only, those whose names contain one of the words
    run.py --drawn [--package NAME ...] [--path PART] [--seed N] [--count N]
    run.py --again                      drawn ones only: those that survived the last time

A known bug must be noticed, always, by the tests its file names (see `known.py`). A drawn mutant is tried against the
tests that mirror its module, then those that import it, then those of its users (`operators.py`, `drawn.py`,
`rounds.py`); of each package 95 in 100 must be noticed, and survivors are listed. Write the test that is missing, a
sentence that says what the code ought to do, or say in `harmless.txt` why nobody could notice. A test that fails
without the mutant, too, makes the run fail, and so does a known bug that does not fit the code any more.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Final

import drawn
import known
from bed import beds
from mutant import ROOT, Mutant, StaleError
from trying import Court, Outcome, Verdict

COUNT: Final = 320
SEED: Final = 20261128
JOBS: Final = 2
GOAL: Final = 0.95
SURVIVORS: Final = ROOT / "build" / "mutants-survived.txt"


def main() -> int:
    """Try the requested mutants; return 0 if all were noticed."""
    given = _arguments()
    sources = known.sources_of()
    results = list(_stale(sources))
    mutants: list[Mutant] = []
    if given.known is not None:
        for bug in known.bugs():
            if not given.known or any(word in bug.name for word in given.known):
                try:
                    mutants.append(known.mutant_of(bug, sources))
                except StaleError as error:
                    results.append((Mutant(bug.name, known.GROUP, {}, ()), Verdict(Outcome.STALE, by=str(error))))
    if given.drawn:
        found = drawn.all_of(sources, given.package, given.path)
        mutants += _survivors(found) if given.again else drawn.draw(found, given.count, given.seed)
    began = time.monotonic()
    results += _tried(mutants, given.jobs)
    print("\n" + "\n".join(_report(results)))
    print(f"\n{len(mutants)} mutants, seed {given.seed}, {time.monotonic() - began:.0f} s")
    if given.drawn:
        SURVIVORS.parent.mkdir(exist_ok=True)
        names = [mutant.name for mutant, verdict in results if verdict.outcome is Outcome.SURVIVED]
        SURVIVORS.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return 0 if _is_well(results) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", nargs="*", metavar="WORD")
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--package", nargs="+", choices=drawn.PACKAGES, default=list(drawn.PACKAGES))
    parser.add_argument("--path", default="", metavar="PART", help="only modules whose path contains this")
    parser.add_argument("--count", type=int, default=COUNT, help=f"in all; {COUNT} if not given")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=JOBS, help="how many at a time")
    given = parser.parse_args()
    if given.again:
        given.drawn = True
    if given.known is None and not given.drawn:
        given.known, given.drawn = [], True
    return given


def _stale(sources: Mapping[str, str]) -> Iterator[tuple[Mutant, Verdict]]:
    try:
        drawn.check_harmless(sources)
    except StaleError as error:
        yield Mutant("harmless.txt", known.GROUP, {}, ()), Verdict(Outcome.STALE, by=str(error))


def _survivors(found: Mapping[str, list[Mutant]]) -> list[Mutant]:
    names = set(SURVIVORS.read_text(encoding="utf-8").splitlines()) if SURVIVORS.exists() else set()
    return [mutant for each in found.values() for mutant in each if mutant.name in names]


def _tried(mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, Verdict]]:
    """Try mutants, several at a time, and print each result as soon as it is known."""
    reasons = drawn.harmless()
    with ThreadPoolExecutor(jobs) as workers, beds(jobs) as made:
        court = Court(made)

        def verdict_on(mutant: Mutant) -> Verdict:
            reason = reasons.get(mutant.name)
            return Verdict(Outcome.HARMLESS, by=reason) if reason else court.verdict_on(mutant)

        try:
            under_way = {workers.submit(verdict_on, mutant): mutant for mutant in mutants}
            for each in as_completed(under_way):
                mutant, verdict = under_way[each], each.result()
                by = f"  by {verdict.by}" if verdict.by else ""
                print(f"{verdict.outcome:9} {verdict.seconds:6.1f} s  {mutant.name}{by}", flush=True)
                yield mutant, verdict
        finally:
            workers.shutdown(wait=False, cancel_futures=True)


def _report(results: Sequence[tuple[Mutant, Verdict]]) -> Iterator[str]:
    """Print the survivors, the mutants that were skipped and why, and how many of each group were noticed."""
    for outcome in Outcome:
        if outcome is not Outcome.NOTICED:
            for mutant, verdict in results:
                if verdict.outcome is outcome:
                    yield f"{outcome:9} {mutant.name}"
                    yield from (f"{'':9}   {line}" for line in verdict.by.splitlines())
    yield ""
    for group, (good, count) in _counts(results).items():
        yield f"{group:8} {good} of {count} noticed, {good / count:.1%}"


def _counts(results: Sequence[tuple[Mutant, Verdict]]) -> dict[str, tuple[int, int]]:
    """Return for each group how many were noticed and how many there were."""
    all_of_it = Counter(mutant.group for mutant, _ in results)
    good = Counter(mutant.group for mutant, verdict in results if verdict.outcome.is_good)
    return {group: (good[group], count) for group, count in all_of_it.items()}


def _is_well(results: Sequence[tuple[Mutant, Verdict]]) -> bool:
    if any(verdict.outcome.is_failure for _, verdict in results):
        return False
    goals = {group: 1.0 if group == known.GROUP else GOAL for group, _ in _counts(results).items()}
    return all(good >= goals[group] * count for group, (good, count) in _counts(results).items())


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a termination signal must end the beds too
    sys.exit(main())
