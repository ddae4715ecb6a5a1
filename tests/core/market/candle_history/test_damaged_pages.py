"""Which pages with damaged rows are requested again."""

from core.market.candle_history.damaged_pages import DamagedPages, DamagedPart


def noted(*parts: tuple[int, int, int]) -> DamagedPages:
    made = DamagedPages()
    for part in parts:
        made.note(DamagedPart(*part))
    return made


def test_without_damage_nothing_is_missing():
    pages = DamagedPages()
    pages.allow()
    assert (pages.count, pages.span, pages.next()) == (0, None, None)


def test_each_part_is_requested_once_after_each_permission_the_newest_first():
    pages = noted((100, 200, 3), (0, 100, 4))
    assert pages.next() is None
    for _ in range(2):
        pages.allow()
        assert [pages.next() for _ in range(3)] == [200, 100, None]
    assert (pages.count, pages.span) == (7, (0, 200))


def test_a_page_that_came_whole_ends_the_damage_of_its_slots_alone():
    pages = noted((100, 200, 3), (0, 100, 4))
    assert pages.repaired(150, 180) == []
    assert pages.repaired(100, 200) == [DamagedPart(100, 200, 3)]
    assert (pages.count, pages.span) == (4, (0, 100))


def test_another_page_of_the_same_slots_counts_instead_of_the_first():
    pages = noted((100, 200, 3), (90, 200, 1))
    assert (pages.count, pages.span) == (1, (90, 200))


def test_of_a_part_that_a_page_does_not_reach_the_beginning_is_left():
    """Another candle has come meanwhile: two hundred rows do not reach so far back any more."""
    pages = noted((100, 201, 3))
    assert pages.repaired(101, 202) == []
    assert (pages.count, pages.span) == (3, (100, 101))
    assert pages.repaired(0, 101) == [DamagedPart(100, 101, 3)]
    pages = noted((100, 201, 3), (101, 202, 3))
    assert (pages.count, pages.span) == (3, (101, 202)), "the same rows are damaged still"
    pages = noted((100, 201, 3), (101, 202, 1))
    assert (pages.count, pages.span) == (3, (100, 202))


def test_what_was_dropped_or_repaired_meanwhile_is_not_requested():
    pages = noted((100, 200, 3), (0, 100, 4))
    pages.allow()
    pages.drop_before(100)
    pages.repaired(0, 1 << 40)
    assert (pages.count, pages.next()) == (0, None)
