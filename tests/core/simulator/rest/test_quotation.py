import pytest

from core.simulator.rest.quotation import ENDPOINTS, INVALID, MISMATCH, MISSING, Query, QuotationError
from scripted_source import ScriptedSource, book, trade

MINUTE_MS = 60_000
NOW_MS = 1_795_144_542_000  # 2026-11-20 03:15:42 UTC
OPEN_MS = NOW_MS // MINUTE_MS * MINUTE_MS
ANSWERS = {endpoint.path: endpoint.answer for endpoint in ENDPOINTS}
TRADES = [
    trade("KRW-BTC", OPEN_MS + 41_000, 105.0, n=1),
    trade("KRW-BTC", OPEN_MS + 41_000, 104.0, n=0),
    trade("KRW-BTC", OPEN_MS + 1_000, 103.0),
    # there were no trades in the minute before
    trade("KRW-BTC", OPEN_MS - 2 * MINUTE_MS, 102.0),
    trade("KRW-BTC", OPEN_MS - 3 * MINUTE_MS + 59_000, 101.0),
    trade("KRW-BTC", OPEN_MS - 86_400_000, 100.0),
    trade("KRW-BTC", OPEN_MS - 100 * 86_400_000, 99.0),
    trade("USDT-BTC", OPEN_MS, 0.5),
    trade("KRW-ETH", OPEN_MS, 2.0),
]
SOURCE = ScriptedSource(
    trades=TRADES,
    books=[book("KRW-BTC", OPEN_MS), book("KRW-BTC", OPEN_MS, level=10.0), book("USDT-BTC", OPEN_MS)],
)


def get(path, **parameters):
    return list(ANSWERS[path](Query(SOURCE, {name: str(value) for name, value in parameters.items()}, NOW_MS)))


def error(path, **parameters):
    with pytest.raises(QuotationError) as caught:
        get(path, **parameters)
    return caught.value.status, caught.value.message


def starts(path, **parameters):
    return [row["candle_date_time_utc"][11:] for row in get(path, **parameters)]


def test_the_market_list_shows_details_on_request():
    assert "market_event" not in get("/v1/market/all")[0]
    assert "market_event" in get("/v1/market/all", is_details="true")[0]
    assert "market_event" in get("/v1/market/all", isDetails="True")[0]


def test_candles_come_newest_first_the_open_one_included_with_holes():
    assert starts("/v1/candles/minutes/{unit}", unit=1, market="KRW-BTC", count=3) == [
        "03:15:00",
        "03:13:00",
        "03:12:00",
    ]


def test_one_candle_is_the_default_and_200_the_most():
    assert len(get("/v1/candles/seconds", market="KRW-BTC")) == 1
    assert len(get("/v1/candles/seconds", market="KRW-BTC", count=1000)) <= 200


@pytest.mark.parametrize(
    "to",
    [
        "2026-11-20T03:15:00",
        "2026-11-20 03:15:00",
        "2026-11-20T03:15:00Z",
        "2026-11-20T12:15:00+09:00",
        "2026-11-20T12:15:00 09:00",
    ],
)
def test_to_is_exclusive_and_in_utc_unless_it_names_a_zone(to):
    assert starts("/v1/candles/minutes/{unit}", unit=1, market="KRW-BTC", to=to) == ["03:13:00"]


def test_seconds_reach_back_three_months_and_days_further():
    assert starts("/v1/candles/seconds", market="KRW-BTC", to="2026-08-20T00:00:00") == []
    assert len(get("/v1/candles/days", market="KRW-BTC", to="2026-08-20T00:00:00")) == 1


@pytest.mark.parametrize("period", ["weeks", "months", "years"])
def test_longer_periods_are_there(period):
    assert "first_day_of_period" in get(f"/v1/candles/{period}", market="KRW-BTC")[0]


def test_day_candles_convert_the_close():
    assert get("/v1/candles/days", market="KRW-BTC", converting_price_unit="KRW")[0]["converted_trade_price"] == 105.0
    assert "converted_trade_price" not in get("/v1/candles/days", market="KRW-BTC")[0]
    # There is no KRW-USDT market here to convert by.
    assert "converted_trade_price" not in get("/v1/candles/days", market="USDT-BTC", converting_price_unit="KRW")[0]


def test_tickers_come_by_code_or_by_quote_currency():
    assert [row["market"] for row in get("/v1/ticker", markets="KRW-ETH,krw-btc")] == ["KRW-ETH", "KRW-BTC"]
    assert [row["market"] for row in get("/v1/ticker/all", quote_currencies="usdt,BTC")] == ["USDT-BTC"]


