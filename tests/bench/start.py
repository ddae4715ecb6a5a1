"""Measures each step of the start, from the process to the first frame with live data, exchange included."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import timeline
from figures import Figure

TIMES = 5

Steps = dict[str, tuple[float, float]]
"""Step -> milliseconds since the start, and CPU milliseconds of the process so far."""


def measure(seconds: float) -> Iterator[Figure]:
    """Start the default desk from source, as `make run` does."""
    with tempfile.TemporaryDirectory() as bytecode:
        # As for a user: what was compiled at an earlier start is kept.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPYCACHEPREFIX": bytecode}
        _start(environment)
        runs = [_start(environment) for _ in range(TIMES)]
    for process in ("desk", "exchange"):
        yield from _timeline(process, [steps[process] for steps, _ in runs])
    took = [report["start_to_first_frame_s"] or float("inf") for _, report in runs]
    yield Figure.judged(f"first live frame, best of {TIMES}", min(took), 1.5, "s")
    yield Figure.judged(f"first live frame, worst of {TIMES}", max(took), None, "s")
    yield Figure.judged("memory a few seconds later", max(report["rss_mb"] for _, report in runs), None, "MB")


def _start(environment: dict[str, str]) -> tuple[dict[str, Steps], dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        notes, report = Path(folder) / "notes", Path(folder) / "report.json"
        command = [sys.executable, timeline.__file__, str(notes), repr(time.monotonic())]
        command += ["--offscreen", "--run-for", "4", "--report", str(report)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        steps = dict(map(json.loads, notes.read_text().splitlines()))
        return steps, json.loads(report.read_text(encoding="utf-8"))["process"]


def _timeline(process: str, runs: list[Steps]) -> Iterator[Figure]:
    for step in runs[0]:
        after, cpu = (statistics.median(run[step][which] for run in runs) for which in (0, 1))
        yield Figure(f"{process}: {step}", f"{after:.0f} ms, {cpu:.0f} of CPU", "", "median")
