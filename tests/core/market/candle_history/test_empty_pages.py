"""Empty pages in a row, by how many of them are believed. What a history makes of them is tested there."""

import pytest

from core.errors import BadReply
from core.market.candle_history.empty_pages import BELIEVED_AFTER, NEVER, EmptyPages, believed_after


@pytest.mark.parametrize("after", [1, 2, 3])
def test_as_many_in_a_row_as_said_are_believed_and_counted_from_the_last_that_was(after):
    empty = EmptyPages()
    for _ in range(2):
        for _ in range(after - 1):
            assert not empty.is_believed(after, is_error=False)
            assert empty.is_in_doubt
        assert empty.is_believed(after, is_error=False)
        assert not empty.is_in_doubt
    empty.is_believed(9, is_error=False)
    empty.forget()
    assert not empty.is_in_doubt


def test_where_a_candle_is_known_each_is_an_error_and_no_doubt():
    empty = EmptyPages()
    for _ in range(20):
        with pytest.raises(BadReply):
            empty.is_believed(NEVER, is_error=True)
        assert not empty.is_in_doubt


@pytest.mark.parametrize(
    ("known", "after"),
    [
        ({"known": 0}, 1),
        ({"known": 0, "is_traded": True}, NEVER),
        ({"known": 5, "are_stored": True}, BELIEVED_AFTER),
        ({"known": 5}, NEVER),
        ({"known": 5, "is_of_past": True, "is_traded": True}, BELIEVED_AFTER),
    ],
)
def test_what_is_known_decides_how_many_are_believed(known, after):
    assert believed_after(**{"is_of_past": False, "is_traded": False, "are_stored": False, **known}) == after
