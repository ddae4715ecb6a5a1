"""What befalls the file of candles: each trouble is said once, and none is an error."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from candle_parts import part_of
from core.storage import kept_candles
from core.storage.candle_file import CandleFile
from core.storage.candle_series import Series
from core.storage.kept_candles import LOCKED_WRITES, KeptCandles

BTC = Series("upbit", "KRW-BTC", "1m")
LIMIT = 10**9


class Kept(KeptCandles):
    """The file, and what it said."""

    def __init__(self, path: Path, limit: int = LIMIT) -> None:
        self.said: list[str] = []
        super().__init__(path, limit, self.said.append)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "candles.sqlite"


@pytest.fixture
def start(path: Path) -> Iterator[Callable[..., Kept]]:
    made: list[Kept] = []

    def begin(limit: int = LIMIT) -> Kept:
        made.append(Kept(path, limit))
        return made[-1]

    yield begin
    for each in made:
        each.close()


@pytest.fixture
def filled(start: Callable[..., Kept], path: Path) -> Path:
    """A file with three blocks, closed."""
    first = start()
    assert first.write([(BTC, part_of(0, 3000))])
    first.close()
    return path


def works(kept: Kept) -> bool:
    """Whether candles can be kept and read."""
    kept.write([(BTC, part_of(5000, 5010))])
    found = kept.read(BTC, None, 1)
    return found is not None and found.stop == 5010


def test_what_was_kept_is_there_at_the_next_start(start, filled):
    kept = start()
    assert kept.read(BTC, None, 9_999).batch.slots.tolist() == list(range(3000))
    assert kept.size() > 100_000
    assert kept.said == []


@pytest.mark.parametrize("place", [0, 17, 60, 97, 4096, 5000, 20_000, 60_000, -2000, -1])
@pytest.mark.parametrize("length", [1, 64])
def test_a_file_changed_with_a_hex_editor_is_set_aside_or_its_candles_are_right(start, filled, place, length):
    raw = bytearray(filled.read_bytes())
    at = place % len(raw)
    raw[at : at + length] = bytes(each ^ 0x5A for each in raw[at : at + length])
    filled.write_bytes(raw)
    kept = start()
    found = kept.read(BTC, None, 9_999)
    if kept.said:
        assert found is None
        (said,) = kept.said
        assert "파일 손상" in said or "Hoga의 파일이 아님" in said or "더 새로운" in said
        assert "더 새로운" in said or works(kept)
    elif found is not None:
        good = part_of(found.first, found.stop)
        assert found.batch.figures.tolist() == good.batch.figures.tolist()
    assert len(kept.said) <= 1


def test_a_damaged_block_sets_the_file_aside_and_a_new_one_works(start, filled):
    raw = filled.read_bytes()
    at = raw.rindex(part_of(0, 1).batch.figures[3].tobytes())
    filled.write_bytes(raw[:at] + b"\xff" + raw[at + 1 :])
    kept = start()
    assert kept.read(BTC, None, 9_999) is None
    aside = filled.with_name("candles.bad.sqlite")
    assert kept.said == [f"저장해 둔 봉을 읽을 수 없어(파일 손상) 새로 받습니다. 보관한 파일: {aside}"]
    assert aside.exists()
    assert works(kept)
    assert len(kept.said) == 1


@pytest.mark.parametrize("content", [b"no database", b"x" * 5000, b"SQLite format 3\x00" + b"\xee" * 9000])
def test_a_file_that_is_no_database_is_set_aside(start, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    kept = start()
    assert works(kept)
    assert len(kept.said) == 1
    assert path.with_name("candles.bad.sqlite").read_bytes() == content


def test_an_empty_file_is_a_new_one(start, path):
    path.parent.mkdir()
    path.write_bytes(b"")
    kept = start()
    assert works(kept)
    assert kept.said == []


def test_another_program_keeps_what_is_only_in_its_log_too(start, path):
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE theirs (a)")
    with other:
        other.execute("INSERT INTO theirs VALUES (7)")
    files = {each: each.read_bytes() for each in path.parent.iterdir()}  # as a killed program leaves them
    other.close()
    for each, content in files.items():
        each.write_bytes(content)
    assert works(start())
    with contextlib.closing(sqlite3.connect(path.with_name("candles.bad.sqlite"))) as found:
        assert found.execute("SELECT a FROM theirs").fetchall() == [(7,)]


def test_files_set_aside_before_are_not_overwritten_until_there_are_too_many(start, path):
    path.parent.mkdir()
    for number in range(4):
        path.write_bytes(b"no database %d" % number)
        kept = start()
        assert works(kept)
        kept.close()
        aside = max(path.parent.glob("candles.bad*.sqlite"), key=lambda each: each.stat().st_ctime_ns)
        os.utime(aside, (1000 + number, 1000 + number))
    found = sorted(each.read_bytes() for each in path.parent.glob("candles.bad*.sqlite"))
    assert found == [b"no database 1", b"no database 2", b"no database 3"]


def test_another_program_keeps_its_file(start, path):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = path.read_bytes()
    kept = start()
    assert works(kept)
    assert "Hoga의 파일이 아님" in kept.said[0]
    assert path.with_name("candles.bad.sqlite").read_bytes() == before


def test_the_file_of_a_later_version_stays_where_it_is(start, filled):
    with sqlite3.connect(filled) as later:
        later.execute("PRAGMA user_version = 9")
    later.close()
    before = filled.read_bytes()
    kept = start()
    for _ in range(3):
        assert not works(kept)
    assert kept.size() is None
    assert kept.said == [f"이번에는 봉을 디스크에 저장하지 않습니다: 더 새로운 Hoga가 만든 파일 ({filled})"]
    assert filled.read_bytes() == before


def test_a_file_that_another_process_holds_is_left_alone(start, filled, monkeypatch):
    monkeypatch.setattr("core.storage.sqlite_file.PATIENCE", 0.01)
    holder = sqlite3.connect(filled, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    kept = start()
    assert not works(kept)
    assert not works(kept)
    assert kept.said == [f"이번에는 봉을 디스크에 저장하지 않습니다: 다른 프로그램이 쓰는 중 ({filled})"]
    holder.close()


def test_a_write_that_another_process_prevents_is_worth_another_try(start, filled, monkeypatch):
    monkeypatch.setattr("core.storage.sqlite_file.PATIENCE", 0.01)
    kept = start()
    assert kept.write([(BTC, part_of(3000, 3001))])
    holder = sqlite3.connect(filled, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert not kept.write([(BTC, part_of(3001, 3002))])
    assert kept.read(BTC, None, 1).stop == 3001, "reading goes on"
    holder.execute("ROLLBACK")
    assert kept.write([(BTC, part_of(3001, 3002))])
    holder.execute("BEGIN IMMEDIATE")
    for _ in range(LOCKED_WRITES - 1):
        assert not kept.write([(BTC, part_of(3002, 3003))])
    assert kept.said == []
    assert kept.write([(BTC, part_of(3002, 3003))]), "no more tries"
    assert len(kept.said) == 1
    assert kept.read(BTC, None, 1).stop == 3002
    holder.close()


def test_on_a_full_disk_the_known_is_still_read_and_nothing_is_spoiled(start, filled):
    kept = start()
    assert kept.read(BTC, None, 1) is not None
    pages = kept._file._number("page_count")
    kept._file._sql.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own error of a full disk
    for number in range(1, 4):
        assert kept.write([(BTC, part_of(3000 * number, 3000 * number + 2900))])
    assert kept.said == [f"이번에는 봉을 디스크에 저장하지 않습니다: 디스크가 가득 참 ({filled})"]
    assert kept.read(BTC, None, 9_999).batch.slots.tolist() == list(range(3000))
    kept.close()
    assert start().read(BTC, None, 9_999).stop == 3000


@pytest.mark.skipif(os.name != "posix", reason="permissions")
class TestWithoutPermission:
    @pytest.fixture
    def path(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            user = os.geteuid()
            if user == 0:  # root may write everywhere
                os.chown(folder, 65534, -1)
                os.seteuid(65534)
            yield Path(folder) / "state" / "candles.sqlite"
            os.seteuid(user)

    def test_a_folder_that_cannot_be_made_is_said_once(self, start, path):
        path.parent.mkdir()
        path.parent.chmod(0o500)
        kept = start()
        assert not works(kept)
        assert not works(kept)
        assert kept.said == [f"이번에는 봉을 디스크에 저장하지 않습니다: 쓸 수 없는 폴더나 파일 ({path})"]
        path.parent.chmod(0o700)

    def test_a_read_only_file_is_said_once(self, start, filled):
        filled.chmod(0o400)
        kept = start()
        assert not works(kept)
        assert not works(kept)
        assert len(kept.said) == 1
        assert "쓸 수 없는 폴더나 파일" in kept.said[0]


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_is_said_once(start, path, kind):
    path.parent.mkdir()
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    kept = start()
    assert not works(kept)
    assert not works(kept)
    assert len(kept.said) == 1


def test_it_stays_within_its_limit(start):
    kept = start(300_000)
    for number in range(12):
        kept.write([(BTC._replace(code=f"KRW-{number}"), part_of(0, 2048))])
        assert kept.size() <= 300_000
    assert kept.read(BTC._replace(code="KRW-11"), None, 1) is not None
    assert kept.read(BTC._replace(code="KRW-0"), None, 1) is None
    kept.shrink(120_000)
    assert kept.size() <= 120_000


def test_reading_is_using(start):
    kept = start()
    for code in ("KRW-A", "KRW-B"):
        kept.write([(BTC._replace(code=code), part_of(0, 20_000))])
    kept.read(BTC._replace(code="KRW-A"), None, 1)
    kept.shrink(kept.size() - 1)
    assert kept.read(BTC._replace(code="KRW-A"), None, 1) is not None
    assert kept.read(BTC._replace(code="KRW-B"), None, 1) is None


def test_forget_and_clear(start, filled):
    kept = start()
    kept.write([(BTC._replace(code="KRW-ETH"), part_of(0, 10))])
    kept.forget(BTC)
    assert kept.read(BTC, None, 1) is None
    assert kept.read(BTC._replace(code="KRW-ETH"), None, 1) is not None
    kept.clear()
    assert kept.read(BTC._replace(code="KRW-ETH"), None, 1) is None
    assert works(kept)


def test_every_code_of_sqlite_that_is_not_known_counts_as_damage(start, filled, monkeypatch):
    kept = start()
    error = sqlite3.DatabaseError("strange")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(CandleFile, "read", fail)
    assert kept.read(BTC, None, 1) is None
    assert len(kept.said) >= 1
    assert "파일 손상" in kept.said[0]
    assert set(kept_candles._LOCKED_CODES) <= set(kept_candles._WHY)
