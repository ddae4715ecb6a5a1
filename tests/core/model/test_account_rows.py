from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import ValidationError
from msgspec.json import Decoder

from core.model.account_rows import AccountRow, OrderRow
from core.model.amount import LARGEST_AMOUNT, read_written

ACCOUNTS = b"""[{"currency":"KRW","balance":"8420000.0","locked":"1580790.0","avg_buy_price":"0",
"avg_buy_price_modified":true,"unit_currency":"KRW"},{"currency":"BTC","balance":"0.12345678","locked":"0.0",
"avg_buy_price":"151200000","avg_buy_price_modified":false,"unit_currency":"KRW"}]"""

ORDER = b"""{"uuid":"5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3","side":"bid","ord_type":"limit","price":"158000000",
"state":"wait","market":"KRW-BTC","created_at":"2026-11-20T12:15:42+09:00","volume":"0.01","remaining_volume":"0.01",
"prevented_volume":"0","reserved_fee":"790","remaining_fee":"790","paid_fee":"0","locked":"1580790",
"prevented_locked":"0","executed_volume":"0","trades_count":0,"identifier":"gui-000123"}"""


def decode(data: bytes, kind: Any) -> Any:
    return Decoder(kind, dec_hook=read_written).decode(data)


def test_amounts_are_read_to_the_last_digit():
    won, bitcoin = decode(ACCOUNTS, list[AccountRow])
    assert (won.balance, won.locked) == (Decimal("8420000.0"), Decimal("1580790.0"))
    assert (bitcoin.balance, bitcoin.avg_buy_price) == (Decimal("0.12345678"), Decimal(151200000))


def test_an_order_knows_when_it_was_placed():
    order = decode(ORDER, OrderRow)
    assert order.created_at == datetime.fromisoformat("2026-11-20T03:15:42+00:00")
    assert (order.price, order.volume, order.executed_volume) == (Decimal(158000000), Decimal("0.01"), Decimal(0))


def test_missing_fields_of_an_order_are_left_out():
    order = decode(
        b'{"uuid":"u","market":"KRW-BTC","side":"ask","ord_type":"market","state":"wait",'
        b'"created_at":"2026-11-20T12:15:42+09:00","volume":"1"}',
        OrderRow,
    )
    assert (order.price, order.remaining_volume) == (None, None)


@pytest.mark.parametrize("written", ["2026-11-20T12:15:42+09:00", "2026-11-20T12:15:42", "2026-11-20T03:15:42Z"])
def test_a_time_without_a_zone_is_of_korea(written):
    order = decode(f'{{"uuid":"u","market":"KRW-BTC","created_at":"{written}"}}'.encode(), OrderRow)
    assert order.created_ms == 1795144542000


def test_an_order_with_few_fields_is_still_read():
    order = decode(b'{"uuid":"u","market":"KRW-BTC","side":null,"created_at":null,"state":null}', OrderRow)
    assert (order.side, order.created_ms, order.state) == (None, 0, None)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN", "1e61", "1e999999", "1e-61", "9" * 61])
def test_an_amount_that_is_not_a_number_is_refused(number):
    with pytest.raises(ValidationError):
        decode(f'[{{"currency":"KRW","balance":"{number}"}}]'.encode(), list[AccountRow])


@pytest.mark.parametrize("number", ["0", "0." + "1" * 50, "9" * 24, "1e-60"])
def test_a_number_that_can_be_written_out_is_kept(number):
    (row,) = decode(f'[{{"currency":"KRW","balance":"{number}"}}]'.encode(), list[AccountRow])
    assert row.balance == Decimal(number)


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from([Decimal("-1.5"), Decimal("1e308")]))
def test_a_balance_is_taken_if_and_only_if_somebody_can_have_it(number):
    for field in ("balance", "locked"):
        body = f'{{"currency":"BTC","balance":"1","{field}":"{number}"}}'.encode()
        fits = 0 <= number <= LARGEST_AMOUNT and number.as_tuple().exponent >= -60
        if fits:
            assert getattr(decode(body, AccountRow), field) == number
        else:
            with pytest.raises(ValidationError):
                decode(body, AccountRow)


@pytest.mark.parametrize("field", ["volume", "remaining_volume", "executed_volume", "executed_funds"])
def test_no_order_is_of_less_than_nothing(field):
    with pytest.raises(ValidationError):
        decode(f'{{"uuid":"u","market":"KRW-BTC","{field}":"-1.5"}}'.encode(), OrderRow)


@pytest.mark.parametrize("field", ["currency", "unit_currency"])
@pytest.mark.parametrize("name", ["-1.5", "1e308", "0", "", "가나다", "<b>", "BTC\\n"])
def test_what_is_no_currency_is_refused(field, name):
    with pytest.raises(ValidationError):
        decode(f'{{"currency":"BTC","balance":"1","{field}":"{name}"}}'.encode(), AccountRow)


@pytest.mark.parametrize(
    "market", ["", "BTC", "KRW-", "-BTC", "krw-btc", "KRW-<b>", "KRW-BTC\\n", "KRW-" + "B" * 21, "가나-다"]
)
def test_an_order_of_what_is_no_market_is_refused(market):
    with pytest.raises(ValidationError, match="market"):
        decode(f'{{"uuid":"u","market":"{market}"}}'.encode(), OrderRow)


@pytest.mark.parametrize("uuid", ["", "u" * 101, "u" * 1_000_000])
def test_an_order_without_a_usable_id_is_refused(uuid):
    with pytest.raises(ValidationError, match="uuid"):
        decode(f'{{"uuid":"{uuid}","market":"KRW-BTC"}}'.encode(), OrderRow)


def test_an_id_of_another_form_is_taken():
    assert decode(f'{{"uuid":"{"u" * 100}","market":"KRW-BTC"}}'.encode(), OrderRow).uuid == "u" * 100


@pytest.mark.parametrize("value", ["7", "7.5", "true", "[]", "{}"])
@pytest.mark.parametrize("field", ["balance", "locked", "avg_buy_price"])
def test_a_figure_of_another_type_is_refused(field, value):
    with pytest.raises(ValidationError):
        decode(f'{{"currency":"BTC","balance":"1","{field}":{value}}}'.encode(), AccountRow)
