"""The shelf: names in order, contents of what is not on the screen, and files that are wrong in part."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.workspaces.names import MOST
from app.workspaces.presets import PRESET_NAMES
from app.workspaces.shelf import Shelf
from core.storage.kept_file import KeptFile

CONTENT = {"panels": [{"panel": "trades:KRW-ETH"}]}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workspaces.json"


def shelf_of(path):
    shelf = Shelf(KeptFile(path, 1))
    return shelf, shelf.load()


def test_at_first_it_has_what_everyone_has_and_writes_nothing(path):
    shelf, reported = shelf_of(path)
    assert (shelf.names, reported) == (PRESET_NAMES, "")
    shelf.save()
    assert not path.exists()


def test_what_was_done_is_there_in_the_next_session(path):
    shelf, _ = shelf_of(path)
    shelf.keep("관찰", CONTENT)
    shelf.add("mine", 1)
    shelf.rename("관찰", "watch")
    shelf.remove("스캘퍼")
    assert shelf.is_changed
    shelf.save()
    assert not shelf.is_changed
    again, reported = shelf_of(path)
    assert reported == ""
    assert again.names == ("트레이더", "mine", "watch")
    assert again.record("watch") == CONTENT
    assert again.record("mine") is None


def test_what_has_not_changed_is_not_written(path):
    shelf, _ = shelf_of(path)
    shelf.keep("관찰", CONTENT)
    shelf.save()
    path.unlink()
    shelf.save()
    assert not path.exists()


def test_a_full_disk_leaves_it_to_be_written(path):
    path.mkdir()
    shelf = Shelf(KeptFile(path, 1))
    shelf.keep("관찰", CONTENT)
    with pytest.raises(IsADirectoryError):
        shelf.save()
    assert shelf.is_changed
    path.rmdir()
    shelf.save()
    assert json.loads(path.read_text())["content"]["kept"]["관찰"] == CONTENT


def test_another_content_of_the_same_name_costs_none_of_the_two(path):
    shelf, _ = shelf_of(path)
    shelf.set_aside("관찰")
    assert shelf.names == PRESET_NAMES
    shelf.keep("관찰", CONTENT)
    shelf.set_aside("관찰")
    assert shelf.names == (*PRESET_NAMES, "관찰 2")
    assert shelf.record("관찰 2") == CONTENT


def test_wrong_rows_are_left_out_and_counted(path):
    KeptFile(path, 1).save({"names": ["a", 7, "b\n", "c"], "kept": {"a": CONTENT, "c": [1], "d": CONTENT}})
    shelf, reported = shelf_of(path)
    assert shelf.names == ("a", "c", "d")
    assert shelf.record("d") == CONTENT
    assert shelf.record("c") is None
    assert "3개" in reported


def test_a_file_that_cannot_be_read_is_told_and_kept(path):
    path.write_text("{")
    shelf, reported = shelf_of(path)
    assert shelf.names == PRESET_NAMES
    assert "workspaces.bad.json" in reported


def test_there_is_an_end_of_names(path):
    KeptFile(path, 1).save({"names": [str(number) for number in range(MOST + 5)]})
    shelf, reported = shelf_of(path)
    assert len(shelf.names) == MOST
    assert "5개" in reported


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.dictionaries(st.sampled_from(["names", "kept"]), JUNK))
def test_no_content_makes_loading_fail(path, content):
    KeptFile(path, 1).save(content)
    shelf, _ = shelf_of(path)
    assert shelf.names
    shelf.keep(shelf.names[0], CONTENT)
    shelf.save()
