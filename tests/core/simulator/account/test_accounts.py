from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.account.accounts import STARTING_BALANCES, Account, Balance, InsufficientFunds

D = Decimal


@pytest.fixture
def account():
    return Account([Balance("KRW", D(1000)), Balance("BTC", D("0.5"), avg_buy_price=D(100))])


def test_locking_moves_money_without_changing_its_sum(account):
    account.lock("KRW", D(400))
    assert account.balance("KRW") == Balance("KRW", D(600), D(400))
    account.release("KRW", D(150))
    account.pay("KRW", D(250))
    assert account.balance("KRW") == Balance("KRW", D(750), D(0))


@pytest.mark.parametrize("move", ["lock", "release", "pay"])
def test_more_than_there_is_cannot_be_moved(account, move):
    before = account.balances
    with pytest.raises(InsufficientFunds):
        getattr(account, move)("KRW", D("1000.00000000000000000001"))
    with pytest.raises(InsufficientFunds):
        getattr(account, move)("ETH", D(1))
    assert account.balances == before
    assert account.take_changes() == ()


def test_a_purchase_moves_the_average_price(account):
    account.receive("BTC", D("0.5"), cost=D(100))
    assert account.balance("BTC").avg_buy_price == D(150)
    account.receive("BTC", D(1))
    assert account.balance("BTC").avg_buy_price == D(150)


def test_a_sold_out_currency_has_no_average_price_and_is_not_listed(account):
    account.lock("BTC", D("0.5"))
    account.pay("BTC", D("0.5"))
    assert account.balance("BTC") == Balance("BTC")
    assert [balance.currency for balance in account.balances] == ["KRW"]


def test_money_is_listed_even_when_there_is_none():
    account = Account([Balance("KRW", D(1))])
    account.lock("KRW", D(1))
    account.pay("KRW", D(1))
    assert account.balances == [Balance("KRW", D(0), D(0))]


def test_changes_are_returned_once_in_their_final_state(account):
    account.lock("KRW", D(400))
    account.receive("XRP", D(3))
    account.release("KRW", D(0))
    account.release("KRW", D(100))
    assert account.take_changes() == (Balance("KRW", D(700), D(300)), Balance("XRP", D(3)))
    assert account.take_changes() == ()


def test_the_demonstration_account_owns_something_to_trade():
    owned = {balance.currency: balance.available for balance in Account().balances}
    assert (owned["KRW"], owned["BTC"], owned["ETH"]) == (D(10_000_000), D("0.1"), D(1))
    assert len(owned) == len(STARTING_BALANCES)


moves = st.tuples(st.sampled_from(["lock", "release", "pay", "receive"]), st.decimals(0, 2000, places=20))


@settings(deadline=None)
@given(st.lists(moves, max_size=30))
def test_money_comes_and_goes_only_by_receiving_and_paying(steps):
    account = Account([Balance("KRW", D(1000))])
    total = D(1000)
    for move, amount in steps:
        try:
            getattr(account, move)("KRW", amount)
        except InsufficientFunds:
            continue
        total += {"pay": -amount, "receive": amount}.get(move, 0)
        balance = account.balance("KRW")
        assert balance.available >= 0
        assert balance.locked >= 0
        assert balance.total == total
