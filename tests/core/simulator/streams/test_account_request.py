import json

import pytest

from core.simulator.account.tokens import Permission
from core.simulator.streams.account_request import parse_private, parse_unknown
from core.simulator.streams.frames import Format
from core.simulator.streams.request import EVERY, ListSubscriptions, Ping, RejectedRequest, Topic


def everything(_permission):
    return True


def shown(*parts):
    return json.dumps([{"ticket": "me"}, *parts])


def read(*parts, allowed=everything):
    return parse_private(shown(*parts), allowed)


def refused(*parts, allowed=everything):
    with pytest.raises(RejectedRequest) as caught:
        read(*parts, allowed=allowed)
    return caught.value.name


@pytest.mark.parametrize("order", [{}, {"codes": []}, {"codes": None}])
def test_no_codes_mean_every_market(order):
    (stream,) = read({"type": "myOrder", **order}).streams
    assert list(stream.topics()) == [Topic("myOrder", EVERY)]
    assert stream.listed() == ("myOrder", (), None)


def test_codes_mean_those_markets():
    (stream,) = read({"type": "myOrder", "codes": ["KRW-BTC", "KRW-ETH", "KRW-BTC"]}).streams
    assert list(stream.topics()) == [Topic("myOrder", "KRW-BTC"), Topic("myOrder", "KRW-ETH")]


@pytest.mark.parametrize("kind", ["myAsset", "announcement"])
def test_some_types_have_no_codes_and_must_not_name_any(kind):
    (stream,) = read({"type": kind}).streams
    assert list(stream.topics()) == [Topic(kind, EVERY)]
    assert stream.listed() == (kind, None, None)
    assert refused({"type": kind, "codes": []}) == "WRONG_FORMAT"


def test_nothing_is_sent_on_subscribing():
    streams = read({"type": "myOrder"}, {"type": "myAsset"}).streams
    assert [(stream.snapshot, stream.realtime) for stream in streams] == [(False, True)] * 2


@pytest.mark.parametrize("kind", ["ticker", "trade", "orderbook", "candle.1m", "nope", 5, None])
def test_a_type_that_this_endpoint_does_not_serve_is_refused(kind):
    assert refused({"type": kind, "codes": ["KRW-BTC"]}) == "INVALID_PARAM"


@pytest.mark.parametrize(("kind", "needed"), [("myOrder", Permission.VIEW_ORDERS), ("myAsset", Permission.VIEW_ASSETS)])
def test_each_type_takes_its_permission(kind, needed):
    assert refused({"type": kind}, allowed=lambda requested: requested is not needed) == "INVALID_AUTH"
    assert read({"type": kind}, allowed=lambda requested: requested is needed)


def test_announcements_take_no_permission():
    assert read({"type": "announcement"}, allowed=lambda _asked: False)


def test_the_rest_is_read_as_on_the_public_endpoint():
    assert read({"type": "myAsset"}, {"format": "SIMPLE_LIST"}).form is Format.SIMPLE_LIST
    assert parse_private("PING", everything) == Ping()
    assert read({"method": "LIST_SUBSCRIPTIONS"}) == ListSubscriptions("me", Format.DEFAULT)
    assert refused({"format": "SIMPLE"}) == "NO_TYPE"
    assert refused({"type": "myOrder", "codes": [5]}) == "WRONG_FORMAT"
    assert refused({"type": "myOrder", "codes": ""}) == "NO_CODES"


@pytest.mark.parametrize("message", ["PING", shown({"type": "myOrder"}), "hello"])
def test_every_message_of_an_unknown_client_gets_the_same_answer(message):
    with pytest.raises(RejectedRequest, match="INVALID_AUTH"):
        parse_unknown(message)
