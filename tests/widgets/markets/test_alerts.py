from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alert_messages import BTC, alert
from core.market.alerts.alert import Alert, AlertKind, Direction
from core.market.alerts.firing import LATE, Firing
from core.market.alerts.quiet_hours import QuietHours
from core.market.alerts.telling import Ways
from widgets.markets.alerts import REMEMBERED, Trouble, UserAlerts


@pytest.fixture
def alerts(qapp: object) -> UserAlerts:
    return UserAlerts()


def counted(signal: object) -> list[object]:
    seen: list[object] = []
    signal.connect(lambda *given: seen.append(given))  # type: ignore[attr-defined]
    return seen


def test_every_edit_is_told_once_and_none_that_changes_nothing(alerts: UserAlerts):
    changed = counted(alerts.changed)
    edits: list[Callable[[], object]] = [
        lambda: alerts.put(alert()),
        lambda: alerts.put(alert(level=5.0)),
        lambda: alerts.set_enabled("a", is_enabled=False),
        lambda: alerts.snooze("a", 99),
        lambda: alerts.set_telling({AlertKind.PRICE: Ways(by_sound=False)}, QuietHours(1, 2)),
        lambda: alerts.remove("a"),
    ]
    for number, edit in enumerate(edits):
        edit()
        assert len(changed) == number + 1
        edit()
        assert len(changed) == number + 1


def test_a_removal_is_told_with_its_place_and_can_be_undone(alerts: UserAlerts):
    removed, changed = counted(alerts.removed), counted(alerts.changed)
    for key in "abc":
        alerts.put(alert(key=key))
    alerts.remove("b")
    assert removed == [(alert(key="b"), 1)]
    before = len(changed)
    alerts.put_back(alert(key="b"), 1)
    assert [each.id for each in alerts] == ["a", "b", "c"]
    alerts.put_back(alert(key="b"), 1)
    assert len(changed) == before + 1


def test_one_that_cannot_be_watched_is_not_taken(alerts: UserAlerts):
    changed = counted(alerts.changed)
    assert not alerts.put(alert(level=-1.0))
    assert (len(alerts), changed) == (0, [])


def test_a_true_alert_is_told_and_kept_the_newest_first(alerts: UserAlerts):
    fired = counted(alerts.fired)
    for key in "ab":
        alerts.put(alert(key=key))
        alerts.tell(Firing(alert(key=key), BTC, 5), 5)
    assert [firing.alert.id for firing in alerts.firings] == ["b", "a"]
    assert len(fired) == 2


def test_one_that_is_off_snoozed_or_removed_is_not_told(alerts: UserAlerts):
    for key, more in (("off", {"is_enabled": False}), ("snoozed", {"snoozed_until_ms": 10})):
        alerts.put(alert(key=key, **more))
    for key in ("off", "snoozed", "removed"):
        alerts.tell(Firing(alert(key=key), BTC, 5), 5)
    assert not alerts.firings
    alerts.tell(Firing(alert(key="snoozed"), BTC, 10), 10)
    assert len(alerts.firings) == 1


def test_one_to_be_told_once_is_off_then(alerts: UserAlerts):
    alerts.put(alert(is_once=True))
    for _ in range(2):
        alerts.tell(Firing(alert(), BTC, 5), 5)
    assert len(alerts.firings) == 1
    assert [each.is_enabled for each in alerts] == [False]


NOW_MS = 1_795_144_500_000
DAY_MS = 86_400_000


@given(st.integers(-30 * DAY_MS, 30 * DAY_MS) | st.integers(-90_000, 90_000) | st.sampled_from([-60_000, 0, 1]))
def test_it_came_true_when_it_was_told_or_at_the_exchanges_time_of_the_last_minute(off_ms: int):
    alerts = UserAlerts()
    alerts.put(alert())
    alerts.tell(Firing(alert(), BTC, NOW_MS + off_ms), NOW_MS)
    expected = NOW_MS + (off_ms if -60_000 <= off_ms <= 0 else 0)
    assert (alerts.firings[0].time_ms, alerts.told_ms["a"]) == (expected, expected)
    alerts.tell(Firing(alert(), BTC, NOW_MS + off_ms, words=(LATE,)), NOW_MS)
    assert alerts.firings[0].time_ms == NOW_MS + min(off_ms, 0), "an execution found late may be old"


@given(st.integers(-30 * DAY_MS, 30 * DAY_MS))
def test_nothing_that_was_kept_has_come_true_in_the_future(off_ms: int):
    earlier, now_ms = UserAlerts(), round(time.time() * 1000)
    earlier.put(alert())
    earlier.tell(Firing(alert(), BTC, now_ms + off_ms), now_ms + off_ms)
    next_run = UserAlerts()
    next_run.read(json.loads(json.dumps(earlier.written())))
    for time_ms in (next_run.firings[0].time_ms, next_run.told_ms["a"]):
        assert time_ms == now_ms + off_ms or now_ms <= time_ms <= time.time() * 1000 + 1


