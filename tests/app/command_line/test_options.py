from __future__ import annotations

import pytest

from app.command_line.options import DeskOptions
from app.source.source import EMBEDDED, UPBIT, Source

REST, STREAMS = "http://127.0.0.1:8000", "ws://127.0.0.1:8001"


@pytest.mark.parametrize(
    ("options", "source"),
    [
        (DeskOptions(), None),
        (DeskOptions(exchange="upbit"), UPBIT),
        (DeskOptions(exchange="simulated"), EMBEDDED),
        (DeskOptions(rest_url=REST), Source("simulated", REST)),
        (DeskOptions(ws_url=STREAMS), Source("simulated", ws_url=STREAMS)),
        (DeskOptions(exchange="upbit", rest_url=REST, ws_url=STREAMS), Source("upbit", REST, STREAMS)),
    ],
)
def test_the_source_that_is_named(options: DeskOptions, source: Source | None):
    assert options.source == source


@pytest.mark.parametrize(
    ("options", "is_unattended"),
    [
        (DeskOptions(), False),
        (DeskOptions(is_offscreen=True), True),
        (DeskOptions(run_for=0.0), True),
        (DeskOptions(run_for=5.0), True),
    ],
)
def test_a_run_without_a_window_or_with_an_end_is_unattended(options: DeskOptions, is_unattended: bool):
    assert options.is_unattended is is_unattended
