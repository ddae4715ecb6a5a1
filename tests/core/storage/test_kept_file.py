"""KeptFile: old or new, never half; the bad kept aside, the good found again."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.storage.kept_file import KeptFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "workspace.json"


def save_session(path, content):
    """One session of the program: load, then save."""
    kept = KeptFile(path, version=1)
    kept.load()
    kept.save(content)


def test_no_file_is_nothing_to_tell(path):
    assert KeptFile(path, 1).load() == (None, "")


def test_what_was_saved_is_loaded(path):
    save_session(path, {"panels": [1, 2], "이름": "호가"})
    assert KeptFile(path, 1).load() == ({"panels": [1, 2], "이름": "호가"}, "")


def test_every_prefix_of_a_file_is_put_aside_and_the_copy_taken(path):
    save_session(path, {"n": 1})
    save_session(path, {"n": 2})
    whole = path.read_bytes().rstrip()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        content, notice = KeptFile(path, 1).load()
        assert content == {"n": 1}
        assert "workspace.bad.json" in notice
        assert path.with_suffix(".bad.json").read_bytes() == whole[:length]


@pytest.mark.parametrize("junk", [b"", b"\0" * 200, b"[]", b"null", b'{"version": 1}', b"\xff\xfe", b"[" * 200_000])
def test_junk_without_a_copy_starts_afresh_and_says_so(path, junk):
    path.parent.mkdir()
    path.write_bytes(junk)
    content, notice = KeptFile(path, 1).load()
    assert content is None
    assert "손상" in notice


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_loading_fail(path, junk):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(junk)
    assert KeptFile(path, 1).load().content is None


def test_a_changed_value_does_not_match_its_checksum(path):
    save_session(path, {"n": 1})
    path.write_text(path.read_text().replace('"n": 1', '"n": 7'))
    assert KeptFile(path, 1).load().content is None


def test_a_newer_version_is_read_and_never_written_over(path):
    KeptFile(path, version=9).save({"n": 9})
    kept = KeptFile(path, version=1)
    content, notice = kept.load()
    assert content == {"n": 9}
    assert "읽기만" in notice
    before = path.read_bytes()
    kept.save({"n": 1})
    assert path.read_bytes() == before


def test_three_sessions_back_are_kept_and_not_every_save_of_one(path):
    for session in range(6):
        kept = KeptFile(path, 1)
        kept.load()
        kept.save({"n": session})
        kept.save({"n": session + 0.5})
    found = [json.loads(path.with_suffix(f".{age}.json").read_text())["content"]["n"] for age in (1, 2, 3)]
    assert found == [4.5, 3.5, 2.5]
    assert not path.with_suffix(".4.json").exists()


def test_a_full_disk_leaves_the_old_file(path, monkeypatch):
    save_session(path, {"n": 1})
    kept = KeptFile(path, 1)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.save({"n": 2})
    monkeypatch.undo()
    assert KeptFile(path, 1).load().content == {"n": 1}
    assert [entry.name for entry in path.parent.iterdir()] == ["workspace.json"]


@pytest.mark.parametrize("is_linked", [True, False], ids=["with links", "without links"])
def test_a_full_disk_costs_no_copy_however_many_sessions_it_lasts(path, monkeypatch, is_linked):
    for number in range(1, 5):
        save_session(path, {"n": number})

    def content(age):
        return json.loads(path.with_suffix(f".{age}.json").read_text())["content"]["n"]

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    if not is_linked:
        monkeypatch.setattr(os, "link", full)
        monkeypatch.setattr(shutil, "copyfile", full)
    for _ in range(4):
        with pytest.raises(OSError, match="No space"):
            save_session(path, {"n": 9})
    assert [content(age) for age in (1, 2, 3)] == [3, 2, 1]
    assert KeptFile(path, 1).load().content == {"n": 4}


def test_where_there_are_no_links_a_copy_is_made(path, monkeypatch):
    def none(*_arguments):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    save_session(path, {"n": 1})
    save_session(path, {"n": 2})
    assert json.loads(path.with_suffix(".1.json").read_text())["content"] == {"n": 1}
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["workspace.1.json", "workspace.json"]


def test_room_for_the_file_but_none_for_a_copy_saves_the_file_and_keeps_the_copies(path, monkeypatch):
    for number in range(1, 4):
        save_session(path, {"n": number})

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    save_session(path, {"n": 9})
    assert KeptFile(path, 1).load().content == {"n": 9}
    assert json.loads(path.with_suffix(".1.json").read_text())["content"] == {"n": 2}


def test_what_cannot_be_read_is_not_called_damaged(path):
    path.mkdir(parents=True)
    content, notice = KeptFile(path, 1).load()
    assert content is None
    assert "읽을 수 없어" in notice


def test_what_cannot_be_read_nor_moved_is_not_said_to_have_been(tmp_path):
    (tmp_path / "in the way").write_text("")
    assert KeptFile(tmp_path / "in the way" / "workspace.json", 1).load().notice.endswith("기본값으로 시작합니다.")


def test_what_a_killed_writer_left_is_swept(path):
    path.parent.mkdir()
    stray = path.with_name(".workspace.json.123.tmp")
    fresh = path.with_name(".workspace.json.124.tmp")
    stray.write_text("{")
    fresh.write_text("{")
    os.utime(stray, (time.time() - 100, time.time() - 100))
    KeptFile(path, 1).load()
    assert not stray.exists()
    assert fresh.exists()


WRITER = """
import sys
from pathlib import Path
from core.storage.kept_file import KeptFile
kept = KeptFile(Path(sys.argv[1]), 1)
n = 0
while True:
    n += 1
    kept.save({"n": n, "padding": "x" * 20_000})
    if n == 1:
        print("writing", flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_file(path):
    for round_ in range(5):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        # Not a wait for something: the moment of the kill is what varies.
        time.sleep(0.003 * round_)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        content, notice = KeptFile(path, 1).load()
        assert content is not None
        assert notice == ""
