import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.limits import Limits
from core.simulator.streams.manners import Manners
from core.simulator.streams.request import Topic
from core.simulator.streams.session import DROPPED, OUTBOX_LIMIT, Ended, Session
from exchange_limits import UNLIMITED
from scripted_source import ScriptedSource, book, trade
from session_in_hand import SessionInHand

EPOCH_MS = 1_795_144_500_000
CODES = ("KRW-BTC", "KRW-ETH", "KRW-XRP")
AT_ONCE = Manners(snapshot_delay=(0.0, 0.0))
SLOW = Manners(snapshot_delay=(0.35, 0.35))
TICKET = {"ticket": "me"}


def ask(*parts, form=None):
    return json.dumps([TICKET, *parts] + ([{"format": form}] if form else []))


def ticker(*codes, **flags):
    return {"type": "ticker", "codes": list(codes), **flags}


class Line(SessionInHand):
    """A session and its market, moved through time together."""

    def __init__(self, manners=AT_ONCE):
        trades = [
            trade(code, EPOCH_MS - 1000 + 100 * n, 100.0 + n) for code in CODES for n in range(200) if n % 2 or n > 150
        ]
        books = [book(code, EPOCH_MS - 1000 + 100 * n, 101.0 + n) for code in CODES for n in range(200)]
        broadcast = Broadcast(ScriptedSource(trades=trades, books=books), EPOCH_MS)
        super().__init__(broadcast, Session(broadcast, manners, now=0.0))

    def kinds(self):
        return [(frame["type"], frame["code"], frame["stream_type"]) for frame in self.take()]


def test_a_snapshot_comes_first_and_once_then_realtime():
    kinds = Line().say(ask(ticker("KRW-BTC"))).to(1.0).kinds()
    assert kinds[0] == ("ticker", "KRW-BTC", "SNAPSHOT")
    assert len(kinds) > 2
    assert set(kinds[1:]) == {("ticker", "KRW-BTC", "REALTIME")}


def test_snapshots_take_their_time_and_realtime_waits_for_them():
    line = Line(SLOW).say(ask(ticker("KRW-BTC")))
    assert line.to(0.34).take() == []
    assert line.to(0.36).kinds() == [("ticker", "KRW-BTC", "SNAPSHOT")]


def test_a_bite_of_the_snapshots_leaves_the_rest_due():
    line = Line()
    line.session.receive(ask(ticker(*CODES)), 0.0)
    line.session.wake(0.0, snapshots=2)
    assert (len(line.take()), line.session.next_due) == (2, 0.0)
    line.session.wake(0.0, snapshots=2)
    assert len(line.take()) == 1
    assert line.session.next_due > 0.0


def test_the_usual_delay_is_the_one_seen_on_the_wire():
    line = Line(Manners()).say(ask(ticker(*CODES)))
    times = {}
    for step in range(60):
        for _, code, _ in line.to(step / 100).kinds():
            times.setdefault(code, step / 100)
    assert len(times) == 3
    assert all(0.17 <= time <= 0.36 for time in times.values())
    assert len(set(times.values())) > 1


def test_only_snapshot_is_one_frame_a_code_and_no_more():
    line = Line().say(ask(ticker(*CODES, is_only_snapshot=True))).to(2.0)
    assert sorted(line.kinds()) == [("ticker", code, "SNAPSHOT") for code in CODES]
    assert line.session.wanted == frozenset()


def test_only_realtime_has_no_snapshot():
    assert set(Line().say(ask(ticker("KRW-BTC", isOnlyRealtime=True))).to(2.0).kinds()) == {
        ("ticker", "KRW-BTC", "REALTIME")
    }


def test_a_request_replaces_the_whole_subscription():
    line = Line().say(ask(ticker("KRW-BTC"), {"type": "trade", "codes": ["KRW-BTC"]})).to(1.0)
    line.take()
    line.say(ask(ticker("KRW-ETH"))).to(2.0)
    assert {(kind, code) for kind, code, _ in line.kinds()} == {("ticker", "KRW-ETH")}
    assert line.session.wanted == {Topic("ticker", "KRW-ETH")}


def test_a_stream_that_stays_subscribed_gets_a_new_snapshot():
    line = Line().say(ask(ticker("KRW-BTC"))).to(1.0)
    line.take()
    assert line.say(ask(ticker("KRW-BTC"))).kinds() == [("ticker", "KRW-BTC", "SNAPSHOT")]


