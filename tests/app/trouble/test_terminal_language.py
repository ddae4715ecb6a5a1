"""The language of the terminal is chosen before anything else, and its texts need no Qt."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.trouble import terminal_language
from app.trouble.terminal_language import language_of, speak, wording
from core.text import in_english, translatable

KOREAN = {"LANG": "ko_KR.UTF-8"}


@pytest.fixture
def korean() -> Iterator[None]:
    speak("ko")
    yield
    speak("en")


@pytest.mark.parametrize(
    ("arguments", "kept", "environment", "language"),
    [
        ([], None, {}, "en"),
        ([], None, KOREAN, "ko"),
        ([], None, {"LC_ALL": "de_DE", **KOREAN}, "en"),
        ([], None, {"LC_ALL": "", "LC_MESSAGES": "ko_KR"}, "ko"),
        ([], "en", KOREAN, "en"),
        ([], "ko", {}, "ko"),
        ([], "system", KOREAN, "ko"),
        ([], 5, KOREAN, "ko"),
        (["--language", "en"], "ko", KOREAN, "en"),
        (["--panel", "chart", "--language=KO"], "en", {}, "ko"),
        (["--language", "system"], "ko", {}, "en"),
        (["--language", "klingon"], "ko", {}, "en"),
        (["--language"], None, KOREAN, "ko"),
    ],
)
def test_option_then_file_then_system(tmp_path, arguments, kept, environment, language):
    settings = tmp_path / "settings.json"
    if kept is not None:
        settings.write_text(json.dumps({"language": kept}))
    assert language_of(arguments, environment, settings, "linux") == language


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_a_damaged_file_decides_nothing(tmp_path, content):
    settings = tmp_path / "settings.json"
    settings.write_bytes(content)
    assert language_of([], KOREAN, settings, "linux") == "ko"


def test_english_is_the_source():
    assert wording(in_english("terminal", "there is no file {value!r}").format(value="x")) == "there is no file 'x'"


@pytest.mark.usefixtures("korean")
def test_korean_comes_from_the_catalogue_with_all_arguments():
    assert wording(in_english("terminal", "there is no file {value!r}").format(value="x")) == "'x' 파일이 없습니다"
    assert wording(translatable("core", "응답 시간 초과")) == "응답 시간 초과"
    assert wording("plain") == "plain"


@pytest.mark.usefixtures("korean")
def test_without_the_catalogue_english_is_left(monkeypatch):
    monkeypatch.setattr(terminal_language._Spoken, "catalogues", {})

    def fail(_: bytes) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(terminal_language, "read_catalogue", fail)
    assert wording(in_english("terminal", "seconds")) == "seconds"


def test_a_korean_text_is_english_on_an_english_terminal():
    assert wording(translatable("core", "응답 시간 초과")) == "No reply in time"


def test_no_qt_is_loaded_for_it():
    code = (
        "import sys; from app.trouble.terminal_language import *; from core.text import in_english; speak('ko');"
        "print(ascii(wording(in_english('terminal', 'seconds')))); sys.exit('PySide6' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert (ran.returncode, ran.stdout.strip()) == (0, ascii("초"))
