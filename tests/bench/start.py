"""From the start of the process to the first frame with live data, the exchange started along with it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from figures import Figure

TIMES = 3


def measure(seconds: float) -> Iterator[Figure]:
    """The default desk from source, as `make run` starts it."""
    took: list[float] = []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report.json"
            command = [sys.executable, "-m", "app", "--offscreen", "--run-for", "4", "--report", str(file)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            report = json.loads(file.read_text(encoding="utf-8"))
        first = report["process"]["start_to_first_frame_s"]
        took.append(float("inf") if first is None else first)
    yield Figure.judged(f"first live frame, best of {TIMES}", min(took), 1.5, "s")
    yield Figure.judged(f"first live frame, worst of {TIMES}", max(took), None, "s")
