"""A refusal over HTTP means the same to a request of REST and to the handshake of a WebSocket."""

from __future__ import annotations

import json

import pytest

from core.errors import FatalConnection, RateLimited
from core.model.http_refusal import HttpRefusal
from core.timing.redial import BLOCKED_FOR
from core.upbit.refusal.meaning import error_of, handshake_error

EVERY_STATUS = (300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 418, 429, 451, 500, 502, 503, 504)


def refusal(status: int, name: str = "", message: str = "", header: str = "") -> HttpRefusal:
    body = json.dumps({"error": {"name": name, "message": message}}) if name else "<html></html>"
    return HttpRefusal(status, "No Reason", header, body.encode())


@pytest.mark.parametrize("status", EVERY_STATUS)
@pytest.mark.parametrize("has_key", [False, True])
def test_both_treat_every_status_alike(status: int, has_key: bool) -> None:
    error, failure = error_of(refusal(status)), handshake_error(refusal(status), has_key=has_key)
    assert error.status == status
    assert str(status) in str(failure)
    if not (has_key and status in (401, 403)):
        assert failure.user_message == error.user_message
    assert failure.retry_after == (error.retry_after if isinstance(error, RateLimited) else 0.0)


@pytest.mark.parametrize("status", EVERY_STATUS)
def test_only_a_refusal_that_a_retry_cannot_fix_is_fatal_to_a_dial(status: int) -> None:
    is_fatal = status in (401, 403) or status < 400
    assert isinstance(handshake_error(refusal(status), has_key=False), FatalConnection) is is_fatal


@pytest.mark.parametrize("status", [401, 403])
def test_an_error_mentions_a_key_only_if_one_was_sent(status: int) -> None:
    shown = refusal(status, "invalid_access_key", "잘못된 엑세스 키입니다.")
    public, private = handshake_error(shown, has_key=False), handshake_error(shown, has_key=True)
    assert isinstance(public, FatalConnection)
    assert isinstance(private, FatalConnection)
    assert (public.is_of_key, private.is_of_key) == (False, True)
    assert "등록되지 않은 Access Key입니다" in private.user_message
    assert "키" not in public.user_message


@pytest.mark.parametrize(
    ("shown", "seconds"),
    [
        (refusal(429), 1.0),
        (refusal(429, header="3"), 3.0),
        (refusal(418), BLOCKED_FOR),
        (refusal(418, header="12"), 12.0),
        (refusal(418, "blocked", "Your request has been blocked for 90 seconds."), 90.0),
    ],
)
def test_how_long_to_stay_away_is_read_from_header_and_text(shown: HttpRefusal, seconds: float) -> None:
    error = error_of(shown)
    assert isinstance(error, RateLimited)
    assert error.retry_after == handshake_error(shown, has_key=True).retry_after == seconds


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 100_000, b'{"error": 5}', b"\xff"])
def test_where_something_in_between_answers_the_words_are_those_of_http(body: bytes) -> None:
    error = error_of(HttpRefusal(502, "Bad Gateway", body=body))
    assert (error.name, error.message) == ("502", "Bad Gateway")
