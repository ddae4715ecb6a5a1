"""What holds for a panel that says nothing else for itself."""

from __future__ import annotations

import pytest

from desk_in_hand import MARKETS, Desk
from widgets.panel.panel_interface import PanelInterface


class Plain(PanelInterface):
    """A kind of panel without anything of its own."""

    kind = "plain"


async def test_a_plain_panel_has_its_market_as_title_and_in_its_menu(desk: Desk):
    desk.markets.fill(MARKETS)
    panel = Plain(desk.context, "KRW-BTC", "x")
    assert (panel.code, panel.option) == ("KRW-BTC", "x")
    assert panel.panel_title() == desk.markets.titled("KRW-BTC")
    assert panel.market_at(None) == "KRW-BTC"
    assert panel.menu_entries() == []
    assert panel.state() == {}
    assert panel.has_data()
    assert not panel.sizeHint().isEmpty()
    assert Plain(desk.context, "", "").panel_title() == "plain"


async def test_what_a_kind_must_say_for_itself_is_missed(desk: Desk):
    panel = Plain(desk.context, "", "")
    with pytest.raises(NotImplementedError):
        panel.consume([])
    with pytest.raises(NotImplementedError):
        panel.set_option("1m")
