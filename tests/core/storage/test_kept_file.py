"""KeptFile: the old content or the new one, never a part; bad files are kept aside, good copies are found."""

import itertools
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.storage.aside import KEPT_ASIDE
from core.storage.kept_file import LARGEST, KeptFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "workspace.json"


def save_session(path, content):
    """One session of the program: load, then save."""
    kept = KeptFile(path, version=1)
    kept.load()
    kept.save(content)


def test_a_missing_file_has_no_notice(path):
    assert KeptFile(path, 1).load() == (None, "", "")


def test_saved_content_is_loaded(path):
    save_session(path, {"panels": [1, 2], "이름": "호가"})
    assert KeptFile(path, 1).load()[:2] == ({"panels": [1, 2], "이름": "호가"}, "")


def test_every_prefix_of_a_file_is_put_aside_and_the_copy_taken(path):
    save_session(path, {"n": 1})
    save_session(path, {"n": 2})
    whole = path.read_bytes().rstrip()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        content, notice, _ = KeptFile(path, 1).load()
        assert content == {"n": 1}
        aside = Path(notice.rpartition("파일: ")[2])
        assert aside.read_bytes() == whole[:length]
        aside.unlink()


@pytest.mark.parametrize("junk", [b"", b"\0" * 200, b"[]", b"null", b'{"version": 1}', b"\xff\xfe", b"[" * 200_000])
def test_junk_without_a_copy_starts_empty_with_a_notice(path, junk):
    path.parent.mkdir()
    path.write_bytes(junk)
    content, notice, _ = KeptFile(path, 1).load()
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
    content, notice, _ = kept.load()
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

    syncs = itertools.count(1)
    fsync = os.fsync
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "fsync", lambda descriptor: full() if next(syncs) == 2 else fsync(descriptor))
    save_session(path, {"n": 9})
    assert KeptFile(path, 1).load().content == {"n": 9}
    assert json.loads(path.with_suffix(".1.json").read_text())["content"] == {"n": 2}


def test_an_unreadable_file_is_not_called_damaged(path):
    path.mkdir(parents=True)
    content, notice, _ = KeptFile(path, 1).load()
    assert content is None
    assert "읽을 수 없어" in notice


def test_the_notice_does_not_claim_a_move_that_failed(tmp_path):
    (tmp_path / "in the way").write_text("")
    path = tmp_path / "in the way" / "workspace.json"
    notice = KeptFile(path, 1).load().notice
    assert notice.endswith(f"기본값으로 시작합니다. 파일: {path}")
    assert "보관" not in notice


def test_the_files_of_a_killed_writer_are_removed(path):
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
        # This is not a wait for an event: the moment of the kill varies on purpose.
        time.sleep(0.003 * round_)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        content, notice, _ = KeptFile(path, 1).load()
        assert content is not None
        assert notice == ""


def sessions(path, *numbers):
    for number in numbers:
        save_session(path, {"n": number})


def key_of(path):
    return json.loads(path.read_text())["checksum"]


def test_a_refused_file_is_put_aside_and_the_newest_accepted_copy_used(path):
    sessions(path, 1, 2, 3)
    refused = {key_of(path), key_of(path.with_suffix(".1.json"))}
    found = KeptFile(path, 1).load(refused)
    assert found.content == {"n": 1}
    assert "이전 사본" in found.notice
    assert str(path.with_suffix(".bad.json")) in found.notice, "the whole place, not the name alone"
    assert [json.loads(path.with_suffix(f".bad{n}.json").read_text())["content"]["n"] for n in ("", 2)] == [3, 2]
    assert KeptFile(path, 1).load() == ({"n": 1}, "", found.key), "it is in place though nothing has been saved"


def test_with_every_copy_refused_there_is_nothing_and_all_of_it_is_kept(path):
    sessions(path, 1, 2, 3, 4)
    before = {entry.read_bytes() for entry in path.parent.iterdir()}
    found = KeptFile(path, 1).load([json.loads(raw)["checksum"] for raw in before])
    assert found.content is None
    assert "기본값" in found.notice
    assert {entry.read_bytes() for entry in path.parent.iterdir()} == before
    assert KeptFile(path, 1).load() == (None, "", "")


def test_nothing_that_was_put_aside_is_overwritten_until_there_are_too_many(path):
    path.parent.mkdir()
    for number in range(KEPT_ASIDE + 1):
        path.write_text(f"{{ bad {number}")
        os.utime(path, (1e9 + number, 1e9 + number))
        KeptFile(path, 1).load()
    found = sorted(entry.read_text() for entry in path.parent.glob("workspace.bad*.json"))
    assert found == sorted(f"{{ bad {number}" for number in range(1, KEPT_ASIDE + 1)), "the oldest has made room"


def test_a_file_of_a_newer_version_that_is_refused_is_put_aside_like_any_other(path):
    sessions(path, 1)
    KeptFile(path, version=9).save({"n": 9})
    kept = KeptFile(path, 1)
    assert "읽기만" in kept.load().notice
    found = kept.load({key_of(path)})
    assert found.content is None
    kept.save({"n": 2})
    assert KeptFile(path, 1).load().content == {"n": 2}


def test_a_newer_copy_does_not_make_the_file_read_only(path):
    KeptFile(path, version=9).save({"n": 9})
    path.rename(path.with_suffix(".1.json"))
    path.write_text("{")
    kept = KeptFile(path, 1)
    assert kept.load().content == {"n": 9}
    assert not path.exists(), "nor at the next start, though nothing be saved in this one"
    kept.save({"n": 1})
    assert KeptFile(path, 1).load()[:2] == ({"n": 1}, "")
    assert json.loads(path.with_suffix(".1.json").read_text())["content"] == {"n": 9}, "for the newer version"


@pytest.mark.parametrize("version", ["1", None, True, 1.0, [1], {}])
def test_a_version_that_is_no_number_is_no_file_of_ours(path, version):
    sessions(path, 1)
    record = json.loads(path.read_text())
    path.write_text(json.dumps({**record, "version": version}))
    assert KeptFile(path, 1).load().content is None


def test_a_file_far_too_large_is_not_read(path, caplog):
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(LARGEST * 1000)  # a sparse file: it takes no room
    started = time.monotonic()
    assert KeptFile(path, 1).load().content is None
    assert time.monotonic() - started < 1.0
    assert "larger than" in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_of_that_name_is_not_waited_for(path):
    path.parent.mkdir()
    os.mkfifo(path)
    found = KeptFile(path, 1).load()
    assert found.content is None
    assert "읽을 수 없어" in found.notice


def test_letters_that_no_encoding_has_are_kept_like_any_other(path):
    save_session(path, {"name": "\ud800"})
    assert KeptFile(path, 1).load().content == {"name": "\ud800"}


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_under_any_umask_it_is_the_owners_alone(path):
    before = os.umask(0)
    try:
        sessions(path, 1, 2)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
def test_a_link_laid_where_it_stages_is_not_followed(path, tmp_path, monkeypatch):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    path.parent.mkdir()
    monkeypatch.setattr("core.storage.whole_file.secrets.token_hex", lambda _bytes: "guessed")
    for name in (f".workspace.json.{os.getpid()}-guessed.tmp", f".workspace.json.{os.getpid()}.tmp"):
        path.with_name(name).symlink_to(victim)
    with pytest.raises(FileExistsError):
        KeptFile(path, 1).save({"n": 1})
    assert victim.read_text() == "precious"
