"""Logging: what is heard, and what never is."""

import logging

import pytest

from app.logging_setup import set_up_logging


@pytest.fixture(autouse=True)
def restore():
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def test_records_of_the_level_and_above_go_to_stderr(capsys):
    set_up_logging("INFO")
    logging.getLogger("core.link").info("heard")
    logging.getLogger("core.link").debug("not heard")
    shown = capsys.readouterr().err
    assert "INFO    core.link: heard" in shown
    assert "not heard" not in shown


@pytest.mark.parametrize("name", ["websockets", "websockets.client", "httpx", "upbit"])
def test_libraries_that_would_tell_tokens_are_silent_at_debug(name, capsys):
    set_up_logging("DEBUG")
    logging.getLogger(name).debug("Authorization: Bearer canary")
    assert "canary" not in capsys.readouterr().err
