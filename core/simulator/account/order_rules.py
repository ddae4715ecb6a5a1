"""Which requests become orders: combinations, price grid, minimum and maximum totals, fees. Pure.

Source: Upbit order pages and trading rules (Korea, 2026); rules without a published figure are marked.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from core.simulator.account.api_error import ApiError
from core.simulator.account.money import amount, exactly
from core.simulator.account.orders import Wish
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


def check(wish: Wish, source: Source, now_ms: int) -> QuoteRules:
    """Check an order request; returns the rules that apply to it.

    Raises:
        ApiError: it breaks one.
    """
    market = find_market(source, wish.market)
    if wish.identifier is not None and not 0 < len(wish.identifier) <= IDENTIFIER_LENGTH:
        raise ApiError(400, "validation_error")
    _check_combination(wish)
    _check_conditions(wish)
    if wish.kind == "limit":
        _check_grid(wish, source)
    rules = RULES[market.quote]
    _check_total(wish, rules, source, now_ms)
    return rules


def _check_combination(wish: Wish) -> None:
    given = (wish.price is not None, wish.volume is not None)
    if wish.kind == "limit":
        is_right = given == (True, True)
    elif wish.side == "bid":
        is_right = wish.kind != "market" and given == (True, False)
    else:
        is_right = wish.kind != "price" and given == (False, True)
    # A price or volume of zero is no order either.
    if not is_right or wish.price == 0 or wish.volume == 0:
        raise ApiError(400, f"create_{wish.side}_error")


def _check_conditions(wish: Wish) -> None:
    if wish.time_in_force == "post_only" and (wish.kind != "limit" or wish.smp_type is not None):
        raise ApiError(400, "invalid_post_only")
    if wish.kind == "best" and wish.time_in_force is None:
        raise ApiError(400, "invalid_time_in_force")
    if wish.kind in {"price", "market"} and wish.time_in_force is not None:
        raise ApiError(400, "invalid_time_in_force")


@exactly
def _check_grid(wish: Wish, source: Source) -> None:
    price = wish.price or Decimal(0)
    tick = amount(source.tick_size(wish.market, float(price)))
    if tick and price % tick:
        raise ApiError(400, f"invalid_price_{wish.side}")


@exactly
def _check_total(wish: Wish, rules: QuoteRules, source: Source, now_ms: int) -> None:
    total = wish.price or Decimal(0)
    if wish.volume is not None:
        ticker = source.ticker(wish.market, now_ms) if wish.price is None else None
        last = amount(ticker.last) if ticker else Decimal(0)
        total = (wish.price or last) * wish.volume
    if total < rules.min_total:
        raise ApiError(400, f"under_min_total_{wish.side}")
    if total > rules.max_total:
        raise ApiError(400, f"over_krw_funds_{wish.side}")
