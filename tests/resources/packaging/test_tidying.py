"""Files as they are handed out."""

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
