"""The user's balances: loaded by REST, then changed by the stream.

REST returns all balances but no times; the stream sends changes with their times, but no average prices. So
`begin_load` is called before the request, and changes that arrived since then override the loaded rows. Of two
changes the one with the later time counts, also if a load or `forget` came between: the exchange may deliver one late.
A change that is far older than the last one means that one of the two times is wrong; then REST must be asked again.
So it must if its list lacks most of what is known and the stream told no such change.

Amounts are `Decimal`: a stream's float becomes the shortest decimal that equals it, which is what the exchange wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from core.market.account.absences import Absences
from core.market.account.untold import Untold, are_equal
from core.market.figures import known_figure
from core.model.account_rows import AccountRow
from core.model.markets import is_currency
from core.model.messages import MyAsset
from core.text import translatable
from core.timing.exchange_clock import DISORDER_MS

DOUBTED: Final = 30.0
"""Seconds in which lists must lack what is known, until that is believed."""

_NOTHING: Final = Decimal(0)
_WON: Final = "KRW"
_LACKING: Final = translatable("core", "거래소가 보낸 잔고 목록이 비었거나 짧아 다시 확인하는 중")


def decimal(number: float) -> Decimal:
    """The number as the exchange wrote it."""
    return Decimal(str(number))


@dataclass(frozen=True, slots=True)
class Holding:
    """The balance of one currency."""

    currency: str
    available: Decimal = _NOTHING
    locked: Decimal = _NOTHING
    average_price: Decimal | None = None
    """Average price paid for one unit, in `unit`; None if unknown or if nothing was paid."""
    unit: str = _WON

    @property
    def amount(self) -> Decimal:
        """Available and locked together."""
        return self.available + self.locked

    @property
    def code(self) -> str:
        """The market that gives its price; empty for money itself."""
        return "" if self.currency == self.unit else f"{self.unit}-{self.currency}"

    @property
    def cost(self) -> Decimal | None:
        """The total cost; None if unknown."""
        return None if self.average_price is None else self.amount * self.average_price


class Valued(NamedTuple):
    """A holding at a price."""

    holding: Holding
    price: Decimal | None
    """None if unknown."""

    @property
    def value(self) -> Decimal | None:
        """The value at this price, before fees."""
        if not self.holding.code:
            return self.holding.amount
        return None if self.price is None else self.holding.amount * self.price

    @property
    def profit(self) -> Decimal | None:
        """The value minus the cost; None for money, and if either is unknown."""
        value, cost = self.value, self.holding.cost
        return None if value is None or cost is None or not self.holding.code else value - cost

    @property
    def profit_rate(self) -> Decimal | None:
        """The profit as a ratio of the cost."""
        return None if self.profit is None or not self.holding.cost else self.profit / self.holding.cost


class Total(NamedTuple):
    """The sum of all holdings in one unit."""

    value: Decimal = _NOTHING
    """Of all holdings with a price, money included."""
    cost: Decimal = _NOTHING
    """Of all holdings with both a price and a cost."""
    profit: Decimal = _NOTHING
    unpriced: int = 0
    """How many holdings are missing from `value`."""
    uncosted: int = 0
    """How many of those with a price are missing from `cost` and `profit`, such as gifts."""

    @property
    def profit_rate(self) -> Decimal | None:
        """The profit as a ratio of the cost."""
        return self.profit / self.cost if self.cost else None


class Balances:
    """The balances of one account."""

    def __init__(self) -> None:
        self._holdings: dict[str, Holding] = {}
        self._latest_ms: dict[str, int] = {}
        """The time of the latest change of each currency."""
        self._changed: dict[str, int] = {}
        """The serial of the latest change of each currency that the last load may not contain."""
        self._serial = 0
        """Numbers the changes in order of arrival, so that those before a load are recognised."""
        self._contradicted = 0
        """Serial of the last change whose time contradicts another's; 0 once a load has resolved it."""
        self.is_loaded = False
        self.unit = _WON
        """The currency of totals."""
        self.needs_load = False
        """Whether REST must be asked: something was bought since the load, so its average price has changed; or the
        times of changes contradict each other."""
        self._absences = Absences(DOUBTED, _LACKING, is_cut_doubted=True)
        self._is_of_another = False
        """Whether the balances may be of another account than those that are loaded next."""
        self.untold = Untold()
        """The currencies of which a load after the first showed a change, and the stream has not told any since."""

    def forget(self) -> None:
        """Drop all balances, but remember the times of changes: a late one must not replace what is loaded next.

        The times are the exchange's, so this holds for another account's changes too.
        """
        self._holdings.clear()
        self._changed.clear()
        self._absences.forget()
        self.untold.clear()
        self.is_loaded = self.needs_load = False
        self.unit = _WON

    def begin_load(self) -> int:
        """Call before the REST request; pass the result to `load`."""
        return self._serial

    def expect_another(self) -> None:
        """Keep the balances until the next load, but do not hold them against it: it may be of another account."""
        self._is_of_another = True
        self._absences.forget()

    def check(self, rows: Iterable[AccountRow], begun: int, now: float) -> None:
        """Check the rows of REST before `load`.

        Args:
            rows: the balances, all of them readable.
            begun: what `begin_load` returned.
            now: in seconds.

        Raises:
            DoubtedReply: they lack too much of what is known; ask again.
        """
        known = {
            holding.currency
            for holding in self._holdings.values()
            if holding.amount and self._changed.get(holding.currency, 0) <= begun and not self._is_of_another
        }
        listed = {row.currency for row in rows if row.balance or row.locked}
        self._absences.check(known, listed, now, is_first=not self.is_loaded or self._is_of_another)

    def load(self, rows: Iterable[AccountRow], begun: int, *, is_partial: bool = False) -> None:
        """Take the rows of REST; changes of the stream since `begun` override them.

        Args:
            rows: the balances.
            begun: what `begin_load` returned.
            is_partial: some rows were unreadable: currencies missing in `rows` stay unchanged.
        """
        loaded = (self._holdings if is_partial else {}) | {row.currency: _holding(row) for row in rows}
        self._changed = {currency: serial for currency, serial in self._changed.items() if serial > begun}
        for currency in self._changed:
            streamed = self._holdings[currency]
            known = loaded.get(currency, replace(streamed, average_price=None))
            loaded[currency] = replace(known, available=streamed.available, locked=streamed.locked)
        if self.is_loaded and not self._contradicted:  # else a change was told, with a time that could not be believed
            self.untold.add(self._differences(loaded))
        if 0 < self._contradicted <= begun:  # one of two times was wrong: it must not hold back later changes
            self._latest_ms = {currency: self._latest_ms.get(currency, 0) for currency in self._changed}
            self._contradicted = 0
        self._holdings = loaded
        self.is_loaded, self._is_of_another = True, False
        self.unit = next((holding.unit for holding in loaded.values()), self.unit)
        self.needs_load = self._serial > begun

    def apply(self, message: MyAsset) -> bool:
        """Take a change from the stream; an older one never replaces a newer one.

        Returns:
            Whether anything changed.
        """
        timestamp = message.asset_timestamp or message.timestamp
        is_changed = False
        for asset in message.assets:
            if not is_currency(asset.currency):
                continue
            self.untold.told(asset.currency)
            latest = self._latest_ms.get(asset.currency, 0)
            if 0 < timestamp < latest:
                if latest - timestamp > DISORDER_MS:
                    self._serial += 1  # a load already under way may not contain it
                    self._contradicted = self._serial
                    self.needs_load = True
                continue
            before = self._holdings.get(asset.currency, Holding(asset.currency, unit=self.unit))
            after = replace(
                before,
                available=_amount(asset.balance, before.available),
                locked=_amount(asset.locked, before.locked),
            )
            self._serial += 1
            self._changed[asset.currency] = self._serial
            self._latest_ms[asset.currency] = timestamp or latest
            self._holdings[asset.currency] = after
            if after.amount:
                self._absences.told(asset.currency)
            self.needs_load |= bool(after.code) and after.amount > before.amount
            is_changed |= after != before
        return is_changed

    def _differences(self, loaded: Mapping[str, Holding]) -> Iterator[str]:
        """The currencies of which a load changes the balance."""
        for currency in self._holdings.keys() | loaded.keys():
            nothing = Holding(currency)
            old, new = self._holdings.get(currency, nothing), loaded.get(currency, nothing)
            if not (are_equal(old.available, new.available) and are_equal(old.locked, new.locked)):
                yield currency

    def holdings(self) -> list[Holding]:
        """All non-zero holdings: money first, then by cost."""
        held = (holding for holding in self._holdings.values() if holding.amount)
        return sorted(held, key=lambda each: (bool(each.code), -(each.cost or _NOTHING), each.currency))

    def valued(self, prices: Mapping[str, Decimal]) -> list[Valued]:
        """The holdings at `prices`, market code -> price."""
        return [Valued(holding, prices.get(holding.code)) for holding in self.holdings()]

    def total(self, valued: Iterable[Valued]) -> Total:
        """The sum of all holdings in `unit`."""
        total = Total()
        for each in valued:
            if each.value is None or each.holding.unit != self.unit:
                total = total._replace(unpriced=total.unpriced + 1)
                continue
            total = total._replace(value=total.value + each.value)
            if each.profit is not None and each.holding.cost is not None:
                total = total._replace(cost=total.cost + each.holding.cost, profit=total.profit + each.profit)
            elif each.holding.code:
                total = total._replace(uncosted=total.uncosted + 1)
        return total


def _amount(value: float | None, before: Decimal) -> Decimal:
    known = known_figure(value)
    return before if known is None else decimal(known)


def _holding(row: AccountRow) -> Holding:
    return Holding(row.currency, row.balance, row.locked, row.avg_buy_price or None, row.unit_currency)
