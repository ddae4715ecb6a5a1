"""A bad row loses only itself: every list of REST, every field, every mutation."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json

from core.errors import BadReply
from core.model.account_rows import AccountRow, OrderRow
from core.model.candle_rows import CandleRow
from core.upbit.credentials import Credentials
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.account import PrivateRest
from core.upbit.rest.quotation import RestClient
from core.upbit.wire.body_limits import MOST_ROWS
from core.upbit.wire.rest_rows import Instrument, TickerRow, TradeRow
from core.upbit.wire.row_salvage import Rows, RowsDecoder, joined
from http_exchange import HttpExchange, served
from thorough import examples

GOOD: dict[type, dict[str, Any]] = {
    CandleRow: {
        "market": "KRW-BTC", "candle_date_time_utc": "2026-11-20T03:15:00", "opening_price": 1.0, "high_price": 2.0,
        "low_price": 0.5, "trade_price": 1.5, "candle_acc_trade_volume": 3.0, "candle_acc_trade_price": 4.5,
    },
    TickerRow: {
        "market": "KRW-BTC", "trade_price": 1.0, "signed_change_rate": 0.1, "timestamp": 5, "trade_date": "20261120",
    },
    TradeRow: {
        "market": "KRW-BTC", "trade_date_utc": "2026-11-20", "trade_time_utc": "03:15:41", "timestamp": 5,
        "trade_price": 1.0, "trade_volume": 2.0, "change_price": -1.0, "ask_bid": "ASK", "sequential_id": 7,
    },
    Instrument: {"market": "KRW-BTC", "quote_currency": "KRW", "tick_size": "1", "supported_levels": ["0"]},
    AccountRow: {
        "currency": "BTC", "balance": "1.5", "locked": "0", "avg_buy_price": "100", "unit_currency": "KRW",
    },
    OrderRow: {
        "uuid": "a", "market": "KRW-BTC", "side": "bid", "ord_type": "limit", "state": "wait", "price": "1",
        "volume": "1", "remaining_volume": "1", "executed_volume": "0", "created_at": "2026-11-20T12:15:42+09:00",
    },
}  # fmt: skip

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "NaN", "1e999", "2026", "9" * 400])
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[type, list[Any], int]:
    """A list of good rows with one change in one place, and that place."""
    kind = draw(st.sampled_from(list(GOOD)))
    rows = [copy.deepcopy(GOOD[kind]) for _ in range(draw(st.integers(2, 6)))]
    at = draw(st.integers(0, len(rows) - 1))
    how = draw(st.sampled_from(["value", "gone", "row"]))
    if how == "row":
        rows[at] = draw(ANY_JSON)
    elif how == "gone":
        del rows[at][draw(st.sampled_from(list(GOOD[kind])))]
    else:
        rows[at][draw(st.sampled_from(list(GOOD[kind])))] = draw(ANY_JSON)
    return kind, rows, at


def test_lists_that_stay_spoiled_are_logged_ever_more_seldom(caplog) -> None:
    decoder, rows = RowsDecoder(AccountRow), [GOOD[AccountRow], {**GOOD[AccountRow], "avg_buy_price": "-1"}]
    with caplog.at_level("WARNING"):
        for number in range(1, 101):
            assert decoder.decode(json.encode(rows)).spoiled == 1
            assert len(caplog.records) == len(str(number))
    assert all("1 of 2 AccountRow left out: " in each.getMessage() for each in caplog.records)
    assert caplog.records[-1].getMessage().endswith("(replies like it so far: 100)")


@given(mutated())
@settings(derandomize=True, max_examples=examples(1000))
def test_any_mutated_row_loses_only_itself(case: tuple[type, list[Any], int]) -> None:
    kind, rows, at = case
    good = RowsDecoder(kind).decode(json.encode([GOOD[kind]]))[0]
    read = RowsDecoder(kind).decode(json.encode(rows))
    assert read.spoiled in (0, 1)
    assert read.received == len(rows)
    others = [row for index, row in enumerate(read) if read.spoiled or index != at]
    assert others == [good] * (len(rows) - 1)


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("junk", [b"", b"{}", b"null", b"<html>", b"[", b"[" * 100_000, b'[1, {"a": 2}]', b"\xff"])
def test_a_reply_that_is_not_a_list_of_rows_is_an_error(kind: type, junk: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        RowsDecoder(kind).decode(junk)


def test_a_list_past_all_measure_is_refused_good_or_bad() -> None:
    good = b'{"market":"KRW-BTC"}'
    for row in (good, b"0"):
        with pytest.raises(ValueError, match="rows"):
            RowsDecoder(TickerRow).decode(b"[" + b",".join([good, *[row] * MOST_ROWS]) + b"]")


def test_replies_are_joined_with_their_counts() -> None:
    whole = joined([Rows([1, 2], 1), Rows([], 2), Rows([3])])
    assert (whole, whole.spoiled, whole.received) == ([1, 2, 3], 3, 6)


@pytest.mark.parametrize("start", ["soon", "", "2026-13-01T00:00:00"])
def test_a_candle_of_no_time_is_a_row_that_cannot_be_read(start: str) -> None:
    page = [GOOD[CandleRow], GOOD[CandleRow] | {"candle_date_time_utc": start}]
    rows = RowsDecoder(CandleRow).decode(json.encode(page))
    assert (len(rows), rows.spoiled) == (1, 1)


@pytest.mark.parametrize("field", ["candle_date_time_utc", "opening_price", "trade_price"])
def test_a_page_with_one_null_is_the_page_without_that_row(field: str) -> None:
    page = [GOOD[CandleRow], GOOD[CandleRow] | {field: None}, GOOD[CandleRow]]
    rows = RowsDecoder(CandleRow).decode(json.encode(page))
    assert (len(rows), rows.spoiled) == (2, 1)


ASKED = {
    "/v1/market/all": ("markets", (), {"market": "KRW-BTC"}),
    "/v1/candles/minutes/1": ("candles", ("KRW-BTC", "1m"), GOOD[CandleRow]),
    "/v1/ticker": ("tickers", (["KRW-BTC"],), GOOD[TickerRow]),
    "/v1/trades/ticks": ("trades", ("KRW-BTC",), GOOD[TradeRow]),
    "/v1/orderbook/instruments": ("instruments", (["KRW-BTC"],), GOOD[Instrument]),
    "/v1/accounts": ("accounts", (), GOOD[AccountRow]),
    "/v1/orders/open": ("open_orders", (), GOOD[OrderRow]),
}


@pytest.mark.parametrize("path", ASKED)
async def test_every_method_keeps_the_good_and_counts_the_bad(path: str) -> None:
    method, arguments, good = ASKED[path]
    http = HttpExchange()
    async with served(http) as url:
        endpoints = endpoints_for("simulated", url)
        is_private = path in ("/v1/accounts", "/v1/orders/open")
        credentials = Credentials("access", "secret-" * 8)
        client: Any = PrivateRest(endpoints, credentials) if is_private else RestClient(endpoints)
        http.replies[path] = [None, good, {"spoilt": 1}]
        rows = await getattr(client, method)(*arguments)
        assert (len(rows), rows.spoiled) == (1, 2)
        http.replies[path] = [None, {"spoilt": 1}]
        with pytest.raises(BadReply) as refusal:
            await getattr(client, method)(*arguments)
        assert refusal.value.user_message == "거래소의 응답을 읽을 수 없습니다"
        await client.close()


@pytest.mark.parametrize("damage", [{"market": "-1.5"}, {"market": ""}, {"uuid": ""}, {"uuid": "9" * 400}])
def test_an_order_of_no_market_or_without_an_id_is_left_out_and_counted(damage: dict[str, str]) -> None:
    rows = RowsDecoder(OrderRow).decode(json.encode([GOOD[OrderRow], GOOD[OrderRow] | damage]))
    assert (len(rows), rows.spoiled) == (1, 1)


async def test_a_full_page_of_orders_with_a_bad_one_is_still_full() -> None:
    http = HttpExchange()
    orders = [{**GOOD[OrderRow], "uuid": str(number)} for number in range(150)]
    orders[3] = {"uuid": None}

    async def page() -> Any:
        from aiohttp import web

        query = http.requests[-1].query
        last = int(query["page"]) * int(query["limit"])
        return web.json_response(orders[last - int(query["limit"]) : last])

    http.replies["/v1/orders/open"] = page
    async with served(http) as url:
        rest = PrivateRest(endpoints_for("simulated", url), Credentials("access", "secret-" * 8))
        rows = await rest.open_orders()
        await rest.close()
    assert (len(rows), rows.spoiled) == (149, 1)
