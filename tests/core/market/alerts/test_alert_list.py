from __future__ import annotations

import pytest

from alert_messages import alert
from core.market.alerts.alert_list import MOST, AlertList


def test_alerts_are_kept_in_the_order_they_were_made():
    alerts = AlertList()
    assert all(alerts.put(alert(key=key)) for key in "cab")
    assert alerts.put(alert(key="a", level=7.0))
    assert [(each.id, each.level) for each in alerts] == [("c", 100), ("a", 7), ("b", 100)]


def test_one_that_cannot_be_watched_is_not_taken():
    alerts = AlertList()
    assert not alerts.put(alert(level=-1.0))
    assert len(alerts) == 0


def test_there_is_a_most_but_existing_ones_can_be_edited():
    alerts = AlertList()
    assert all(alerts.put(alert(key=str(n))) for n in range(MOST))
    assert not alerts.put(alert(key="one more"))
    assert alerts.put(alert(key="5", level=3.0))


def test_they_survive_a_file_and_what_is_damaged_is_counted():
    alerts, again = AlertList(), AlertList()
    alerts.put(alert(key="a"))
    alerts.put(alert(key="b", is_once=True))
    again.read([*alerts.written(), {"id": "x"}, None, alerts.written()[0]])
    assert list(again) == list(alerts)
    assert again.left_out == 3
    again.read("nothing")
    assert (len(again), again.left_out) == (0, 0)


@pytest.mark.parametrize("key", ["a", "b", "c"])
def test_a_removed_one_comes_back_to_its_place(key: str):
    alerts = AlertList()
    for each in "abc":
        alerts.put(alert(key=each))
    before, place = list(alerts), alerts.place_of(key)
    removed = alerts.remove(key)
    assert removed is not None
    assert alerts.put_back(removed, place)
    assert list(alerts) == before
    assert not alerts.put_back(removed, place), "it is there"
    assert list(alerts) == before


def test_a_removed_one_comes_back_at_the_end_when_fewer_are_left_and_not_past_the_most():
    alerts = AlertList()
    alerts.put(alert(key="a"))
    assert alerts.put_back(alert(key="b"), 7)
    assert [each.id for each in alerts] == ["a", "b"]
    assert alerts.place_of("none") == 2
    for n in range(MOST):
        alerts.put(alert(key=str(n)))
    assert not alerts.put_back(alert(key="c"), 0)
    assert len(alerts) == MOST


def test_removing():
    alerts = AlertList()
    alerts.put(alert())
    assert alerts.remove("a") == alert()
    assert alerts.remove("a") is None
    assert alerts.get("a") is None
    assert len(alerts) == 0