def test_a_replaced_request_takes_its_outstanding_snapshots_with_it():
    line = Line(SLOW).say(ask(ticker("KRW-BTC", "KRW-ETH")))
    line.say(ask(ticker("KRW-BTC", is_only_realtime=True)), at=0.2)
    assert {state for _, _, state in line.to(2.0).kinds()} == {"REALTIME"}


def test_unknown_and_lower_case_codes_and_unsupported_levels_are_answered_with_silence():
    line = Line().say(ask(ticker("krw-btc", "NO-SUCH"), {"type": "orderbook", "codes": ["KRW-BTC"], "level": 7}))
    assert line.to(3.0).take() == []
    assert line.session.ended is None


def test_the_other_codes_of_a_request_with_a_wrong_one_are_served():
    assert Line().say(ask(ticker("NO-SUCH", "KRW-BTC"))).kinds() == [("ticker", "KRW-BTC", "SNAPSHOT")]


def test_two_depths_of_one_book_are_both_served():
    line = Line().say(ask({"type": "orderbook", "codes": ["KRW-BTC.5", "KRW-BTC"]}))
    assert [len(frame["orderbook_units"]) for frame in line.take()] == [5, 30]
    assert line.session.wanted == {Topic("orderbook", "KRW-BTC", 0.0, 5), Topic("orderbook", "KRW-BTC", 0.0, 30)}


def test_listing_returns_the_subscription_and_replaces_nothing():
    line = Line().say(ask(ticker("KRW-BTC"), {"type": "orderbook", "codes": ["KRW-ETH.5"], "level": 0}))
    line.take()
    line.say(json.dumps([{"ticket": "list"}, {"method": "LIST_SUBSCRIPTIONS"}]))
    assert line.take() == [
        {
            "method": "LIST_SUBSCRIPTIONS",
            "result": [
                {"type": "ticker", "codes": ["KRW-BTC"]},
                {"type": "orderbook", "codes": ["KRW-ETH.5"], "level": 0.0},
            ],
            "ticket": "list",
        }
    ]
    assert {kind for kind, _, _ in line.to(1.0).kinds()} == {"ticker", "orderbook"}


def test_listing_in_another_format_switches_the_running_streams():
    line = Line().say(ask(ticker("KRW-BTC"))).to(0.5)
    line.take()
    line.say(json.dumps([TICKET, {"method": "LIST_SUBSCRIPTIONS"}, {"format": "SIMPLE_LIST"}])).to(1.5)
    reply, *frames = line.take()
    assert reply == [{"mthd": "LIST_SUBSCRIPTIONS", "rslt": [{"ty": "ticker", "cds": ["KRW-BTC"]}], "tckt": "me"}]
    assert frames
    assert all(frame[0]["st"] == "REALTIME" for frame in frames)


def test_listing_before_the_snapshot_gives_the_snapshot_in_the_new_format():
    line = Line(SLOW).say(ask(ticker("KRW-BTC")))
    line.say(json.dumps([TICKET, {"method": "LIST_SUBSCRIPTIONS"}, {"format": "SIMPLE"}])).to(0.36)
    assert [frame.get("st") for frame in line.take()] == [None, "SNAPSHOT"]


def test_a_ping_is_answered_on_the_tick_of_ten_seconds_for_ever():
    line = Line().say("PING", at=3.0)
    assert line.to(9.9).take() == []
    assert line.to(10.0).take() == [{"status": "UP"}]
    assert line.to(200.0).take() == [{"status": "UP"}] * 19
    assert line.session.requests == 0


@pytest.mark.parametrize(
    ("message", "name"),
    [("hello", "WRONG_FORMAT"), (ask(), "NO_TYPE"), (ask({"type": "myOrder"}), "INVALID_AUTH")],
)
def test_an_error_is_sent_and_the_connection_closed_a_moment_later(message, name):
    line = Line().say(ask(ticker("KRW-BTC"))).to(1.0)
    line.take()
    line.say(message)
    (frame,) = line.to(1.1).take()
    assert frame["error"]["name"] == name
    assert line.session.ended is None
    line.say(ask(ticker("KRW-BTC"))).to(1.15)
    assert line.take() == []
    assert line.session.ended == Ended(1000)
    assert line.session.errors == [name]


