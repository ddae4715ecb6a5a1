"""Ratios are 0 if there is nothing to divide by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.metrics import PendingFigures

COUNT = st.integers(0, 10**6)


def test_before_anything_happened_every_figure_is_zero() -> None:
    figures = PendingFigures()
    assert (figures.batch_efficiency, figures.avg_batch_size) == (0.0, 0.0)


def test_four_of_five_that_rode_along_are_an_efficiency_of_80_per_cent() -> None:
    figures = PendingFigures(pending_task_created=1, pending_task_skipped=4, changes_carried=5, total_messages=1)
    assert (figures.batch_efficiency, figures.avg_batch_size) == (0.8, 5.0)


@given(COUNT, COUNT)
def test_efficiency_is_a_share(created: int, skipped: int) -> None:
    efficiency = PendingFigures(pending_task_created=created, pending_task_skipped=skipped).batch_efficiency
    assert 0.0 <= efficiency <= 1.0
