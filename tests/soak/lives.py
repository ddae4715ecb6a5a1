"""Random lives of a desk in virtual time, one after another for some real seconds, each from its own seed.

    lives.py SECONDS [FIRST_SEED]     the first seed is random by default

Prints one line of JSON at the end: the number of lives, their virtual hours, and the failures.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sys
import time
import traceback
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))

from embedded import AT_ONCE, LATE_SNAPSHOTS
from engine_life import lively, quiet, reproducible
from life_under_fire import LifeUnderFire, shaken

MOST_STEPS = 60


async def live(seed: int) -> float:
    """Run one life; return its virtual seconds.

    Raises:
        AssertionError: a rule was broken.
    """
    rng = random.Random(seed)
    life = LifeUnderFire(rng.choice((lively, quiet))(), rng.choice((AT_ONCE, LATE_SNAPSHOTS)))
    haste = rng.choice((0.02, 0.3, 1.0))
    for _ in range(rng.randint(1, MOST_STEPS)):
        do, number, subscriptions, pause = shaken(rng)
        life.live(do, number, subscriptions)
        life.check()
        await asyncio.sleep(pause * haste)
        life.check()
        if pause * haste > 0.01:
            life.check_law()
    await life.recover()
    life.check_justice()
    await life.pardon()
    await life.end()
    return life.exchange.clock.now


def main(seconds: float, first: int) -> dict[str, Any]:
    """Run lives until the time is over or a rule is broken."""
    logging.disable(logging.CRITICAL)
    ends, lasted, seed = time.monotonic() + seconds, 0.0, first
    while time.monotonic() < ends:
        try:
            with reproducible(seed) as runner:
                lasted += runner.run(live(seed))
        except AssertionError:
            return {"lives": seed - first, "hours": lasted / 3600, "broken": seed, "how": traceback.format_exc()}
        seed += 1
    return {"lives": seed - first, "hours": lasted / 3600, "broken": None}


if __name__ == "__main__":
    reported = main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() // 1_000_000)
    print(json.dumps(reported))
    sys.exit(reported["broken"] is not None)
