"""A figure is blank if REST has it, the ticker of its market lacks it, and that of another market has it."""

from __future__ import annotations

import pytest

from core.market.blanks import blank
from core.model.messages import Ticker
from core.upbit.wire.rest_rows import TickerRow

FIGURES = [
    "opening_price", "high_price", "low_price", "trade_price", "prev_closing_price", "change_price",
    "signed_change_price", "change_rate", "signed_change_rate", "trade_volume", "acc_trade_volume",
    "acc_trade_volume_24h", "acc_trade_price", "acc_trade_price_24h", "highest_52_week_price", "highest_52_week_date",
    "lowest_52_week_price", "lowest_52_week_date",
]  # fmt: skip
BTC, ETH = "KRW-BTC", "KRW-ETH"


def figures(without: str = "") -> dict[str, object]:
    return {name: "2026-11-20" if name.endswith("date") else 1.0 for name in FIGURES if name != without}


def told(*, btc: str = "", eth: str = "") -> dict[str, Ticker]:
    """The tickers of two markets, each without a figure."""
    return {code: Ticker(code=code, **figures(without)) for code, without in ((BTC, btc), (ETH, eth))}


def shown(without: str = "") -> list[TickerRow]:
    return [TickerRow(code=code, **figures(without)) for code in (BTC, ETH, "KRW-XRP")]


def test_the_whole_ticker_is_not_blank() -> None:
    assert blank(shown(), told()) == frozenset()


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_that_only_one_ticker_lacks_is_blank_unless_rest_lacks_it_too(figure: str) -> None:
    assert blank(shown(), told(btc=figure)) == {BTC}
    assert blank(shown(without=figure), told(btc=figure)) == frozenset()
    assert blank(shown(), told(btc=figure, eth=figure)) == frozenset(), "the stream does not send it any more"
