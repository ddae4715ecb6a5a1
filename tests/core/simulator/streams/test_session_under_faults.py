"""One connection while the exchange has a fault, on its own clock."""

import json
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.faults.fault_table import FAULTS
from core.simulator.faults.faults import Faults
from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import DROPPED, OUTBOX_LIMIT, Ended, Session
from scripted_source import ScriptedSource, trade
from session_in_hand import SessionInHand

EPOCH_MS = 1_795_144_500_000
TICKET = {"ticket": "me"}
LIST = json.dumps([TICKET, {"method": "LIST_SUBSCRIPTIONS"}])
LASTING = [name for name, fault in FAULTS.items() if not fault.is_momentary]


def ask(*codes, kind="trade", **flags):
    return json.dumps([TICKET, {"type": kind, "codes": list(codes), **flags}])


class Line(SessionInHand):
    """A session that receives one trade of KRW-BTC and one of KRW-ETH at each full second."""

    def __init__(self, **manners):
        trades = [
            trade(code, EPOCH_MS + 1000 * n, 100.0 + n) for code in ("KRW-BTC", "KRW-ETH") for n in range(-5, 200)
        ]
        broadcast = Broadcast(ScriptedSource(trades=trades), EPOCH_MS)
        self.faults = Faults()
        super().__init__(broadcast, self.open(broadcast, **manners))

    def open(self, broadcast, now=0.0, **manners):
        return Session(broadcast, Manners(**{"snapshot_delay": (0.0, 0.0), **manners}), now, faults=self.faults)

    def seconds(self):
        """The time of each trade that was sent."""
        return [(frame["trade_timestamp"] - EPOCH_MS) // 1000 for frame in self.take() if frame.get("type") == "trade"]

    def streaming(self, **fault):
        """A connection that has been streaming for a while, then set a fault."""
        self.say(ask("KRW-BTC", is_only_realtime=True)).to(10.5)
        assert len(self.take()) == 10
        ((name, parameters),) = fault.items()
        self.faults.set(name, self.now, **parameters)
        return self


def test_a_mute_exchange_sends_nothing_except_pongs():
    line = Line().streaming(mute={}).say(LIST).say("PING").to(25.0)
    assert line.take() == []
    line.session.ping(b"!", line.now)
    assert list(line.session.pongs) == [b"!"]
    line.faults.clear(line.now)
    assert line.to(27.5).seconds() == [26, 27]


def test_a_mute_exchange_also_drops_silent_clients():
    assert Line(idle_limit=20.0).streaming(mute={}).to(60.0).session.ended == DROPPED


def test_nothing_passes_on_a_half_open_connection_until_it_is_mended():
    line = Line().streaming(half_open={}).say(LIST)
    line.session.ping(b"!", line.now)
    line.to(90.0)
    assert (line.take(), list(line.session.pongs), line.session.ended) == ([], [], None)
    assert line.session.next_due == float("inf")
    line.faults.clear(line.now)
    line.to(90.5)
    assert list(line.session.pongs) == [b"!"]
    frames = line.take()
    assert [frame.get("method") for frame in frames].count("LIST_SUBSCRIPTIONS") == 1
    assert len([frame for frame in frames if frame.get("type") == "trade"]) == 80


def test_a_half_open_connection_holds_no_more_than_any_other():
    line = Line().streaming(half_open={})
    for _ in range(OUTBOX_LIMIT + 1):
        line.session.hear(b"{}", line.now)
    assert line.session.ended == DROPPED


def test_a_lost_subscription_streams_nothing_until_it_is_requested_again():
    line = Line().streaming(lost_subscription={}).say("PING").say(LIST).to(20.5)
    assert [next(iter(frame)) for frame in line.take()] == ["method", "status"]
    line.say(ask("KRW-BTC")).to(22.5)
    assert line.seconds() == [20, 21, 22]


def test_a_subscription_lost_for_this_connection_is_not_streamed_after_any_request():
    line = Line().streaming(lost_subscription={"reach": "open"}).say(ask("KRW-BTC")).to(20.5)
    assert line.take() == []
    assert [topic.code for topic in line.session.wanted] == ["KRW-BTC"]


@pytest.mark.parametrize(("reply", "expected"), [("empty", [[]]), ("none", [])])
def test_the_list_of_subscriptions_can_be_empty_or_not_come(reply, expected):
    line = Line().streaming(list_reply={"reply": reply}).say(LIST)
    assert [frame["result"] for frame in line.take()] == expected
    assert line.to(12.5).seconds() == [11, 12]


def test_every_frame_is_late_by_the_delay_and_in_order():
    line = Line().streaming(delay={"by": 2.0})
    assert line.to(12.9).take() == []
    assert line.to(13.0).seconds() == [11]
    assert line.to(15.5).seconds() == [12, 13]
    line.faults.clear(line.now)
    assert line.to(16.5).seconds() == [14, 15, 16]


def test_the_close_waits_for_the_delayed_error():
    line = Line().streaming(delay={"by": 2.0}).say("hello")
    assert line.to(12.4).session.ended is None
    (frame,) = line.to(12.6).take()
    assert frame["error"]["name"] == "WRONG_FORMAT"
    assert line.to(13.0).session.ended == Ended(1000)


def test_frames_come_twice():
    assert Line().streaming(duplicate={}).to(13.5).seconds() == [11, 11, 12, 12, 13, 13]


def test_frames_come_out_of_order_and_none_is_lost():
    line = Line().streaming(reorder={"chance": 0.4, "lag": 2.5}).to(60.5)
    line.faults.clear(line.now)
    seconds = line.to(70.5).seconds()
    assert seconds != sorted(seconds)
    assert sorted(seconds) == list(range(11, 71))


def test_garbage_comes_between_frames():
    line = Line().streaming(garbage={"count": 3}).to(15.5)
    frames = list(line.session.outbox)
    assert len(frames) == 5 + 3
    assert sum(b'"sequential_id"' in frame and frame.endswith(b"}") and frame[0] == ord("{") for frame in frames) == 5


def test_only_data_are_distorted():
    line = Line().streaming(duplicate={})
    assert len(line.say(LIST).take()) == 1


def test_a_request_with_a_rejected_code_is_an_error_that_names_no_code():
    line = Line().streaming(reject_code={"code": "KRW-ETH"}).say(ask("KRW-BTC", "KRW-ETH.5", kind="orderbook"))
    (frame,) = line.take()
    assert frame["error"]["name"] == "INVALID_PARAM"
    assert "KRW" not in json.dumps(frame)
    assert line.to(11.0).session.ended == Ended(1000)
    assert line.session.errors == ["INVALID_PARAM"]


def test_other_codes_are_served_beside_a_rejected_one():
    line = Line().streaming(reject_code={"code": "KRW-ETH"}).say(ask("KRW-BTC")).to(11.5)
    assert line.seconds() == [10, 11]


def test_limits_can_be_a_fifth():
    line = Line().streaming(limits={"divisor": 5}).say(LIST)
    assert line.session.violations == 0
    assert line.say(LIST).session.violations == 1


def test_a_fault_of_open_connections_spares_the_next():
    line = Line().streaming(mute={})
    line.now += 0.1
    line.session = line.open(line.broadcast, line.now)
    assert line.say(ask("KRW-BTC")).take() != []


def test_switched_off_again_nothing_is_left_of_it():
    for name in LASTING:
        line = Line().say(ask("KRW-BTC", is_only_realtime=True))
        line.faults.set(name, line.now)
        line.faults.clear(line.now)
        assert line.to(3.5).seconds() == [1, 2, 3], name


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from(["delay", "duplicate", "half_open", "clear"])), max_size=12))
def test_with_any_delays_no_trade_is_lost(steps):
    line = Line().say(ask("KRW-BTC", is_only_realtime=True))
    for pause, step in steps:
        line.to(line.now + pause)
        if step == "clear":
            line.faults.clear(line.now)
        else:
            line.faults.set(step, line.now)
    line.faults.clear(line.now)
    last = int(line.now) + 1
    seconds = line.to(last + 0.5).seconds()
    assert sorted(set(seconds)) == list(range(1, last + 1))
    assert seconds == sorted(seconds)


