"""Random hands on the real program: `run.py [--seconds N] [--seed N] [--life SEED] [--replay FILE] [--display]`.

Lives one life after another until the time is over, each in a process and a profile of its own, and each followed by a
second start on the same profile. A life that breaks prints its seed and what was found, and is cut down to the
shortest list of gestures that still breaks it, which is kept beside the log for `--replay`.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from gestures import read, written
from lives import LIFE_SECONDS, Outcome, Plan, live, plan_of, shrink

KEPT: Final = Path("build/hands")


def _print_failure(seed: object, plan: Plan, outcome: Outcome, kept: Path) -> None:
    print(f"BROKEN life {seed}, scale {plan.scale}: {len(plan.gestures)} gestures")
    for finding in outcome.findings:
        print("  - " + finding.replace("\n", "\n    ")[:4000])
    print(f"  kept in {kept}", flush=True)


def main() -> int:
    """Run lives until the time is over; return 0 if nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=time.time_ns() // 1_000_000_000)
    parser.add_argument("--life", type=int, help="just this life")
    parser.add_argument("--replay", type=Path, help="just these gestures")
    parser.add_argument("--scale", default="1", help="of a replay")
    parser.add_argument("--life-seconds", type=float, default=LIFE_SECONDS)
    parser.add_argument("--display", action="store_true", help="on the display there is, instead of off-screen")
    parser.add_argument("--keep-whole", action="store_true", help="do not cut broken lives down")
    given = parser.parse_args()
    platform = "xcb" if given.display else "offscreen"
    began, lives, gestures, agreed, broken = time.monotonic(), 0, 0, 0, 0
    rng = random.Random(given.seed)
    print(f"seed {given.seed}", flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    while True:
        seed: Any = given.life if given.life is not None else rng.randrange(2**31)
        plan = plan_of(seed, given.life_seconds, platform)
        if given.replay is not None:
            seed, plan = given.replay, Plan(read(given.replay.read_text(encoding="utf-8")), given.scale, platform)
        scratch = Path(tempfile.mkdtemp(prefix="hands-"))
        outcome = live(plan, scratch / "profile")
        lives, gestures, agreed = lives + 1, gestures + outcome.gestures, agreed + outcome.agreed
        if outcome.findings:
            broken += 1
            kept = KEPT / f"life-{seed}.jsonl" if given.replay is None else given.replay.with_suffix(".cut.jsonl")
            kept.write_text(written(plan.gestures), encoding="utf-8")
            _print_failure(seed, plan, outcome, kept)
            if not given.keep_whole:
                cut = shrink(plan, scratch)
                kept.with_suffix(".cut.jsonl").write_text(written(cut.gestures), encoding="utf-8")
                print(f"  cut down to {len(cut.gestures)} gestures:\n{written(cut.gestures[:12])}", flush=True)
        shutil.rmtree(scratch, ignore_errors=True)
        print(
            f"{time.monotonic() - began:5.0f} s: {lives} lives, {gestures:,} gestures, {agreed:,} figures true, "
            f"{broken} broken, {outcome.rss_mb} MB",
            flush=True,
        )
        if given.life is not None or given.replay is not None or time.monotonic() - began > given.seconds:
            return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
