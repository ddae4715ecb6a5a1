from __future__ import annotations

import pytest

from alert_messages import BTC, alert
from core.market.alerts.alert import Alert, AlertKind, Direction
from core.market.alerts.firing import Firing
from core.model.korean_time import KST
from widgets.alerts.rows import alert_headings, alert_line, firing_headings, firing_line, state_words, trouble_words
from widgets.look.theme import Ink
from widgets.markets.alerts import Trouble
from widgets.text.alert_words import kind_name

NOW_MS = 1_795_144_500_000
"""2026-11-20 12:15:00 in Korea."""


def name(code: str) -> str:
    return f"이름 {code}"


def texts(made: Alert, trouble: Trouble | None = None, told_ms: int | None = None) -> tuple[str, ...]:
    return alert_line(made, trouble, told_ms, name, NOW_MS, KST).texts


@pytest.mark.parametrize(
    ("more", "trouble", "words"),
    [
        ({}, None, ("감시 중", Ink.GOOD)),
        ({"is_enabled": False}, Trouble.NO_DATA, ("꺼짐", Ink.FAINT)),
        ({"snoozed_until_ms": NOW_MS + 600_000}, None, ("12:25까지 쉼", Ink.DIM)),
        ({"snoozed_until_ms": NOW_MS}, None, ("감시 중", Ink.GOOD)),
        ({"snoozed_until_ms": NOW_MS + 600_000}, Trouble.NO_DATA, ("데이터 없음", Ink.WARNING)),
        ({}, Trouble.RANG, ("울림", Ink.DIM)),
        ({"snoozed_until_ms": NOW_MS + 600_000}, Trouble.RANG, ("12:25까지 쉼", Ink.DIM)),
        ({"is_enabled": False}, Trouble.RANG, ("꺼짐", Ink.FAINT)),
    ],
)
def test_a_state_in_words(more: dict[str, object], trouble: Trouble | None, words: tuple[str, Ink]):
    assert state_words(alert(**more), trouble, NOW_MS, KST) == words


@pytest.mark.parametrize(
    ("more", "words"), [({}, ("모의에서만", Ink.DIM)), ({"is_enabled": False}, ("꺼짐", Ink.FAINT))]
)
def test_one_of_another_source_says_where_it_is_followed(more: dict[str, object], words: tuple[str, Ink]):
    assert state_words(alert(**more), None, NOW_MS, KST, "모의") == words
    assert alert_line(alert(**more), None, None, name, NOW_MS, KST, "모의").inks[1] is Ink.FAINT


def test_what_came_true_at_another_source_says_so():
    line = firing_line(Firing(alert(), BTC, NOW_MS, price=101.0), name, NOW_MS, KST, "모의")
    assert line.texts[1] == "가격 도달 · 모의"
    assert line.inks[1] is Ink.FAINT


@pytest.mark.parametrize(("direction", "words"), [("up", "≤99.9"), ("down", "≥101"), ("either", "±0.1%")])
def test_a_row_says_what_it_takes_to_ring_again(direction: str, words: str):
    assert texts(alert(level=100.0, direction=Direction(direction)))[5] == words


def test_every_trouble_has_words_of_its_own():
    assert len({trouble_words(each) for each in Trouble}) == len(Trouble)


def test_the_row_of_an_alert():
    assert texts(alert(note="절반")) == ("감시 중", "이름 KRW-BTC", "100 도달", "절반", "–", "±0.1%")
    assert texts(alert(is_once=True), told_ms=NOW_MS)[2:] == ("100 도달 · 한 번", "", "12:15:00", "–")


@pytest.mark.parametrize(
    ("told_ms", "words"),
    [
        (None, "–"),
        (NOW_MS - 12 * 3_600_000, "00:15:00"),
        (NOW_MS - 13 * 3_600_000, "11-19 23:15"),
        (NOW_MS - 400 * 86_400_000, "10-16 12:15"),
    ],
)
def test_a_time_has_its_date_unless_it_is_of_today(told_ms: int | None, words: str):
    assert texts(alert(), told_ms=told_ms)[4] == words
    if told_ms is not None:
        assert firing_line(Firing(alert(), BTC, told_ms), name, NOW_MS, KST).texts[0] == words


@pytest.mark.parametrize(
    ("kind", "place"), [(AlertKind.LISTING, "–"), (AlertKind.CONNECTION, "–"), (AlertKind.FILL, "모든 종목")]
)
def test_an_alert_without_a_market_says_where_it_watches(kind: AlertKind, place: str):
    assert texts(alert(kind))[1] == place


@pytest.mark.parametrize("kind", AlertKind)
def test_every_row_has_a_text_for_each_column(kind: AlertKind):
    line = alert_line(alert(kind), None, None, name, NOW_MS, KST)
    assert len(line.texts) == len(line.inks) == len(alert_headings())
    fired = firing_line(Firing(alert(kind), BTC, NOW_MS, price=5.0, figure=2.0), name, NOW_MS, KST)
    assert len(fired.texts) == len(fired.inks) == len(firing_headings())
    assert line.name == fired.name == "a"
    assert fired.texts[[heading.title for heading in firing_headings()].index("종류")] == kind_name(kind)


def test_the_row_of_what_came_true():
    fired = Firing(alert(), BTC, NOW_MS, price=101.0)
    assert firing_line(fired, name, NOW_MS, KST).texts == ("12:15:00", "가격 도달", "이름 KRW-BTC", "100 도달", "▲ 101")
    lost = Firing(alert(AlertKind.CONNECTION), "", NOW_MS, figure=12.0)
    assert firing_line(lost, name, NOW_MS, KST).texts[2] == "–"
    assert firing_line(Firing(alert(AlertKind.LISTING), BTC, NOW_MS), name, NOW_MS, KST).texts[3] == "–"
