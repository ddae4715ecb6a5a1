from __future__ import annotations

from desk_in_hand import MARKETS
from widgets.market_directory import MarketDirectory


def test_before_the_list_is_there_a_code_is_its_own_name_and_none_is_unknown():
    directory = MarketDirectory()
    assert directory.markets is None
    assert directory.display_name("KRW-BTC") == "KRW-BTC"
    assert directory.pair_name("KRW-BTC") == "BTC/KRW"
    assert not directory.is_unknown("KRW-BTTC")
    assert directory.nearest("KRW-BTTC") == ()


def test_filled_it_knows_names_says_so_and_offers_the_nearest_codes(qtbot):
    directory = MarketDirectory()
    with qtbot.waitSignal(directory.changed):
        directory.fill(MARKETS)
    assert directory.display_name("KRW-BTC") == "비트코인 BTC"
    assert directory.pair_name("KRW-BTC") == "비트코인 BTC/KRW"
    assert directory.is_unknown("KRW-BTTC")
    assert not directory.is_unknown("")
    assert directory.nearest("KRW-BTTC", 1) == ("KRW-BTC",)
    assert directory.pair_name("KRW-NONE") == "NONE/KRW"
