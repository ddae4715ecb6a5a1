from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.account.api_error import ApiError
from core.simulator.rest.parameters import Parameters


def query(text):
    return Parameters.of_query(text)


def refused(call, *args):
    with pytest.raises(ApiError) as caught:
        call(*args)
    assert caught.value.status == 400
    return caught.value.name


@pytest.mark.parametrize(
    ("sent", "signed"),
    [
        ("", ""),
        ("market=KRW-BTC", "market=KRW-BTC"),
        ("market=KRW-BTC&states[]=wait&states[]=watch", "market=KRW-BTC&states[]=wait&states[]=watch"),
        ("states%5B%5D=wait&states%5B%5D=watch", "states[]=wait&states[]=watch"),
        ("pairs=KRW-BTC%2CKRW-ETH", "pairs=KRW-BTC,KRW-ETH"),
        ("start_time=2026-11-20T12%3A15%3A42%2B09%3A00", "start_time=2026-11-20T12:15:42+09:00"),
    ],
)
def test_a_query_is_signed_as_it_reads_in_the_order_sent(sent, signed):
    assert query(sent).text == signed


@pytest.mark.parametrize(
    ("sent", "signed"),
    [
        (b"", ""),
        (
            b'{"market":"KRW-BTC","side":"bid","volume":"0.01","price":"100000000.0","ord_type":"limit"}',
            "market=KRW-BTC&side=bid&volume=0.01&price=100000000.0&ord_type=limit",
        ),
        (b'{"price": 100000000.0, "volume": 1e-3, "n": 5}', "price=100000000.0&volume=1e-3&n=5"),
        (b'{"uuids": ["a", "b"], "flag": true, "none": null}', "uuids[]=a&uuids[]=b&flag=true"),
        ('{"identifier": "한글 +&"}'.encode(), "identifier=한글 +&"),
    ],
)
def test_a_body_is_signed_key_by_key_with_its_numbers_as_written(sent, signed):
    assert Parameters.of_body(sent).text == signed


@pytest.mark.parametrize("body", [b"hello", b"[1]", b'"a"', b'{"a":{"b":1}}', b"\xff", b"[" * 100_000])
def test_a_body_that_is_not_a_plain_object_is_refused(body):
    assert refused(Parameters.of_body, body) == "validation_error"


@pytest.mark.parametrize("text", ["state=wait", "states[]=wait", "states=wait"])
def test_one_value_may_come_as_an_array(text):
    assert query(text).several("state") == ["wait"]


def test_a_missing_or_empty_value_is_none():
    assert (query("a=").get("a"), query("").get("a"), query("a=1").get("a")) == (None, None, "1")
    assert refused(query("a=").required, "a") == "validation_error"


@pytest.mark.parametrize("text", ["-1", "1e5", "0.123456789", "NaN", "x", "1" * 16, ".5", "1.", " 1", "٣"])
def test_an_invalid_amount_is_refused(text):
    assert refused(query(f"volume={text}").amount, "volume") == "validation_error"


@settings(deadline=None)
@given(st.integers(0, 10**15))
def test_an_amount_is_read_exactly(units):
    number = Decimal(units).scaleb(-8)
    assert query(f"volume={number:f}").amount("volume") == number


def test_a_count_has_a_default_and_a_most():
    assert [query(text).count("limit", 100, 1000) for text in ("", "limit=5", "limit=5000")] == [100, 5, 1000]


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "9" * 10, "٣"])
def test_an_invalid_count_is_refused(text):
    assert refused(query(f"limit={text}").count, "limit", 1, 10) == "invalid_parameter"


@pytest.mark.parametrize(
    "text", ["2026-11-20T12:15:42%2B09:00", "2026-11-20T12:15:42+09:00", "2026-11-20T03:15:42", "1795144542000"]
)
def test_an_instant_is_iso_or_milliseconds(text):
    assert query(f"start_time={text}").instant_ms("start_time") == 1_795_144_542_000


def test_an_invalid_instant_is_refused():
    assert query("").instant_ms("start_time") is None
    assert refused(query("start_time=yesterday").instant_ms, "start_time") == "invalid_parameter"


def test_a_choice_is_one_of_the_choices():
    assert query("side=bid").choice("side", ("bid", "ask")) == "bid"
    assert query("").choice("side", ("bid", "ask")) is None
    assert refused(query("side=BID").choice, "side", ("bid", "ask")) == "validation_error"
