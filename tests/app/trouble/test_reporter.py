"""The reporter: every record passes it; it limits floods and masks secrets."""

import io
import logging

import pytest

from app.trouble.redaction import MASK, Redactor
from app.trouble.reporter import ALLOWANCE, RedactingFormatter, Reporter
from core.text import translatable

SECRET = "planted-canary-7431"


@pytest.fixture
def reported():
    return io.StringIO()


@pytest.fixture
def log(reported):
    """A separate logger whose reporter has a clock that the test sets."""
    redactor = Redactor()
    redactor.add(SECRET)
    sink = logging.StreamHandler(reported)
    sink.setFormatter(RedactingFormatter(redactor, "%(levelname)s %(message)s", ""))
    logger = logging.Logger("test")  # noqa: LOG001 - pytest would capture a registered one
    logger.clock = [0.0]
    logger.addHandler(Reporter([sink], lambda: logger.clock[0]))
    return logger


def fail(text="oops", cause=None):
    raise ValueError(text) from cause


def log_failure(logger, text="oops"):
    try:
        fail(text)
    except ValueError:
        logger.exception("it failed")


def test_an_error_is_logged_once_a_second_with_its_count(log, reported):
    for _ in range(1000):
        log_failure(log)
    assert reported.getvalue().count("ValueError: oops") == 1
    log.clock[0] = 1.0
    log_failure(log)
    assert "it failed (+999 of the same)" in reported.getvalue()


def test_the_same_words_about_errors_from_two_places_are_two_kinds(log, reported):
    log_failure(log)
    try:
        int("x")
    except ValueError:
        log.exception("it failed")
    assert reported.getvalue().count("Traceback") == 2


def test_words_without_an_error_have_a_wider_way(log, reported):
    for number in range(ALLOWANCE + 5):
        log.info("state %d", number)
    assert reported.getvalue().count("state") == ALLOWANCE
    log.clock[0] = 1.0
    log.info("state %d", 7)
    assert reported.getvalue().endswith("INFO state 7 (+5 of the same)\n")


def test_suppressed_errors_are_reported_at_the_end(log, reported):
    for _ in range(3):
        log_failure(log)
    log.handlers[0].close()
    assert "(+2 of the same)" in reported.getvalue()


def test_a_flood_costs_next_to_nothing(log):
    sink = log.handlers[0]._sinks[0]
    written = []
    sink.emit = written.append
    for _ in range(100_000):
        log.error("flood")
    assert len(written) == ALLOWANCE


def with_message(log):
    log.error(f"signed with {SECRET}")  # noqa: G004 - the subject of the test


def with_argument(log):
    log.error("signed with %s", {"key": SECRET})


def with_error(log):
    try:
        fail(SECRET)
    except ValueError:
        log.exception("failed")


def with_cause(log):
    try:
        try:
            fail(SECRET)
        except ValueError as error:
            fail("outer", error)
    except ValueError:
        log.exception("failed")


def with_context(log):
    try:
        try:
            fail(SECRET)
        except ValueError:
            {}["other"]
    except KeyError:
        log.exception("failed")


def with_group(log):
    log.error("failed", exc_info=ExceptionGroup("several", [ValueError(SECRET), TypeError()]))


def with_note(log):
    error = ValueError("plain")
    error.add_note(f"while using {SECRET}")
    log.error("failed", exc_info=error)


def with_arguments_that_do_not_fit(log):
    log.error("%d of %d", SECRET)  # noqa: PLE1206 - the subject of the test


def with_a_message_that_does_not_fit(log):
    log.error(f"%d for {SECRET}", "x")  # noqa: G004 - the subject of the test


LEAKS = [
    with_message,
    with_argument,
    with_error,
    with_cause,
    with_context,
    with_group,
    with_note,
    with_arguments_that_do_not_fit,
    with_a_message_that_does_not_fit,
]


@pytest.mark.parametrize("leak", LEAKS)
def test_no_secret_leaves_however_it_came_in(log, reported, leak):
    leak(log)
    assert reported.getvalue()
    assert SECRET not in reported.getvalue()


def test_what_another_formatter_left_in_the_record_is_not_used_and_ours_not_left(reported):
    redactor = Redactor()
    redactor.add(SECRET)
    try:
        fail(SECRET)
    except ValueError as error:
        record = logging.LogRecord("n", logging.ERROR, "", 0, "m", None, (ValueError, error, error.__traceback__))
    logging.Formatter().format(record)
    assert MASK in RedactingFormatter(redactor, "%(message)s", "").format(record)
    assert record.exc_text is None


def test_each_sink_has_its_own_level_and_may_come_and_go(log):
    heard = io.StringIO()
    sink = logging.StreamHandler(heard)
    sink.setLevel(logging.ERROR)
    (reporter,) = log.handlers
    reporter.add(sink)
    log.info("a")
    log.error("b")
    reporter.remove(sink)
    log.error("c")
    assert heard.getvalue() == "b\n"


def test_a_line_is_in_the_language_of_the_terminal():
    formatter = RedactingFormatter(Redactor(), "%(message)s", "%H")
    text = translatable("log", "화면 배치가 저장되지 않습니다: %s (%s)")
    record = logging.LogRecord("app", logging.ERROR, "", 0, text, ("disk full: 100%", "/x"), None)
    assert formatter.format(record) == "The layout is not saved: disk full: 100% (/x)"
    misfit = logging.LogRecord("app", logging.ERROR, "", 0, text, ("one",), None)
    assert "not enough arguments" in formatter.format(misfit)


def test_repeats_of_a_text_are_counted_in_any_language():
    lines: list[str] = []

    class Sink(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(RedactingFormatter(Redactor(), "%(message)s", "%H").format(record))
            texts.append(record.msg)

    texts: list[object] = []
    now = [0.0]
    reporter = Reporter([Sink()], lambda: now[0])
    text = translatable("log", "화면 배치가 저장되지 않습니다: %s (%s)")
    for _ in range(ALLOWANCE + 3):
        reporter.handle(logging.LogRecord("app", logging.ERROR, "", 0, text, ("full", "/x"), None))
    now[0] = 5.0
    reporter.handle(logging.LogRecord("app", logging.ERROR, "", 0, text, ("full", "/x"), None))
    assert lines[-1] == "The layout is not saved: full (/x) (+3 of the same)"
    assert str(texts[-1]) == "화면 배치가 저장되지 않습니다: full (/x) (+3 of the same)"


def test_control_characters_from_outside_are_written_as_such():
    formatter = RedactingFormatter(Redactor(), "%(message)s", "%H")
    name = "".join(map(chr, (*range(160), 0xAC00)))
    record = logging.LogRecord("hoga", logging.ERROR, "here.py", 1, "saved %s\nas", (name,), None)
    line = formatter.format(record)
    assert line.isascii() is False
    assert all(letter.isprintable() for letter in line.replace("\n", "").replace("\t", ""))
    assert "\\x1b" in line
    assert line.endswith("가\nas")
