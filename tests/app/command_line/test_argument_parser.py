"""Help and errors of the command line, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.command_line.argument_parser import ArgumentParser, problem
from app.command_line.parser import parse
from app.trouble.terminal_language import speak, wording
from core.text import has_hangul, in_english


@pytest.fixture
def korean() -> Iterator[None]:
    speak("ko")
    yield
    speak("en")


def printed(capsys, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        parse(list(arguments))
    captured = capsys.readouterr()
    return ended.value.code, captured.out + captured.err


WRONG = (
    (("--panel", "x"), "chart"),
    (("--panel", "watchlist:KRW-BTC"), "'watchlist'"),
    (("--panel", "chart:?"), "KRW-BTC"),
    (("--panel", "chart:KRW-BTC:9z"), "1m"),
    (("--panel", "assets::x"), "assets"),
    (("--panel",), "--panel"),
    (("--exchange", "x"), "upbit-sg"),
    (("--rest-url", "ftp://x"), "http"),
    (("--rest-url", "http://"), "http"),
    (("--rest-url", "http://a?b"), "host"),
    (("--rest-url", "http://[x"), "http"),
    (("--run-for", "x"), "604800"),
    (("--screenshot", "x.txt"), ".png"),
    (("--report", "/nowhere/x"), "/nowhere"),
    (("--script", "/nowhere/x"), "/nowhere/x"),
    (("--language", "x"), "system"),
    (("--log-level", "x"), "DEBUG"),
    (("--rest-url",), "--rest-url"),
    (("--bad",), "--bad"),
    (("simulate", "--port", "x"), "65535"),
    (("simulate", "--replay", "/nowhere"), "/nowhere"),
)


@pytest.mark.parametrize(("arguments", "names"), WRONG)
def test_an_error_in_the_arguments_is_reported_in_english(capsys, arguments, names):
    status, text = printed(capsys, *arguments)
    assert status == 2
    assert "error: " in text
    assert names in text
    assert not has_hangul(text)


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(("arguments", "names"), WRONG)
def test_an_error_in_the_arguments_is_reported_in_korean(capsys, arguments, names):
    status, text = printed(capsys, *arguments)
    message = text.splitlines()[-1]
    assert status == 2
    assert text.startswith("사용법: hoga")
    assert "오류: " in message
    assert names in message
    assert has_hangul(message.partition("오류: ")[2]), message
    assert "error" not in message


@pytest.mark.parametrize("program", [(), ("simulate",)])
def test_help_is_in_english(capsys, program):
    status, text = printed(capsys, *program, "--help")
    assert status == 0
    assert text.startswith("usage: hoga")
    assert "show this help and exit" in text
    assert not has_hangul(text)


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("program", [(), ("simulate",)])
def test_help_is_in_korean(capsys, program):
    status, text = printed(capsys, *program, "--help")
    assert status == 0
    assert text.startswith("사용법: hoga")
    assert "이 도움말을 보여 주고 끝냅니다" in text
    assert "usage" not in text
    assert "show this" not in text


def test_the_help_names_every_level_of_the_log(capsys):
    _, text = printed(capsys, "--help")
    assert "--log-level LEVEL     DEBUG, INFO, WARNING, ERROR, CRITICAL" in text


def test_a_message_that_nobody_knows_is_left_as_it_is():
    assert problem("something new") == "something new"


def test_a_group_has_no_empty_line_below_its_title(capsys):
    parser = ArgumentParser("p", in_english("terminal", "what opens"))
    parser.add_group(in_english("terminal", "seconds")).add_argument("--x")
    assert "seconds:\n  --x X" in parser.format_help()
    assert wording("x") == "x"
