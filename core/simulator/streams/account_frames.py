"""Writes `myOrder` and `myAsset` frames, in the four formats.

As in `frames`, each field name is defined here twice and nowhere else. Nulls are written. Amounts are exact, with a
decimal point even if they are whole; some have more than 20 decimals, as on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from core.simulator.account.accounts import Balance
from core.simulator.account.orders import Execution, Order
from core.simulator.streams.frames import Format, Names, write

_ORDER: Final = Names.of(
    "type=ty code=cd uuid=uid ask_bid=ab order_type=ot state=s trade_uuid=tuid price=p avg_price=ap volume=v "
    "remaining_volume=rv executed_volume=ev trades_count=tc reserved_fee=rsf remaining_fee=rmf paid_fee=pf locked=l "
    "executed_funds=ef time_in_force=tif trade_fee=tf is_maker=im identifier=id smp_type=smpt prevented_volume=pv "
    "prevented_locked=pl trade_timestamp=ttms order_timestamp=otms timestamp=tms stream_type=st"
)
_ASSET: Final = Names.of("type=ty asset_uuid=astuid assets=ast asset_timestamp=asttms timestamp=tms stream_type=st")
_BALANCE: Final = Names.of("currency=cu balance=b locked=l")

NAMES: Final = (_ORDER, _ASSET, _BALANCE)
"""The names of all data messages."""


def order_frame(order: Order, execution: Execution | None, published_ms: int, form: Format) -> bytes:
    """A `myOrder` frame; with an execution its state is `trade`, and price and volume are those of the execution."""
    request = order.request
    last = order.executions[-1] if order.executions else None
    values = (
        "myOrder",
        request.market,
        order.uuid,
        request.side.upper(),
        request.kind,
        "trade" if execution else order.state,
        execution.uuid if execution else None,
        _number(execution.price if execution else request.price),
        _number(order.average_price),
        _number(execution.volume if execution else request.volume),
        _number(order.remaining_volume),
        _number(order.executed_volume),
        len(order.executions),
        _number(order.reserved_fee),
        _number(order.remaining_fee),
        _number(order.paid_fee),
        _number(order.locked),
        _number(order.executed_funds),
        request.time_in_force,
        _number(execution.fee if execution else None),
        execution.is_maker if execution else None,
        request.identifier,
        request.smp_type,
        0.0,
        0.0,
        last.time_ms if last else None,
        order.created_ms,
        published_ms,
        "REALTIME",
    )
    return write(_ORDER.fill(form, values), form)


def asset_frame(uuid: str, balances: Iterable[Balance], happened_ms: int, published_ms: int, form: Format) -> bytes:
    """A `myAsset` frame: the balances that changed, not the whole account."""
    rows = [
        _BALANCE.fill(form, (balance.currency, _number(balance.available), _number(balance.locked)))
        for balance in balances
    ]
    values = ("myAsset", uuid, rows, happened_ms, published_ms, "REALTIME")
    return write(_ASSET.fill(form, values), form)


def _number(amount: Decimal | None) -> Decimal | None:
    """The amount as written; strict clients reject an integer where they expect a fraction."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return Decimal(text if "." in text else f"{text}.0")
