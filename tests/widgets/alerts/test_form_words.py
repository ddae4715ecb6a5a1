from __future__ import annotations

import pytest

from alert_messages import alert
from core.market.alerts.alert import AlertKind, Fault
from widgets.alerts.form_words import described, fault_words, field_text, number_of, off_grid_words, on_grid
from widgets.markets.directory import KnownPrice
from widgets.text import formats
from widgets.text.price_steps import tick_above


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, "100 도달 · 현재가를 아직 모름"),
        (KnownPrice(80.0, is_current=True), "100 도달 · 현재가 80.0에서 +25.00%"),
        (
            KnownPrice(80.0, is_current=False),
            "100 도달 · 마지막으로 받은 가격 80.0에서 +25.00% (시세가 늦거나 멈춤)",
        ),
    ],
    ids=["unknown", "known", "late"],
)
def test_a_price_is_described_with_its_distance_from_the_one_that_is_known(known, words):
    assert described(alert(), known) == words
    assert " · " not in described(alert(code=""), known), "without a market there is no price to be known"


def test_other_kinds_are_described_by_their_condition_alone():
    assert described(alert(AlertKind.SPREAD), KnownPrice(80.0, is_current=True)) == "호가 차이 1% 이상"


@pytest.mark.parametrize("kind", [AlertKind.PRICE, AlertKind.SPREAD])
@pytest.mark.parametrize("fault", Fault)
def test_each_fault_has_words(fault, kind):
    assert fault_words(fault, alert(kind)).endswith(".")


@pytest.mark.parametrize(("level", "word"), [(-1.0, "0보다"), (0.0, "0보다"), (1e30, "이하"), (1e-30, "이상")], ids=str)
def test_a_refused_price_is_told_its_limit(level, word):
    fault = alert(level=level).fault
    assert fault is not None
    assert word in fault_words(fault, alert(level=level))


@pytest.mark.parametrize("level", [1.0, 0.0123, 158_000_000.0, 1234.5])
def test_what_is_written_is_read_again(level):
    assert number_of(field_text(level)) == level
    assert number_of(f" {field_text(level)}% ") == level


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "--1"])
def test_what_is_no_number_is_none_that_is_allowed(text):
    assert number_of(text) < 0
    assert field_text(0.0) == ""


@pytest.mark.parametrize(
    ("code", "price"),
    [
        *(("KRW-BTC", each) for each in (0.0001234, 0.5, 99.93, 1234.5, 9_999.4, 123_456.7, 999_876.0, 158_440_300.0)),
        *(("BTC-ETH", each) for each in (0.00000012, 0.034, 0.9)),
        *(("USDT-BTC", each) for each in (0.00012, 0.5, 98.7654, 101_234.5)),
    ],
)
def test_a_price_between_two_of_the_market_is_named_with_both_and_those_are_fine(code, price):
    near = on_grid(code, price)
    assert off_grid_words(alert(code=code, level=near)) == ""
    between = (near + tick_above(code, near)) / 2
    said = off_grid_words(alert(code=code, level=between))
    assert all(formats.price(code, each) in said for each in (near, tick_above(code, near))), said
    assert abs(near - price) <= tick_above(code, near) - near
    assert off_grid_words(alert(AlertKind.SPREAD, code=code, level=between)) == ""
