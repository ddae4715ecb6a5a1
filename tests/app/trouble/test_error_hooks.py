"""Every kind of uncaught exception is logged."""

import logging
import sys
import threading

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from app.trouble.error_hooks import install_error_hooks, loop_error_handler


@pytest.fixture
def hooks():
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    install_error_hooks()
    yield
    sys.excepthook, sys.unraisablehook, threading.excepthook = before
    qInstallMessageHandler(None)


def test_an_error_in_a_slot_is_logged_and_keeps_nothing_alive(hooks, caplog):
    try:
        raise ValueError("in a slot")
    except ValueError as error:
        sys.last_value = error
        sys.excepthook(ValueError, error, error.__traceback__)
    assert "in a slot" in caplog.text
    assert sys.last_value is None


def test_an_error_in_another_thread_is_logged(hooks, caplog):
    def fail():
        raise ValueError("elsewhere")

    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()
    assert "thread worker failed" in caplog.text
    assert "elsewhere" in caplog.text


def test_an_error_nobody_can_raise_is_logged(hooks, caplog):
    class Fails:
        def __del__(self):
            raise ValueError("while dying")

    Fails()
    assert "while dying" in caplog.text


def test_what_qt_says_is_logged_and_its_noise_is_not(hooks, caplog):
    with caplog.at_level(logging.WARNING):
        qWarning("something is wrong")
        qWarning("This plugin does not support propagateSizeHints()")
        qWarning('Detected locale "C" with character encoding "ANSI_X3.4-1968", which is not UTF-8.')
    assert "something is wrong" in caplog.text
    assert "propagateSizeHints" not in caplog.text
    assert "locale" not in caplog.text


def test_messages_of_qt_that_differ_are_counted_apart_and_a_per_cent_sign_is_only_that(hooks, caplog):
    with caplog.at_level(logging.WARNING):
        qWarning("50% is one thing")
        qWarning("%s is another")
    assert [record.msg for record in caplog.records] == ["50% is one thing", "%s is another"]
    assert [record.getMessage() for record in caplog.records] == ["50% is one thing", "%s is another"]


def test_an_ordinary_error_of_the_loop_is_logged_and_life_goes_on(caplog):
    given_up = []
    loop_error_handler(given_up.append)(None, {"message": "in a callback", "exception": ValueError("oops")})
    assert "in a callback" in caplog.text
    assert given_up == []


def test_a_nested_loop_inside_a_task_ends_the_run(caplog):
    given_up = []
    error = RuntimeError("Cannot enter into task <Task> while another task <Task> is being executed.")
    loop_error_handler(given_up.append)(None, {"message": "m", "exception": error})
    assert len(given_up) == 1
