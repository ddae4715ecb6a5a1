"""Folders that only their owner can read."""

import os
import stat

import pytest

from core.storage.private_folder import private_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def mode(folder):
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_every_folder_it_makes_is_the_owners_alone(tmp_path, umask):
    made = private_folder(tmp_path / "state" / "hoga" / "log")
    assert [mode(folder) for folder in (made, made.parent, made.parent.parent)] == [0o700] * 3


def test_open_folders_are_made_private_only_if_they_are_ours(tmp_path):
    theirs, ours, log = (tmp_path / "state", tmp_path / "state/hoga", tmp_path / "state/hoga/log")
    for folder in (theirs, ours, log):
        folder.mkdir()
        folder.chmod(0o777)
    private_folder(log, ours=2)
    assert [mode(folder) for folder in (theirs, ours, log)] == [0o777, 0o700, 0o700]


def test_stricter_permissions_stay(tmp_path):
    folder = tmp_path / "hoga"
    folder.mkdir()
    folder.chmod(0o500)
    private_folder(folder)
    assert mode(folder) == 0o500
    folder.chmod(0o700)


def test_a_file_in_its_place_is_an_error(tmp_path):
    (tmp_path / "hoga").touch()
    with pytest.raises(NotADirectoryError):
        private_folder(tmp_path / "hoga")
    with pytest.raises(OSError, match="hoga"):
        private_folder(tmp_path / "hoga" / "log")
