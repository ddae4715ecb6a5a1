from __future__ import annotations

from core.market.trade_tape import Gap
from desk_in_hand import Desk, trade
from widgets.trades_panel import TradesPanel


async def test_it_watches_the_trades_of_its_market(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    assert desk.wanted == {"trade": {"KRW-BTC"}}
    assert panel.panel_title() == "BTC/KRW · 체결"
    assert panel.status_text == "불러오는 중"


async def test_every_trade_comes_once_in_the_order_it_was_made(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    panel.show()
    desk.say(trade(1), trade(3), trade(2), trade(3))
    assert panel.frame()
    assert [panel._tape[row].order[1] for row in range(len(panel._tape))] == [3, 2, 1]
    assert not panel.frame()


async def test_lost_trades_leave_a_gap(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.say(*(trade(sequence) for sequence in range(1, 10_006)))
    panel.frame()
    entries = [panel._tape[row] for row in range(len(panel._tape))]
    assert len(entries) == 2000
    assert not any(isinstance(entry, Gap) for entry in entries), "it lies 10 000 trades back"
    panel._tape.limit = 20_000
    desk.say(*(trade(sequence) for sequence in range(10_006, 20_012)))
    panel.frame()
    assert [
        entry.lost for entry in (panel._tape[row] for row in range(len(panel._tape))) if isinstance(entry, Gap)
    ] == [6]


async def test_a_late_panel_begins_with_what_is_remembered(desk: Desk):
    first = TradesPanel(desk.context, "KRW-BTC")
    desk.say(*(trade(sequence) for sequence in range(1, 301)))
    late = TradesPanel(desk.context, "KRW-BTC")
    late.frame()
    assert len(late._tape) == 200
    assert first is not None


async def test_the_bar_and_the_picture_scroll_together(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    panel.resize(420, 300)
    panel.show()
    desk.say(*(trade(sequence) for sequence in range(1, 101)))
    panel.frame()
    assert panel._bar.maximum() == panel._canvas.last_first_row > 0
    panel._bar.setValue(7)
    assert panel._canvas.first_row == 7
    panel._canvas.scroll_to(3)
    assert panel._bar.value() == 3


async def test_another_market_starts_with_an_empty_tape(desk: Desk):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.say(trade(1))
    panel.frame()
    panel.set_market("KRW-ETH")
    assert desk.wanted == {"trade": {"KRW-ETH"}}
    assert not panel.has_data()
    assert panel.status_text == "불러오는 중"
