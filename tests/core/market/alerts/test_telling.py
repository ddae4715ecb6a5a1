from __future__ import annotations

from alert_messages import alert
from core.market.alerts.alert import AlertKind
from core.market.alerts.firing import Firing
from core.market.alerts.quiet_hours import QuietHours
from core.market.alerts.telling import PAUSE, Telling, Told, Ways


def firing(key: str, kind: AlertKind = AlertKind.PRICE) -> Firing:
    return Firing(alert(kind, key), "KRW-BTC", 0)


def test_the_first_is_told_at_once_and_the_next_after_a_pause_with_their_number():
    telling = Telling()
    telling.add(firing("1"), 0)
    assert telling.due(100.0) == Told(firing("1"), 0, by_desktop=True, volume=70)
    for key in "234":
        telling.add(firing(key), 0)
    assert telling.due(100.0 + PAUSE - 0.1) is None
    assert telling.due_at == 100.0 + PAUSE
    assert telling.due(100.0 + PAUSE) == Told(firing("4"), 2, by_desktop=True, volume=70)
    assert telling.due(200.0) is None
    assert telling.due_at is None


def test_in_quiet_hours_nothing_is_told_outside_the_window():
    telling = Telling()
    telling.quiet = QuietHours(60, 120)
    telling.add(firing("1"), 60)
    assert telling.due(0.0) is None
    telling.add(firing("2"), 120)
    assert telling.due(0.0) is not None


def test_each_kind_is_told_in_its_own_ways():
    telling = Telling()
    telling.ways = {
        AlertKind.PRICE: Ways(by_sound=False),
        AlertKind.FILL: Ways(by_desktop=False, volume=30),
        AlertKind.LISTING: Ways(by_desktop=False, by_sound=False),
    }
    telling.add(firing("1", AlertKind.LISTING), 0)
    assert telling.due(0.0) is None
    telling.add(firing("2", AlertKind.FILL), 0)
    assert telling.due(0.0) == Told(firing("2", AlertKind.FILL), 0, by_desktop=False, volume=30)
    telling.add(firing("3"), 0)
    telling.add(firing("4", AlertKind.FILL), 0)
    assert telling.due(10.0) == Told(firing("3"), 0, by_desktop=True, volume=30)
