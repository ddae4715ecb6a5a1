from __future__ import annotations

from datetime import UTC
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.look.theme import Ink, change_ink
from widgets.text import formats
from widgets.text.language import speak

NOON_KST_MS = 1_795_144_542_000
"""2026-11-20 12:15:42 KST."""


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("KRW-BTC", 158_220_000.0, "158,220,000"),
        ("KRW-XRP", 4_120.0, "4,120"),
        ("KRW-SHIB", 0.0186, "0.0186"),
        ("KRW-CARV", 392.7, "392.7"),
        ("BTC-ETH", 0.03569, "0.03569000"),
        ("USDT-BTC", 108_071.13, "108,071.13"),
        ("KRW-BTC", None, "–"),
    ],
)
def test_a_price_has_thousands_commas_and_the_decimals_of_its_grid(code, value, text):
    assert formats.price(code, value) == text


def test_a_price_off_the_grid_is_not_rounded_and_widens_its_column():
    assert formats.column_decimals("KRW-CARV", (392.7, 393.0)) == 1
    assert formats.price("KRW-CARV", 393.0, 1) == "393.0"


@pytest.mark.parametrize(
    ("code", "amount", "prices", "text"),
    [
        ("KRW-BTC", -5.0, (150_000_000.0, 150_000_005.0), "5"),
        ("KRW-XRP", 0.0, (800.0, 800.0), "0"),
        ("KRW-CARV", 0.5, (12.5, 12.0), "0.5"),
        ("KRW-CARV", 0.55, (100.5, 99.95), "0.55"),
        ("USDT-BTC", 0.5, (90_000.5, None), "0.50"),
        ("KRW-CARV", -0.5, (None, None), "0.500"),
        ("KRW-CARV", None, (12.5, None), "–"),
    ],
)
def test_a_difference_of_prices_has_the_decimals_of_these(code, amount, prices, text):
    assert formats.price_change(code, amount, prices) == text


def test_a_column_without_prices_has_no_decimals():
    assert formats.column_decimals("KRW-BTC", ()) == 0


@pytest.mark.parametrize(("rate", "text"), [(0.0123, "▲ +1.23%"), (-0.1, "▼ -10.00%"), (0.0, "0.00%"), (None, "–")])
def test_a_change_has_arrow_and_sign(rate, text):
    assert formats.change(rate) == text


@pytest.mark.parametrize("size", [0.0, 1e-16, 1e-9, 1e-6, 0.0000499])
def test_a_change_that_rounds_to_nothing_has_neither_sign_nor_arrow_nor_colour(size):
    for rate in (size, -size):
        assert formats.change(rate) == formats.percent(rate) == "0.00%"
        assert change_ink(formats.as_written(rate)) is Ink.TEXT


@pytest.mark.parametrize("size", [0.0000501, 0.5, 12.0])
def test_a_change_that_can_be_read_has_its_direction(size):
    for rate, way, sign, ink in ((size, "▲", "+", Ink.RISE), (-size, "▼", "-", Ink.FALL)):
        assert formats.change(rate) == f"{way} {sign}{size:.2%}"
        assert formats.percent(rate) == f"{sign}{size:.2%}"
        assert change_ink(formats.as_written(rate)) is ink


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("size", [1e-9, 1e-6])
def test_an_arrow_beside_an_amount_is_the_direction_of_that(size, way):
    assert formats.arrow(way * size) == ("▲" if way > 0 else "▼")
    assert formats.arrow(way * 1e-16) == ""


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0.0412, 8, "0.04120000"), (12345.5, 2, "12,345.50"), (0.004, 2, "<0.01"), (0.4, 0, "<1"), (0.0, 2, "0.00")],
)
def test_a_size_that_rounds_to_nothing_says_so(value, decimals, text):
    assert formats.size(value, decimals) == text


def test_the_last_decimal_of_a_size_is_worth_about_a_won():
    assert formats.size_decimals("KRW-BTC", 158_000_000.0) == 8
    assert formats.size_decimals("KRW-XRP", 4_120.0) == 4
    assert formats.size_decimals("KRW-SHIB", 0.0186) == 0
    assert formats.size_decimals("BTC-ETH", 0.0357) == 7
    assert formats.size_decimals("USDT-XRP", 2.8) == 4
    assert formats.size_decimals("KRW-BTC", None) == 8


