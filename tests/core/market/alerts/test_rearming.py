"""What is said of ringing again is what the watches do."""

from __future__ import annotations

import pytest

from alert_messages import alert, book, trade
from core.market.alerts.alert import AlertKind, Direction
from core.market.alerts.evaluation import AlertEvaluator
from core.market.alerts.rearming import rearming


def rings(watch: AlertEvaluator, *prices: float) -> int:
    return sum(len(watch.receive(trade(price))) for price in prices)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("level", [0.0123, 100.0, 158_000_000.0])
def test_a_price_rings_at_its_level_again_after_it_was_there_and_not_before(direction: Direction, level: float):
    made = alert(level=level, direction=direction)
    again = rearming(made)
    assert again is not None
    step = level * 1e-6
    if again.low is not None:
        watch = AlertEvaluator()
        watch.watch([made])
        assert rings(watch, level - step, level + step) == 1
        assert rings(watch, again.low + step, level + step) == 0, "not far enough"
        assert rings(watch, again.low - step, level - step) == 0, "it is ready, but has crossed nothing"
        assert rings(watch, level + step) == 1
    if again.high is not None:
        watch = AlertEvaluator()
        watch.watch([made])
        assert rings(watch, level + step, level - step) == 1
        assert rings(watch, again.high - step, level - step) == 0, "not far enough"
        assert rings(watch, again.high + step, level + step) == 0, "it is ready, but has crossed nothing"
        assert rings(watch, level - step) == 1


def test_a_spread_must_fall_that_far():
    made = alert(AlertKind.SPREAD)
    again = rearming(made)
    assert again is not None
    assert again.low is not None
    watch = AlertEvaluator()
    watch.watch([made])
    told = [len(watch.receive(book(100.0, 100.0 + each))) for each in (0.5, 1.2, again.low + 0.01, 1.2)]
    assert told == [0, 1, 0, 0]
    assert [len(watch.receive(book(100.0, 100.0 + each))) for each in (again.low - 0.01, 1.2)] == [0, 1]


def test_a_change_must_fall_that_far():
    made = alert(AlertKind.CHANGE, direction=Direction.UP)
    again = rearming(made)
    assert again is not None
    assert again.low is not None
    watch = AlertEvaluator()
    watch.watch([made])
    assert rings(watch, 100.0, 103.1, 100.0 + again.low + 0.1, 103.1) == 1
    assert rings(watch, 100.0 + again.low - 0.1, 103.1) == 1


@pytest.mark.parametrize("kind", AlertKind)
def test_one_that_rings_once_never_does_again_and_others_have_no_level(kind: AlertKind):
    assert rearming(alert(kind, is_once=True)) is None
    has_level = alert(kind).form.level is not None
    assert (rearming(alert(kind)) is not None) is has_level
