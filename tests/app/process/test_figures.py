"""The figures of a process."""

import subprocess
import sys
import time

import pytest

from app.process.figures import cpu_seconds, process_age, rss_mb


def test_age_counts_from_the_start_of_the_process():
    code = "import time; time.sleep(0.3); from app.process.figures import process_age; print(process_age())"
    started = time.monotonic()
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0.28 <= float(shown.stdout) <= time.monotonic() - started + 0.02


def test_age_grows_with_time():
    first = process_age()
    assert first > 0
    assert process_age() >= first


def test_work_costs_cpu():
    before = cpu_seconds()
    sum(range(2_000_000))
    assert cpu_seconds() > before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_memory_is_more_than_the_interpreter_and_less_than_the_machine():
    assert 5 < rss_mb() < 5000
