"""Which requests become orders: combinations, price grid, minimum and maximum totals, fees. Pure.

Source: Upbit order pages and trading rules (Korea, 2026); rules without a published figure are marked.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from core.simulator.account.api_error import ApiError
from core.simulator.account.money import amount, exactly
from core.simulator.account.orders import OrderRequest
from core.simulator.market.source import Market, Source

IDENTIFIER_LENGTH: Final = 64


class QuoteRules(NamedTuple):
    """The rules of all markets of one quote currency."""

    fee_rate: Decimal
    min_total: Decimal
    max_total: Decimal


RULES: Final = {
    "KRW": QuoteRules(Decimal("0.0005"), Decimal(5000), Decimal(1_000_000_000)),
    "BTC": QuoteRules(Decimal("0.0025"), Decimal("0.00005"), Decimal(10)),
    # The maximum total in USDT is not published; this one has the size of the others.
    "USDT": QuoteRules(Decimal("0.0025"), Decimal("0.5"), Decimal(1_000_000)),
}


def find_market(source: Source, code: str) -> Market:
    """The market with that code, ignoring case.

    Raises:
        ApiError: there is none.
    """
    wanted = code.upper()
    for market in source.markets:
        if market.code == wanted:
            return market
    raise ApiError(400, "notfoundmarket")


def check(request: OrderRequest, source: Source, now_ms: int) -> QuoteRules:
    """Check an order request; returns the rules that apply to it.

    Raises:
        ApiError: it breaks one.
    """
    market = find_market(source, request.market)
    if request.identifier is not None and not 0 < len(request.identifier) <= IDENTIFIER_LENGTH:
        raise ApiError(400, "validation_error")
    _check_combination(request)
    _check_conditions(request)
    if request.kind == "limit":
        _check_grid(request, source)
    rules = RULES[market.quote]
    _check_total(request, rules, source, now_ms)
    return rules


def _check_combination(request: OrderRequest) -> None:
    given = (request.price is not None, request.volume is not None)
    if request.kind == "limit":
        is_right = given == (True, True)
    elif request.side == "bid":
        is_right = request.kind != "market" and given == (True, False)
    else:
        is_right = request.kind != "price" and given == (False, True)
    # A price or volume of zero is no order either.
    if not is_right or request.price == 0 or request.volume == 0:
        raise ApiError(400, f"create_{request.side}_error")


def _check_conditions(request: OrderRequest) -> None:
    if request.time_in_force == "post_only" and (request.kind != "limit" or request.smp_type is not None):
        raise ApiError(400, "invalid_post_only")
    if request.kind == "best" and request.time_in_force is None:
        raise ApiError(400, "invalid_time_in_force")
    if request.kind in {"price", "market"} and request.time_in_force is not None:
        raise ApiError(400, "invalid_time_in_force")


@exactly
def _check_grid(request: OrderRequest, source: Source) -> None:
    price = request.price or Decimal(0)
    tick = amount(source.tick_size(request.market, float(price)))
    if tick and price % tick:
        raise ApiError(400, f"invalid_price_{request.side}")


@exactly
def _check_total(request: OrderRequest, rules: QuoteRules, source: Source, now_ms: int) -> None:
    total = request.price or Decimal(0)
    if request.volume is not None:
        ticker = source.ticker(request.market, now_ms) if request.price is None else None
        last = amount(ticker.last) if ticker else Decimal(0)
        total = (request.price or last) * request.volume
    if total < rules.min_total:
        raise ApiError(400, f"under_min_total_{request.side}")
    if total > rules.max_total:
        raise ApiError(400, f"over_krw_funds_{request.side}")
