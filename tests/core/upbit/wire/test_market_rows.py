"""The market list's rows in every shape: documented, of regional hosts, changed since, and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json

from core.model.markets import Caution, Market
from core.upbit.wire.market_rows import MarketRow, OddMarketRow, rescued
from core.upbit.wire.row_salvage import RowsDecoder
from thorough import examples

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def read(row: object) -> Market:
    decoder = RowsDecoder[MarketRow | OddMarketRow](MarketRow, rescued)
    (only,) = decoder.decode(json.encode([row]))
    return only.to_market()


@pytest.mark.parametrize(
    ("row", "is_warned"),
    [
        ({}, False),
        ({"market_warning": "CAUTION"}, True),
        ({"market_event": {}}, False),
        ({"market_event": None}, False),
        ({"market_event": {"warning": True, "caution": {}}}, True),
    ],
)
def test_a_warning_is_read_in_its_old_form_and_its_new_one(row, is_warned):
    market = json.decode(json.encode({"market": "KRW-BTC", **row}), type=MarketRow).to_market()
    assert market.warning is is_warned


@pytest.mark.parametrize(
    "caution",
    [
        None,
        {"PRICE_FLUCTUATIONS": "WARNING"},
        {"PRICE_FLUCTUATIONS": None},
        {"PRICE_FLUCTUATIONS": 2},
        {"INVENTED_LATER": True},
        [{"type": "PRICE_FLUCTUATIONS", "level": 2}],
        ["PRICE_FLUCTUATIONS"],
        "WARNING",
        3,
        True,
    ],
)
def test_an_unknown_shape_counts_as_a_caution(caution):
    market = read(
        {"market": "KRW-BTC", "korean_name": "비트코인", "market_event": {"warning": False, "caution": caution}}
    )
    assert market.cautions
    assert (market.code, market.korean_name, market.warning) == ("KRW-BTC", "비트코인", False)


@pytest.mark.parametrize(
    "caution", [{}, [], False, {"PRICE_FLUCTUATIONS": False}, {"PRICE_FLUCTUATIONS": "NONE"}, "NONE"]
)
def test_none_in_any_shape_is_none(caution):
    assert not read({"market": "KRW-BTC", "market_event": {"warning": False, "caution": caution}}).cautions


@pytest.mark.parametrize(
    ("row", "is_warned", "is_cautioned"),
    [
        ({"market_event": {"warning": "Y"}}, False, True),
        ({"market_event": {"warning": True, "caution": None}}, True, True),
        ({"market_event": "WARNING"}, False, True),
        ({"market_warning": "DANGER"}, False, True),
        ({"market_warning": "CAUTION", "english_name": None}, True, False),
        ({"market_warning": None}, False, True),
    ],
)
def test_an_unknown_warning_does_too(row, is_warned, is_cautioned):
    market = read({"market": "KRW-BTC", **row})
    assert (market.warning, bool(market.cautions)) == (is_warned, is_cautioned)


def test_a_known_kind_stays_itself_in_a_shape_that_is_not():
    market = read({"market": "KRW-BTC", "market_event": {"caution": {"PRICE_FLUCTUATIONS": "LEVEL_2"}}})
    assert market.cautions == {Caution.PRICE_FLUCTUATIONS}


@pytest.mark.parametrize("name", [None, 5, ["비트코인"], {"ko": "비트코인"}])
def test_a_name_that_is_none_costs_the_name_only(name):
    assert read({"market": "KRW-BTC", "korean_name": name, "english_name": "Bitcoin"}).name == "Bitcoin"


@pytest.mark.parametrize(
    "code",
    ["", "KRW", "KRW-", "-BTC", "krw-btc", "KRW-비트", "KRW-B C", "KRW-A,KRW-B", "KRW-\n", "K" * 20 + "-" + "B" * 20],
)
def test_a_row_with_an_invalid_code_is_not_a_market(code):
    with pytest.raises(ValueError, match="none of 1"):
        read({"market": code})


@pytest.mark.parametrize("code", ["KRW-BTC", "BTC-1INCH", "USDT-A", "KRW-2Z", "SGD-USDT"])
def test_real_codes_do(code):
    assert read({"market": code}).code == code


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(OddMarketRow.__struct_fields__[1:], ANY_JSON)))
@settings(derandomize=True, max_examples=examples(300))
def test_no_shape_of_the_rest_costs_a_market(rest):
    assert read({"market": "KRW-BTC", **rest}).code == "KRW-BTC"


CAUTIONS = dict.fromkeys(caution.value for caution in Caution if caution is not Caution.OTHER)
"""All documented kinds; none is set."""


@pytest.mark.parametrize(
    ("caution", "name", "is_cautioned"),
    [
        ({"PRICE_FLUCTUATIONS": "WARNING"}, "이더리움", True),
        ([{"type": "PRICE_FLUCTUATIONS", "level": 2}], "이더리움", True),
        (None, "이더리움", True),
        (dict.fromkeys(CAUTIONS, False), None, False),
    ],
)
def test_forms_of_a_row_found_in_public_reports(caution, name, is_cautioned):
    good = {
        "korean_name": "비트코인",
        "english_name": "Bitcoin",
        "market_event": {"warning": False, "caution": dict.fromkeys(CAUTIONS, False)},
    }
    odd = {"korean_name": name, "english_name": "Ethereum", "market_event": {"warning": False, "caution": caution}}
    page = [{"market": "KRW-BTC", **good}, {"market": "BTC-ETH", **odd}]
    rows = RowsDecoder[MarketRow | OddMarketRow](MarketRow, rescued).decode(json.encode(page))
    markets = [row.to_market() for row in rows]
    assert [market.code for market in markets] == ["KRW-BTC", "BTC-ETH"]
    assert rows.spoiled == 0
    assert [bool(market.cautions) for market in markets] == [False, is_cautioned]


def test_of_a_row_with_an_odd_field_the_flags_that_are_set_count_and_the_others_do_not():
    cautions = {"PRICE_FLUCTUATIONS": True, "TRADING_VOLUME_SOARING": False, "GLOBAL_PRICE_DIFFERENCES": "NONE"}
    market = read({"market": "KRW-BTC", "korean_name": 5, "market_event": {"warning": False, "caution": cautions}})
    assert market.cautions == {Caution.PRICE_FLUCTUATIONS}


@pytest.mark.parametrize("odd", ["-1.5", "1e308", "0", "", 7, -1.5, True, None, ["비트코인"], {"value": "비트코인"}])
@pytest.mark.parametrize("event", [{}, {"market_event": {"warning": False, "caution": "odd"}}])
def test_what_is_no_name_is_none(odd, event):
    market = read({"market": "KRW-BTC", "korean_name": odd, "english_name": odd, **event})
    assert (market.korean_name, market.english_name, market.name) == ("", "", "BTC")