def prices(**parameters):
    return [row["trade_price"] for row in get("/v1/trades/ticks", market="KRW-BTC", **parameters)]


def test_trades_come_newest_first():
    assert prices(count=3) == [105.0, 104.0, 103.0]


def test_a_cursor_goes_on_where_the_page_ended():
    pages, cursor = [], {}
    while page := get("/v1/trades/ticks", market="KRW-BTC", count=2, **cursor):
        pages.append([row["trade_price"] for row in page])
        cursor = {"cursor": page[-1]["sequential_id"]}
    assert pages == [[105.0, 104.0], [103.0, 102.0], [101.0, 100.0], [99.0]]


def test_a_cursor_splits_the_trades_of_one_millisecond():
    newest = get("/v1/trades/ticks", market="KRW-BTC")[0]["sequential_id"]
    assert prices(cursor=newest, count=2) == [104.0, 103.0]


def test_trades_can_be_requested_by_time_and_day():
    assert prices(to="03:13:00") == [101.0]
    assert prices(to="031300") == [101.0]
    assert prices(days_ago=1) == [100.0]
    assert prices(to="235959") == [105.0]


def test_books_are_cut_and_grouped():
    (row,) = get("/v1/orderbook", markets="KRW-BTC", count=5)
    assert len(row["orderbook_units"]) == 5
    assert len(get("/v1/orderbook", markets="krw-btc", count=100)[0]["orderbook_units"]) == 30
    assert get("/v1/orderbook", markets="KRW-BTC", level=10)[0]["level"] == 10.0
    assert get("/v1/orderbook", markets="KRW-BTC", level=7) == []


def test_instruments_name_tick_size_and_levels():
    assert get("/v1/orderbook/instruments", markets="KRW-BTC,USDT-BTC") == [
        {"market": "KRW-BTC", "quote_currency": "KRW", "tick_size": "1", "supported_levels": ["0", "10", "100"]},
        {"market": "USDT-BTC", "quote_currency": "USDT", "tick_size": "1", "supported_levels": ["0"]},
    ]


def test_a_market_without_any_data_has_empty_answers():
    assert get("/v1/ticker", markets="KRW-XRP") == []
    assert get("/v1/orderbook", markets="KRW-XRP") == []
    assert get("/v1/orderbook/instruments", markets="KRW-XRP") == []
    assert get("/v1/trades/ticks", market="KRW-XRP") == []
    assert get("/v1/candles/days", market="KRW-XRP") == []


@pytest.mark.parametrize(
    ("path", "parameters", "status", "message"),
    [
        ("/v1/candles/days", {}, 400, MISSING),
        ("/v1/candles/days", {"market": ""}, 400, MISSING),
        ("/v1/candles/days", {"market": "KRW-NOPE"}, 404, "Code not found"),
        ("/v1/candles/days", {"market": "KRW-BTC", "count": "abc"}, 400, MISMATCH),
        ("/v1/candles/days", {"market": "KRW-BTC", "count": 0}, 400, INVALID),
        ("/v1/candles/days", {"market": "KRW-BTC", "to": "yesterday"}, 400, INVALID),
        ("/v1/candles/minutes/{unit}", {"market": "KRW-BTC", "unit": 2}, 400, INVALID),
        ("/v1/ticker", {"markets": "KRW-BTC,KRW-NOPE"}, 404, "Code not found"),
        ("/v1/ticker", {}, 400, MISSING),
        ("/v1/ticker/all", {}, 400, MISSING),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "days_ago": 8}, 400, INVALID),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "days_ago": "x"}, 400, MISMATCH),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "cursor": "x"}, 400, MISMATCH),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "to": "25:00:00"}, 400, INVALID),
        ("/v1/orderbook", {"markets": "KRW-BTC", "level": "x"}, 400, MISMATCH),
        ("/v1/orderbook", {"markets": "KRW-BTC", "count": -1}, 400, INVALID),
    ],
)
def test_errors_are_worded_as_on_the_wire(path, parameters, status, message):
    assert error(path, **parameters) == (status, message)


def test_the_old_list_of_levels_has_them_as_numbers():
    assert get("/v1/orderbook/supported_levels", markets="KRW-BTC,USDT-BTC") == [
        {"market": "KRW-BTC", "supported_levels": [0.0, 10.0, 100.0]},
        {"market": "USDT-BTC", "supported_levels": [0.0]},
    ]
