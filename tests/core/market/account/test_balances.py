from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from core.market.account.balances import Balances, decimal
from core.model.account_rows import AccountRow
from core.model.messages import AssetBalance, MyAsset
from core.timing.exchange_clock import DISORDER_MS

CURRENCIES = ("KRW", "BTC", "ETH", "XRP")


def account(currency: str, balance: str, locked: str = "0", average: str = "0") -> AccountRow:
    return AccountRow(
        currency=currency, balance=Decimal(balance), locked=Decimal(locked), avg_buy_price=Decimal(average)
    )


def patch(timestamp: int, **amounts: float) -> MyAsset:
    assets = tuple(AssetBalance(currency=name, balance=amount, locked=0.0) for name, amount in amounts.items())
    return MyAsset(assets=assets, asset_timestamp=timestamp)


def loaded(*rows: AccountRow) -> Balances:
    balances = Balances()
    balances.load(rows, balances.begin_load())
    return balances


def amounts(balances: Balances) -> dict[str, Decimal]:
    return {holding.currency: holding.available for holding in balances.holdings()}


class TestLoading:
    def test_money_comes_first_then_the_highest_cost(self):
        balances = loaded(
            account("XRP", "100", average="500"),
            account("BTC", "1", average="90000000"),
            account("DUST", "0"),
            account("KRW", "1", "2"),
            account("AIR", "5"),
        )
        assert [holding.currency for holding in balances.holdings()] == ["KRW", "BTC", "XRP", "AIR"]
        assert balances.is_loaded

    def test_a_load_replaces_the_holdings(self):
        balances = loaded(account("KRW", "1"), account("BTC", "1"))
        balances.load([account("KRW", "2")], balances.begin_load())
        assert amounts(balances) == {"KRW": Decimal(2)}

    def test_a_currency_missing_from_a_damaged_load_stays_as_it_was(self):
        balances = loaded(account("KRW", "1"), account("BTC", "2"))
        balances.load([account("KRW", "3")], balances.begin_load(), is_partial=True)
        assert amounts(balances) == {"KRW": 3, "BTC": 2}
        balances.load([account("KRW", "4")], balances.begin_load())
        assert amounts(balances) == {"KRW": 4}

    def test_changes_from_the_stream_during_a_load_override_it(self):
        balances = loaded(account("KRW", "100"), account("BTC", "1", average="50"))
        begun = balances.begin_load()
        balances.apply(patch(1, KRW=90.0, ETH=2.0))
        balances.load([account("KRW", "100"), account("BTC", "1", average="60")], begun)
        assert amounts(balances) == {"KRW": Decimal(90), "BTC": Decimal(1), "ETH": Decimal(2)}
        assert balances.needs_load, "nobody has told what ETH cost"

    def test_changes_from_before_the_load_do_not(self):
        balances = loaded(account("KRW", "100"))
        balances.apply(patch(1, KRW=90.0, BTC=1.0))
        balances.load([account("KRW", "80")], balances.begin_load())
        assert amounts(balances) == {"KRW": Decimal(80)}
        assert not balances.needs_load


class TestPatches:
    def test_changes_affect_only_the_named_currencies(self):
        balances = loaded(account("KRW", "100"), account("BTC", "1", average="50"))
        assert balances.apply(patch(1, BTC=0.5))
        assert amounts(balances) == {"KRW": Decimal(100), "BTC": Decimal("0.5")}

    def test_an_older_one_never_replaces_a_newer_one_and_an_equal_one_does(self):
        balances = loaded()
        balances.apply(patch(2, KRW=2.0))
        assert not balances.apply(patch(1, KRW=1.0))
        assert balances.apply(patch(2, KRW=3.0))
        assert amounts(balances) == {"KRW": Decimal(3)}

    def test_the_same_again_is_no_news(self):
        balances = loaded(account("KRW", "100"))
        assert not balances.apply(patch(1, KRW=100.0))

    def test_half_a_balance_leaves_the_other_half(self):
        balances = loaded(account("KRW", "100", "5"))
        balances.apply(MyAsset(assets=(AssetBalance(currency="KRW", balance=1.0),), timestamp=1))
        (holding,) = balances.holdings()
        assert (holding.available, holding.locked, holding.amount) == (Decimal(1), Decimal(5), Decimal(6))

    def test_a_sold_out_currency_is_gone(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(1, BTC=0.0))
        assert balances.holdings() == []

    def test_a_purchase_calls_for_the_new_average_and_a_sale_does_not(self):
        balances = loaded(account("KRW", "100"), account("BTC", "1", average="50"))
        balances.apply(patch(1, KRW=150.0, BTC=0.5))
        assert not balances.needs_load
        balances.apply(patch(2, KRW=100.0, BTC=1.5))
        assert balances.needs_load

    def test_unlocking_is_no_purchase(self):
        balances = loaded(account("BTC", "1", "1", average="50"))
        balances.apply(MyAsset(assets=(AssetBalance(currency="BTC", balance=2.0, locked=0.0),), timestamp=1))
        assert not balances.needs_load

    def test_locking_is_no_purchase(self):
        balances = loaded(account("BTC", "1", average="50"))
        balances.apply(MyAsset(assets=(AssetBalance(currency="BTC", balance=0.25, locked=0.75),), timestamp=1))
        assert not balances.needs_load


