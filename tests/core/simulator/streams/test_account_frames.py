import json
from decimal import Decimal

import pytest

from core.simulator.account.accounts import Balance
from core.simulator.account.orders import Order, OrderRequest
from core.simulator.streams.account_frames import asset_frame, order_frame
from core.simulator.streams.frames import Format

D = Decimal
UUID = "5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3"
TRADE = "c2a7f9b4-0d36-4e8e-b1a5-93f6e2047d18"
REQUEST = OrderRequest("KRW-BTC", "bid", "limit", D(158_000_000), D("0.01"), identifier="gui-000123")
ORDER = Order(UUID, REQUEST, D("0.0005"), 1795144542000)
FILLED = ORDER.executed(TRADE, D(158_000_000), D("0.004"), 1795144560218, is_maker=True)

# The samples of the fact sheet (upbit-api 2.5 and 2.6), word for word.
WAIT = (
    '{"type":"myOrder","code":"KRW-BTC","uuid":"5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3","ask_bid":"BID",'
    '"order_type":"limit","state":"wait","trade_uuid":null,"price":158000000,"avg_price":0,"volume":0.01,'
    '"remaining_volume":0.01,"executed_volume":0,"trades_count":0,"reserved_fee":790,"remaining_fee":790,"paid_fee":0,'
    '"locked":1580790,"executed_funds":0,"time_in_force":null,"trade_fee":null,"is_maker":null,'
    '"identifier":"gui-000123","smp_type":null,"prevented_volume":0,"prevented_locked":0,"trade_timestamp":null,'
    '"order_timestamp":1795144542000,"timestamp":1795144542031,"stream_type":"REALTIME"}'
)
SIMPLE_FILL = (
    '{"ty":"myOrder","cd":"KRW-BTC","uid":"5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3","ab":"BID","ot":"limit","s":"trade",'
    '"tuid":"c2a7f9b4-0d36-4e8e-b1a5-93f6e2047d18","p":158000000,"ap":158000000,"v":0.004,"rv":0.006,"ev":0.004,"tc":1,'
    '"rsf":790,"rmf":474,"pf":316,"l":948474,"ef":632000,"tif":null,"tf":316,"im":true,"id":"gui-000123","smpt":null,'
    '"pv":0,"pl":0,"ttms":1795144560218,"otms":1795144542000,"tms":1795144560256,"st":"REALTIME"}'
)
ASSETS = (
    '{"type":"myAsset","asset_uuid":"e4f0b6d2-3c15-4a9b-8e77-5b20c1d8f936","assets":[{"currency":"KRW",'
    '"balance":8420000.0,"locked":948474.0},{"currency":"BTC","balance":0.12745678,"locked":0.0}],'
    '"asset_timestamp":1795144560224,"timestamp":1795144560262,"stream_type":"REALTIME"}'
)
SIMPLE_ASSETS = (
    '{"ty":"myAsset","astuid":"e4f0b6d2-3c15-4a9b-8e77-5b20c1d8f936","ast":[{"cu":"KRW","b":8420000.0,"l":948474.0},'
    '{"cu":"BTC","b":0.12745678,"l":0.0}],"asttms":1795144560224,"tms":1795144560262,"st":"REALTIME"}'
)
BALANCES = (Balance("KRW", D(8_420_000), D(948_474)), Balance("BTC", D("0.12745678")))


def assets(form):
    return asset_frame("e4f0b6d2-3c15-4a9b-8e77-5b20c1d8f936", BALANCES, 1795144560224, 1795144560262, form)


def test_a_new_order_reads_as_in_the_fact_sheet():
    assert json.loads(order_frame(ORDER, None, 1795144542031, Format.DEFAULT)) == json.loads(WAIT)


def test_a_partial_fill_reads_as_in_the_fact_sheet():
    frame = order_frame(FILLED, FILLED.executions[0], 1795144560256, Format.SIMPLE)
    assert json.loads(frame) == json.loads(SIMPLE_FILL)


@pytest.mark.parametrize(("form", "sample"), [(Format.DEFAULT, ASSETS), (Format.SIMPLE, SIMPLE_ASSETS)])
def test_balances_read_as_in_the_fact_sheet(form, sample):
    assert assets(form).decode() == sample


@pytest.mark.parametrize(("plain", "listed"), [("DEFAULT", "JSON_LIST"), ("SIMPLE", "SIMPLE_LIST")])
def test_in_the_list_formats_a_frame_is_an_array(plain, listed):
    assert json.loads(assets(Format(listed))) == [json.loads(assets(Format(plain)))]
    frames = [order_frame(FILLED, None, 5, Format(form)) for form in (plain, listed)]
    assert json.loads(frames[1]) == [json.loads(frames[0])]


def test_an_order_that_spends_an_amount_has_no_volume():
    order = Order(UUID, OrderRequest("KRW-BTC", "bid", "price", D(10_000)), D("0.0005"), 5)
    message = json.loads(order_frame(order, None, 5, Format.DEFAULT))
    assert (message["price"], message["volume"], message["remaining_volume"]) == (10_000, None, None)


def test_amounts_are_exact_and_never_integers():
    balance = Balance("BTC", D("123.123456789012345678901234567890"), D(5))
    frame = asset_frame("id", [balance], 1, 1, Format.DEFAULT)
    assert b'"balance":123.123456789012345678901234567890,"locked":5.0' in frame
