from __future__ import annotations

from alert_messages import alert
from core.market.alerts.alert import AlertKind
from core.market.alerts.connection_loss import ConnectionLoss

ALERTS = [alert(AlertKind.CONNECTION, "soon", seconds=5.0), alert(AlertKind.CONNECTION, "late", seconds=20.0)]


def watch() -> ConnectionLoss:
    loss = ConnectionLoss()
    loss.set_alerts(ALERTS)
    return loss


def told(loss: ConnectionLoss, *moments: float) -> list[tuple[float, str, float | None]]:
    return [(now, each.alert.id, each.figure) for now in moments for each in loss.overdue(now, 0)]


def test_each_alert_is_told_once_when_its_time_is_over():
    loss = watch()
    loss.set_connected(is_connected=True, now=0)
    loss.set_connected(is_connected=False, now=10)
    loss.set_connected(is_connected=False, now=13)
    assert told(loss, *range(10, 40)) == [(15, "soon", 5), (30, "late", 20)]


def test_a_connection_that_comes_back_in_time_is_none_lost():
    loss = watch()
    loss.set_connected(is_connected=True, now=0)
    loss.set_connected(is_connected=False, now=10)
    loss.set_connected(is_connected=True, now=14)
    assert told(loss, 15, 40) == []
    loss.set_connected(is_connected=False, now=50)
    assert told(loss, 55) == [(55, "soon", 5)]


def test_before_the_first_connection_nothing_is_lost():
    loss = watch()
    loss.set_connected(is_connected=False, now=0)
    assert told(loss, 100) == []


def test_editing_the_alerts_does_not_tell_the_same_loss_again():
    loss = watch()
    loss.set_connected(is_connected=True, now=0)
    loss.set_connected(is_connected=False, now=10)
    assert len(told(loss, 16)) == 1
    loss.set_alerts(list(ALERTS))
    assert told(loss, 17, 31) == [(31, "late", 21)]
