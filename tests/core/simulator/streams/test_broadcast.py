import json

import pytest

from core.simulator.streams.broadcast import BACKLOG_MS, Broadcast
from core.simulator.streams.frames import Format
from core.simulator.streams.request import Topic
from scripted_source import ScriptedSource, book, trade

EPOCH_MS = 1_795_144_500_000  # a whole minute
TRADES = Topic("trade", "KRW-BTC")
TICKER = Topic("ticker", "KRW-BTC")
BOOK = Topic("orderbook", "KRW-BTC", 0.0, 30)
MINUTE = Topic("candle.1m", "KRW-BTC")


class Ear:
    """Keeps the frames it receives, with their times."""

    def __init__(self):
        self.frames = []
        self.times = []

    def hear(self, frame, now):
        self.frames.append(frame)
        self.times.append(now)

    def take(self):
        heard = [json.loads(frame) for frame in self.frames]
        self.frames.clear()
        return heard


class CountingSource(ScriptedSource):
    """Counts its calls."""

    requested = 0

    def trades(self, *args):
        self.requested += 1
        return super().trades(*args)

    def book(self, *args):
        self.requested += 1
        return super().book(*args)


def at(*offsets_ms, code="KRW-BTC"):
    return [trade(code, EPOCH_MS + offset, 100.0 + n, n=n) for n, offset in enumerate(offsets_ms)]


def books(*offsets_ms, **kwargs):
    return [book("KRW-BTC", EPOCH_MS + offset, 101.0 + n, **kwargs) for n, offset in enumerate(offsets_ms)]


def broadcast_of(trades=(), books=(), source=ScriptedSource):
    return Broadcast(source(trades=trades, books=books), EPOCH_MS)


def test_every_trade_is_sent_once_and_in_order():
    broadcast, ear = broadcast_of(at(100, 100, 300, 900)), Ear()
    broadcast.join(ear, TRADES, Format.DEFAULT, 0.0)
    for now in (0.1, 0.2, 0.5, 2.0):
        broadcast.play(now)
    assert [frame["trade_price"] for frame in ear.take()] == [100.0, 101.0, 102.0, 103.0]


def test_a_listener_hears_nothing_from_before_it_joined():
    broadcast, ear = broadcast_of(at(100, 300)), Ear()
    broadcast.join(ear, TRADES, Format.DEFAULT, 0.2)
    broadcast.play(1.0)
    assert [frame["trade_price"] for frame in ear.take()] == [101.0]


def test_a_ticker_is_sent_with_each_trade():
    broadcast, ear = broadcast_of(at(100, 300)), Ear()
    broadcast.join(ear, TICKER, Format.DEFAULT, 0.0)
    for tenth in range(10):
        broadcast.play(tenth / 10)
    assert [(frame["trade_price"], frame["stream_type"]) for frame in ear.take()] == [
        (100.0, "REALTIME"),
        (101.0, "REALTIME"),
    ]


def test_a_late_player_merges_states_but_no_trades():
    broadcast, ears = broadcast_of(at(100, 300, 500, 1500), books(0, 100, 300, 500)), {}
    for topic in (TRADES, TICKER, BOOK, Topic("candle.1s", "KRW-BTC")):
        ears[topic.type] = Ear()
        broadcast.join(ears[topic.type], topic, Format.DEFAULT, 0.0)
    broadcast.play(3.0)
    assert {kind: [frame.get("trade_price") for frame in ear.take()] for kind, ear in ears.items()} == {
        "trade": [100.0, 101.0, 102.0, 103.0],
        "ticker": [103.0],
        "orderbook": [None],
        "candle.1s": [102.0, 103.0],
    }


def test_a_bite_of_the_work_leaves_the_rest_due():
    broadcast, ear = broadcast_of(at(*range(10, 110, 10))), Ear()
    broadcast.join(ear, TRADES, Format.DEFAULT, 0.0)
    broadcast.play(0.1, looks=3)
    assert len(ear.take()) == 3
    assert broadcast.next_due == pytest.approx(0.04)
    broadcast.play(0.1)
    assert len(ear.take()) == 7


