"""Writes the rows of the private REST answers: amounts as text, null fields omitted.

Field names are defined here separately, as in `account_frames`. Source: Upbit REST reference, and the wire.
"""

from __future__ import annotations

from datetime import timezone
from typing import Final

from core.simulator.account.accounts import Account, Balance
from core.simulator.account.money import plain
from core.simulator.account.order_rules import QuoteRules
from core.simulator.account.orders import Execution, Order
from core.simulator.streams.frames import KST, Row, utc

_KST: Final = timezone(KST)
_BLOCK_MS: Final = 600_000
_CONDITIONAL: Final = ["best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc"]


def account_row(balance: Balance) -> Row:
    """A row of `/v1/accounts`."""
    return {
        "currency": balance.currency,
        "balance": plain(balance.available),
        "locked": plain(balance.locked),
        "avg_buy_price": plain(balance.avg_buy_price),
        "avg_buy_price_modified": balance.currency == "KRW",
        "unit_currency": "KRW",
    }


def chance_row(code: str, rules: QuoteRules, account: Account) -> Row:
    """The answer of `/v1/orders/chance`."""
    quote, _, base = code.partition("-")
    fee = plain(rules.fee_rate)
    return {
        "bid_fee": fee,
        "ask_fee": fee,
        "maker_bid_fee": fee,
        "maker_ask_fee": fee,
        "market": {
            "id": code,
            "name": f"{base}/{quote}",
            "order_types": ["limit"],
            "order_sides": ["ask", "bid"],
            "bid_types": [*_CONDITIONAL, "price"],
            "ask_types": [*_CONDITIONAL, "market"],
            "bid": {"currency": quote, "min_total": plain(rules.min_total)},
            "ask": {"currency": base, "min_total": plain(rules.min_total)},
            "max_total": plain(rules.max_total),
            "state": "active",
        },
        "bid_account": account_row(account.balance(quote)),
        "ask_account": account_row(account.balance(base)),
    }


def order_row(order: Order, *, funds: bool = False, trades: bool = False) -> Row:
    """An order: with its `executed_funds` in lists, with its trades when requested alone."""
    request = order.request
    row: Row = {
        "uuid": order.uuid,
        "side": request.side,
        "ord_type": request.kind,
        "price": None if request.price is None else plain(request.price),
        "state": order.state,
        "market": request.market,
        "created_at": _moment(order.created_ms),
        "volume": None if request.volume is None else plain(request.volume),
        "remaining_volume": None if order.remaining_volume is None else plain(order.remaining_volume),
        "prevented_volume": "0",
        "reserved_fee": plain(order.reserved_fee),
        "remaining_fee": plain(order.remaining_fee),
        "paid_fee": plain(order.paid_fee),
        "locked": plain(order.locked),
        "prevented_locked": "0",
        "executed_volume": plain(order.executed_volume),
        "trades_count": len(order.executions),
        "time_in_force": request.time_in_force,
        "identifier": request.identifier,
        "smp_type": request.smp_type,
        "executed_funds": plain(order.executed_funds) if funds else None,
        "trades": [_trade_row(order, each) for each in order.executions] if trades else None,
    }
    return {name: value for name, value in row.items() if value is not None}


def _trade_row(order: Order, execution: Execution) -> Row:
    # The taker moved the price in the direction of its own side.
    has_risen = (order.request.side == "bid") != execution.is_maker
    return {
        "market": order.request.market,
        "uuid": execution.uuid,
        "price": plain(execution.price),
        "volume": plain(execution.volume),
        "funds": plain(execution.funds),
        "trend": "up" if has_risen else "down",
        "created_at": _moment(execution.time_ms),
        "side": order.request.side,
    }


def _moment(time_ms: int) -> str:
    return utc(time_ms).astimezone(_KST).isoformat(timespec="seconds")


def wallet_row(currency: str, now_ms: int) -> Row:
    """A row of `/v1/status/wallet`: everything works, with a block every ten minutes; the won has no chain."""
    row: Row = {"currency": currency, "wallet_state": "working"}
    if currency != "KRW":
        height = now_ms // _BLOCK_MS
        row |= {
            "block_state": "normal",
            "block_height": height,
            "block_updated_at": utc(height * _BLOCK_MS).isoformat(timespec="milliseconds"),
            "block_elapsed_minutes": (now_ms - height * _BLOCK_MS) // 60_000,
            "net_type": currency,
            "network_name": currency,
        }
    return row


def key_row(access_key: str) -> Row:
    """A row of `/v1/api_keys`; these keys are valid until the market ends."""
    return {"access_key": access_key, "expire_at": "2032-01-01T00:00:00+09:00"}
