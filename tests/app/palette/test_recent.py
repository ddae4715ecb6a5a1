"""The recent choices: the last one first, each once, a bounded number; kept for the next run."""

import os

import pytest

from app.palette.recent import KEPT, Recent, load_recent, save_recent


def test_the_last_comes_first_and_once():
    recent = Recent()
    for name in ("a", "b", "a", ""):
        recent.add(name)
    assert list(recent) == ["a", "b"]


def test_the_oldest_are_forgotten():
    recent = Recent()
    for number in range(KEPT + 5):
        recent.add(str(number))
    assert len(list(recent)) == KEPT
    assert next(iter(recent)) == str(KEPT + 4)


def test_they_come_back(tmp_path):
    path = tmp_path / "profile" / "recent.json"
    assert list(load_recent(path)) == []
    save_recent(Recent(["market:KRW-BTC", "choice:theme=light"]), path)
    assert list(load_recent(path)) == ["market:KRW-BTC", "choice:theme=light"]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"", []),
        (b"nonsense", []),
        (b"\xff\xfe", []),
        (b"{}", []),
        (b"null", []),
        (b'["a", 1, null, ["b"], "", "c", "a"]', ["a", "c"]),
        (b'["' + b"x" * 100 + b'", "a"]', ["a"]),
        (b"[" * 10_000, []),
        (b'["a"]' + b" " * 20_000, []),
        (b'["\\ud800"]', ["\ud800"]),
    ],
)
def test_of_any_file_what_can_be_used_is(tmp_path, content, kept):
    path = tmp_path / "recent.json"
    path.write_bytes(content)
    recent = load_recent(path)
    assert list(recent) == kept
    save_recent(recent, path)
    assert len(list(load_recent(path))) == len(kept)


def test_a_file_that_cannot_be_written_costs_only_the_choices(tmp_path, caplog):
    (tmp_path / "profile").write_text("a file where the folder should be")
    save_recent(Recent(["a"]), tmp_path / "profile" / "recent.json")
    assert "cannot be written" in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_of_that_name_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "recent.json")
    assert list(load_recent(tmp_path / "recent.json")) == []