class TestALateChange:
    """The exchange may hold a change back: it arrives after a newer one, and after what was loaded since."""

    def test_it_does_not_replace_what_was_loaded(self):
        balances = loaded(account("BTC", "2"))
        balances.apply(patch(20, BTC=0.5))
        balances.load([account("BTC", "0.5")], balances.begin_load())
        assert not balances.apply(patch(10, BTC=1.0))
        assert amounts(balances) == {"BTC": Decimal("0.5")}
        assert not balances.needs_load

    def test_it_does_not_replace_what_was_loaded_after_all_was_forgotten(self):
        balances = loaded(account("BTC", "2"))
        balances.apply(patch(20, BTC=0.5))
        balances.forget()
        assert (balances.holdings(), balances.is_loaded, balances.needs_load) == ([], False, False)
        balances.load([account("BTC", "0.5")], balances.begin_load())
        assert not balances.apply(patch(10, BTC=1.0))
        assert amounts(balances) == {"BTC": Decimal("0.5")}
        assert balances.apply(patch(30, BTC=0.25)), "a later one counts"

    def test_it_is_known_as_late_although_a_change_without_a_time_came_between(self):
        balances = loaded(account("BTC", "2"))
        balances.apply(patch(20, BTC=0.5))
        balances.apply(patch(0, BTC=0.25))
        assert not balances.apply(patch(10, BTC=1.0))

    def test_it_says_nothing_about_other_currencies(self):
        balances = loaded(account("BTC", "2"))
        balances.apply(patch(20, BTC=0.5))
        balances.forget()
        assert balances.apply(patch(10, ETH=1.0))

    def test_what_changed_before_all_was_forgotten_does_not_override_the_next_load(self):
        balances = loaded(account("BTC", "2"))
        begun = balances.begin_load()
        balances.apply(patch(20, BTC=0.5))
        balances.forget()
        balances.load([account("KRW", "7")], begun)
        assert amounts(balances) == {"KRW": Decimal(7)}


class TestAClockThatWasWrong:
    FUTURE = 86_400_000

    def test_a_change_that_contradicts_the_last_one_by_far_calls_for_a_load(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(self.FUTURE, BTC=0.5))
        assert not balances.needs_load
        assert not balances.apply(patch(self.FUTURE - DISORDER_MS, BTC=0.2))
        assert not balances.needs_load, "it is only late"
        assert not balances.apply(patch(self.FUTURE - DISORDER_MS - 1, BTC=0.2))
        assert balances.needs_load

    def test_a_load_unfreezes_after_a_change_from_the_future(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(self.FUTURE, BTC=0.5))
        balances.apply(patch(10, BTC=0.2))
        balances.load([account("BTC", "0.2")], balances.begin_load())
        assert not balances.needs_load
        assert balances.apply(patch(20, BTC=0.1))
        assert amounts(balances) == {"BTC": Decimal("0.1")}

    def test_a_load_unfreezes_what_was_forgotten_after_a_change_from_the_future(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(self.FUTURE, BTC=0.5))
        balances.apply(patch(10, BTC=0.2))
        balances.forget()
        balances.load([account("BTC", "0.2")], balances.begin_load())
        assert balances.apply(patch(20, BTC=0.1))

    def test_only_a_load_that_began_after_the_contradiction_unfreezes(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(self.FUTURE, BTC=0.5))
        begun = balances.begin_load()
        balances.apply(patch(10, BTC=0.2))
        balances.load([account("BTC", "0.5")], begun)
        assert balances.needs_load
        assert not balances.apply(patch(20, BTC=0.1))
        assert balances.needs_load

    def test_once_a_load_has_resolved_it_late_changes_are_held_back_again(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(self.FUTURE, BTC=0.5))
        balances.apply(patch(10, BTC=0.2))
        balances.load([account("BTC", "0.2")], balances.begin_load())
        balances.apply(patch(20, BTC=0.1))
        balances.load([account("BTC", "0.1")], balances.begin_load())
        assert not balances.apply(patch(15, BTC=0.2))

    def test_a_change_without_a_time_is_taken(self):
        balances = loaded(account("BTC", "1"))
        balances.apply(patch(self.FUTURE, BTC=0.5))
        assert balances.apply(patch(0, BTC=0.2))
        assert amounts(balances) == {"BTC": Decimal("0.2")}


