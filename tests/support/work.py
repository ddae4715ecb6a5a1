"""Measures work in lines of Python, and creates work for a given time."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_executed(call: Callable[[], object]) -> int:
    """Return how many lines of Python `call` runs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    gc.disable()  # garbage collected meanwhile is not part of the call
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
        gc.enable()
    return count


def work_for(seconds: float) -> None:
    """Keep this thread busy for the given CPU time."""
    ends = time.thread_time() + seconds
    while time.thread_time() < ends:
        pass
