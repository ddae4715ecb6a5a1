import json
from itertools import pairwise

import pytest

from core.simulator.market.replay import BadRecording, ReplaySource
from core.simulator.market.source import NEVER_MS, Stream, Unit
from core.simulator.rest.quotation import ENDPOINTS, Query
from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.frames import Format, ticker_frame
from core.simulator.streams.request import Topic
from recording import made_frames

START_MS = 1_795_144_500_000

FRAME = {
    "type": "ticker",
    "code": "KRW-BTC",
    "opening_price": 100.0,
    "high_price": 120.0,
    "low_price": 90.0,
    "trade_price": 110.0,
    "prev_closing_price": 100.0,
    "acc_trade_price": 1000.0,
    "change": "RISE",
    "change_price": 10.0,
    "signed_change_price": 10.0,
    "change_rate": 0.1,
    "signed_change_rate": 0.1,
    "ask_bid": "BID",
    "trade_volume": 1.0,
    "acc_trade_volume": 10.0,
    "trade_date": "20250714",
    "trade_time": "054000",
    "trade_timestamp": 1752471600000,
    "acc_ask_volume": 4.0,
    "acc_bid_volume": 6.0,
    "highest_52_week_price": 585.0,
    "highest_52_week_date": "2024-12-06",
    "lowest_52_week_price": 71.57,
    "lowest_52_week_date": "2025-06-22",
    "market_state": "ACTIVE",
    "is_trading_suspended": False,
    "delisting_date": None,
    "market_warning": "NONE",
    "timestamp": 1752471601000,
    "acc_trade_price_24h": 2000.0,
    "acc_trade_volume_24h": 20.0,
    "stream_type": "REALTIME",
}


@pytest.fixture
def recorded(tmp_path):
    def write(*frames):
        path = tmp_path / "recording.jsonl"
        path.write_text("".join(json.dumps(FRAME | frame) + "\n" for frame in frames))
        return ReplaySource(path, START_MS)

    return write


def at(offset_ms, price=110.0, code="KRW-BTC", **fields):
    return {"timestamp": FRAME["timestamp"] + offset_ms, "trade_price": price, "code": code, **fields}


def play(source, code, rounds):
    """Every frame of `code` in so many rounds: (due, ticker)."""
    due_ms, played = START_MS - 1, []
    while (due_ms := source.next_change_ms(Stream.TICKER, code, due_ms)) < START_MS + rounds * source.round_ms:
        played.append((due_ms - START_MS, source.ticker(code, due_ms)))
    return played


def test_frames_are_played_in_their_own_timing_over_and_over(recorded):
    source = recorded(at(0, 1.0), at(300, 2.0), at(1500, 3.0))
    round_ms = source.round_ms
    assert [(due, ticker.last) for due, ticker in play(source, "KRW-BTC", 2)] == [
        (0, 1.0),
        (300, 2.0),
        (1500, 3.0),
        (round_ms, 1.0),
        (round_ms + 300, 2.0),
        (round_ms + 1500, 3.0),
    ]


def test_times_run_on_from_now_by_one_offset_a_round(recorded):
    source = recorded(at(0, trade_timestamp=FRAME["timestamp"] - 1000), at(2000))
    for due, ticker in play(source, "KRW-BTC", 4):
        assert ticker.changed_ms == START_MS + due
    assert play(source, "KRW-BTC", 1)[0][1].last_trade_ms == START_MS - 1000


def test_a_frame_older_than_the_one_before_it_is_played_when_it_came(recorded):
    source = recorded(at(0, 1.0), at(500, 2.0), at(498, 3.0), at(900, 4.0))
    assert [(due, ticker.last, ticker.changed_ms - START_MS) for due, ticker in play(source, "KRW-BTC", 1)] == [
        (0, 1.0, 0),
        (500, 2.0, 500),
        (501, 3.0, 498),
        (900, 4.0, 900),
    ]


def test_every_market_has_a_state_before_its_first_frame(recorded):
    source = recorded(at(0), at(800, 7.0, code="KRW-ETH"))
    early = source.ticker("KRW-ETH", START_MS + 100)
    assert (early.last, early.changed_ms) == (7.0, START_MS + 800 - source.round_ms)


def test_the_market_list_is_the_files(recorded):
    source = recorded(at(0), at(100, code="KRW-ETH", market_warning="CAUTION"), at(200))
    assert [(market.code, market.warning) for market in source.markets] == [("KRW-BTC", False), ("KRW-ETH", True)]


