from __future__ import annotations

from alert_messages import alert
from core.market.alerts.alert import Direction
from core.market.alerts.firing import Firing


def test_what_is_not_known_is_left_out():
    firing = Firing(alert(), "KRW-BTC", 5)
    assert (firing.direction, firing.price, firing.figure, firing.words) == (Direction.EITHER, None, None, ())
