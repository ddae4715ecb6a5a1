"""Names of workspaces: one line, not too long, and each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workspaces.names import LONGEST_NAME, clean_name, free_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [("관찰", "관찰"), ("  a\n b ", "a b"), ("", ""), ("\u202e", ""), (None, ""), (7, ""), (["a"], "")],
)
def test_what_can_be_a_name(name, expected):
    assert clean_name(name) == expected


@given(st.text())
def test_a_clean_name_stays_as_it_is(name):
    clean = clean_name(name)
    assert clean_name(clean) == clean
    assert len(clean) <= LONGEST_NAME


@given(st.text(min_size=1), st.integers(0, 12))
def test_a_free_name_is_new_and_can_be_one(name, count):
    taken = []
    for _ in range(count):
        new = free_name(clean_name(name) or "a", taken)
        assert new not in taken
        assert clean_name(new) == new
        taken.append(new)


def test_copies_are_numbered():
    assert free_name("관찰", []) == "관찰"
    assert free_name("관찰", ["관찰"]) == "관찰 2"
    assert free_name("관찰 2", ["관찰", "관찰 2"]) == "관찰 3"
