from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alert_messages import alert
from core.market.alerts.alert import FORMS, Alert, AlertKind, Direction, Fault, Place, read_alert, written_alert

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
FIELDS = list(Alert.__dataclass_fields__)


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_survives_a_file(kind: AlertKind):
    made = alert(kind, direction=Direction.DOWN, is_once=True, snoozed_until_ms=5, note="목표가")
    assert made.fault is None
    assert read_alert(json.loads(json.dumps(written_alert(made)))) == made


@pytest.mark.parametrize("kind", AlertKind)
def test_missing_fields_are_as_usual(kind: AlertKind):
    form = FORMS[kind]
    read = read_alert(
        {"id": "a", "kind": kind.value, "code": "KRW-BTC", "level": 1e6 if kind is AlertKind.PRICE else None}
    )
    assert read is not None
    assert read.is_enabled
    assert not read.is_once
    assert read.direction is Direction.EITHER
    assert read.seconds == (form.seconds.usual if form.seconds else 0)
    assert read.code == ("" if form.place is Place.EVERYWHERE else "KRW-BTC")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"code": ""}, Fault.NO_MARKET),
        ({"code": "btc"}, Fault.BAD_MARKET),
        ({"level": 0.0}, Fault.BAD_LEVEL),
        ({"level": float("nan")}, Fault.BAD_LEVEL),
        ({"level": float("inf")}, Fault.BAD_LEVEL),
        ({"level": 1e16}, Fault.BAD_LEVEL),
    ],
)
def test_what_cannot_be_watched_says_why(changed: dict[str, object], fault: Fault):
    assert alert(**changed).fault is fault
    assert read_alert(written_alert(alert(**changed))) is None


def test_a_time_too_short_says_so():
    assert alert(AlertKind.CHANGE, seconds=1.0).fault is Fault.BAD_SECONDS


def test_all_markets_are_allowed_where_one_is_not_needed():
    assert alert(AlertKind.FILL).fault is None
    assert alert(AlertKind.FILL, code="KRW-BTC").fault is None
    assert alert(AlertKind.LISTING).fault is None


def test_it_belongs_to_the_source_it_was_made_on():
    made = alert(source="upbit")
    assert made.belongs_to("upbit")
    assert not made.belongs_to("simulated")
    assert read_alert(written_alert(made)) == made


@pytest.mark.parametrize("written", [None, 5, ["upbit"], "x" * 401, "up\nbit", "\ud800"])
def test_one_of_an_unknown_source_is_kept_and_belongs_to_each(written: object):
    entry = written_alert(alert()) | {"source": written}
    if written is None:
        del entry["source"]  # as an older version wrote it
    read = read_alert(entry)
    assert read == alert()
    assert read.belongs_to("upbit")
    assert read.belongs_to("simulated")


def test_it_is_told_when_it_is_on_and_not_snoozed():
    assert alert().is_told_at(0)
    assert not alert(is_enabled=False).is_told_at(0)
    snoozed = alert(snoozed_until_ms=100)
    assert not snoozed.is_told_at(99)
    assert snoozed.is_told_at(100)


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_whatever_stands_in_a_file_is_read_as_a_sound_alert_or_not_at_all(entry: dict[str, object]):
    read = read_alert({"id": "a", "kind": "change", "code": "KRW-BTC"} | entry)
    assert read is None or (read.fault is None and read_alert(written_alert(read)) == read)


@given(ANYTHING)
def test_what_is_no_alert_is_not_read(entry: object):
    assert read_alert(entry) is None
