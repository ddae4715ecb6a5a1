"""Logging: which records are written, which never are, and the limit of disk space."""

import errno
import logging
import os
import stat
from logging.handlers import MemoryHandler

import pytest

from app.trouble import terminal_language
from app.trouble.logging_setup import FILE_BYTES, FILE_NAME, FILES, LogFile, set_up_logging
from app.trouble.redaction import Redactor
from core.text import KOREAN

MOST = 50 * 1024 * 1024


@pytest.fixture(autouse=True)
def korean_terminal(monkeypatch):
    monkeypatch.setattr(terminal_language._Spoken, "code", KOREAN)


@pytest.fixture(autouse=True)
def restore():
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("app", "core", "widgets", "qt", "httpx")}
    level, handlers, raising = root.level, root.handlers[:], logging.raiseExceptions
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.setLevel(level)
    root.handlers[:] = handlers
    logging.raiseExceptions = raising
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def read(folder):
    return (folder / FILE_NAME).read_text(encoding="utf-8")


def test_records_of_the_level_and_above_go_to_stderr(capsys):
    set_up_logging("INFO", Redactor())
    logging.getLogger("core.link.link").info("heard")
    logging.getLogger("core.link.link").debug("not heard")
    shown = capsys.readouterr().err
    assert "INFO    core.link.link: heard" in shown
    assert "not heard" not in shown


@pytest.mark.parametrize("name", ["websockets", "websockets.client", "httpx", "upbit", "keyring.backend", "whatever"])
def test_libraries_that_would_tell_tokens_are_silent_at_debug(name, capsys, tmp_path):
    set_up_logging("DEBUG", Redactor(), tmp_path)
    logging.getLogger(name).debug("Authorization: Bearer canary")
    logging.getLogger("core").debug("ours is heard")
    reported = capsys.readouterr().err + read(tmp_path)
    assert reported.count("ours is heard") == 2
    assert "Authorization" not in reported


def test_the_file_knows_more_than_stderr_and_is_the_owners_alone(capsys, tmp_path):
    set_up_logging("WARNING", Redactor(), tmp_path)
    logging.getLogger("core.link.link").info("연결됨")
    assert "연결됨" in read(tmp_path)
    assert capsys.readouterr().err == ""
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_neither_stderr_nor_file_shows_a_secret(capsys, tmp_path):
    redactor = Redactor()
    set_up_logging("DEBUG", redactor, tmp_path)
    redactor.add("planted-canary")
    logging.getLogger("core").warning("with %s", "planted-canary")
    reported = capsys.readouterr().err + read(tmp_path)
    assert reported.count("with ***") == 2
    assert "canary" not in reported


def test_files_cannot_outgrow_their_share_of_the_disk(tmp_path):
    set_up_logging("CRITICAL", Redactor(), tmp_path)
    for number in range((FILES + 1) * FILE_BYTES // 20_000):  # one file more than are kept
        logging.getLogger("core").error(f"{number} {'x' * 20_000}")  # noqa: G004 - a different wording each time
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == FILES
    assert sum(sizes) <= FILES * (FILE_BYTES + 21_000) < MOST


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is full")  # noqa: PTH110
def test_a_full_disk_costs_the_records_and_nothing_else_and_is_reported_once(capsys, tmp_path):
    (tmp_path / FILE_NAME).symlink_to("/dev/full")
    set_up_logging("WARNING", Redactor(), tmp_path)
    for number in range(3):
        logging.getLogger("core").warning("told %s", number)
    shown = capsys.readouterr().err
    assert shown.count("WARNING core: told") == 3
    assert shown.count("로그가 저장되지 않습니다: 디스크에 남은 공간이 없음") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is full")  # noqa: PTH110
def test_once_there_is_room_again_the_next_error_is_reported_too(tmp_path):
    troubles = []
    file = LogFile(tmp_path, troubles.append)

    def write_to(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(descriptor, file.stream.fileno())
        os.close(descriptor)
        for _ in range(3):
            file.handle(logging.makeLogRecord({"msg": "x"}))

    for path in ("/dev/full", tmp_path / "room", "/dev/full", tmp_path / "room"):
        write_to(path)
    file.close()
    assert [error.errno for error in troubles] == [errno.ENOSPC] * 2


def test_where_no_file_can_be_made_it_is_reported_and_stderr_goes_on(capsys, tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    heard = MemoryHandler(9)
    set_up_logging("WARNING", Redactor(), tmp_path, heard)
    logging.getLogger("core").warning("reported")
    shown = capsys.readouterr().err
    assert "로그가 저장되지 않습니다: 파일이 아니라 폴더임" in shown
    assert "reported" in shown
    assert [record.levelname for record in heard.buffer] == ["ERROR", "WARNING"], "the window hears of it"


def test_a_program_without_a_console_logs_to_its_file(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stderr", None)
    set_up_logging("WARNING", Redactor(), tmp_path)
    logging.getLogger("core").warning("reported")
    assert "reported" in read(tmp_path)


def test_a_record_that_cannot_be_put_into_words_is_no_trouble_of_the_disk(tmp_path):
    troubles = []
    file = LogFile(tmp_path, troubles.append)
    file.handle(logging.makeLogRecord({"msg": "%d", "args": ("no number",)}))
    file.close()
    assert troubles == []
