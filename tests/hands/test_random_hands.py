"""A minute of random gestures on the real program; `make hands SECONDS=1800` runs longer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.settings.declared import SETTINGS
from gestures import Gesture, draw, read, written
from lives import Plan, live, plan_of, shrink

SECONDS = 7.0


@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2, 4])
def test_a_life_under_random_hands_breaks_nothing(tmp_path: Path, seed: int) -> None:
    plan = plan_of(seed, SECONDS)
    outcome = live(plan, tmp_path)
    assert not outcome.findings, "\n".join(outcome.findings)
    # Hands may leave an empty desk; the settings are only read at the end, where the exchange streams what is wanted.
    assert outcome.left_settings, "it came to its end"
    assert (tmp_path / "config" / "hoga" / "settings.bad.json").exists() == (plan.damage is not None)


def test_the_three_lives_come_back_to_their_own_settings_to_damaged_ones_and_out_of_reach() -> None:
    plans = [plan_of(seed, SECONDS) for seed in (1, 2, 4)]
    assert [(plan.damage is not None, plan.leave_at) for plan in plans] == [
        (False, "simulated"),
        (True, "simulated"),
        (False, "upbit-sg"),
    ]


def test_a_seed_gives_the_same_gestures_again_also_through_a_file() -> None:
    gestures = draw(7, 5.0)
    assert draw(7, 5.0) == gestures != draw(8, 5.0)
    assert written(read(written(gestures))) == written(gestures)


def chosen(name: str, where: float = 0.0, **words: Any) -> Gesture:
    """A gesture that gives one setting a value in the settings window."""
    which = ([setting.name for setting in SETTINGS].index(name) + 0.5) / len(SETTINGS)
    words = {"text": "", "key": "A", "modifiers": (), **words}
    return Gesture("setting", 0.3, {"way": "enter", "which": which, "where": where, **words})


CHOSEN = {
    "language": "en",
    "theme": "light",
    "colors": "international",
    "font_percent": 150.0,
    "time_zone": "local",
    "max_wait": 0.1,
    "default_market": "KRW-ETH",
    "keys.quit": "F9",
    "beep_on_disconnect": True,
}


@pytest.mark.timeout(400)
def test_what_the_hands_choose_is_there_at_the_next_start_also_at_a_source_out_of_reach(tmp_path: Path) -> None:
    hands = [
        chosen("language", 1.0),
        chosen("theme", 0.5),
        chosen("colors", 1.0),
        chosen("font_percent", 1e9),
        chosen("font_percent", 1.0),
        chosen("time_zone", 1.0),
        chosen("max_wait", 0.0),
        chosen("default_market", text="krw-eth"),
        chosen("default_market", text="<b>원화</b>"),
        chosen("keys.quit", key="F9"),
        chosen("beep_on_disconnect"),
    ]
    outcome = live(Plan(hands, leave_at="upbit", system_language="C.UTF-8"), tmp_path)
    assert not outcome.findings, "\n".join(outcome.findings)
    assert {name: outcome.left_settings[name] for name in CHOSEN} == CHOSEN
    assert outcome.left_settings["source"] == "upbit"


BREAKS = Gesture("no_such_gesture", 0.0, {})


@pytest.mark.timeout(400)
def test_a_gesture_that_breaks_a_life_is_found_and_the_life_cut_down_to_it(tmp_path: Path) -> None:
    move = Gesture("move", 0.0, {"target": "anywhere", "which": 0.0, "x": 0.5, "y": 0.5})
    cut = shrink(Plan([move, move, BREAKS, move]), tmp_path, seconds=30.0)
    assert BREAKS in cut.gestures
    assert len(cut.gestures) < 4
