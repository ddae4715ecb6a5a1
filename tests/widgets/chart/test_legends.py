"""The texts at the top of the panes of a chart."""

import pytest
from PySide6.QtCore import QRect

from core.market.candles.bar import Bar
from looks import LOOK
from widgets.chart.legends import Legend, Legends, over_prices, values
from widgets.chart.panes.readings import Piece, Weight
from widgets.chart.panes.value_scale import LEAST_LEGENDED, LEGEND_LINE
from widgets.chart.shortening import Order
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.paint.cells import CellText

PRICES, VOLUMES = QRect(0, 0, 300, 200), QRect(0, 200, 300, 60)
NAME, VALUE = Piece("MACD", Ink.DIM), Piece("12,345", Ink.RISE)


@pytest.fixture
def legends(application):
    return Legends(LOOK, CellText(LOOK, FontRole.SMALL))


def test_a_candle_is_described_in_korean_with_its_change_from_the_close_before():
    bar = Bar(1_795_305_600_000, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, 1080.5, 1.0)
    pieces = values("KRW-BTC", "2026-11-22 14:03", bar, 158_400_000.0)
    assert [piece.text for piece in pieces] == [
        "2026-11-22 14:03",
        "시 158,000,000",
        "고 161,000,000",
        "저 157,000,000",
        "종 160,000,000",
        "▲ +1.01%",
        "거래량 1,080.5",
    ]
    assert pieces[4].paint is Ink.RISE
    assert values("KRW-BTC", "2026-11-22 14:03", bar, None)[5].text == "▲ +1.27%"


@pytest.mark.parametrize("before", [158_000_000.0, 158_001_000.0, 157_999_000.0])
def test_a_change_that_rounds_to_nothing_has_no_direction(before):
    bar = Bar(1_795_305_600_000, 158_000_000.0, 161_000_000.0, 157_000_000.0, 158_000_000.0, 1.0, 1.0)
    change = values("KRW-BTC", "2026-11-22 14:03", bar, before)[5]
    assert (change.text, change.paint) == ("0.00%", Ink.TEXT)


def test_a_narrow_chart_breaks_the_line_of_values(legends):
    bar = Bar(0, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, 1080.5, 1.0)
    legends.show([Legend(PRICES, (values("KRW-BTC", "2026-11-22 14:03", bar, None),), needs_height=True)])
    assert len({area.top() for area in legends.areas}) > 1
    assert all(PRICES.contains(area) for area in legends.areas)
    assert legends.first_line.startswith("2026-11-22 14:03  시 158,000,000")


@pytest.mark.parametrize("count", [0, 1, 4, 30])
def test_a_legend_of_few_lines_has_no_more_in_any_width_and_the_close_or_all_values(legends, count):
    bar = Bar(0, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, 1080.5, 1.0)
    candle = values("KRW-BTC", "2026-11-22 14:03", bar, None)
    means = [Piece(f"MA {place} 160,000,000", Ink.LINE_1, Weight.VALUES, f"MA {place}") for place in range(count)]
    said: list[int] = []
    for width in range(1200, 150, -7):
        legends.show(
            [Legend(QRect(0, 0, width, 200), (candle, means), needs_height=True, order=Order.NEWEST, most_lines=2)]
        )
        assert max(area.bottom() for area in legends.areas) < 2 * LEGEND_LINE + 6
        assert all(place.x + place.width < width for place, _ in legends._words)
        texts = [piece.text for _, piece in legends._words]
        valued = sum(text.startswith("MA") and len(text) > 6 for text in texts)
        assert "종 160,000,000" in texts or valued == count, "it gives way to values only"
        assert ("…" in texts) is (sum(text.startswith("MA") for text in texts) < count), "what is missing is told"
        said.append(valued)
    assert said == sorted(said, reverse=True), "the narrower, the fewer values"


