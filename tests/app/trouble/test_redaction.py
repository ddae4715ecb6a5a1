"""Redaction: secrets never appear, and other text stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trouble.redaction import LEAST_LENGTH, MASK, Redactor

TOKEN = "eyJhbGciOiJIUzUxMiJ9.eyJhY2Nlc3Nfa2V5IjoiYSJ9.c2lnbmF0dXJl-_"
UPBIT_KEY = "xxA9bcD8efG7hiJ6klM5noP4qrS3tuV2wxY1zaB0"
KEY_LETTERS = st.characters(codec="ascii", categories=("L", "N", "P", "S"))


@given(
    secret=st.text(KEY_LETTERS, min_size=LEAST_LENGTH, max_size=60),
    before=st.text(max_size=30),
    after=st.text(max_size=30),
)
def test_a_known_secret_shows_nowhere(secret, before, after):
    redactor = Redactor()
    redactor.add(secret)
    # Between blanks: adjacent text could complete the mask or the secret again by chance.
    assert secret not in redactor.clean(f"{before} {secret} {after}").replace(MASK, "")


def test_of_two_secrets_one_inside_the_other_nothing_is_left():
    redactor = Redactor()
    redactor.add("abcdefgh", "abcdefgh-and-more")
    assert redactor.clean("abcdefgh-and-more, abcdefgh") == f"{MASK}, {MASK}"


def test_a_secret_in_an_address_is_found_too():
    redactor = Redactor()
    redactor.add("se/cret+key==")
    assert "cret" not in redactor.clean("GET /?key=se%2Fcret%2Bkey%3D%3D&more=1")


def test_what_is_too_short_to_be_a_key_does_not_blot_out_every_text():
    redactor = Redactor()
    redactor.add("", "a", "e")
    assert redactor.clean("a quote") == "a quote"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"Authorization: Bearer {TOKEN}",
        "authorization: bearer opaque-canary",
        "{'Authorization': 'Bearer opaque-canary'}",
        "HOGA_SECRET_KEY=opaque-canary",
        "access_key='opaque-canary', n=1",
        '{"secret_key": "opaque-canary"}',
        "Secret Key: opaque-canary",
        "GET /simulator/x?token=opaque-canary&n=1 HTTP/1.1",
        "wss://host/websocket?n=1&access_token=opaque-canary",
        "token: opaque-canary",
        f"who knows what {UPBIT_KEY} is",
    ],
)
def test_what_looks_like_a_secret_is_taken_for_one(text):
    cleaned = Redactor().clean(text)
    assert MASK in cleaned
    assert not {"canary", TOKEN, UPBIT_KEY, TOKEN.rpartition(".")[2]} & set(cleaned.replace("-", " ").split())
    assert "canary" not in cleaned


@pytest.mark.parametrize(
    "text",
    [
        "Public 구독 전송: 4개 타입",
        "task candles KRW-BTC 1m failed",
        "commit 0123456789abcdef0123456789abcdef01234567",
        'File "/home/user/hoga/core/upbit/credentials.py", line 40, in authorization',
        "KeyError: 'KRW-BTC'",
    ],
)
def test_what_is_no_secret_stays(text):
    assert Redactor().clean(text) == text
