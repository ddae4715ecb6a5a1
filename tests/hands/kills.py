"""Kills the program at random moments, and judges each next start: `kills.py [--kills N] [--seed N] [--keep]`.

Each life is a process that keeps its desk busy (`busy_life.py`) until it gets a SIGKILL: while it starts, soon after or
later. The next life starts on what was left. What it opens must be a state that the desk had within the last two
seconds before the kill, or an older one with words about it.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from lives import Plan, environment, in_the_log

MOST_LOST: Final = 2.0
"""Seconds of changes to the layout that a kill may lose."""

NEARLY: Final = 8
"""Pixels by which a floating panel may come back elsewhere or larger: its texts may need another size by then."""

STANDS_WITHIN: Final = 60.0
"""Seconds from the start until the desk stands."""

DURING_START: Final = 0.15
"""Share of the kills that come before the desk stands, within START_SECONDS."""
START_SECONDS: Final = 2.5
BUSY_SECONDS: Final = 7.0
"""The longest time from the start to the kill otherwise: past the time after which a desk counts as harmless."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a journal."""

    state: dict[str, Any]
    began: float
    ended: float
    """When the next state began, or the kill."""
    notice: str | None = None
    """Of the start; only the first line of a life has one."""


@dataclass(slots=True)
class Tally:
    """What became of all kills."""

    kills: int = 0
    during_start: int = 0
    lost: list[float] = field(default_factory=list)
    """Seconds of changes lost, of the kills after which the saved desk came back."""
    older: int = 0
    """Kills after which an older copy came back, with words said."""
    findings: list[str] = field(default_factory=list)


def lost_seconds(states: Sequence[Noted], killed: float, state: dict[str, Any]) -> float | None:
    """Return how long before the kill all of this was so; None if it never was.

    What is on the screen and what is not are two files: a kill may leave one of them a moment younger.
    """
    shown = [noted.ended for noted in states if _is_shown_alike(noted.state, state)]
    others = [noted.ended for noted in states if _has_others_of(noted.state, state)]
    return killed - min(max(shown), max(others)) if shown and others else None


def _is_shown_alike(was: dict[str, Any], came: dict[str, Any]) -> bool:
    """Return whether the desk came back as it was; a floating panel may be as much larger as its texts need."""
    before, after = dict(was["desk"]), dict(came["desk"])
    places, found = before.pop("floating"), after.pop("floating")
    if (was["name"], before, places.keys()) != (came["name"], after, found.keys()):
        return False
    pairs = [pair for name in places for pair in zip(places[name], found[name], strict=True)]
    return all(abs(one - other) <= NEARLY for one, other in pairs)


def _has_others_of(was: dict[str, Any], state: dict[str, Any]) -> bool:
    """Return whether the workspaces were those; the one on the screen may have been removed from the others' file."""
    name = state["name"]
    if name in was["names"]:
        return [was["names"], was["kept"]] == [state["names"], state["kept"]]
    kept = {each: content for each, content in state["kept"].items() if each != name}
    return [was["names"], was["kept"]] == [[each for each in state["names"] if each != name], kept]


def faults_of(state: dict[str, Any]) -> list[str]:
    """Return what is wrong with a state by itself."""
    found = []
    for name, desk in ((state["name"], state["desk"]), *state["kept"].items()):
        names = [panel[0] for panel in desk["panels"]]
        if len(set(names)) < len(names):
            found.append(f"{name}: doubled panels {names}")
    if len(set(state["names"])) < len(state["names"]) or state["name"] not in state["names"]:
        found.append(f"the workspace {state['name']} among {state['names']}")
    return found


