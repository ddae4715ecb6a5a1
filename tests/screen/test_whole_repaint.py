"""After any user action, the screen shows the same as a complete repaint, at every scale."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).parents[1] / "support" / "whole_repaint.py"
SCALES = {"1.0", "1.25", "1.5", "1.75", "2.0"}
SCENARIOS = {
    "screen.scenarios:order_book": 200,
    "screen.scenarios:depth_chart": 130,
    "screen.scenarios:market_header": 60,
    "screen.scenarios:trades": 130,
    "screen.scenarios:watchlist": 410,
    "screen.scenarios:assets": 155,
    "screen.scenarios:my_orders": 85,
    "screen.scenarios:engine": 130,
    "screen.scenarios:faults": 120,
    "screen.scenarios:status_line": 90,
    "screen.chart_scenario:chart": 520,
    "screen.drawing_scenario:drawings": 300,
    "screen.bars_scenario:bars": 300,
    "screen.desk_scenario:desk": 130,
}
"""Each scenario with its minimum number of comparisons, all scales together; a scenario without actions is useless."""


def tried(scenario: str, folder: Path) -> dict[str, Any]:
    program = [sys.executable, str(PROGRAM), scenario, str(folder)]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=150)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.timeout(160)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_screen_shows_what_a_whole_repaint_would(tmp_path, scenario):
    found = tried(scenario, tmp_path)
    assert found["findings"] == [], f"pictures in {tmp_path}"
    assert found["checks"] >= SCENARIOS[scenario]


def test_what_is_repainted_by_logical_pixels_is_found_at_every_scale_but_1(tmp_path):
    found = tried("screen.faulty:logical_pixels", tmp_path)
    assert {finding["scale"] for finding in found["findings"]} == SCALES - {"1.0"}


def test_what_is_not_repainted_at_all_is_found_at_every_scale(tmp_path):
    found = tried("screen.faulty:forgotten", tmp_path)
    assert {finding["scale"] for finding in found["findings"]} == SCALES
