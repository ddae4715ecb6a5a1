"""The amber banner, shown whenever quotes are not the real market's."""

import pytest

from app.window.source_banner import SourceBanner, banner_text, is_real
from core.upbit.endpoints import endpoints_for


@pytest.mark.parametrize("exchange", ["upbit", "upbit-sg", "upbit-id", "upbit-th"])
def test_upbit_is_real(exchange):
    assert is_real(endpoints_for(exchange))


@pytest.mark.parametrize(
    ("exchange", "url"),
    [
        ("simulated", "http://127.0.0.1:1"),
        ("upbit", "http://127.0.0.1:1"),
        ("upbit", "https://upbit.com.example.org"),
        ("upbit", "https://notupbit.com"),
    ],
)
def test_everything_else_is_not(exchange, url):
    assert not is_real(endpoints_for(exchange, rest_url=url))


def test_the_bar_says_so_in_the_agreed_words(application):
    assert SourceBanner(banner_text(True, "")).text() == "모의 시세 – 실제 시세가 아닙니다"


def test_a_server_of_somebody_else_is_named(application):
    text = banner_text(False, "ws://127.0.0.1:8123")
    assert text.startswith("모의 시세 – 실제 시세가 아닙니다")
    assert "재생" in text
    assert "ws://127.0.0.1:8123" in text