def test_more_than_five_messages_in_a_second_end_the_connection():
    line = Line()
    for _ in range(5):
        line.say(ask(ticker("KRW-BTC", is_only_realtime=True)))
    assert line.take() == []
    line.say(ask(ticker("KRW-ETH")))
    assert line.take()[0]["error"]["name"] == "Too Many Requests"
    assert line.to(0.2).session.ended == Ended(1000)
    assert (line.session.violations, line.session.requests) == (1, 6)


def test_more_than_a_hundred_messages_in_a_minute_end_the_connection():
    line = Line()
    for n in range(100):
        line.say("PING", at=n * 0.5)
    assert line.session.violations == 0
    line.say("PING", at=50.0)
    assert line.session.violations == 1


def test_a_silent_connection_is_dropped_without_a_close_frame():
    line = Line().to(59.9)
    assert line.session.ended is None
    assert line.to(60.0).session.ended == DROPPED


def test_any_frame_of_the_client_keeps_the_connection():
    line = Line().to(50.0)
    line.session.touch(50.0)
    line.say("", at=109.0)
    assert line.session.ended is None


def test_data_keep_the_connection_too():
    line = Line(replace(AT_ONCE, idle_limit=5.0)).say(ask(ticker("KRW-BTC")))
    assert line.to(15.0).session.ended is None
    assert line.to(60.0).session.ended == DROPPED


def test_a_client_that_does_not_read_is_disconnected_without_effect_on_others():
    line = Line().say(ask(ticker("KRW-BTC", is_only_realtime=True)))
    other = Session(line.broadcast, AT_ONCE, 0.0)
    other.receive(ask(ticker("KRW-BTC", is_only_realtime=True)), 0.0)
    line.session.outbox.extend([b"{}"] * OUTBOX_LIMIT)
    line.broadcast.play(1.0)
    line.broadcast.play(2.0)
    assert line.session.ended == DROPPED
    assert len(line.session.outbox) == 0
    line.session.end(DROPPED)
    assert len(other.outbox) > 1


def test_an_ended_connection_hears_and_does_nothing_more():
    line = Line().say(ask(ticker("KRW-BTC"))).to(0.1)
    line.take()
    line.session.end(Ended(1012, "restart"))
    line.session.end(DROPPED)
    line.say(ask(ticker("KRW-ETH"))).to(1.0)
    assert line.take() == []
    assert line.session.ended == Ended(1012, "restart")
    assert line.session.next_due == float("inf")


def test_a_session_keeps_its_requests():
    request = ask(ticker("KRW-BTC"))
    line = Line().say(request).say(request.encode())
    assert list(line.session.request_log) == [request, request]
    assert line.session.requests == 2


def test_the_shell_is_called_for_every_output():
    line, reported = Line(), []
    line.session.on_output = lambda: reported.append(len(line.session.outbox))
    line.say(ask(ticker("KRW-BTC", "KRW-ETH")))
    line.session.end(DROPPED)
    assert reported == [1, 2, 2]


PARTS = st.lists(
    st.builds(
        lambda kind, codes, flags: {"type": kind, "codes": codes, **flags},
        st.sampled_from(["ticker", "trade", "orderbook", "candle.1s"]),
        st.lists(st.sampled_from([*CODES, "krw-btc"]), min_size=1, max_size=3, unique=True),
        st.sampled_from([{}, {"is_only_realtime": True}]),
    ),
    min_size=1,
    max_size=3,
)


@given(st.lists(st.tuples(st.floats(0, 0.8), PARTS), min_size=1, max_size=6), st.sampled_from([0.0, 0.35]))
def test_after_any_requests_the_last_one_is_streamed(requests, delay):
    limits = Limits(messages=(UNLIMITED,))
    line = Line(Manners(snapshot_delay=(delay, delay), limits=limits))
    for pause, parts in requests:
        line.to(line.now + pause)
        line.take()
        line.say(ask(*parts))
    kinds = line.to(line.now + 2.0).kinds()
    requested = {(part["type"], code) for part in parts for code in part["codes"] if code in CODES}
    with_snapshot = {
        (part["type"], code)
        for part in parts
        for code in part["codes"]
        if code in CODES and "is_only_realtime" not in part
    }
    assert {kind[:2] for kind in kinds} == requested
    snapshots = Counter(kind[:2] for kind in kinds if kind[2] == "SNAPSHOT")
    assert snapshots == dict.fromkeys(with_snapshot, 1)
    for topic in with_snapshot:
        assert next(kind[2] for kind in kinds if kind[:2] == topic) == "SNAPSHOT"
    assert {(topic.type, topic.code) for topic in line.session.wanted} >= requested
