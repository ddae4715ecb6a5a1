from __future__ import annotations

import pytest

from core.market.trades.tape import TradeTape
from core.market.trades.traded_today import TradedToday
from core.model.messages import Ticker, Trade

DAY_MS = 86_400_000
MIDNIGHT = 1_795_132_800_000


@pytest.fixture
def tape() -> TradeTape:
    made = TradeTape()
    for number, (time, size) in enumerate([(-1, 5.0), (0, 0.1), (1, 0.2), (2, None)]):
        made.put(Trade(code="KRW-BTC", trade_timestamp=MIDNIGHT + time, sequential_id=number, trade_volume=size))
    return made


@pytest.mark.parametrize(
    ("volume", "time", "is_more"),
    [
        (0.3, 0, False),
        (0.1 + 0.2, DAY_MS - 1, False),
        (0.31, 0, True),
        (5.0, -1, False),
        (5.1, -1, True),
        (1.0, DAY_MS, True),
        (None, 0, False),
        (float("inf"), 0, False),
    ],
)
def test_the_trades_of_the_tickers_day_are_compared(tape, volume, time, is_more):
    traded = TradedToday()
    assert not traded.is_more_than(tape)
    traded.tell(Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=MIDNIGHT + time, acc_trade_volume=volume))
    assert traded.is_more_than(tape) is is_more


def test_a_ticker_that_says_nothing_of_it_changes_nothing(tape):
    traded = TradedToday()
    traded.tell(Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=MIDNIGHT, acc_trade_volume=1.0))
    for ticker in (
        Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=MIDNIGHT),
        Ticker(code="KRW-BTC", acc_trade_volume=0.1),
    ):
        traded.tell(ticker)
        assert traded.is_more_than(tape)