@pytest.mark.parametrize(
    ("text", "parts"), [("0.04120000", ("0.0412", "0000")), ("1.00", ("1", ".00")), ("100", ("100", ""))]
)
def test_trailing_zeros_are_split_off_behind_the_point_only(text, parts):
    assert formats.split_zeros(text) == parts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6_498_042_026.54120064, "6,498,042,027"),
        (99_999_999.96, "100,000,000"),
        (158_220.123456, "158,220.12"),
        (1_080.5, "1,080.5"),
        (12.0, "12"),
        (0.04120001, "0.04120001"),
        (0.0, "0"),
        (None, "–"),
    ],
)
def test_a_volume_has_eight_figures_and_never_fewer_than_its_whole_ones(value, text):
    assert formats.volume(value) == text


@given(st.floats(1e-8, 1e24))
def test_no_volume_is_shown_with_invented_figures(value):
    text = formats.volume(value).replace(",", "")
    assert float(text.removeprefix("<")) == pytest.approx(value, rel=1e-7, abs=1e-8)
    assert len(text.partition(".")[0]) >= 8 or len(text.replace(".", "")) <= 9


@pytest.mark.parametrize("whole", range(10))
def test_a_volume_that_changes_keeps_its_width(whole):
    least = 10 ** (whole - 1) if whole else 0.01
    widths = {len(formats.steady_volume(least * (1 + step / 97))) for step in range(800)}
    assert len(widths) == 1
    assert formats.steady_volume(None) == formats.volume(None)


def test_turnover_is_in_millions_of_won_or_in_the_quote_currency():
    assert formats.turnover("KRW-BTC", 456_789_000_000.0) == "456,789"
    assert formats.turnover("BTC-ETH", 12.34567) == "12.346"
    assert formats.turnover("USDT-BTC", 1_234_567.8) == "1,234,568"


def test_a_percentage_with_fewer_decimals_is_rounded_and_nothing_has_no_sign():
    assert [formats.percent(-0.14048, decimals) for decimals in (2, 1, 0)] == ["-14.05%", "-14.0%", "-14%"]
    assert [formats.percent(-0.00004, decimals) for decimals in (2, 1, 0)] == ["0.00%", "0.0%", "0%"]
    assert [formats.percent(0.0, decimals) for decimals in (2, 1, 0)] == ["0.00%", "0.0%", "0%"]


@pytest.fixture
def english():
    speak("en")
    yield
    speak("ko")


@pytest.mark.usefixtures("english")
def test_turnover_in_won_names_its_unit_to_readers_of_english():
    assert formats.turnover("KRW-BTC", 456_789_000_000.0) == "456,789M"
    assert formats.turnover("KRW-BTC", 999_999_400_000.0) == "999,999M"
    assert formats.turnover("KRW-BTC", 999_999_600_000.0) == "1.000T", "another figure would be too wide"
    assert formats.turnover("KRW-BTC", 12_345_678_000_000.0) == "12.346T"
    assert formats.turnover("KRW-BTC", 0.0) == "0M"
    assert formats.turnover("KRW-BTC", None) == formats.UNKNOWN
    assert formats.turnover("BTC-ETH", 12.34567) == "12.346"
    assert formats.turnover("USDT-BTC", 1_234_567.8) == "1,234,568"


AMOUNTS = (0.0, 99_400_000.0, 456_000_000.0, 190_055_330_118.0, 999_940_000_000.0, 1_234_000_000_000.0)


def test_turnover_with_its_unit_is_in_the_unit_koreans_say():
    reported = [formats.turnover_with_unit("KRW-BTC", amount) for amount in AMOUNTS]
    assert reported == ["0백만", "99백만", "5억", "1,901억", "9,999억", "1.234조"]
    assert formats.turnover_with_unit("BTC-ETH", 12.34567) == "12.346 BTC"
    assert formats.turnover_with_unit("KRW-BTC", None) == formats.UNKNOWN


