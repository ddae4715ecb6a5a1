"""Differences between two builds."""

import os

from resources.packaging.comparison import differences, fingerprint, main


def build(folder, content="x", mode=0o644):
    folder.mkdir()
    (folder / "file").write_text(content, encoding="utf-8")
    (folder / "file").chmod(mode)
    (folder / "link").symlink_to("file")
    for path in (folder / "link", folder / "file"):
        os.utime(path, (1700000000, 1700000000), follow_symlinks=False)
    return folder


def test_like_builds_are_the_same(tmp_path, capsys):
    assert main([str(build(tmp_path / "one")), str(build(tmp_path / "other"))]) == 0
    assert "2 entries, all the same" in capsys.readouterr().out


def test_content_rights_and_time_tell_builds_apart(tmp_path):
    one = fingerprint(build(tmp_path / "one"))
    content, rights = build(tmp_path / "content", "y"), build(tmp_path / "rights", mode=0o755)
    late = build(tmp_path / "late")
    os.utime(late / "file", (1700000009, 1700000009))
    for other in (content, rights, late):
        assert differences(one, fingerprint(other)) == ["differs: file"]


def test_what_is_missing_is_named():
    assert differences({"a": "1", "b": "1"}, {"b": "2", "c": "1"}) == [
        "only in the first: a",
        "differs: b",
        "only in the second: c",
    ]


def test_a_difference_is_a_status(tmp_path, capsys):
    assert main([str(build(tmp_path / "one")), str(build(tmp_path / "other", "y"))]) == 1
    assert capsys.readouterr().out == "differs: file\n"
