import pytest

from widgets.order_book.choices import BookChoices
from widgets.order_book.words import depth_text, level_text, worded


@pytest.mark.parametrize(("way", "text"), [(0, "가운데"), (1, "가운데 ▲"), (-1, "가운데 ▼")])
def test_the_way_back_says_where_the_spread_is_and_keeps_room_for_it(application, way, text):
    first = worded(BookChoices(), "", 15, way)[0]
    assert (first.text, first.widest) == (text, "가운데 ▲")


def test_switches_are_marked_and_a_book_that_cannot_be_grouped_offers_no_grouping(application):
    controls = worded(BookChoices(is_amount=True), "", 30, 0)
    assert controls[1] is None
    assert [control.is_checked for control in controls if control is not None] == [None, True, False, None]
    assert worded(BookChoices(), "10,000 단위", 30, 0)[1].text == "10,000 단위"


def test_groupings_and_depths_are_words(application):
    assert [level_text("KRW-BTC", level) for level in (0.0, 10_000.0, 0.1)] == [
        "모아보기 없음", "10,000 단위", "0.1 단위",
    ]  # fmt: skip
    assert depth_text(15) == "15호가"