@pytest.mark.usefixtures("english")
def test_turnover_with_its_unit_is_in_millions_billions_and_trillions_in_english():
    reported = [formats.turnover_with_unit("KRW-BTC", amount) for amount in AMOUNTS]
    assert reported == ["0M", "99M", "456M", "190.1B", "999.9B", "1.234T"]
    assert formats.turnover_with_unit("USDT-BTC", 1_234_567.8) == "1,234,568 USDT"


def test_a_trade_is_worth_whole_won_or_fractions_of_a_coin():
    assert formats.value_of("KRW-BTC", 1_234_567.8) == "1,234,568"
    assert formats.value_of("BTC-ETH", 0.00357) == "0.003570"
    assert formats.value_of("BTC-ETH", 0.0000004) == "<0.000001"
    assert formats.value_of("USDT-ETH", 12.34567891) == "12.3"
    assert formats.value_of("IDR-BTC", 12_345.678) == "12,346"


@pytest.mark.parametrize(
    ("code", "price", "decimals"),
    [
        ("KRW-BTC", 158_000_000.0, 6), ("KRW-ETH", 5_200_000.0, 4), ("KRW-XRP", 4_120.0, 1), ("KRW-DOGE", 210.0, 0),
        ("KRW-SHIB", 0.0186, 0), ("BTC-ETH", 0.0357, 4), ("USDT-XRP", 2.8, 1), ("USDT-BTC", 110_000.0, 6),
        ("KRW-BTC", None, 8), ("KRW-BTC", 0.0, 8), ("KRW-BTC", -1.0, 8),
    ],
)  # fmt: skip
def test_no_digit_of_a_trade_is_shown_that_is_worth_less_than_a_hundred_won(code, price, decimals):
    assert formats.traded_decimals(code, price) == decimals


@given(st.floats(1e-4, 1e9), st.floats(1e-8, 1e6))
def test_what_the_rule_cuts_is_worth_less_than_a_hundred_won_and_nothing_becomes_zero(price, size):
    text = formats.size(size, formats.traded_decimals("KRW-A", price))
    shown = float(text.replace(",", "").lstrip("<"))
    assert abs(shown - size) * price <= 1_000.0 / 2 * 1.001 or text.startswith("<")
    assert shown > 0


def test_times_are_korean():
    assert formats.clock_time(NOON_KST_MS) == "12:15:42"
    assert formats.precise_time(NOON_KST_MS + 7) == f"12:15:42.{(NOON_KST_MS + 7) % 1000:03d}"
    assert formats.precise_time(NOON_KST_MS, UTC) == f"03:15:42.{NOON_KST_MS % 1000:03d}"
    assert formats.precise_time(0) == formats.precise_time(None) == formats.UNKNOWN
    assert formats.date(NOON_KST_MS) == "2026-11-20"
    assert formats.date_time(NOON_KST_MS) == "2026-11-20 12:15:42"
    assert formats.clock_time(NOON_KST_MS, UTC) == "03:15:42"
    assert formats.date_time(NOON_KST_MS, UTC) == "2026-11-20 03:15:42"


@given(st.integers(0, 10**15 - 1), st.integers(0, 8), st.integers(0, 8))
def test_a_size_is_written_to_the_digits_that_were_sent(figures, decimals, least):
    sent = Decimal(figures).scaleb(-decimals)
    text = formats.exact_size(float(sent), least)
    assert Decimal(text.replace(",", "")) == sent
    assert len(text.partition(".")[2]) >= least
    assert least or not formats.split_zeros(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        formats.percent(None), formats.size(None), formats.trimmed_size(None), formats.turnover("KRW-BTC", None),
        formats.value_of("KRW-BTC", None), formats.clock_time(0), formats.date(None), formats.date_time(None),
    ],
)  # fmt: skip
def test_what_is_unknown_is_a_dash(text: str):
    assert text == formats.UNKNOWN


@given(st.floats(1e-8, 1e9), st.sampled_from(["KRW-A", "BTC-A", "USDT-A", "SGD-A"]))
def test_no_price_is_shown_as_zero(value, code):
    text = formats.price(code, round(value, 8))
    assert float(text.replace(",", "")) == pytest.approx(value, abs=1e-8)
    assert text.strip("0.,") or round(value, 8) == 0
