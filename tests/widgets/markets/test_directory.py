from __future__ import annotations

import pytest

from core.market.market_state import USUAL, MarketState, Phase
from core.market.watchlist import Watchlist
from core.model.markets import Caution, Market, MarketList
from core.model.messages import Ticker
from desk_in_hand import MARKETS
from widgets.markets.directory import MarketDirectory
from widgets.text.language import speak


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


LIST = [Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")]
SUSPENDED = MarketState(Phase.SUSPENDED)


@pytest.fixture
def directory() -> MarketDirectory:
    made = MarketDirectory()
    made.fill(MarketList(LIST))
    return made


@pytest.fixture
def shown(directory: MarketDirectory) -> list[str]:
    heard: list[str] = []
    directory.changed.connect(lambda: heard.append("changed"))
    directory.trouble_changed.connect(lambda: heard.append(directory.trouble))
    directory.state_changed.connect(heard.append)
    return heard


def test_the_same_list_again_is_no_news(directory, shown):
    directory.fill(MarketList(LIST))
    assert shown == []


@pytest.mark.parametrize(
    "change",
    [
        [*LIST, Market("KRW-NEW", "새코인")],
        LIST[:1],
        [Market("KRW-BTC", "비트코인", warning=True), LIST[1]],
        [Market("KRW-BTC", "다른 이름"), LIST[1]],
        LIST[::-1],
    ],
)
def test_any_other_is(directory, shown, change):
    directory.fill(MarketList(change))
    assert shown == ["changed", *(market.code for market in LIST if directory.is_gone(market.code))]


def test_what_the_list_lacks_is_gone_and_keeps_its_name_until_it_comes_back(directory):
    directory.fill(MarketList(LIST[:1]))
    assert directory.gone == (LIST[1],)
    assert (directory.is_gone("KRW-ETH"), directory.is_unknown("KRW-ETH")) == (True, False)
    assert directory.titled("KRW-ETH") == "이더리움 ETH/KRW [거래지원 종료]"
    directory.fill(MarketList(LIST))
    assert (directory.gone, directory.titled("KRW-ETH")) == ((), "이더리움 ETH/KRW")


def eth_ticker(timestamp: int, market_state: str | None = "ACTIVE", code: str = "KRW-ETH") -> Ticker:
    return Ticker(code=code, timestamp=timestamp, market_state=market_state)


@pytest.mark.parametrize("state", ["ACTIVE", None, "PREVIEW", "NEW"])
def test_a_ticker_is_believed_over_a_list_that_lacks_its_market_until_the_next_list(directory, shown, qtbot, state):
    directory.update_from_ticker(eth_ticker(4))
    directory.fill(MarketList(LIST[:1]))
    shown.clear()
    with qtbot.waitSignal(directory.contradicted):
        directory.update_from_ticker(eth_ticker(5, state))
    assert shown[-2:] == ["changed", "KRW-ETH"]
    assert (directory.gone, directory.is_gone("KRW-ETH"), list(directory.markets)) == ((), False, LIST)
    assert [market.code for market in directory.find("이더")] == ["KRW-ETH"]
    directory.fill(MarketList(LIST[:1]))
    assert directory.gone == (LIST[1],)


def test_no_ticker_is_that_says_so_itself_or_is_of_before(directory, qtbot):
    directory.update_from_ticker(eth_ticker(4))
    directory.fill(MarketList(LIST[:1]))
    with qtbot.assertNotEmitted(directory.contradicted):
        directory.update_from_ticker(eth_ticker(4))  # as a new panel receives it
        directory.update_from_ticker(eth_ticker(5, "DELISTED"))
    assert directory.is_gone("KRW-ETH")


def test_tickers_of_a_market_that_no_list_had_or_that_ends_contradict_the_list(directory, qtbot):
    with qtbot.waitSignal(directory.contradicted):
        directory.update_from_ticker(eth_ticker(4, code="KRW-NEW"))
    assert directory.is_unknown("KRW-NEW")
    with qtbot.waitSignal(directory.contradicted):
        directory.update_from_ticker(eth_ticker(4, "DELISTED"))
    with qtbot.assertNotEmitted(directory.contradicted):
        directory.update_from_ticker(eth_ticker(5, "DELISTED"))
        directory.update_from_ticker(eth_ticker(6))


def test_a_designation_that_changes_in_the_ticker_contradicts_the_list_and_one_that_stays_does_not(directory, qtbot):
    for stamp, (before, after) in enumerate([("NONE", "CAUTION"), ("CAUTION", "NONE")]):
        for again, said in enumerate([before, before, None]):
            with qtbot.assertNotEmitted(directory.contradicted):
                ticker = Ticker(code="KRW-BTC", timestamp=10 * stamp + again + 1, market_warning=said)
                directory.update_from_ticker(ticker)
        with qtbot.waitSignal(directory.contradicted):
            directory.update_from_ticker(Ticker(code="KRW-BTC", timestamp=10 * stamp + 9, market_warning=after))


def test_a_designation_begins_and_ends_with_the_ticker_and_a_list_that_comes_later_says_it_again(directory, shown):
    """The next list came up to 40 s later; all that it says of the market beside this stays."""
    cautioned = [LIST[0], Market("KRW-ETH", "이더리움", cautions=frozenset({Caution.OTHER}))]
    directory.fill(MarketList(cautioned, spoiled=1))
    shown.clear()
    for stamp, said in enumerate(["NONE", "CAUTION", "A NEW WORD", "CAUTION", "NONE", None, "CAUTION"]):
        is_told = said in {"NONE", "CAUTION"}
        before = directory.markets
        directory.update_from_ticker(Ticker(code="KRW-ETH", timestamp=stamp + 1, market_warning=said))
        if is_told:
            assert [badge.words for badge in directory.badges("KRW-ETH")] == ["유의"] * (said == "CAUTION") + ["주의"]
        else:
            assert directory.markets is before
    assert (directory.badges("KRW-BTC"), directory.markets.spoiled) == ((), 1)
    assert shown == ["changed"] * 3, "and as often as it changed"
    directory.update_from_ticker(Ticker(code="KRW-ETH", timestamp=1, market_warning="NONE"))
    assert len(directory.badges("KRW-ETH")) == 2, "an older one is no news"
    directory.fill(MarketList(LIST))
    assert directory.badges("KRW-ETH") == (), "the list is the newest word"


def test_what_a_damaged_list_lacks_may_be_among_the_damaged(directory):
    directory.fill(MarketList(LIST[:1], spoiled=1))
    assert directory.gone == ()
    assert [market.code for market in directory.markets] == ["KRW-BTC", "KRW-ETH"]
    directory.fill(MarketList(LIST[:1]))
    assert directory.gone == (LIST[1],)


def test_an_error_is_announced_once_and_ends_with_the_next_list(directory, shown):
    directory.set_trouble("서버 오류")
    directory.set_trouble("서버 오류")
    directory.fill(MarketList(LIST))
    assert shown == ["서버 오류", ""]


def test_a_state_is_announced_once_and_shown_in_the_title(directory, shown):
    directory.update_state("KRW-BTC", USUAL)
    directory.update_state("KRW-BTC", SUSPENDED)
    directory.update_state("KRW-BTC", SUSPENDED)
    assert shown == ["KRW-BTC"]
    assert directory.titled("KRW-BTC") == "비트코인 BTC/KRW [거래 정지]"
    directory.update_state("KRW-BTC", USUAL)
    assert shown == ["KRW-BTC", "KRW-BTC"]
    assert directory.titled("KRW-BTC") == "비트코인 BTC/KRW"


def test_that_a_market_leaves_the_list_or_comes_back_is_announced_as_its_state(directory, shown):
    directory.fill(MarketList(LIST[:1]))
    directory.fill(MarketList(LIST[:1]))
    assert shown == ["changed", "KRW-ETH"]
    directory.fill(MarketList(LIST))
    assert shown[2:] == ["changed", "KRW-ETH"]


def test_a_designated_market_says_so_in_its_title():
    directory = MarketDirectory()
    directory.fill(MARKETS)
    assert directory.titled("KRW-XRP") == "엑스알피(리플) XRP/KRW [유의]"
    assert directory.titled("KRW-BTC") == "비트코인 BTC/KRW [주의]"
    assert directory.titled("KRW-ETH") == "이더리움 ETH/KRW"


def test_the_reasons_of_a_designation_are_announced_and_end_with_the_market():
    both = Market("KRW-XRP", "리플", warning=True, cautions=frozenset(Caution))
    directory = MarketDirectory()
    directory.fill(MarketList([*LIST, both]))
    directory.update_state("KRW-XRP", SUSPENDED)
    why = "가격 급등락, 거래량 급등, 입금량 급등, 글로벌 시세 차이, 소수 계정 집중, 사유 확인 필요"
    assert directory.explained("KRW-XRP") == ("거래 정지", "유의 종목", f"주의 종목: {why}")
    assert directory.explained("KRW-BTC") == directory.explained("KRW-NONE") == ()
    directory.fill(MarketList(LIST))
    assert directory.explained("KRW-XRP") == ("거래지원 종료",)


def test_a_name_equal_to_the_symbol_is_shown_once():
    directory = MarketDirectory()
    directory.fill(MarketList([Market("KRW-XRP", "XRP", "XRP"), Market("KRW-BTC", "비트코인", "Bitcoin")]))
    assert (directory.display_name("KRW-XRP"), directory.pair_name("KRW-XRP")) == ("XRP", "XRP/KRW")
    speak("en")
    try:
        assert (directory.display_name("KRW-BTC"), directory.pair_name("KRW-BTC")) == ("Bitcoin BTC", "Bitcoin BTC/KRW")
    finally:
        speak("ko")


SINGAPORE = MarketList([Market("BTC-ETH", "이더리움"), Market("SGD-BTC", "비트코인"), Market("SGD-ETH", "이더리움")])


@pytest.mark.parametrize(
    ("code", "default", "first"),
    [
        ("KRW-BTC", "SGD-BTC", "SGD-BTC"),
        ("KRW-ETH", "SGD-BTC", "SGD-BTC"),
        ("SGD-ETHH", "SGD-BTC", "SGD-ETH"),
        ("KRW-ETH", "IDR-BTC", "BTC-ETH"),
    ],
    ids=["same coin", "another coin", "a typing error", "a default that is not listed"],
)
def test_for_a_market_of_another_exchange_the_default_comes_first(qtbot, code, default, first):
    directory = MarketDirectory()
    assert directory.instead_of(code, default) == ()
    directory.fill(SINGAPORE)
    offered = directory.instead_of(code, default)
    assert offered[0] == first
    assert len(set(offered)) == len(offered) == 3


class TestFigures:
    def test_of_a_living_watchlist_that_has_any(self):
        directory = MarketDirectory()
        directory.fill(MarketList([Market("KRW-BTC"), Market("KRW-ETH"), Market("BTC-ETH")]))
        assert directory.figures("KRW-BTC") is None
        watchlist = Watchlist(directory.markets)
        directory.offer_figures(watchlist)
        assert directory.figures("KRW-BTC") is None
        for code, price, turnover in (("KRW-BTC", 100.0, 5.0), ("BTC-ETH", 0.5, 7.0), ("KRW-ETH", 50.0, 3.0)):
            row = watchlist.row(code)
            row.price, row.turnover = price, turnover
        assert directory.figures("KRW-BTC").price == 100.0
        assert [directory.turnover(market) for market in directory.markets] == [5.0, 3.0, 700.0]
        del watchlist, row
        assert directory.figures("KRW-BTC") is None

    def test_the_price_known_is_that_of_a_list_with_quotes_coming_in_if_there_is_one(self):
        class Quotes:
            is_current = False

            def are_coming(self, codes):
                return set(codes) if self.is_current else set()

        directory = MarketDirectory()
        directory.fill(MarketList([Market("KRW-BTC")]))
        lists, quotes = [Watchlist(directory.markets) for _ in range(3)], [Quotes() for _ in range(3)]
        for watchlist, each in zip(lists, quotes, strict=True):
            directory.offer_figures(watchlist, each.are_coming)
        assert directory.known_price("KRW-BTC") is None
        for price, watchlist in enumerate(lists, start=1):
            watchlist.row("KRW-BTC").price = float(price)
        assert not directory.known_price("KRW-BTC").is_current
        for price, each in enumerate(quotes, start=1):
            each.is_current = True
            assert directory.known_price("KRW-BTC") == (price, True)
            each.is_current = False
        del quotes, each  # the panels are gone, their lists not yet
        assert not directory.known_price("KRW-BTC").is_current

    def test_what_is_found_follows_the_list(self):
        directory = MarketDirectory()
        assert directory.find("btc") == []
        directory.fill(MarketList([Market("KRW-BTC", "비트코인")]))
        assert [market.code for market in directory.find("빝")] == ["KRW-BTC"]
        directory.fill(MarketList([Market("KRW-ETH", "이더리움")]))
        assert directory.find("btc") == []
        assert [market.code for market in directory.find("eth")] == ["KRW-ETH"]
