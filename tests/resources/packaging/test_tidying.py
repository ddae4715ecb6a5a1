"""Files as they are published."""

import os

from resources.packaging.tidying import tidy


def test_everybody_reads_only_programs_run_and_time_is_one(tmp_path):
    (tmp_path / "folder").mkdir(mode=0o700)
    rights = {"hoga": 0o700, "folder/libx.so.1": 0o755, "folder/font.ttf": 0o600}
    for name, mode in rights.items():
        (tmp_path / name).touch(mode=mode)
    (tmp_path / "link").symlink_to("absent")
    tidy(tmp_path, 1700000000)
    modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in (*rights, "folder")}
    assert modes == {"hoga": 0o755, "folder/libx.so.1": 0o644, "folder/font.ttf": 0o644, "folder": 0o755}
    assert {path.lstat().st_mtime for path in (tmp_path, *tmp_path.rglob("*"))} == {1700000000}


def test_no_time_of_a_link_is_set_on_windows_where_there_is_none(tmp_path, monkeypatch):
    set_time = os.utime

    def as_on_windows(path, times, *, follow_symlinks=True):
        if not follow_symlinks:
            raise NotImplementedError("utime: follow_symlinks unavailable on this platform")
        set_time(path, times)

    monkeypatch.setattr(os, "utime", as_on_windows)
    (tmp_path / "hoga.exe").touch()
    tidy(tmp_path, 1700000000)
    assert (tmp_path / "hoga.exe").stat().st_mtime == 1700000000
