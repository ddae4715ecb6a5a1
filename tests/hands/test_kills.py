"""A few kills at random moments; `make hands` does a hundred."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kills import NEARLY, Kills, Noted, faults_of, lost_seconds

KILLS = 4


@pytest.mark.timeout(300)
def test_after_a_kill_at_any_moment_the_next_start_is_right(tmp_path: Path) -> None:
    *_, tally = Kills(tmp_path, 3).run(KILLS)
    assert tally.kills == KILLS
    assert not tally.findings, "\n".join(tally.findings)
    assert tally.lost, "a saved desk came back"


def desk(*panels: str) -> dict[str, Any]:
    return {"panels": [[panel, "trades:KRW-BTC", False] for panel in panels], "docked": None, "floating": {}}


def state(*panels: str, name: str = "a", names: tuple[str, ...] = ("a", "b"), kept: Any = None) -> dict[str, Any]:
    return {"name": name, "desk": desk(*panels), "names": list(names), "kept": kept or {}}


def test_lost_is_the_time_since_the_desk_last_was_so() -> None:
    states = [Noted(state("one"), 10.0, 12.0), Noted(state("one", "two"), 12.0, 15.0), Noted(state("one"), 15.0, 16.0)]
    assert lost_seconds(states, 20.0, state("one", "two")) == 5.0
    assert lost_seconds(states, 20.0, state("one")) == 4.0
    assert lost_seconds(states, 20.0, state("three")) is None
    assert lost_seconds(states, 20.0, state("one", names=("b", "a"))) is None


def floating(*place: int) -> dict[str, Any]:
    was = state("one")
    was["desk"]["floating"] = {"one": list(place)}
    return was


def test_a_floating_panel_may_come_back_a_few_pixels_larger_but_not_elsewhere() -> None:
    states = [Noted(floating(10, 20, 404, 300), 10.0, 12.0)]
    assert lost_seconds(states, 12.0, floating(10, 20, 404 + NEARLY, 300)) == 0.0
    for other in (floating(10, 20, 405 + NEARLY, 300), floating(30, 20, 404, 300), state("one")):
        assert lost_seconds(states, 12.0, other) is None


def test_of_the_two_files_the_older_one_counts() -> None:
    states = [Noted(state("one"), 10.0, 12.0), Noted(state("two", kept={"b": desk("one")}), 12.0, 15.0)]
    assert lost_seconds(states, 15.0, state("one", kept={"b": desk("one")})) == 3.0
    assert lost_seconds(states, 15.0, state("two", kept={"b": desk("one")})) == 0.0
    assert lost_seconds(states, 15.0, state("two", kept={"b": desk("three")})) is None


def test_a_workspace_deleted_between_the_two_files_comes_back() -> None:
    states = [Noted(state("one"), 10.0, 14.0), Noted(state("two", name="b", names=("b",)), 14.0, 15.0)]
    assert lost_seconds(states, 15.0, state("one", names=("a", "b"))) == 1.0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (state("one", "one"), "doubled panels"),
        (state("one", kept={"b": desk("two", "two")}), "doubled panels"),
        (state("one", names=("a", "a")), "the workspace"),
        (state("one", name="c"), "the workspace"),
    ],
)
def test_doubled_panels_and_workspaces_are_findings(wrong: dict[str, Any], says: str) -> None:
    assert faults_of(state("one", "two", kept={"b": desk("one")})) == []
    (found,) = faults_of(wrong)
    assert says in found