def test_markets_go_by_the_names_given_or_by_their_symbols(tmp_path):
    path = tmp_path / "recording.jsonl"
    path.write_text("".join(json.dumps(FRAME | at(0, code=code)) + "\n" for code in ("KRW-BTC", "KRW-NEW")))
    source = ReplaySource(path, START_MS, {"BTC": ("비트코인", "Bitcoin")})
    assert [(market.korean_name, market.english_name) for market in source.markets] == [
        ("비트코인", "Bitcoin"),
        ("NEW", "NEW"),
    ]


def test_data_that_was_not_recorded_does_not_exist(recorded):
    source = recorded(at(0))
    assert source.ticker("KRW-ETH", START_MS) is None
    assert source.next_change_ms(Stream.TICKER, "KRW-ETH", START_MS) == NEVER_MS
    for stream in (Stream.TRADE, Stream.BOOK):
        assert source.next_change_ms(stream, "KRW-BTC", START_MS) == NEVER_MS
    assert source.candle("KRW-BTC", Unit.MINUTE, START_MS) is None
    parameters = {"market": "KRW-BTC", "markets": "KRW-BTC", "unit": "1", "quote_currencies": "KRW"}
    lengths = {endpoint.path: len(list(endpoint.answer(Query(source, parameters, START_MS)))) for endpoint in ENDPOINTS}
    assert {path for path, length in lengths.items() if length} == {"/v1/market/all", "/v1/ticker", "/v1/ticker/all"}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('{"type":"ticker"', "truncated"),
        ('{"type":"ticker","code":"KRW-BTC"}', "opening_price"),
        (json.dumps(FRAME | {"trade_price": "x"}), "trade_price"),
        (json.dumps(FRAME | {"type": "trade"}), "only ticker frames"),
        ("[]", "Expected `object`"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, wrong):
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(FRAME) + "\n\n" + line + "\n")
    with pytest.raises(BadRecording) as caught:
        ReplaySource(path, START_MS)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert wrong in str(caught.value)


@pytest.mark.parametrize("content", [None, ""])
def test_a_missing_or_empty_file_is_named(tmp_path, content):
    path = tmp_path / "none.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadRecording, match=r"none\.jsonl"):
        ReplaySource(path, START_MS)


def test_recorded_frames_are_played_back_word_by_word(recorded_tickers):
    frames = [json.loads(line) for line in recorded_tickers.read_text().splitlines()]
    source = ReplaySource(recorded_tickers, frames[0]["timestamp"])
    played = {market.code: iter(play_from(source, market.code, frames[0]["timestamp"])) for market in source.markets}
    assert len(played) == 124
    for frame in frames:
        replayed = json.loads(ticker_frame(next(played[frame["code"]]), Format.DEFAULT, "REALTIME"))
        # The wire cuts rates after ten decimals, most of the time.
        rates = {name: pytest.approx(frame[name], abs=1e-10) for name in ("change_rate", "signed_change_rate")}
        assert replayed == frame | rates


def play_from(source, code, start_ms):
    due_ms = start_ms - 1
    while (due_ms := source.next_change_ms(Stream.TICKER, code, due_ms)) < start_ms + source.round_ms:
        yield source.ticker(code, due_ms)


def test_prices_still_change_after_the_third_round(recorded_tickers):
    source = ReplaySource(recorded_tickers, START_MS)
    broadcast, heard = Broadcast(source, START_MS), []

    class Ear:
        def hear(self, frame, now):
            heard.append((now, json.loads(frame)))

    for market in source.markets:
        broadcast.join(Ear(), Topic("ticker", market.code), Format.SIMPLE, 0.0)
    for tenth in range(round(source.round_ms * 5 / 100)):
        broadcast.play(tenth / 10)
    late = [frame for now, frame in heard if now > 3 * source.round_ms / 1000]
    assert len({frame["cd"] for frame in late}) == 124
    assert any(a["cd"] == b["cd"] and a["tp"] != b["tp"] for a, b in pairwise(sorted(late, key=lambda f: f["cd"])))
    assert all(abs(frame["tms"] - START_MS - now * 1000) < 1000 for now, frame in heard)


def test_a_recording_of_the_embedded_exchange_is_played_back_word_by_word(tmp_path):
    path = tmp_path / "made.jsonl"
    path.write_bytes(b"\n".join(made_frames()) + b"\n")
    frames = [json.loads(line) for line in made_frames()]
    assert len({frame["code"] for frame in frames}) == 124
    assert any(one["timestamp"] > other["timestamp"] for one, other in pairwise(frames))
    source = ReplaySource(path, frames[0]["timestamp"])
    played = {market.code: iter(play_from(source, market.code, frames[0]["timestamp"])) for market in source.markets}
    assert all(
        json.loads(ticker_frame(next(played[frame["code"]]), Format.DEFAULT, "REALTIME")) == frame for frame in frames
    )
