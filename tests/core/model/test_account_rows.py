from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from msgspec import ValidationError
from msgspec.json import decode

from core.model.account_rows import AccountRow, OrderRow

ACCOUNTS = b"""[{"currency":"KRW","balance":"8420000.0","locked":"1580790.0","avg_buy_price":"0",
"avg_buy_price_modified":true,"unit_currency":"KRW"},{"currency":"BTC","balance":"0.12345678","locked":"0.0",
"avg_buy_price":"151200000","avg_buy_price_modified":false,"unit_currency":"KRW"}]"""

ORDER = b"""{"uuid":"5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3","side":"bid","ord_type":"limit","price":"158000000",
"state":"wait","market":"KRW-BTC","created_at":"2026-11-20T12:15:42+09:00","volume":"0.01","remaining_volume":"0.01",
"prevented_volume":"0","reserved_fee":"790","remaining_fee":"790","paid_fee":"0","locked":"1580790",
"prevented_locked":"0","executed_volume":"0","trades_count":0,"identifier":"gui-000123"}"""


def test_amounts_are_read_to_the_last_digit():
    won, bitcoin = decode(ACCOUNTS, type=list[AccountRow])
    assert (won.balance, won.locked) == (Decimal("8420000.0"), Decimal("1580790.0"))
    assert (bitcoin.balance, bitcoin.avg_buy_price) == (Decimal("0.12345678"), Decimal(151200000))


def test_an_order_knows_when_it_was_placed():
    order = decode(ORDER, type=OrderRow)
    assert order.created_at == datetime.fromisoformat("2026-11-20T03:15:42+00:00")
    assert (order.price, order.volume, order.executed_volume) == (Decimal(158000000), Decimal("0.01"), Decimal(0))


def test_missing_fields_of_an_order_are_left_out():
    order = decode(
        b'{"uuid":"u","market":"KRW-BTC","side":"ask","ord_type":"market","state":"wait",'
        b'"created_at":"2026-11-20T12:15:42+09:00","volume":"1"}',
        type=OrderRow,
    )
    assert (order.price, order.remaining_volume) == (None, None)


@pytest.mark.parametrize("written", ["2026-11-20T12:15:42+09:00", "2026-11-20T12:15:42", "2026-11-20T03:15:42Z"])
def test_a_time_without_a_zone_is_of_korea(written):
    order = decode(f'{{"uuid":"u","market":"KRW-BTC","created_at":"{written}"}}'.encode(), type=OrderRow)
    assert order.created_ms == 1795144542000


def test_an_order_with_few_fields_is_still_read():
    order = decode(b'{"uuid":"u","market":"KRW-BTC","side":null,"created_at":null,"state":null}', type=OrderRow)
    assert (order.side, order.created_ms, order.state) == (None, 0, None)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN", "1e61", "1e999999", "1e-61", "9" * 61])
def test_an_amount_that_is_not_a_number_is_refused(number):
    with pytest.raises(ValidationError):
        decode(f'[{{"currency":"KRW","balance":"{number}"}}]'.encode(), type=list[AccountRow])


@pytest.mark.parametrize("number", ["0", "0." + "1" * 50, "9" * 60, "1e-60"])
def test_a_number_that_can_be_written_out_is_kept(number):
    (row,) = decode(f'[{{"currency":"KRW","balance":"{number}"}}]'.encode(), type=list[AccountRow])
    assert row.balance == Decimal(number)
