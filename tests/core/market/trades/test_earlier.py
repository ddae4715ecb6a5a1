from __future__ import annotations

from core.market.trades.earlier import ENOUGH, EarlierPage, EarlierTrades
from core.market.trades.gaps import MAX_DAYS_AGO
from core.market.trades.tape import TradeTape
from core.model.messages import Trade


def trade(number: int) -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=number, sequential_id=number, trade_price=1.0, trade_volume=1.0, ask_bid="BID"
    )


def tape(*numbers: int) -> TradeTape:
    made = TradeTape()
    made.extend(map(trade, numbers))
    return made


def numbers(made: TradeTape) -> list[int]:
    return [made[index].order[1] for index in reversed(range(len(made)))]


def test_without_a_first_trade_there_is_nowhere_to_begin():
    assert EarlierTrades(TradeTape()).next_page() is None


def test_earlier_trades_cannot_be_requested_from_a_trade_without_an_id():
    made = TradeTape()
    made.put(Trade(code="KRW-BTC", trade_timestamp=5, trade_price=1.0, trade_volume=1.0, ask_bid="BID"))
    assert EarlierTrades(made).next_page() is None


def test_pages_reach_back_until_there_are_enough():
    made = tape(1_000, 1_001)
    earlier = EarlierTrades(made)
    while (page := earlier.next_page()) is not None:
        assert page == EarlierPage(made.oldest[1], None)
        earlier.arrived(page, [trade(page.cursor - step) for step in range(1, 41)])
    assert numbers(made) == list(range(880, 1_002))
    assert len(made) >= ENOUGH


def test_an_empty_page_leads_to_the_day_before_and_after_a_week_to_none():
    made = tape(1_000)
    earlier, requested = EarlierTrades(made), []
    while (page := earlier.next_page()) is not None:
        requested.append(page.days_ago)
        earlier.arrived(page, [])
    assert requested == [None, *range(1, MAX_DAYS_AGO + 1)]


def test_a_day_with_trades_is_requested_again():
    made = tape(1_000)
    earlier = EarlierTrades(made)
    earlier.arrived(earlier.next_page(), [])
    earlier.arrived(earlier.next_page(), [trade(999)])
    assert earlier.next_page() == EarlierPage(999, 1)


def test_a_page_adds_nothing_after_the_first_trade():
    made = tape(1_000)
    earlier = EarlierTrades(made)
    earlier.arrived(earlier.next_page(), [trade(1_002), trade(999)])
    assert numbers(made) == [999, 1_000]


def test_a_page_for_a_tape_that_was_cut_is_left_out():
    made = tape(1_000, 1_001)
    earlier = EarlierTrades(made)
    page = earlier.next_page()
    made.cut(0)
    made.put(trade(500))
    earlier.arrived(page, [trade(999), trade(400)])
    assert numbers(made) == [500]
    assert earlier.next_page() == EarlierPage(500, None)
