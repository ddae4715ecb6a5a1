"""The notice: an uncaught error is shown, can be read and closed, and stops nothing."""

import ast
import logging
import re
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QToolButton

from app.trouble.error_notice import KEPT, PASSES_AFTER, ErrorNotice, NoticeSink
from app.trouble.redaction import Redactor
from app.trouble.reporter import Reporter
from app.window.main_window import MainWindow
from core.errors import ending, lasting
from waiting import eventually


@pytest.fixture
def window(application):
    window = MainWindow()
    window.show()
    return window


@pytest.fixture
def logger(window):
    redactor = Redactor()
    redactor.add("planted-canary")
    sink = NoticeSink(window.notice, redactor)
    logger = logging.Logger("test")  # noqa: LOG001 - pytest would capture a registered one
    logger.addHandler(Reporter([sink]))
    yield logger
    logger.handlers[0].close()


def fail(logger, text="oops"):
    try:
        raise ValueError(text)
    except ValueError:
        logger.exception("in a slot")


def button(notice, kind, text):
    return next(each for each in notice.findChildren(kind) if each.text() == text)


def test_there_is_none_until_there_is_something_to_say(window):
    assert not window.notice.isVisible()
    assert window.notice.text == ""


async def test_an_error_is_seen_and_its_story_is_behind_the_button(window, logger):
    focus = QApplication.focusWidget()
    fail(logger)
    assert window.notice.isVisible()
    assert window.notice.text == "오류가 발생했습니다 – ValueError: oops"
    assert "raise ValueError(text)" in window.notice.details
    assert QApplication.focusWidget() is focus
    button(window.notice, QPushButton, "자세히").click()
    (dialog,) = window.findChildren(QDialog)
    assert not dialog.isModal()
    assert dialog.windowTitle() == "알림 내용"
    assert "in a slot" in dialog.findChild(QPlainTextEdit).toPlainText()
    assert "계속 동작" in "".join(each.text() for each in dialog.findChildren(QLabel))
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    assert QFontInfo(dialog.findChild(QPlainTextEdit).font()).family() == QFontInfo(fixed).family()
    button(dialog, QPushButton, "복사").click()
    dialog.close()


async def test_it_is_closed_by_hand_and_forgets(window, logger):
    fail(logger)
    button(window.notice, QToolButton, "×").click()
    assert not window.notice.isVisible()
    assert window.notice.details == ""


async def test_several_are_counted_and_the_newest_is_shown_first(window, logger):
    for number in range(KEPT + 5):
        logger.error(f"number {number}")  # noqa: G004 - a different wording each time
    assert window.notice.text == f"오류 알림 {KEPT + 5}건 – number {KEPT + 4}"
    assert window.notice.details.index(f"number {KEPT + 4}") < window.notice.details.index(f"number {KEPT + 3}")
    assert "number 4" not in window.notice.details


async def test_warnings_are_for_the_log_alone(window, logger):
    logger.warning("by the way")
    assert not window.notice.isVisible()


async def test_an_error_on_another_thread_is_shown_on_the_windows(window, logger):
    thread = threading.Thread(target=fail, args=(logger, "elsewhere"))
    thread.start()
    thread.join()
    assert not window.notice.isVisible()
    await eventually(window.notice.isVisible)
    assert "elsewhere" in window.notice.text


async def test_no_secret_is_shown(window, logger):
    fail(logger, "planted-canary")
    assert "***" in window.notice.text
    assert "canary" not in window.notice.text + window.notice.details


async def test_a_long_line_makes_no_window_wider(window, logger):
    before = window.minimumSizeHint().width(), window.size()
    fail(logger, "x" * 5000)
    assert (window.minimumSizeHint().width(), window.size()) <= (before[0] + 200, before[1])


async def test_what_looks_like_markup_is_text(window, logger):
    fail(logger, "<h1>big</h1>")
    assert "<h1>big</h1>" in window.notice.text
    assert window.notice._line.textFormat() is Qt.TextFormat.PlainText


async def test_an_error_whose_cause_is_over_says_so_and_goes(window, logger):
    notice = window.notice
    logger.error("거절", extra=lasting("wire"))
    logger.info("by the way")
    assert notice.text == "오류가 발생했습니다 – 거절"
    logger.info("accepted", extra=ending("wire"))
    assert notice.text == "해결됨 – 거절"
    notice._end.timeout.emit()
    assert not notice.isVisible()
    logger.info("accepted", extra=ending("wire"))
    assert not notice.isVisible(), "what is over is not told twice"


async def test_other_errors_and_what_answers_the_user_stay_when_a_cause_is_over(window, logger):
    notice = window.notice
    fail(logger)
    logger.error("거절", extra=lasting("wire"))
    logger.info("accepted", extra=ending("wire"))
    notice._end.timeout.emit()
    assert notice.text == "오류가 발생했습니다 – ValueError: oops"
    logger.error("거절", extra=lasting("wire"))
    notice.show_refusal("쓸 수 없습니다")
    logger.info("accepted", extra=ending("wire"))
    assert notice.text == "쓸 수 없습니다"
    notice.show_passing("저장했습니다")
    notice._end.timeout.emit()
    assert notice.text == "오류가 발생했습니다 – ValueError: oops"


