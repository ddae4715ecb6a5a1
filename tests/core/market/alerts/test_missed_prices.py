"""Nothing is missed while trades come; between two of them everything may be, once there is a doubt."""

import pytest

from alert_messages import BTC, trade
from core.market.alerts.missed_prices import Missed, MissedPrices


def test_nothing_is_missed_while_trades_come_and_everything_between_two_once_there_is_a_doubt():
    prices = MissedPrices()
    assert prices.take(trade(100, 10)) is None, "nothing was seen before"
    assert prices.take(trade(101, 11)) is None
    prices.doubt()
    assert prices.take(trade(99, 500)) == Missed(BTC, 11_000, 500_000)
    assert prices.take(trade(98, 501)) is None
    prices.doubt(["KRW-ETH"])
    assert prices.take(trade(98, 502)) is None
    prices.doubt([BTC])
    assert prices.take(trade(98, 502)) is None, "it is the last one again"
    assert prices.take(trade(97, 503)) == Missed(BTC, 502_000, 503_000)
    prices.doubt([BTC])
    prices.keep(["KRW-ETH"])
    assert prices.take(trade(98, 600)) is None, "nobody followed it"


def test_a_later_run_has_missed_what_came_between():
    before = MissedPrices()
    before.take(trade(100, 90.5))
    assert MissedPrices(before.state(is_exact=True)).take(trade(1, 200)) == Missed(BTC, 90_500, 200_000)
    assert MissedPrices(before.state(is_exact=False)).take(trade(1, 200)) == Missed(BTC, 60_000, 200_000)


@pytest.mark.parametrize("state", [None, [], "x", {"x": 1}, {BTC: "1"}, {BTC: True}, {BTC: -1}, {BTC: 10**18}])
def test_a_state_that_makes_no_sense_is_none(state):
    assert MissedPrices(state).take(trade(1, 200)) is None
