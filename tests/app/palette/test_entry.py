"""Groups of the palette have headings that differ."""

from app.palette.entry import Group


def test_each_group_has_its_heading():
    assert len({group.heading for group in Group}) == len(Group)