def test_pongs_are_late_and_in_order_while_frames_are_not():
    line = Line().streaming(late_pong={"by": 7.0})
    line.session.ping(b"1", line.now)
    line.to(12.5).session.ping(b"2", line.now)
    assert not line.session.pongs
    assert line.to(17.4).session.pongs == deque()
    assert line.to(17.5).session.pongs == deque([b"1"])
    line.faults.clear(line.now)
    assert line.to(19.5).session.pongs == deque([b"1", b"2"])
    assert line.seconds() == list(range(11, 20))


def test_a_slow_feed_has_a_frame_every_so_often():
    line = Line().streaming(slow_feed={"every": 2.5})
    assert line.to(20.5).seconds() == [11, 14, 17, 20]
    line.faults.clear(line.now)
    assert line.to(22.5).seconds() == [21, 22]


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ({"stream": "trade"}, {("ticker", "KRW-BTC"), ("ticker", "KRW-ETH")}),
        ({"stream": "ticker", "code": "KRW-ETH"}, {("ticker", "KRW-BTC"), ("trade", "KRW-BTC"), ("trade", "KRW-ETH")}),
        ({"code": "KRW-BTC"}, {("ticker", "KRW-ETH"), ("trade", "KRW-ETH")}),
        ({"stream": "candle"}, {(kind, code) for kind in ("ticker", "trade") for code in ("KRW-BTC", "KRW-ETH")}),
    ],
)
@pytest.mark.parametrize("form", ["DEFAULT", "SIMPLE_LIST"])
def test_one_stream_of_several_can_be_lost(lost, left, form):
    line = Line()
    types = [{"type": kind, "codes": ["KRW-BTC", "KRW-ETH"]} for kind in ("ticker", "trade")]
    line.faults.set("lost_subscription", 0.0, reach="all", **lost)
    line.say(json.dumps([TICKET, *types, {"format": form}])).to(5.5)
    frames = [frame[0] if isinstance(frame, list) else frame for frame in line.take()]
    assert {(frame.get("type", frame.get("ty")), frame.get("code", frame.get("cd"))) for frame in frames} == left