def test_no_legend_takes_more_than_about_a_quarter_of_its_pane_and_what_has_no_room_gives_way_in_order(legends):
    bar = Bar(0, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, 1080.5, 1.0)
    candle = values("KRW-BTC", "2026-11-22 14:03", bar, None)
    means = [Piece(f"MA {place} 160,000,000", Ink.LINE_1, Weight.VALUES, f"MA {place}") for place in range(14)]
    plain = [NAME, VALUE] * 7
    for height in (40, 67, 80, 125, 126, 160, 200, 400, 800):
        for width in (120, 160, 220, 300, 600, 1400):
            pane = QRect(0, 0, width, height)
            for is_pointed in (False, True):
                legends.show([over_prices(pane, (candle, means), is_pointed=is_pointed)])
                assert bool(legends.areas) is (is_pointed or height >= LEAST_LEGENDED)
                assert legends_height(legends) <= max(height * 0.27, LEGEND_LINE)
                texts = [piece.text for _, piece in legends._words]
                if not is_pointed:
                    continue
                gone = [piece.text not in texts for piece in means]
                has_candle = {piece.text for piece in candle[1:5]} <= {*texts}
                assert has_candle or not {piece.text for piece in candle[1:4]} & {*texts}, "all of them or none"
                assert gone == sorted(gone), "the last value first"
                assert ("…" in texts) is gone[-1], "what is missing is told"
                assert candle[4].text in texts or width < 160, "the close stays longest"
                assert not (gone[-1] and {candle[0].text, candle[6].text} & {*texts}), "they go before any value"
            legends.show([Legend(pane, (plain,))])
            assert legends_height(legends) <= max(height * 0.27, LEGEND_LINE)


def legends_height(legends: Legends) -> int:
    """Return the pixels that the lines take."""
    return len({area.top() for area in legends.areas}) * LEGEND_LINE


def test_a_legend_of_few_lines_does_not_flicker_with_each_price(legends):
    def texts(volume: float) -> list[str]:
        bar = Bar(0, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, volume, 1.0)
        candle = values("KRW-BTC", "2026-11-22 14:03", bar, None)
        legends.show([Legend(QRect(0, 0, width, 200), (candle,), needs_height=True, order=Order.NEWEST, most_lines=1)])
        return [piece.text for _, piece in legends._words]

    width = next(each for each in range(300, 2000) if (width := each) and len(texts(1.0)) == 7)
    assert len(texts(123_456_789.0)) == 6, "no room for so much volume"
    assert len(texts(1.0)) == 6
    width += 1
    assert len(texts(1.0)) == 7, "another width begins anew"


def test_the_legend_of_a_low_pane_is_left_out_and_no_line_leaves_its_pane(legends):
    legends.show([Legend(VOLUMES, ([NAME],)), Legend(QRect(0, 200, 300, 20), ([NAME],))])
    assert len(legends.areas) == 1
    legends.show([Legend(VOLUMES, ([NAME],) * 9)])
    assert 1 < len(legends.areas) < 9


def test_what_is_painted_again_is_where_a_word_was_or_is_another_one(legends):
    assert legends.show([Legend(PRICES, ([NAME, VALUE], [NAME]))]) is not None
    name, value, below = legends.areas
    assert legends.show([Legend(PRICES, ([NAME, VALUE], [NAME]))]) is None, "nothing has changed"
    longer = Piece("12,345,678", Ink.RISE)
    changed = legends.show([Legend(PRICES, ([NAME, longer], [NAME]))])
    assert changed == [value.united(legends.areas[1])]
    assert not changed[0].intersects(name.adjusted(0, 0, -2, 0))
    assert legends.show([Legend(PRICES, ([NAME, Piece("12,345,678", Ink.FALL)], [NAME]))]) == [legends.areas[1]]
    gone = legends.show([Legend(PRICES, ([NAME],))])
    assert any(area.contains(value) for area in gone)
    assert any(area.contains(below) for area in gone)
    assert legends.show([]) == [name]
    assert legends.areas == []