def test_a_book_is_sent_only_when_it_changed():
    broadcast, ear = broadcast_of(books=books(0, 200, 400)), Ear()
    broadcast.join(ear, BOOK, Format.DEFAULT, 0.0)
    for tenth in range(10):
        broadcast.play(tenth / 10)
    assert [frame["timestamp"] - EPOCH_MS for frame in ear.take()] == [200, 400]


def test_a_source_that_announces_a_change_too_early_sends_nothing():
    class Nervous(ScriptedSource):
        def next_change_ms(self, stream, code, after_ms):
            return after_ms + 50

    broadcast, ear = broadcast_of(books=books(0, 200), source=Nervous), Ear()
    broadcast.join(ear, BOOK, Format.DEFAULT, 0.1)
    broadcast.play(1.0)
    assert [frame["timestamp"] - EPOCH_MS for frame in ear.take()] == [200]


def test_a_candle_is_sent_at_the_end_of_the_second_it_changed_in():
    broadcast, ear = broadcast_of(at(4_200, 4_800, 6_100)), Ear()
    broadcast.join(ear, MINUTE, Format.DEFAULT, 0.0)
    for tenth in range(80):
        broadcast.play(tenth / 10)
    assert ear.times == [5.0, 7.0]
    assert [frame["trade_price"] for frame in ear.take()] == [101.0, 102.0]


def test_the_last_trade_of_a_candle_is_not_lost_to_the_first_of_the_next():
    broadcast, ear = broadcast_of(at(59_999, 60_000)), Ear()
    broadcast.join(ear, MINUTE, Format.DEFAULT, 59.0)
    broadcast.play(60.0)
    broadcast.play(61.0)
    assert [frame["candle_date_time_utc"][-8:] for frame in ear.take()] == ["03:15:00", "03:16:00"]


def test_a_frame_is_encoded_once_for_all_listeners_with_one_format():
    broadcast, ears = broadcast_of(at(100)), [Ear(), Ear(), Ear()]
    for ear, form in zip(ears, (Format.DEFAULT, Format.DEFAULT, Format.SIMPLE), strict=True):
        broadcast.join(ear, TRADES, form, 0.0)
    broadcast.play(1.0)
    assert ears[0].frames[0] is ears[1].frames[0]
    assert ears[2].take()[0]["ty"] == "trade"


def test_depths_and_levels_of_one_book_are_different_streams():
    broadcast, deep, shallow, grouped = broadcast_of(books=[*books(0, 200), *books(0, 300, level=10.0)]), *(Ear(),) * 3
    deep, shallow, grouped = Ear(), Ear(), Ear()
    broadcast.join(deep, BOOK, Format.DEFAULT, 0.0)
    broadcast.join(shallow, BOOK._replace(depth=1), Format.DEFAULT, 0.0)
    broadcast.join(grouped, BOOK._replace(level=10.0), Format.DEFAULT, 0.0)
    broadcast.play(1.0)
    assert [len(frame["orderbook_units"]) for frame in deep.take() + shallow.take()] == [30, 1]
    assert [(frame["level"], frame["timestamp"] - EPOCH_MS) for frame in grouped.take()] == [(10.0, 300)]


def test_a_listener_that_left_gets_no_more_and_unused_streams_are_not_read():
    broadcast, ear = broadcast_of(at(100, 300, 500), books(100, 300, 500), source=CountingSource), Ear()
    for topic in (TRADES, BOOK, MINUTE):
        broadcast.join(ear, topic, Format.DEFAULT, 0.0)
    broadcast.play(0.2)
    ear.take()
    for topic in (TRADES, BOOK, MINUTE):
        broadcast.leave(ear, topic, Format.DEFAULT)
    broadcast.play(0.3)
    broadcast.source.requested = 0
    broadcast.play(10.0)
    assert ear.take() == []
    assert broadcast.source.requested == 0
    assert broadcast.next_due == float("inf")


