import json

import pytest

from core.simulator.faults.faults import Faults
from core.simulator.rest.account import PRIVATE_ENDPOINTS
from core.simulator.rest.odd_answers import Answer, kind_of, odd_answer
from core.simulator.rest.quotation import ENDPOINTS

ROWS = [{"market": "KRW-BTC", "trade_price": 1.5}, {"market": "KRW-ETH", "trade_price": 2.5}]
PATH = "/v1/ticker"
URL = f"{PATH}?markets=KRW-BTC%2CKRW-ETH"


def answered(name="odd_page", path=PATH, content=ROWS, times=1, **parameters):
    faults = Faults()
    faults.set(name, 0.0, **parameters)
    good = Answer(200, json.dumps(content).encode())
    answers = [odd_answer(faults, path, URL, good, 1.0) for _ in range(times)]
    return answers if times > 1 else answers[0]


@pytest.mark.parametrize("path", [endpoint.path for endpoint in (*ENDPOINTS, *PRIVATE_ENDPOINTS)])
def test_every_path_has_rows_of_a_kind(path):
    assert kind_of(path) != "other" or path in {"/v1/status/wallet", "/v1/api_keys"}


def test_while_nothing_is_odd_the_answer_is_the_very_same():
    good = Answer(200, b"[]")
    assert odd_answer(Faults(), PATH, URL, good, 1.0) is good


@pytest.mark.parametrize(
    ("shape", "status", "body"),
    [
        ("empty", 200, b"[]"),
        ("null", 200, b"null"),
        ("object", 200, b'{"rows":' + json.dumps(ROWS).encode() + b"}"),
        ("cut", 200, json.dumps(ROWS).encode()[: len(json.dumps(ROWS)) // 2]),
        ("no_body", 204, b""),
        ("not_found", 404, b'{"error":{"name":404,"message":"Code not found"}}'),
        ("too_many", 429, b'{"error":{"name":429,"message":"Too many API requests."}}'),
    ],
)
def test_a_page_is_another(shape, status, body):
    answer = answered(shape=shape)
    assert (answer.status, answer.body, answer.content_type) == (status, body, "application/json")


@pytest.mark.parametrize(("shape", "status"), [("html", 200), ("bad_gateway", 502)])
def test_a_page_may_be_a_web_page(shape, status):
    answer = answered(shape=shape)
    assert (answer.status, answer.content_type, answer.body[:6]) == (status, "text/html", b"<html>")


@pytest.mark.parametrize("shape", ["bad_gateway", "too_many"])
@pytest.mark.parametrize(("wait", "headers"), [(0.0, {}), (2.5, {"Retry-After": "3"})])
def test_it_may_say_when_to_come_back(shape, wait, headers):
    assert answered(shape=shape, wait=wait).headers == headers


def test_a_redirect_points_elsewhere_or_to_where_it_came_from():
    assert answered(shape="redirect").headers == {"Location": "/login"}
    answer = answered(shape="loop")
    assert (answer.status, answer.headers) == (302, {"Location": URL})


def test_an_oversized_answer_is_the_rows_again_and_again():
    answer = answered(shape="oversized", mebibytes=0.1)
    assert 104_000 < len(answer.body) <= 104_858
    rows = json.loads(answer.body)
    assert rows[:4] == ROWS * 2
    one = answered(shape="oversized", mebibytes=0.1, content={"uuid": "u"})
    assert (len(one.body), json.loads(one.body)) == (104_858, {"uuid": "u"})


def test_an_answer_is_late_or_torn():
    slow = answered(shape="slow", wait=3.0)
    assert (slow.wait, slow.way, json.loads(slow.body)) == (3.0, "whole", ROWS)
    assert {shape: answered(shape=shape).way for shape in ("torn", "trickle", "endless")} == {
        "torn": "torn", "trickle": "trickle", "endless": "endless"
    }  # fmt: skip
    assert answered(shape="bad_gzip").headers == {"Content-Encoding": "gzip"}


def test_a_page_in_the_middle_is_missing():
    shapes = [answer.body for answer in answered(shape="empty", skip=2, count=1, times=5)]
    assert [body == b"[]" for body in shapes] == [False, False, True, False, False]


def test_only_the_rows_that_are_meant_are_odd():
    assert json.loads(answered(shape="empty", rows="candle").body) == ROWS
    assert json.loads(answered(shape="empty", rows="ticker").body) == []


def test_rows_are_bent_one_by_one_and_the_others_stay():
    answer = answered("odd_field", field="trade_price", every=2)
    assert json.loads(answer.body) == [ROWS[0], {**ROWS[1], "trade_price": None}]
    one = answered("odd_field", path="/v1/orders/chance", content={"bid_fee": "0.0005"}, field="bid_fee", rows="chance")
    assert json.loads(one.body) == {"bid_fee": None}
    assert json.loads(answered("odd_field", shape="row", every=2).body) == [ROWS[0], None]
    assert b"1e999" in answered("odd_field", shape="infinite", field="trade_price").body
    assert answered("odd_field", content=["text"], field="trade_price").body == b'["text"]'


def test_rows_are_not_bent_that_only_streams_have():
    assert json.loads(answered("odd_field", where="stream").body) == ROWS
