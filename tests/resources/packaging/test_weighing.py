"""The table of the largest files."""

from hypothesis import given
from hypothesis import strategies as st

from resources.packaging.weighing import table, weigh


def test_files_weigh_what_they_hold_and_links_nothing(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"x" * 5)
    (tmp_path / "link").symlink_to("folder/file")
    assert weigh(tmp_path) == {"folder/file": 5}


def test_the_biggest_come_first_the_rest_in_one_line_and_the_sum_last():
    shown = table({"_internal/a": 3_000_000, "hoga": 9_000_000, "c": 1_000_000, "d": 500_000}, biggest=2)
    assert shown.splitlines() == [
        "    9.0 MB  hoga",
        "    3.0 MB  a",
        "    1.5 MB  2 smaller files",
        "   13.5 MB  4 files",
    ]


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(0, 10**9)), st.integers(1, 5))
def test_no_more_lines_than_requested(weights, biggest):
    assert len(table(weights, biggest).splitlines()) <= biggest + 2
