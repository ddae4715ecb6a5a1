"""After any user action, the screen shows the same as a complete repaint, at whole and broken scales."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from thorough import thorough

PROGRAM = Path(__file__).parents[1] / "support" / "whole_repaint.py"
EVERY_SCALE = ("1.0", "1.25", "1.5", "1.75", "2.0")
SCALES = thorough(EVERY_SCALE, usual=("1.0", "1.25", "2.0"))
"""Of the broken ones one that has every kind of fraction: quarters, a half, and what rounds up and down."""
SCENARIOS = [
    {"screen.chart_scenario:chart": 104},
    {"screen.drawing_scenario:drawings": 60, "screen.bars_scenario:bars": 60},
    {
        "screen.scenarios:watchlist": 82,
        "screen.scenarios:order_book": 40,
        "screen.scenarios:market_header": 12,
        "screen.desk_scenario:desk": 26,
    },
    {
        "screen.scenarios:depth_chart": 26,
        "screen.scenarios:trades": 26,
        "screen.scenarios:assets": 31,
        "screen.scenarios:my_orders": 17,
        "screen.scenarios:engine": 26,
        "screen.scenarios:faults": 24,
        "screen.scenarios:status_line": 18,
    },
]
"""Each scenario with its minimum number of comparisons at a scale; a scenario without actions is useless.

Those of one part run one after the other in one process: to start it takes half a second. All parts take about as long.
"""


def tried(folder: Path, scales: Sequence[str], *scenarios: str) -> dict[str, dict[str, Any]]:
    """What was found in each scenario."""
    program = [sys.executable, str(PROGRAM), str(folder), ",".join(scales), *scenarios]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=250)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert done.returncode == 0, (scenarios[len(found)], done.stderr[-3000:])
    return dict(zip(scenarios, found, strict=True))


@pytest.mark.timeout(260)
@pytest.mark.parametrize("scenarios", SCENARIOS, ids=lambda each: next(iter(each)).partition(":")[2])
def test_the_screen_shows_what_a_whole_repaint_would(tmp_path: Path, scenarios: dict[str, int]) -> None:
    for scenario, found in tried(tmp_path, SCALES, *scenarios).items():
        assert found["findings"] == [], f"{scenario}: pictures in {tmp_path}"
        assert found["checks"] >= scenarios[scenario] * len(SCALES), scenario


def test_what_is_not_repainted_is_found(tmp_path: Path) -> None:
    """At every scale but 1 if only logical pixels are repainted, and at every scale if nothing is."""
    logical, forgotten = "screen.faulty:logical_pixels", "screen.faulty:forgotten"
    found = tried(tmp_path, EVERY_SCALE, logical, forgotten)
    assert {finding["scale"] for finding in found[logical]["findings"]} == {*EVERY_SCALE} - {"1.0"}
    assert {finding["scale"] for finding in found[forgotten]["findings"]} == {*EVERY_SCALE}
