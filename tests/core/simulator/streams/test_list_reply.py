import pytest

from core.simulator.streams.list_reply import UNASKED, listed
from core.simulator.streams.request import StreamRequest

TICKERS = StreamRequest("ticker", ("KRW-BTC", "KRW-ETH"))
BOOK = StreamRequest("orderbook", ("KRW-BTC.15",), 100.0)
ASSETS = StreamRequest("myAsset", None)


@pytest.mark.parametrize(
    ("streams", "reply", "codes"),
    [
        ((TICKERS, BOOK), "asked", [("KRW-BTC", "KRW-ETH"), ("KRW-BTC.15",)]),
        ((TICKERS, BOOK), "empty", []),
        ((BOOK, TICKERS), "short", [("KRW-BTC.15",), ("KRW-BTC",)]),
        ((TICKERS, BOOK), "short", [("KRW-BTC", "KRW-ETH")]),
        ((TICKERS, ASSETS), "short", [("KRW-BTC", "KRW-ETH")]),
        ((), "short", []),
        ((TICKERS,), "more", [("KRW-BTC", "KRW-ETH"), UNASKED.codes]),
    ],
)
def test_the_list_is_as_true_as_it_is_to_be(streams, reply, codes):
    assert [row.codes for row in listed(streams, reply, lambda _type, _code: False)] == codes


def test_the_list_may_contain_only_the_streams_that_are_still_sent():
    def is_lost(stream, code):
        return (stream, code) in {("ticker", "KRW-ETH"), ("orderbook", "KRW-BTC")}

    rows = listed((TICKERS, BOOK, ASSETS), "streamed", is_lost)
    assert [(row.type, row.codes) for row in rows] == [("ticker", ("KRW-BTC",)), ("myAsset", None)]
