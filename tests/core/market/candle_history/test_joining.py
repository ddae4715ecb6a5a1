"""The pages that close a gap, one after another."""

from hypothesis import given
from hypothesis import strategies as st

from core.market.candle_history.joining import MAX_JOINING_PAGES, NO_END, Joining, Outcome

SLOTS = st.integers(min_value=0, max_value=2_000)


@given(known=SLOTS, behind=SLOTS, each=st.integers(min_value=1, max_value=300))
def test_pages_are_asked_for_until_they_reach_what_is_known_and_at_most_as_many_as_allowed(known, behind, each):
    joining = Joining()
    joining.begin(known)
    oldest, pages = known + behind + 1, 0
    while joining.is_under_way:
        assert joining.gap == (known, joining.stop)
        assert joining.stop == (oldest if pages else NO_END)
        oldest = (oldest if pages else known + behind + 1) - each
        outcome = joining.arrived(oldest)
        pages += 1
        assert (outcome is Outcome.OPEN) == joining.is_under_way
    assert pages <= MAX_JOINING_PAGES
    assert (outcome is Outcome.CLOSED) == (oldest <= known)
    assert joining.gap is None


@given(first=SLOTS, later=st.lists(SLOTS, max_size=5))
def test_a_gap_that_is_still_open_keeps_its_beginning_over_every_reconnect(first, later):
    joining = Joining()
    joining.begin(first)
    for newest in later:
        joining.arrived(first + 1)
        joining.begin(newest)
        assert joining.gap == (first, NO_END)
    joining.arrived(first)
    joining.begin(first + 7)
    assert joining.gap == (first + 7, NO_END)


def test_where_nothing_was_known_or_a_page_has_no_candle_one_page_is_enough():
    for known, oldest in ((None, 5), (5, None), (None, None)):
        joining = Joining()
        joining.begin(known)
        assert joining.arrived(oldest) is Outcome.CLOSED
        assert not joining.is_under_way


def test_candles_from_the_store_move_the_beginning_and_dropping_them_leaves_no_gap():
    joining = Joining()
    joining.begin(None)
    joining.reach_to(40)
    assert joining.gap == (40, NO_END)
    assert joining.arrived(90) is Outcome.OPEN
    joining.reach_to(None)
    assert joining.gap is None
    assert joining.arrived(80) is Outcome.CLOSED
