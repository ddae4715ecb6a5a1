"""Requests arrive as sent; malformed lines are rejected."""

import contextlib
import json
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command_line.options import DeskOptions
from app.command_line.parser import parse
from app.panels.spec import PanelSpec
from app.single_instance.messages import LOOPBACK, Reply, Request, deliver, source_of
from core.errors import InputError

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40)
PANELS = st.lists(
    st.sampled_from(["watchlist", "chart:KRW-BTC:1m", "orderbook:KRW-ETH:15", "trades:SGD-BTC.X", "chart::day"]),
    max_size=5,
)


@given(token=WORDS, source=WORDS, panels=PANELS, activation_token=WORDS)
def test_a_knock_arrives_as_it_was_sent(token, source, panels, activation_token):
    request = Request(token, source, tuple(map(PanelSpec.parse, panels)), activation_token)
    line = request.encode()
    assert line.count(b"\n") == 1
    assert Request.decode(line) == request


@given(source=WORDS, opened=st.integers(0, 100))
def test_an_answer_arrives_as_it_was_sent(source, opened):
    assert Reply.decode(Reply(source, opened).encode()) == Reply(source, opened)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["token", "source", "panels", "opened"]), inner),
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_other_message_is_refused(line):
    for decode in (Request.decode, Reply.decode):
        with contextlib.suppress(InputError):
            assert isinstance(decode(line), Request | Reply)


KNOCK = {"token": "t", "source": "simulated", "panels": ["trades"], "activation_token": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": None},
        {"token": "\ud800"},
        {"source": 1},
        {"panels": "trades"},
        {"panels": ["graph"]},
        {"panels": [["trades"]]},
        {"activation_token": "a\0b"},
        {"activation_token": ["x"]},
    ],
)
def test_a_field_that_is_wrong_spoils_the_knock(wrong):
    assert Request.decode(json.dumps(KNOCK).encode()).panels == (PanelSpec("trades"),)
    with pytest.raises(InputError):
        Request.decode(json.dumps(KNOCK | wrong).encode())


def test_nesting_without_end_is_refused():
    with pytest.raises(InputError):
        Request.decode(b"[" * 60_000)


def test_a_field_of_a_later_version_spoils_nothing():
    assert Request.decode(json.dumps(KNOCK | {"new": 1}).encode()).token == "t"


def test_the_source_of_quotes_is_named_in_full():
    assert source_of(DeskOptions()) == ""
    requested = parse(["--exchange", "upbit-sg", "--rest-url", "http://127.0.0.1:9"])
    assert source_of(requested) == "upbit-sg http://127.0.0.1:9"


@pytest.fixture
def listener():
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server


def test_where_nobody_listens_nothing_is_done(listener):
    port = listener.getsockname()[1]
    listener.close()
    assert deliver(Request("t", "simulated"), port, 5.0) is None


def test_who_listens_and_is_silent_runs_out_of_time(listener):
    with pytest.raises(TimeoutError):
        deliver(Request("t", "simulated"), listener.getsockname()[1], 0.1)