def test_when_each_was_told_last_is_kept_over_restarts(alerts: UserAlerts):
    for key in ("a", "b", "off"):
        alerts.put(alert(key=key, is_enabled=key != "off"))
    for key, time_ms in (("a", 5), ("b", 6), ("a", 7), ("off", 8)):
        alerts.tell(Firing(alert(key=key), BTC, time_ms), time_ms)
    alerts.remove("b")
    kept = json.loads(json.dumps(alerts.written()))
    next_run = UserAlerts()
    next_run.read(kept)
    assert next_run.told_ms == {"a": 7}
    next_run.read(kept | {"told_ms": {"a": "x", "b": True, "c": -1, "d": 1e9, "e": 10**30, "f": 9}})
    assert next_run.told_ms == {"f": 9}
    next_run.read(kept | {"told_ms": [1]})
    assert next_run.told_ms == {}


def test_what_came_true_is_kept_over_restarts_also_of_removed_alerts_until_it_is_forgotten(alerts: UserAlerts):
    for number in range(1, REMEMBERED + 5):
        made = alert(key=str(number))
        alerts.put(made)
        alerts.tell(Firing(made, BTC, number, Direction.UP, 101.0, None, ("BID", "LATE")), number)
        alerts.remove(made.id)
    assert not alerts.is_empty
    kept = json.loads(json.dumps(alerts.written(), allow_nan=False))
    next_run = UserAlerts()
    next_run.read(kept)
    assert list(next_run.firings) == list(alerts.firings)
    made = alert(key="new")
    next_run.put(made)
    next_run.tell(Firing(made, BTC, REMEMBERED + 5), REMEMBERED + 5)
    assert [firing.time_ms for firing in next_run.firings][:2] == [REMEMBERED + 5, REMEMBERED + 4]
    assert len(next_run.firings) == REMEMBERED
    next_run.read(kept | {"told": [*kept["told"][:2], 5, None, {"alert": kept["alerts"]}, *kept["told"][2:3]]})
    assert list(next_run.firings) == list(alerts.firings)[:3], "rows that make no sense cost only themselves"
    next_run.read(kept | {"told": 5})
    assert not next_run.firings
    next_run.read(kept)
    next_run.forget_firings()
    assert next_run.is_empty


def test_what_is_remembered_is_bounded(alerts: UserAlerts):
    alerts.put(alert())
    for number in range(REMEMBERED + 5):
        alerts.tell(Firing(alert(), BTC, number), number)
    assert [firing.time_ms for firing in alerts.firings] == list(range(REMEMBERED + 4, 4, -1))


@pytest.mark.parametrize("kind", AlertKind)
def test_the_form_begins_with_usual_values(alerts: UserAlerts, kind: AlertKind):
    asked: list[Alert] = []
    alerts.asked.connect(asked.append)
    alerts.ask(kind, BTC, 5.0 if kind is AlertKind.PRICE else None)
    assert asked[0].fault is None
    alerts.ask(kind, BTC)
    assert asked[0].id != asked[1].id
    assert len(alerts) == 0


def test_all_of_it_survives_a_file(alerts: UserAlerts):
    assert alerts.is_empty
    alerts.put(alert())
    alerts.set_telling({AlertKind.FILL: Ways(by_desktop=False, volume=5)}, QuietHours(60, 420))
    again = UserAlerts()
    again.read(json.loads(json.dumps(alerts.written())))
    assert (list(again), again.ways, again.quiet) == (list(alerts), alerts.ways, alerts.quiet)
    assert not again.is_empty


@pytest.mark.parametrize("damaged", [None, 5, [], "x", {}, {"price": 5}, [1], [1, 2000], [True, 5], ["a", "b"]])
def test_what_makes_no_sense_in_a_file_is_left_out(alerts: UserAlerts, damaged: object):
    alerts.read({"alerts": damaged, "ways": damaged, "quiet": damaged})
    assert alerts.is_empty


def test_alerts_are_found_by_market(alerts: UserAlerts):
    alerts.put(alert(key="1"))
    alerts.put(alert(AlertKind.SPREAD, "2"))
    alerts.put(alert(key="3", code="KRW-ETH"))
    assert [each.id for each in alerts.of(BTC)] == ["1", "2"]
    assert [each.id for each in alerts.of(BTC, AlertKind.PRICE)] == ["1"]


def test_of_another_source_there_are_none_at_this_one(alerts: UserAlerts):
    for key, source in (("1", "upbit"), ("2", "simulated"), ("3", "")):
        alerts.put(alert(key=key, source=source))
    changed = counted(alerts.changed)
    for source, here in (("upbit", ["1", "3"]), ("simulated", ["2", "3"])):
        alerts.set_source(source)
        alerts.set_source(source)
        assert [each.id for each in alerts.here()] == here
        assert [each.id for each in alerts.of(BTC)] == here
        assert len(alerts) == 3
    assert len(changed) == 2


def test_what_is_made_belongs_to_the_present_source(alerts: UserAlerts):
    asked: list[Alert] = []
    alerts.asked.connect(asked.append)
    alerts.set_source("upbit")
    alerts.ask(AlertKind.PRICE, BTC, 5.0)
    assert asked[0].source == "upbit"


def test_a_change_of_what_cannot_be_followed_is_told_once(alerts: UserAlerts):
    told = counted(alerts.troubles_changed)
    for troubles in ({"a": Trouble.NO_KEY}, {"a": Trouble.NO_KEY}, {}):
        alerts.set_troubles(troubles)
    assert len(told) == 2
