"""A minute of random gestures on the real program; `make hands SECONDS=1800` runs longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestures import Gesture, draw, read, written
from lives import Plan, live, plan_of, shrink

SECONDS = 10.0


@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_life_under_random_hands_breaks_nothing(tmp_path: Path, seed: int) -> None:
    outcome = live(plan_of(seed, SECONDS), tmp_path)
    assert not outcome.findings, "\n".join(outcome.findings)
    assert outcome.left, "it came to its end, where the exchange streamed what the panels wanted"


def test_a_seed_gives_the_same_gestures_again_also_through_a_file() -> None:
    gestures = draw(7, 5.0)
    assert draw(7, 5.0) == gestures != draw(8, 5.0)
    assert written(read(written(gestures))) == written(gestures)


BREAKS = Gesture("no_such_gesture", 0.0, {})


@pytest.mark.timeout(400)
def test_a_gesture_that_breaks_a_life_is_found_and_the_life_cut_down_to_it(tmp_path: Path) -> None:
    move = Gesture("move", 0.0, {"target": "anywhere", "which": 0.0, "x": 0.5, "y": 0.5})
    cut = shrink(Plan([move, move, BREAKS, move]), tmp_path, seconds=30.0)
    assert BREAKS in cut.gestures
    assert len(cut.gestures) < 4
