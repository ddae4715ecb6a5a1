"""A file that cannot be used is renamed, and those renamed before it stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.storage.aside import KEPT_ASIDE, put_aside


def bad(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


def test_it_gets_a_name_that_says_so_and_keeps_its_ending(tmp_path):
    path = bad(tmp_path / "settings.json", "{ bad")
    aside = put_aside(path)
    assert aside == tmp_path / "settings.bad.json"
    assert (aside.read_text(), path.exists()) == ("{ bad", False)


@pytest.mark.parametrize("most", [1, 2, KEPT_ASIDE])
def test_earlier_ones_stay_until_there_are_too_many_then_the_oldest_makes_room(tmp_path, most):
    path = tmp_path / "settings.json"
    for number in range(most + 2):
        aside = put_aside(bad(path, str(number)), most=most)
        os.utime(aside, (1000 + number, 1000 + number))
    assert sorted(each.read_text() for each in tmp_path.iterdir()) == sorted(str(n) for n in range(2, most + 2))


def test_a_link_that_leads_nowhere_is_not_overwritten_either(tmp_path):
    (tmp_path / "settings.bad.json").symlink_to(tmp_path / "nowhere")
    assert put_aside(bad(tmp_path / "settings.json", "{")) == tmp_path / "settings.bad2.json"


def test_a_copy_is_named_like_the_file_it_is_of(tmp_path):
    copy = bad(tmp_path / "settings.1.json", "{")
    assert put_aside(copy, like=tmp_path / "settings.json") == tmp_path / "settings.bad.json"


def test_what_cannot_be_renamed_stays_and_it_is_said(tmp_path, caplog):
    assert put_aside(tmp_path / "gone.json") is None
    assert "gone.json cannot be put aside" in caplog.text
