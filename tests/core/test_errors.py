"""Every error has one text for the log and one for the screen."""

from __future__ import annotations

import pytest

from core import errors
from core.errors import ConnectionFailed, ConnectionLost, ExchangeError, FatalConnection, HogaError, RateLimited


@pytest.mark.parametrize(
    "error", [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
)
def test_there_is_one_tree(error: type[Exception]) -> None:
    assert issubclass(error, HogaError)


def test_without_a_user_message_the_screen_gets_the_detail() -> None:
    assert HogaError("detail").user_message == "detail"
    assert HogaError("detail", "화면").user_message == "화면"
    assert str(HogaError("detail", "화면")) == "detail"


def test_the_exchanges_words_go_to_the_screen() -> None:
    error = ExchangeError("WRONG_FORMAT", "Format 이 맞지 않습니다.")
    assert error.user_message == "Format 이 맞지 않습니다."
    assert str(error) == "WRONG_FORMAT: Format 이 맞지 않습니다."
    assert str(ExchangeError("404", "없음", 404)) == "404: 없음 (HTTP 404)"


def test_a_rate_limit_error_has_its_waiting_time() -> None:
    assert RateLimited("429", "too many", 429, 1.0).retry_after == 1.0
    assert ConnectionFailed("HTTP 418", retry_after=60.0).retry_after == 60.0
    assert ConnectionFailed("refused").retry_after == 0.0


def test_a_fatal_connection_is_also_a_failed_connection() -> None:
    assert issubclass(FatalConnection, ConnectionFailed)


def test_a_lost_connection_names_its_code_and_the_words_if_there_were_any() -> None:
    assert str(ConnectionLost(1001, "going away")) == "connection lost (1001): going away"
    assert str(ConnectionLost(1006, "")) == "connection lost (1006)"