class TestValue:
    def test_a_holding_at_a_price(self):
        balances = loaded(account("BTC", "0.5", "0.5", average="100"))
        (valued,) = balances.valued({"KRW-BTC": Decimal(150)})
        assert (valued.value, valued.profit, valued.profit_rate) == (Decimal(150), Decimal(50), Decimal("0.5"))

    def test_money_is_worth_itself_and_has_no_profit(self):
        (valued,) = loaded(account("KRW", "70", "30")).valued({})
        assert (valued.value, valued.profit, valued.holding.code) == (Decimal(100), None, "")

    def test_a_holding_without_price_or_cost_is_unknown_never_zero(self):
        gift, lost = loaded(account("AIR", "1"), account("OLD", "1", average="5")).valued({"KRW-AIR": Decimal(2)})[::-1]
        assert (gift.value, gift.profit, gift.profit_rate) == (Decimal(2), None, None)
        assert (lost.value, lost.profit) == (None, None)

    def test_the_total_counts_holdings_without_a_price(self):
        balances = loaded(
            account("KRW", "100"), account("BTC", "2", average="10"), account("AIR", "1"), account("OLD", "1")
        )
        total = balances.total(balances.valued({"KRW-BTC": Decimal(15), "KRW-AIR": Decimal(7)}))
        assert (total.value, total.cost, total.profit, total.unpriced) == (137, 20, 10, 1)
        assert total.uncosted == 1, "the gift"
        assert total.profit_rate == Decimal("0.5")

    def test_nothing_is_worth_nothing(self):
        total = loaded().total([])
        assert (total.value, total.profit_rate, total.unpriced) == (0, None, 0)


stream = st.lists(
    st.dictionaries(st.sampled_from(CURRENCIES), st.integers(0, 5).map(float), min_size=1), min_size=1, max_size=12
)


@given(stream, st.data())
def test_changes_in_any_order_come_to_the_same(history, data):
    patches = [patch(time, **change) for time, change in enumerate(history, 1)]
    in_order, shuffled = loaded(), loaded()
    for each in patches:
        in_order.apply(each)
    for each in data.draw(st.permutations(patches + patches[: len(patches) // 2])):
        shuffled.apply(each)
    assert amounts(shuffled) == amounts(in_order)


@given(stream, st.data())
def test_changes_in_any_order_around_a_fresh_start_come_to_the_same(history, data):
    """All is forgotten and loaded anew once the newest changes have arrived; those held back change nothing."""
    patches = [patch(time, **change) for time, change in enumerate(history, 1)]
    truth: dict[str, float] = {}
    for change in history:
        truth |= change
    balances = loaded()
    newest = {name: time for time, change in enumerate(history, 1) for name in change}
    shuffled = data.draw(st.permutations(patches))
    fresh = max(shuffled.index(patches[time - 1]) for time in newest.values()) + 1
    for each in shuffled[:fresh]:
        balances.apply(each)
    balances.forget()
    balances.load([account(name, str(amount)) for name, amount in truth.items()], balances.begin_load())
    for each in shuffled[fresh:]:
        assert not balances.apply(each)
    assert amounts(balances) == {name: decimal(amount) for name, amount in truth.items() if amount}


@given(stream, st.data())
def test_a_load_at_any_moment_of_a_stream_comes_to_the_truth(history, data):
    """The reply shows the account at some moment between request and reply."""
    requested, reported, answered = sorted(data.draw(st.tuples(*[st.integers(0, len(history))] * 3)))
    truth: dict[str, float] = {}
    states = [dict(truth)]
    for change in history:
        truth |= change
        states.append(dict(truth))
    balances, begun = loaded(), 0
    for time, change in enumerate([*history, {}]):
        if time == requested:
            begun = balances.begin_load()
        if time == answered:
            rows = [account(name, str(amount)) for name, amount in states[reported].items()]
            balances.load(rows, begun)
        balances.apply(patch(time + 1, **change))
    assert amounts(balances) == {name: decimal(amount) for name, amount in truth.items() if amount}


@given(st.decimals(0, 10**12, places=8))
def test_a_float_is_the_number_the_exchange_wrote(number):
    if len(number.normalize().as_tuple().digits) <= 15:
        written = json.encode(number).decode().strip('"')
        assert decimal(json.decode(written, type=float)) == number


class TestOddChanges:
    """A change from the stream of which something cannot be is left out, and only that."""

    @given(st.sampled_from(["-1.5", "1e308", "0", ""]), st.sampled_from([-1.5, -1e20, None]))
    def test_only_what_can_be_is_taken(self, name, amount):
        balances = loaded(account("KRW", "1", "2"), account("BTC", "3"))
        balances.apply(
            MyAsset(
                assets=(
                    AssetBalance(currency=name, balance=5.0, locked=0.0),
                    AssetBalance(currency="KRW", balance=amount, locked=7.0),
                    AssetBalance(currency="BTC", balance=4.0, locked=amount),
                ),
                asset_timestamp=1,
            )
        )
        found = {each.currency: (each.available, each.locked) for each in balances.holdings()}
        assert found == {"KRW": (1, 7), "BTC": (4, 0)}
