"""Files are written completely or not at all."""

import os
import stat
import threading

import pytest

from core.storage.whole_file import move, read_regular, stage, strays, write_whole


@pytest.fixture
def path(tmp_path):
    return tmp_path / "report.json"


@pytest.fixture
def full_disk(monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)


def test_the_written_file_is_there_and_nothing_else(path):
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_on_a_full_disk_the_old_one_stays_and_nothing_beside_it(path, full_disk):
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_staged_file_that_cannot_be_moved_is_removed(path):
    path.mkdir()
    staged = stage(path, b"new")
    with pytest.raises(OSError, match=path.name):
        move(staged, path)
    assert strays(path) == []


def test_a_staged_file_is_recognised_as_a_stray(path):
    staged = stage(path, b"new")
    assert not path.exists()
    assert strays(path) == [staged]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere not everybody may make links")
def test_a_link_stays_one(path, tmp_path):
    target = tmp_path / "elsewhere.json"
    path.symlink_to(target)
    write_whole(path, b"new")
    assert path.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere files take after their folder")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_the_permissions_of_the_file_are_kept(path, mode):
    path.touch()
    path.chmod(mode)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe with a name")
def test_a_pipe_is_written_to_and_not_replaced(path):
    os.mkfifo(path)
    read = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()
    write_whole(path, b"through")
    reader.join(10)
    assert read == [b"through"]
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("name", ["a\0b", "\0", "half \ud83d letter"])
def test_a_name_that_no_file_can_have_is_an_error_of_the_file(tmp_path, name):
    path = tmp_path / name
    for use in (lambda: write_whole(path, b""), lambda: stage(path, b""), lambda: read_regular(path, 10)):
        with pytest.raises(OSError, match="Invalid argument"):
            use()
    assert not list(tmp_path.iterdir())
