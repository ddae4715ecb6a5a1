"""The REST client against a small server on a real socket: its requests, its handling of answers, its pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from core.errors import ConnectionFailed, ExchangeError, RateLimited
from core.loop.rate_gate import RateGate
from core.loop.request_gate import RequestGate
from core.model.candle_rows import CANDLE_UNITS
from core.model.markets import Caution
from core.model.messages import Ticker, Trade
from core.timing.slots import SlotLedger
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import Group, RestClient
from http_exchange import HttpExchange, error, served

CANDLES = [
    {
        "market": "KRW-BTC",
        "candle_date_time_utc": f"2026-11-20T03:{minute}:00",
        "candle_date_time_kst": f"2026-11-20T12:{minute}:00",
        "opening_price": 158180000.0,
        "high_price": 158230000.0,
        "low_price": 158175000.0,
        "trade_price": 158219000.0,
        "timestamp": 1795144541873,
        "candle_acc_trade_price": 231489270.11284,
        "candle_acc_trade_volume": 1.46334128,
        "unit": 1,
    }
    for minute in (15, 13)
]


@pytest.fixture
async def http() -> HttpExchange:
    return HttpExchange()


@pytest.fixture
async def client(http: HttpExchange) -> AsyncIterator[RestClient]:
    async with served(http) as url:
        client = RestClient(endpoints_for("simulated", url))
        yield client
        await client.close()


# Requests and answers


async def test_the_market_list_carries_names_and_warnings(client, http):
    http.replies["/v1/market/all"] = [
        {
            "market": "KRW-BTC",
            "korean_name": "비트코인",
            "english_name": "Bitcoin",
            "market_event": {
                "warning": True,
                "caution": {"PRICE_FLUCTUATIONS": False, "GLOBAL_PRICE_DIFFERENCES": True, "INVENTED_LATER": True},
            },
        },
        {"market": "KRW-ETH", "korean_name": "이더리움", "english_name": "Ethereum"},
    ]
    markets = await client.markets()
    bitcoin = markets.get("KRW-BTC")
    assert bitcoin is not None
    assert (bitcoin.korean_name, bitcoin.english_name, bitcoin.warning) == ("비트코인", "Bitcoin", True)
    assert bitcoin.cautions == {Caution.GLOBAL_PRICE_DIFFERENCES, Caution.OTHER}
    assert not markets.get("KRW-ETH").warning
    assert http.queries() == [{"is_details": "true"}]


async def test_a_regional_market_list_has_no_korean_names(client, http):
    http.replies["/v1/market/all"] = [
        {"market": "SGD-BTC", "english_name": "Bitcoin", "market_warning": "CAUTION"},
        {"market": "SGD-ETH", "english_name": "Ethereum", "market_warning": "NONE"},
    ]
    bitcoin, ether = await client.markets()
    assert (bitcoin.name, bitcoin.warning, ether.warning) == ("Bitcoin", True, False)


@pytest.mark.parametrize("unit", CANDLE_UNITS)
async def test_candles_of_every_unit_are_requested_by_path(unit, client, http):
    paths = {"1s": "seconds", "1d": "days", "1w": "weeks", "1M": "months"}
    path = f"/v1/candles/{paths.get(unit) or 'minutes/' + unit.removesuffix('m')}"
    http.replies[path] = CANDLES
    newest, older = await client.candles("KRW-BTC", unit, to="2026-11-20T03:16:00", count=2)
    assert (newest.start_ms, older.start_ms) == (1795144500000, 1795144380000)
    assert (newest.trade_price, newest.candle_acc_trade_volume) == (158219000.0, 1.46334128)
    assert http.queries() == [{"market": "KRW-BTC", "to": "2026-11-20T03:16:00", "count": "2"}]


async def test_the_newest_candles_are_requested_without_an_end(client, http):
    assert await client.candles("KRW-BTC", "1m") == []
    assert http.queries() == [{"market": "KRW-BTC", "count": "200"}]


async def test_tickers_are_the_streams_messages(client, http):
    http.replies["/v1/ticker"] = [{"market": "KRW-BTC", "trade_price": 158219000.0, "timestamp": 1795144541912}]
    (ticker,) = await client.tickers(["KRW-BTC"])
    assert isinstance(ticker, Ticker)
    assert (ticker.code, ticker.type, ticker.trade_price) == ("KRW-BTC", Ticker.type, 158219000.0)


async def test_a_list_of_codes_too_long_for_one_url_is_requested_in_parts(client, http):
    codes = [f"KRW-COIN{number}" for number in range(401)]
    http.replies["/v1/ticker"] = [{"market": "KRW-COIN"}]
    assert len(await client.tickers(codes)) == 3
    assert ",".join(query["markets"] for query in http.queries()) == ",".join(codes)


async def test_trades_are_the_streams_messages(client, http):
    http.replies["/v1/trades/ticks"] = [
        {
            "market": "KRW-BTC",
            "trade_date_utc": "2026-11-20",
            "trade_time_utc": "03:15:41",
            "timestamp": 1795144541873,
            "trade_price": 157900000.0,
            "trade_volume": 0.00631842,
            "prev_closing_price": 157940000.0,
            "change_price": -40000.0,
            "ask_bid": "ASK",
            "sequential_id": 17951445418730001,
        }
    ]
    (trade,) = await client.trades("KRW-BTC", count=10, cursor=17951445418730002)
    assert isinstance(trade, Trade)
    assert (trade.code, trade.trade_price, trade.ask_bid) == ("KRW-BTC", 157900000.0, "ASK")
    assert (trade.trade_timestamp, trade.timestamp, trade.trade_date) == (1795144541873, 1795144541873, "2026-11-20")
    assert (trade.change, trade.change_price) == ("FALL", 40000.0)
    assert trade.sequential_id == 17951445418730001
    assert http.queries() == [{"market": "KRW-BTC", "count": "10", "cursor": "17951445418730002"}]


async def test_instruments_have_the_price_grid(client, http):
    http.replies["/v1/orderbook/instruments"] = [
        {"market": "KRW-BTC", "quote_currency": "KRW", "tick_size": "1000", "supported_levels": ["0", "10000"]}
    ]
    (instrument,) = await client.instruments(["KRW-BTC"])
    assert (instrument.code, instrument.tick_size, instrument.supported_levels) == ("KRW-BTC", "1000", ("0", "10000"))


# Failures


async def test_the_error_of_an_unknown_code_has_the_exchanges_words(client, http):
    http.replies["/v1/ticker"] = error(404, 404, "Code not found")
    with pytest.raises(ExchangeError) as refusal:
        await client.tickers(["KRW-NONE"])
    assert (refusal.value.name, refusal.value.message, refusal.value.status) == ("404", "Code not found", 404)


async def test_a_429_holds_its_group_back_for_a_second(http):
    gates = {group: RequestGate(RateGate(SlotLedger(burst=3, spacing=0.15)), limit=9) for group in Group}
    http.replies["/v1/ticker"] = error(429, "too_many_requests", "요청 수가 너무 많습니다")
    async with served(http) as url:
        client = RestClient(endpoints_for("simulated", url), gates)
        with pytest.raises(RateLimited) as limit:
            await client.tickers(["KRW-BTC"])
        now = asyncio.get_running_loop().time()
        await client.close()
    assert limit.value.retry_after == 1.0
    assert gates[Group.TICKER].pace.ledger.next_slot(now) > now + 0.5
    assert gates[Group.CANDLE].pace.ledger.next_slot(now) == now


@pytest.mark.parametrize(
    ("message", "headers", "seconds"),
    [
        ("IP가 30초 동안 차단되었습니다", {}, 30.0),
        ("blocked for 2 minutes", {}, 120.0),
        ("blocked", {}, 60.0),
        ("blocked for 2 minutes", {"Retry-After": "7"}, 7.0),
    ],
)
async def test_a_418_blocks_every_request_for_the_stated_time(message, headers, seconds, client, http):
    http.replies["/v1/ticker"] = error(418, "I'm a teapot", message, **headers)
    with pytest.raises(RateLimited) as limit:
        await client.tickers(["KRW-BTC"])
    assert (limit.value.status, limit.value.retry_after) == (418, seconds)
    for ask in (client.tickers(["KRW-BTC"]), client.candles("KRW-BTC", "1m"), client.markets()):
        with pytest.raises(RateLimited) as again:
            await ask
        assert seconds - 1 < again.value.retry_after <= seconds
        assert again.value.user_message == limit.value.user_message
    assert len(http.requests) == 1


async def test_a_long_429_is_of_its_group_alone(client, http):
    http.replies["/v1/ticker"] = error(429, "too_many_requests", "", **{"Retry-After": "86400"})
    with pytest.raises(RateLimited) as limit:
        await client.tickers(["KRW-BTC"])
    assert limit.value.retry_after == 3600
    assert await client.candles("KRW-BTC", "1m") == []
    with pytest.raises(RateLimited):
        await client.tickers(["KRW-BTC"])


async def test_one_that_waits_in_the_gate_does_not_go_into_a_block(http, monkeypatch):
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    gates = {group: RequestGate(RateGate(SlotLedger(burst=1, spacing=0.3)), limit=9) for group in Group}
    http.replies["/v1/ticker"] = error(418, "I'm a teapot", "blocked for 60 seconds")
    async with served(http) as url:
        client = RestClient(endpoints_for("simulated", url), gates)
        outcomes = await asyncio.gather(*(client.tickers(["KRW-BTC"]) for _ in range(3)), return_exceptions=True)
        await client.close()
    assert all(isinstance(outcome, RateLimited) for outcome in outcomes)
    assert len(http.requests) == 1


async def test_the_user_may_try_all_the_same(client, http, monkeypatch):
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    http.replies["/v1/ticker"] = error(418, "I'm a teapot", "blocked for 60 seconds")
    with pytest.raises(RateLimited):
        await client.tickers(["KRW-BTC"])
    client.lift_blocks()
    assert await client.candles("KRW-BTC", "1m") == []


async def test_the_first_answer_after_a_lifting_is_told_and_a_block_that_goes_on_is_not(client, http, monkeypatch):
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    told: list[str] = []

    class Listener:
        def note(self) -> None:
            told.append("over")

    listener = Listener()
    client.lifted.listen(listener.note)

    async def blocked() -> web.Response:
        return error(418, "I'm a teapot", "blocked for 60 seconds")

    http.replies["/v1/ticker"] = blocked
    for _ in range(2):
        with pytest.raises(RateLimited):
            await client.tickers(["KRW-BTC"])
        client.lift_blocks()
    with pytest.raises(RateLimited):
        await client.tickers(["KRW-BTC"])
    with pytest.raises(RateLimited):
        await client.candles("KRW-BTC", "1m")
    assert told == []
    client.lift_blocks()
    for _ in range(2):
        await client.candles("KRW-BTC", "1m")
        assert told == ["over"]


async def test_every_request_passes_its_groups_gate(http):
    gates = {group: RequestGate(RateGate(SlotLedger(burst=100, spacing=0.01)), limit=9) for group in Group}
    async with served(http) as url:
        client = RestClient(endpoints_for("simulated", url), gates)
        await client.markets()
        await client.candles("KRW-BTC", "1m")
        await client.tickers(["KRW-BTC"])
        await client.trades("KRW-BTC")
        await client.instruments(["KRW-BTC"])
        await client.close()
    assert {group.value: gate.pace.metrics.messages for group, gate in gates.items()} == {
        "market": 1,
        "candle": 1,
        "ticker": 1,
        "trade": 1,
        "orderbook": 1,
    }


@pytest.mark.parametrize("junk", ["<html>maintenance</html>", "{}", '[{"market":"KRW-BTC"}]', "[" * 100_000, ""])
async def test_a_reply_that_is_not_the_documented_one_is_an_error(junk, client, http):
    http.replies["/v1/candles/minutes/1"] = web.Response(text=junk, content_type="text/html")
    with pytest.raises(ExchangeError) as refusal:
        await client.candles("KRW-BTC", "1m")
    assert refusal.value.name == "bad_reply"


async def test_a_closed_client_asks_no_more(client, http):
    await client.candles("KRW-BTC", "1m")
    await client.close()
    await client.close()
    with pytest.raises(ConnectionFailed, match="closed"):
        await client.candles("KRW-BTC", "1m")
    assert len(http.requests) == 1


async def test_five_first_questions_at_once_open_one_transport(client, http):
    assert await asyncio.gather(*(client.candles("KRW-BTC", "1m") for _ in range(5))) == [[]] * 5
    assert len(http.requests) == 5