def test_leaving_and_joining_again_loses_and_repeats_nothing():
    broadcast, ear = broadcast_of(at(100, 300, 500)), Ear()
    broadcast.join(ear, TRADES, Format.DEFAULT, 0.0)
    broadcast.play(0.2)
    broadcast.leave(ear, TRADES, Format.DEFAULT)
    broadcast.join(ear, TRADES, Format.DEFAULT, 0.2)
    broadcast.play(1.0)
    assert [frame["trade_price"] for frame in ear.take()] == [100.0, 101.0, 102.0]


def test_leaving_a_topic_that_was_never_joined_has_no_effect():
    broadcast = broadcast_of()
    broadcast.leave(Ear(), TRADES, Format.DEFAULT)
    broadcast.leave(Ear(), Topic("ticker", "NO-SUCH"), Format.DEFAULT)


def test_a_code_that_does_not_exist_is_silent():
    broadcast, ear = broadcast_of(at(100)), Ear()
    nobody = Topic("ticker", "krw-btc")
    broadcast.join(ear, nobody, Format.DEFAULT, 0.0)
    broadcast.play(1.0)
    assert ear.take() == []
    assert broadcast.snapshot(nobody, Format.DEFAULT, 1.0) is None


@pytest.mark.parametrize("topic", [TRADES, TICKER, BOOK, MINUTE])
def test_a_snapshot_is_the_present_state(topic):
    broadcast = broadcast_of(at(100, 300), books(100, 300))
    snapshot = json.loads(broadcast.snapshot(topic, Format.DEFAULT, 0.35))
    assert snapshot["stream_type"] == "SNAPSHOT"
    assert snapshot["type"] == topic.type
    assert snapshot.get("trade_price", 101.0) == 101.0


def test_an_unsupported_level_is_silent():
    assert broadcast_of(books=books(0)).snapshot(BOOK._replace(level=7.0), Format.DEFAULT, 1.0) is None


def test_the_ticker_of_a_market_under_warning_has_the_flag():
    assert json.loads(broadcast_of(at(0)).snapshot(TICKER, Format.SIMPLE, 1.0))["mw"] == "CAUTION"


def test_a_player_that_slept_leaves_out_the_past():
    broadcast, ear = broadcast_of(at(*range(100, 60_000, 100))), Ear()
    broadcast.join(ear, TRADES, Format.DEFAULT, 0.0)
    broadcast.play(60.0)
    times = [frame["trade_timestamp"] - EPOCH_MS for frame in ear.take()]
    assert times == list(range(60_000 - BACKLOG_MS, 60_000, 100))


def test_a_clock_that_jumps_takes_the_market_along():
    broadcast, ear = broadcast_of(at(100, 5_100, 5_200), books(100, 5_100)), Ear()
    for topic in (TRADES, BOOK):
        broadcast.join(ear, topic, Format.DEFAULT, 0.0)
    broadcast.play(0.15)
    assert len(ear.take()) == 2
    broadcast.set_clock(EPOCH_MS + 5_000, 0.15)
    assert broadcast.unix_ms(0.15) == EPOCH_MS + 5_150
    broadcast.play(0.25)
    assert [frame["sequential_id"] for frame in ear.take()] == [(EPOCH_MS + 5_200) * 10_000 + 2]
    broadcast.set_clock(EPOCH_MS, 4.0)
    broadcast.play(5.15)
    assert [frame["type"] for frame in ear.take()] == ["orderbook", "trade"]


def test_a_jump_in_the_middle_of_a_second_leaves_its_candles_out():
    broadcast, ear = broadcast_of(at(100, 10_300)), Ear()
    broadcast.join(ear, MINUTE, Format.DEFAULT, 0.0)
    broadcast.play(0.2)
    broadcast.set_clock(EPOCH_MS + 10_000, 0.2)
    broadcast.play(2.0)
    assert len(ear.take()) == 1
