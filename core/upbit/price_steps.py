"""The price grids of one exchange: as it states them, and by the tables of `trading_rules` until it has.

The exchange states a tick only at a market's present price. Where it agrees with the table there, the table holds at
every price; where it does not (the table is older, or is no table of this quote), the stated tick holds at every price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

from core.upbit import trading_rules

if TYPE_CHECKING:
    from core.upbit.wire.rest_rows import Instrument

_NEAR: Final = (0.99, 1.0, 1.01)
"""Where a tick may agree with the table: prices move between the request for ticks and the one for prices."""

_MOST_LEVELS: Final = 12
"""More groupings than this are no choice for a person."""

_COARSEST: Final = 10**12
_DECIMALS: Final = 8


class _Tick(NamedTuple):
    size: float
    decimals: int


class PriceSteps:
    """Tick sizes, decimals and groupings of the markets of one exchange.

    Args:
        can_group: whether this exchange takes requests for grouped order books; regional hosts close the connection.
    """

    def __init__(self, *, can_group: bool = True) -> None:
        self._can_group: Final = can_group
        self._ticks: dict[str, _Tick] = {}
        self._levels: dict[str, tuple[float, ...]] = {}

    def state(self, instruments: Iterable[Instrument], prices: Mapping[str, float]) -> bool:
        """Take what the exchange states; markets that are not among `instruments` stay as they were.

        Args:
            instruments: the grids, each at its market's price.
            prices: of markets by code; a market without one keeps to the table.

        Returns:
            Whether anything changed.
        """
        before = (dict(self._ticks), dict(self._levels))
        for each in instruments:
            tick, price = _tick(each.tick_size), prices.get(each.code)
            if tick is None or price is None or any(_agrees(each.code, price * near, tick) for near in _NEAR):
                self._ticks.pop(each.code, None)
            else:
                self._ticks[each.code] = tick
            self._levels[each.code] = _levels(each.supported_levels) if self._can_group else ()
        return before != (self._ticks, self._levels)

    def levels(self, code: str) -> tuple[float, ...]:
        """The steps by which the exchange groups this market's order book, finest first; empty if it does not."""
        return self._levels.get(code, ())

    def stated_tick(self, code: str) -> float | None:
        """The tick that the exchange states where it is not that of the table; None where the table holds."""
        stated = self._ticks.get(code)
        return None if stated is None else stated.size

    def tick_size(self, code: str, price: float) -> float:
        """The distance from `price` to the next higher price of the market, in its quote currency."""
        stated = self._ticks.get(code)
        return trading_rules.tick_size(code, price) if stated is None else stated.size

    def price_decimals(self, code: str, price: float) -> int:
        """How many decimals show a price of this size without loss and without trailing zeros."""
        stated = self._ticks.get(code)
        return trading_rules.price_decimals(code, price) if stated is None else stated.decimals

    def tick_above(self, code: str, price: float) -> float:
        """The lowest price on the grid above `price`."""
        stated = self._ticks.get(code)
        return trading_rules.tick_above(code, price) if stated is None else multiple_above(price, *stated)

    def tick_below(self, code: str, price: float) -> float:
        """The highest price on the grid below `price`, or the lowest price there is."""
        stated = self._ticks.get(code)
        return trading_rules.tick_below(code, price) if stated is None else multiple_below(price, *stated)


def multiple_above(price: float, step: float, decimals: int = _DECIMALS) -> float:
    """The lowest multiple of `step` above `price`."""
    return round((floor(price / step + trading_rules.ON_GRID) + 1) * step, decimals)


def multiple_below(price: float, step: float, decimals: int = _DECIMALS) -> float:
    """The highest multiple of `step` below `price`, at least one step."""
    return round(max(ceil(price / step - trading_rules.ON_GRID) - 1, 1) * step, decimals)


def _agrees(code: str, price: float, tick: _Tick) -> bool:
    return trading_rules.tick_size(code, price) == tick.size


def _tick(written: str) -> _Tick | None:
    """The tick as written by the exchange; None if it cannot be one."""
    number = _number(written)
    if number is None:
        return None
    exponent = number.normalize().as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return _Tick(float(number), decimals) if decimals <= _DECIMALS else None


def _levels(written: Iterable[str]) -> tuple[float, ...]:
    steps = {float(number) for number in map(_number, written) if number is not None}
    return tuple(sorted(steps)[:_MOST_LEVELS])


def _number(written: str) -> Decimal | None:
    """A step above zero; None for what is no step."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number <= _COARSEST else None