def test_other_news_can_be_shown_too(application):
    notice = ErrorNotice()
    notice.show_text("지난 실행이 비정상 종료되었습니다", "Fatal Python error")
    assert notice.text == "지난 실행이 비정상 종료되었습니다"
    assert notice.details == "Fatal Python error"
    notice.show_text("작업 공간을 새로 만들었습니다")
    assert notice.details.startswith("작업 공간을 새로 만들었습니다")


def test_a_report_of_what_was_done_passes(window):
    notice = window.notice
    notice.show_passing("내보냈습니다")
    assert (notice.text, notice.details) == ("내보냈습니다", "")
    assert not button(notice, QPushButton, "자세히").isVisible()
    assert notice._end.isActive()
    assert notice._end.interval() == PASSES_AFTER * 1000
    notice._end.timeout.emit()
    assert not notice.isVisible()


def test_after_a_report_an_error_that_was_not_closed_is_shown_again(window):
    notice = window.notice
    notice.show_text("설정 파일을 읽지 못했습니다", "why")
    notice.show_passing("되돌렸습니다")
    assert notice.text == "되돌렸습니다"
    notice._end.timeout.emit()
    assert notice.text == "설정 파일을 읽지 못했습니다"
    assert button(notice, QPushButton, "자세히").isVisible()


def test_an_error_takes_the_place_of_a_report_and_stays(window):
    notice = window.notice
    notice.show_passing("되돌렸습니다")
    notice.show_text("설정 파일을 읽지 못했습니다")
    assert not notice._end.isActive()
    assert notice.text == "설정 파일을 읽지 못했습니다"
    notice.show_passing("되돌렸습니다")
    notice.dismiss()
    assert not notice._end.isActive()
    assert not notice.isVisible()


def test_a_refusal_stays_until_something_is_done_and_does_not_come_back(window):
    notice = window.notice
    notice.show_refusal("쓸 수 없습니다")
    assert (notice.text, notice.details) == ("쓸 수 없습니다", "쓸 수 없습니다")
    assert button(notice, QPushButton, "자세히").isVisible()
    assert not notice._end.isActive()
    notice.show_passing("저장했습니다")
    assert notice.text == "저장했습니다"
    notice._end.timeout.emit()
    assert not notice.isVisible()
    assert notice.details == ""


def test_a_refusal_goes_while_the_error_before_it_comes_back(window):
    notice = window.notice
    notice.show_text("설정 파일을 읽지 못했습니다", "why")
    notice.show_refusal("쓸 수 없습니다")
    assert notice.text == "쓸 수 없습니다"
    notice.show_passing("저장했습니다")
    notice._end.timeout.emit()
    assert notice.text == "설정 파일을 읽지 못했습니다"
    notice.show_refusal("쓸 수 없습니다")
    notice.show_text("디스크가 가득 찼습니다")
    assert notice.text == "디스크가 가득 찼습니다"
    notice.show_passing("저장했습니다")
    notice._end.timeout.emit()
    assert notice.text == "디스크가 가득 찼습니다"


def test_a_refusal_ends_a_report_and_nothing_of_a_closed_line_comes_back(window):
    notice = window.notice
    notice.show_passing("저장했습니다")
    notice.show_refusal("쓸 수 없습니다")
    assert notice.text == "쓸 수 없습니다"
    assert not notice._end.isActive()
    notice.dismiss()
    notice.show_passing("저장했습니다")
    notice._end.timeout.emit()
    assert not notice.isVisible()
    assert notice.text == ""


async def test_a_sink_that_is_closed_shows_nothing_any_more(window):
    sink = NoticeSink(window.notice, Redactor())
    sink.close()
    sink.emit(logging.makeLogRecord({"msg": "late", "levelno": logging.ERROR}))
    assert not window.notice.isVisible()


def sentences():
    """The notice's texts for errors without an exception, with the place of each."""
    root = Path(__file__).parents[3]
    for path in sorted(path for part in ("app", "core", "widgets") for path in (root / part).rglob("*.py")):
        if "simulator" in path.parts:  # the embedded exchange is another process without a window
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("logger"), "error" | "critical"), [first, *_], keywords):
                    if any(keyword.arg == "exc_info" for keyword in keywords):
                        continue
                    match first:
                        case ast.Constant(str(text)) | ast.Call(ast.Name("translatable"), [_, ast.Constant(str(text))]):
                            yield f"{path.relative_to(root)}:{node.lineno}", text


def test_every_text_for_the_notice_without_an_exception_is_korean():
    texts = dict(sentences())
    assert len(texts) >= 5
    assert [place for place, text in texts.items() if not re.search("[가-힣]", text)] == []
