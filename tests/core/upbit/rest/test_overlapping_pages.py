"""Reading a list page by page while rows come and end."""

from hypothesis import given
from hypothesis import strategies as st

from core.upbit.rest.overlapping_pages import MOST_ROWS, OVERLAP, OverlappingPages, Page


def read(rows, change=lambda rows: None):
    """Read `rows`, newest first; `change` alters them after each request."""
    pages, found, requests = OverlappingPages(), [], []
    while (page := pages.page) is not None:
        assert len(requests) < 1000
        requests.append(page)
        first = (page.number - 1) * page.limit
        part = rows[first : first + page.limit]
        found += part
        pages.took(part, len(part))
        change(rows)
    return pages, found, requests


@given(st.integers(0, 6_000))
def test_a_list_that_stands_still_is_read_whole_in_few_pages(count):
    rows = [str(number) for number in range(count)]
    pages, found, requests = read(rows)
    assert set(found) == set(rows)
    assert not pages.is_torn
    assert len(requests) <= 1 + count // (MOST_ROWS - 4 * OVERLAP)
    assert all(1 <= page.limit <= MOST_ROWS for page in requests)


@given(st.integers(0, 600), st.lists(st.tuples(st.integers(0, 30), st.lists(st.floats(0, 0.999), max_size=30))))
def test_what_was_there_all_the_time_is_read_or_the_reading_says_that_it_may_be_missing(count, changes):
    rows = [str(number) for number in range(count)]
    steps, added = iter(changes), iter(range(10_000, 99_999))

    def change(rows):
        new, ended = next(steps, (0, []))
        for place in ended:
            if rows:
                rows.pop(int(place * len(rows)))
        rows[:0] = [str(next(added)) for _ in range(new)]

    stays = set(rows)
    pages, found, _ = read(rows, change)
    assert pages.is_torn or stays & set(rows) <= set(found)


def test_as_many_as_the_overlap_may_end_between_two_requests():
    for ended, is_torn in ((OVERLAP - 1, False), (OVERLAP, True)):
        rows = [str(number) for number in range(150)]
        pages, found, _ = read(rows, lambda rows, ended=ended: rows.__delitem__(slice(0, ended)))
        assert pages.is_torn is is_torn
        assert is_torn or set(rows) <= set(found)


def test_an_empty_page_says_that_rows_moved_up_past_it():
    rows = [str(number) for number in range(101)]
    pages, found, _ = read(rows, lambda rows: rows.__delitem__(slice(0, 7)))
    assert rows[-1] not in found
    assert pages.is_torn


def test_an_unreadable_row_tears_nothing():
    pages = OverlappingPages()
    pages.took([str(number) for number in range(100)], 100)
    assert pages.page == Page(2, 95)
    pages.took(["new"], 6)
    assert (pages.page, pages.is_torn) == (None, False)


def test_the_same_page_again_is_the_end():
    pages = OverlappingPages()
    for _ in range(2):
        pages.took([str(number) for number in range(100)], 100)
    assert pages.page is None
