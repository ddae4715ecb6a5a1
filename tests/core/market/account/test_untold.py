from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.account.balances import Balances, decimal
from core.market.account.orders import OwnOrders
from core.market.account.untold import Untold, are_equal
from core.model.account_rows import AccountRow, OrderRow
from core.model.messages import AssetBalance, MyAsset, MyOrder


def held(currency: str, balance: str) -> AccountRow:
    return AccountRow(currency=currency, balance=Decimal(balance))


def placed(uuid: str, executed: str = "0") -> OrderRow:
    volume, done = Decimal(10), Decimal(executed)
    return OrderRow(uuid=uuid, market="KRW-BTC", volume=volume, remaining_volume=volume - done, executed_volume=done)


def my_asset(timestamp: int, **balances: float) -> MyAsset:
    assets = tuple(AssetBalance(currency=name, balance=amount, locked=0.0) for name, amount in balances.items())
    return MyAsset(assets=assets, asset_timestamp=timestamp)


def my_order(uuid: str, state: str, executed: float, timestamp: int) -> MyOrder:
    return MyOrder(
        code="KRW-BTC", uuid=uuid, state=state, price=1.0, executed_volume=executed, remaining_volume=10 - executed,
        timestamp=timestamp,
    )  # fmt: skip


def test_a_change_is_untold_until_the_stream_tells_one_of_the_same():
    untold = Untold()
    untold.add(["KRW", "BTC"])
    untold.told("KRW")
    assert untold
    untold.told("ETH")
    assert untold
    untold.told("BTC")
    assert not untold


def test_what_is_cleared_is_not_untold():
    untold = Untold()
    untold.add(["KRW"])
    untold.clear()
    assert not untold


@pytest.mark.parametrize(
    ("streamed", "loaded", "is_equal"),
    [
        ("0", "0.00000000", True),
        ("0.12745678", "0.12745678", True),
        ("8420000.123456789", "8420000.12345678901234567890", True),
        ("1", "1.00000001", False),
        ("0", "0.00000001", False),
        ("8420000", "8420001", False),
    ],
)
def test_amounts_are_compared_as_exactly_as_a_stream_can_write_them(streamed: str, loaded: str, is_equal: bool):
    assert are_equal(Decimal(streamed), Decimal(loaded)) is is_equal


CURRENCIES = ("KRW", "BTC", "ETH")
AMOUNTS = st.integers(0, 10**13).map(lambda units: units / 1e4)
CHANGES = st.lists(
    st.tuples(st.sampled_from(CURRENCIES), AMOUNTS, st.sampled_from(["told", "lost", "load", "late load"])), max_size=30
)


@given(CHANGES)
def test_balances_are_untold_whose_last_change_only_a_load_showed(
    changes: list[tuple[str, float, str]],
):
    """A plain model: `shown` is what the balances know, `lost` what the exchange changed without a word since."""
    balances, truth, shown, untold = Balances(), dict.fromkeys(CURRENCIES, 0.0), dict.fromkeys(CURRENCIES, 0.0), set()

    def rows() -> list[AccountRow]:
        return [held(each, format(decimal(amount), "f")) for each, amount in truth.items()]

    balances.load(rows(), balances.begin_load())
    for time, (currency, amount, how) in enumerate(changes, 1):
        if how == "load":
            balances.load(rows(), balances.begin_load())
            untold |= {each for each in CURRENCIES if not are_equal(decimal(shown[each]), decimal(truth[each]))}
            shown = dict(truth)
            continue
        before, begun = rows(), balances.begin_load()
        truth[currency] = amount
        if how != "lost":
            balances.apply(my_asset(time, **{currency: amount}))
            untold.discard(currency)
            shown[currency] = amount
        if how == "late load":  # it began before the change, and does not contain it
            balances.load(before, begun)
            others = [each for each in CURRENCIES if each != currency]
            untold |= {each for each in others if not are_equal(decimal(shown[each]), decimal(truth[each]))}
            shown |= {each: truth[each] for each in others}
    assert bool(balances.untold) is bool(untold)


UUIDS = ("u1", "u2", "u3")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(UUIDS), st.sampled_from(["executed", "ended"]), st.sampled_from(["told", "lost", "load"])
    ),
    max_size=30,
)


@given(STEPS)
def test_orders_are_untold_whose_last_change_only_a_load_showed(steps: list[tuple[str, str, str]]):
    orders, untold = OwnOrders(), set()
    truth: dict[str, float] = {}
    shown: dict[str, float] = {}
    ended: set[str] = set()

    def rows() -> list[OrderRow]:
        return [placed(uuid, executed=str(executed)) for uuid, executed in truth.items()]

    orders.load(rows(), orders.begin_load())
    for time, (uuid, what, how) in enumerate(steps, 1):
        if how == "load":
            orders.load(rows(), orders.begin_load())
            untold |= {each for each in UUIDS if shown.get(each) != truth.get(each)}
            shown = dict(truth)
        elif uuid not in ended and (what == "executed" or uuid in truth):
            executed = truth.get(uuid, -0.5) + 0.5
            if what == "ended":
                ended.add(uuid)
                del truth[uuid]
            else:
                truth[uuid] = executed
            if how == "told":
                state = "done" if what == "ended" else "trade" if executed else "wait"
                orders.apply(my_order(uuid, state, executed, timestamp=time))
                untold.discard(uuid)
                shown = {
                    each: value for each, value in {**shown, uuid: executed}.items() if each != uuid or uuid in truth
                }
    assert bool(orders.untold) is bool(untold)


def test_the_first_load_shows_no_change_and_neither_does_one_with_unreadable_rows():
    balances = Balances()
    row = [held("KRW", "5")]
    balances.load(row, balances.begin_load())
    assert not balances.untold
    balances.load([], balances.begin_load(), is_partial=True)
    assert not balances.untold
    balances.load([], balances.begin_load())
    assert balances.untold
    balances.forget()
    assert not balances.untold
    orders = OwnOrders()
    orders.load([placed("u1")], orders.begin_load())
    orders.load([], orders.begin_load(), is_partial=True)
    assert not orders.untold
    orders.load([], orders.begin_load())
    assert orders.untold
    orders.forget()
    assert not orders.untold


def test_a_message_with_a_time_that_contradicts_the_last_one_has_told():
    """It is not believed, and a load is asked for; that load shows nothing new then."""
    balances = Balances()
    balances.load([held("KRW", "5")], balances.begin_load())
    balances.apply(my_asset(10_000_000, KRW=4.0))
    balances.apply(my_asset(1, KRW=3.0))
    assert balances.needs_load
    balances.load([held("KRW", "3")], balances.begin_load())
    assert not balances.untold
    orders = OwnOrders()
    orders.load([placed("u1")], orders.begin_load())
    orders.apply(my_order("u1", "trade", 1.0, timestamp=10_000_000))
    orders.apply(my_order("u1", "trade", 2.0, timestamp=1))
    assert orders.needs_load
    orders.load([placed("u1", executed="2")], orders.begin_load())
    assert not orders.untold
