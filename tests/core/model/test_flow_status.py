"""A flow is doubted if the data shown are not current."""

from __future__ import annotations

import pytest

from core.model.flow_status import FlowStatus


@pytest.mark.parametrize(
    ("flow", "is_doubted"),
    [
        (FlowStatus(), False),
        (FlowStatus(is_silent=True), True),
        (FlowStatus(is_losing_messages=True), True),
        (FlowStatus(late_ms=1_000.0), True),
        (FlowStatus(is_barren=True), False),  # no data of it are shown
    ],
)
def test_what_is_shown_is_doubted(flow: FlowStatus, is_doubted: bool) -> None:
    assert flow.is_doubted is is_doubted
