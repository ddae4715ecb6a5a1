from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.favourites import MOST, Favourites

CODES = ["KRW-BTC", "KRW-ETH", "BTC-ETH", "USDT-BTC", "KRW-XRP"]


def test_what_is_no_market_code_is_left_out_and_each_stands_once():
    written = ["KRW-BTC", 5, None, "비트코인", "krw-eth", "KRW-ETH", "KRW-BTC", ["KRW-XRP"], "<b>-BTC", {}]
    assert Favourites(written).codes == ("KRW-BTC", "KRW-ETH")


def test_there_is_a_limit():
    many = Favourites(f"KRW-A{number}" for number in range(MOST + 5))
    assert len(many.codes) == MOST
    assert not many.toggle("KRW-BTC")
    assert many.toggle("KRW-A0")
    assert many.toggle("KRW-BTC")


def test_a_star_adds_at_the_end_and_removes():
    favourites = Favourites(CODES[:2])
    assert favourites.toggle("KRW-XRP")
    assert favourites.codes == ("KRW-BTC", "KRW-ETH", "KRW-XRP")
    assert favourites.toggle("KRW-BTC")
    assert favourites.codes == ("KRW-ETH", "KRW-XRP")
    assert not favourites.toggle("nonsense")


@pytest.mark.parametrize(
    ("code", "to", "order"),
    [
        ("KRW-XRP", "KRW-BTC", [4, 0, 1, 2, 3]),
        ("KRW-BTC", "KRW-XRP", [1, 2, 3, 4, 0]),
        ("KRW-ETH", "BTC-ETH", [0, 2, 1, 3, 4]),
        ("BTC-ETH", "KRW-ETH", [0, 2, 1, 3, 4]),
    ],
)
def test_a_market_takes_the_place_of_another(code, to, order):
    favourites = Favourites(CODES)
    assert favourites.move(code, to)
    assert favourites.codes == tuple(CODES[number] for number in order)


@given(st.permutations(CODES), st.sampled_from([*CODES, "KRW-NONE"]), st.sampled_from([*CODES, "KRW-NONE"]))
def test_a_move_loses_nothing_and_moves_to_where_the_other_was(codes, code, to):
    favourites = Favourites(codes)
    is_moved = favourites.move(code, to)
    assert is_moved == (code != to and "KRW-NONE" not in (code, to))
    assert sorted(favourites.codes) == sorted(codes)
    if is_moved:
        assert favourites.codes.index(code) == codes.index(to)
        assert [each for each in favourites.codes if each != code] == [each for each in codes if each != code]