class Kills:
    """Lives on one profile, each of which is killed.

    Args:
        profile: a folder.
        seed: of all that is random.
    """

    def __init__(self, profile: Path, seed: int) -> None:
        self._profile = profile
        self._rng = random.Random(seed)
        self._journal = profile / "journal"
        self._possible: list[Noted] = []
        """States of the last life that came so far as to have one."""
        self._ever: list[dict[str, Any]] = []
        self._killed = 0.0
        self.tally = Tally()

    def run(self, kills: int) -> Iterator[Tally]:
        """Kill so many lives, and judge each next start."""
        (self._profile / "run").mkdir(parents=True, mode=0o700, exist_ok=True)
        for _ in range(kills):
            self._live()
            self.tally.kills += 1
            yield self.tally
        self._live(is_last=True)
        yield self.tally

    def _live(self, *, is_last: bool = False) -> None:
        self._journal.unlink(missing_ok=True)
        with (self._profile / "output").open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, str(HERE / "busy_life.py"), str(self._rng.randrange(2**32)), str(self._journal)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment(Plan(()), self._profile),
            )
        try:
            if not is_last and self._rng.random() < DURING_START:
                self.tally.during_start += 1
                time.sleep(self._rng.uniform(0.0, START_SECONDS))
            else:
                self._wait_until_it_stands(process)
                time.sleep(0.0 if is_last else self._rng.uniform(0.0, BUSY_SECONDS))
        finally:
            status = process.poll()
            killed = time.time()
            process.send_signal(signal.SIGKILL)
            process.wait()
        if status is not None:
            shown = (self._profile / "output").read_text(encoding="utf-8", errors="replace")
            self.tally.findings.append(f"it ended by itself with status {status}\n{shown[-2000:]}")
        # A busy machine makes stalls, which are no findings here.
        self.tally.findings += [
            each for each in in_the_log(self._profile) if "Fatal" in each or "crash file" not in each
        ]
        if states := self._states(killed):
            self._judge(states[0])
            self._possible, self._killed = states, killed
            self._ever += [noted.state for noted in states]
        elif self._possible:
            self._killed = min(self._killed, killed)

    def _wait_until_it_stands(self, process: subprocess.Popen[bytes]) -> None:
        latest = time.monotonic() + STANDS_WITHIN
        while not (self._journal.exists() and self._journal.stat().st_size):
            if process.poll() is not None or time.monotonic() > latest:
                self.tally.findings.append("its desk did not stand")
                return
            time.sleep(0.01)

    def _states(self, killed: float) -> list[Noted]:
        if not self._journal.exists():
            return []
        lines = [json.loads(line) for line in self._journal.read_bytes().split(b"\n")[:-1]]
        if not lines:  # killed between the opening of the journal and its first line
            return []
        ends = [*(line["at"] for line in lines[1:]), killed]
        return [
            Noted(line["state"], line["at"], min(end, killed), line.get("notice"))
            for line, end in zip(lines, ends, strict=True)
        ]

    def _judge(self, first: Noted) -> None:
        """Judge what a start opened."""
        self.tally.findings += faults_of(first.state)
        if not self._possible:
            return
        lost = lost_seconds(self._possible, self._killed, first.state)
        if lost is not None and lost <= MOST_LOST and not first.notice:
            self.tally.lost.append(lost)
        elif first.notice and first.state["desk"] in [state["desk"] for state in self._ever]:
            self.tally.older += 1
        else:
            how = "never there" if lost is None else f"{lost:.2f} s old"
            was = "".join(
                f"\n  {noted.ended - self._killed:6.2f} {_difference(first.state, noted.state)}"
                for noted in self._possible
                if noted.ended > self._killed - 2 * MOST_LOST
            )
            self.tally.findings.append(
                f"kill {self.tally.kills}: what came back is {how}; notice {first.notice!r}; "
                f"until so long before the kill it was:{was}"
            )


def _difference(came: Any, was: Any) -> str:
    """Return where two states differ, in one line: what came back, and what was."""
    if isinstance(came, dict) and isinstance(was, dict):
        keys = [key for key in {**came, **was} if came.get(key) != was.get(key)]
        return ", ".join(f"{key}: {_difference(came.get(key), was.get(key))}" for key in keys) or "the same"
    return f"{json.dumps(came, ensure_ascii=False)}, not {json.dumps(was, ensure_ascii=False)}"


def main() -> int:
    """Kill so many lives; return 0 if every next start was right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=time.time_ns() // 1_000_000_000)
    parser.add_argument("--keep", action="store_true", help="keep the profile")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    profile = Path(tempfile.mkdtemp(prefix="kills-"))
    told = 0
    tally = Tally()
    for tally in Kills(profile, given.seed).run(given.kills):
        lost = sorted(tally.lost)
        print(
            f"{tally.kills} kills, {tally.during_start} of them while starting; {len(lost)} saved desks, "
            f"lost at most {max(lost, default=0.0):.2f} s; {tally.older} older copies; {len(tally.findings)} findings",
            flush=True,
        )
        for finding in tally.findings[told:]:
            print(finding, flush=True)
        told = len(tally.findings)
    if given.keep:
        print(profile)
    else:
        shutil.rmtree(profile, ignore_errors=True)
    return 1 if tally.findings else 0


if __name__ == "__main__":
    sys.exit(main())