def test_the_list_of_subscriptions_can_lie_and_come_late():
    line = Line().streaming(list_reply={"reply": "more", "by": 4.0})
    line.say(LIST)
    assert "result" not in {name for frame in line.to(14.4).take() for name in frame}
    (reply,) = (frame for frame in line.to(14.5).take() if "result" in frame)
    assert [row["codes"] for row in reply["result"]] == [["KRW-BTC"], ["KRW-HOGA"]]


def test_the_list_may_omit_a_lost_stream():
    line = Line().streaming(lost_subscription={"stream": "trade"})
    line.faults.set("list_reply", line.now, reply="streamed")
    (reply,) = line.say(LIST).take()
    assert reply["result"] == []
    line.to(10.9).say(ask("KRW-BTC", is_only_realtime=True)).take()
    (reply,) = line.say(LIST).take()
    assert [row["codes"] for row in reply["result"]] == [["KRW-BTC"]]


def test_a_field_is_odd_on_the_wire_and_the_rest_is_not():
    line = Line().streaming(odd_field={"field": "trade_price", "shape": "null", "every": 2}).to(14.5)
    assert [frame["trade_price"] for frame in line.take()] == [111.0, None, 113.0, None]


def test_raw_bytes_are_written_only_to_a_socket():
    session = Line().session
    session.shout(b"\x89\0")
    assert (session.raw, session.outbox) == (deque([b"\x89\0"]), deque())
