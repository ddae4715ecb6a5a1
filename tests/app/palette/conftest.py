"""A palette over a real desk with a market list."""

from __future__ import annotations

import pytest

from app.palette.palette import Palette
from app.settings.store import Settings
from app.window.menus import Menus
from core.model.markets import Market, MarketList

MARKETS = MarketList(
    [
        Market("KRW-BTC", "비트코인", "Bitcoin"),
        Market("KRW-ETH", "이더리움", "Ethereum"),
        Market("KRW-ETC", "이더리움클래식", "Ethereum Classic"),
        Market("KRW-XRP", "엑스알피(리플)", "XRP"),
        Market("KRW-DOGE", "도지코인", "Dogecoin"),
        Market("BTC-ETH", "이더리움", "Ethereum"),
        *(Market(f"USDT-X{number:02}", f"시험{number:02}", f"Trial {number:02}") for number in range(60)),
    ]
)


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def menus(hand, settings):
    hand.markets.fill(MARKETS)
    return Menus(hand.window, hand.desk, settings, lambda: None)


@pytest.fixture
def open_palette(hand, menus):
    def opened():
        menus.commands["palette"].trigger()
        (palette,) = [each for each in hand.window.findChildren(Palette) if each.isVisible()]
        return palette

    return opened


@pytest.fixture
def palette(open_palette):
    return open_palette()
