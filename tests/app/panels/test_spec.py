"""PanelSpec: the text form of panels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.panels.kinds import KINDS
from app.panels.spec import DEFAULT_DESK, PanelSpec
from core.errors import InputError


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("watchlist", PanelSpec("watchlist")),
        ("chart", PanelSpec("chart")),
        ("chart:KRW-BTC", PanelSpec("chart", "KRW-BTC")),
        ("chart:krw-btc:1m", PanelSpec("chart", "KRW-BTC", "1m")),
        ("orderbook:KRW-XRP:5", PanelSpec("orderbook", "KRW-XRP", "5")),
        ("chart::60m", PanelSpec("chart", "", "60m")),
    ],
)
def test_words_are_read(text, spec):
    assert PanelSpec.parse(text) == spec


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (
            "graph",
            "unknown kind 'graph'; use one of watchlist, market-header, chart, orderbook, depth, trades, assets",
        ),
        ("", "unknown kind ''"),
        ("chart:KRW-BTC:2m", "unknown option '2m'; use one of 1s, 1m"),
        ("trades:KRW-BTC:9", "unknown option '9'; trades has none"),
        ("engine:KRW-BTC", "write 'engine' alone"),
        ("chart:KRW BTC", "not a market code"),
        ("chart:비트코인", "'비트코인' is not a market code; write it like KRW-BTC"),
        ("chart:btc", "not a market code"),
        ("chart:<b>x</b>", "not a market code"),
        ("chart:KRW-BTC\n-", "not a market code"),
        ("chart:\u202eKRW-BTC", r"'\u202eKRW-BTC' is not a market code"),
        ("chart:\udc80", "not a market code"),
        ("chart:KRW-BTC:1m:5", "unknown option '1m:5'"),
        ("chart:" + "가" * 300, "…' is not a market code"),
        ("😀" * 300, "…'; use one of"),
    ],
)
def test_wrong_words_are_refused_with_the_cure(text, reported):
    with pytest.raises(InputError) as refusal:
        PanelSpec.parse(text)
    assert reported in str(refusal.value)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 400


@st.composite
def specs(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    code = draw(st.sampled_from(["", "KRW-BTC", "USDT-ETH"])) if KINDS[kind].has_market else ""
    return PanelSpec(kind, code, draw(st.sampled_from(["", *KINDS[kind].options])))


@given(specs())
def test_what_is_written_is_read_back(spec):
    assert PanelSpec.parse(str(spec)) == spec


@given(specs())
def test_words_fit_themselves_and_what_they_leave_open(spec):
    assert spec.fits(spec)
    assert PanelSpec(spec.kind).fits(spec)


def test_a_named_market_or_option_fits_no_other():
    assert not PanelSpec("chart", "KRW-BTC").fits(PanelSpec("chart", "KRW-ETH"))
    assert not PanelSpec("chart", "KRW-BTC", "1m").fits(PanelSpec("chart", "KRW-BTC", "5m"))
    assert not PanelSpec("chart").fits(PanelSpec("trades"))


def test_the_default_desk_needs_no_key_and_breaks_nothing():
    opened_by_hand = {"assets", "my-orders", "faults", "engine", "depth", "alerts"}
    assert {spec.kind for spec in DEFAULT_DESK} == KINDS.keys() - opened_by_hand
    assert len(set(DEFAULT_DESK)) == len(DEFAULT_DESK)
