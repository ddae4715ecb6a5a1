from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from alert_messages import alert, book, trade
from core.market.alerts.alert import Direction
from core.market.alerts.price_levels import PriceLevels
from core.market.alerts.rearming import PRICE_MARGIN

WALKS = st.lists(st.integers(9_950, 10_050).map(lambda each: each / 100), max_size=60)
"""Prices around 100 in steps of a tenth of the margin."""
ALERTS = st.lists(
    st.tuples(st.integers(9_980, 10_020).map(lambda each: each / 100), st.sampled_from(Direction)), max_size=8
)


def crossings_of(walk: list[float], level: float, direction: Direction) -> list[tuple[int, Direction]]:
    """Where a walk crosses a level, from the whole walk: a plain model of one that looks at each price once."""
    told: list[tuple[int, Direction]] = []
    if direction is Direction.EITHER:
        ready_on: Direction | None = None
        for place, price in enumerate(walk):
            if ready_on is Direction.DOWN and price >= level:
                told.append((place, Direction.UP))
                ready_on = None
            elif ready_on is Direction.UP and price <= level:
                told.append((place, Direction.DOWN))
                ready_on = None
            margin = level * PRICE_MARGIN if told else 0.0
            if ready_on is None and price != level and not level - margin < price < level + margin:
                ready_on = Direction.UP if price > level else Direction.DOWN
        return told
    sign = 1 if direction is Direction.UP else -1
    for place, price in enumerate(walk):
        since = walk[told[-1][0] + 1 if told else 0 : place]
        has_left = any(sign * (each - level) <= -level * PRICE_MARGIN + 1e-12 for each in since)
        began_away = not told and bool(since) and all(sign * (each - level) < 0 for each in since)
        was_back = next((True for each in reversed(since) if sign * (each - level) >= 0), False)
        after_back = since[
            len(since) - next((n for n, each in enumerate(reversed(since)) if sign * (each - level) >= 0), 0) :
        ]
        left_since_back = any(sign * (each - level) <= -level * PRICE_MARGIN + 1e-12 for each in after_back)
        is_armed = left_since_back if was_back else (has_left or began_away)
        if sign * (price - level) >= 0 and is_armed:
            told.append((place, direction))
    return told


@given(WALKS, ALERTS, st.data())
def test_each_alert_is_told_exactly_at_the_crossings_also_over_restarts(walk, alerts, data):
    made = [alert(key=str(n), level=level, direction=way) for n, (level, way) in enumerate(alerts)]
    levels = PriceLevels(made, {})
    told: dict[str, list[tuple[int, Direction]]] = {each.id: [] for each in made}
    restarts = data.draw(st.sets(st.integers(0, 60), max_size=4))
    for place, price in enumerate(walk):
        if place in restarts:
            levels = PriceLevels(made, json.loads(json.dumps(levels.states())))
        for firing in levels.take(trade(price, time=place)):
            assert (firing.price, firing.time_ms) == (price, place * 1000)
            told[firing.alert.id].append((place, firing.direction))
        for waiting in (levels._rising, levels._falling):
            assert len({each.id for each in waiting}) == len(waiting), "none waits twice"
    for each in made:
        assert told[each.id] == crossings_of(walk, each.level, each.direction)


def test_alerts_are_told_in_the_order_the_price_passed_them():
    made = [alert(key=str(level), level=float(level)) for level in (130, 110, 120, 90, 80)]
    levels = PriceLevels(made, {})
    levels.take(trade(100))
    assert [firing.alert.id for firing in levels.take(trade(125))] == ["110", "120"]
    assert [firing.alert.id for firing in levels.take(trade(70))] == ["120", "110", "90", "80"]


def test_a_message_without_a_price_is_passed_over():
    levels = PriceLevels([alert()], {})
    levels.take(trade(99))
    assert levels.take(book(99, 101)) == []
    message = trade(101)
    message.trade_price = None
    assert levels.take(message) == []
    assert len(levels.take(trade(101))) == 1
