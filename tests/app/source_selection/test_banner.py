"""The amber banner, shown whenever quotes are not the real market's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.source_selection.banner import SourceBanner, banner_text, is_real
from core.text import translatable
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


SIMULATED = endpoints_for("simulated", rest_url="http://127.0.0.1:1")


def test_the_bar_says_so_in_the_agreed_words_and_at_first_how_to_change_it():
    assert banner_text(SIMULATED, is_embedded=True) == "모의 시세 – 실제 시세가 아닙니다"
    at_first = banner_text(SIMULATED, is_embedded=True, is_first_start=True)
    assert at_first.startswith("모의 시세 – 실제 시세가 아닙니다. ")
    assert "'업비트'" in at_first


def test_a_server_of_somebody_else_is_named():
    other = endpoints_for("upbit", ws_url="ws://127.0.0.1:8123")
    text = banner_text(other, is_embedded=False, is_first_start=True)
    assert text.startswith("모의 시세 – 실제 시세가 아닙니다")
    assert "재생" in text
    assert "ws://127.0.0.1:8123" in text


@pytest.mark.parametrize("exchange", ["upbit", "upbit-sg", "upbit-id", "upbit-th"])
def test_there_is_none_where_quotes_are_real(application, exchange):
    banner = SourceBanner()
    banner.show_text(banner_text(endpoints_for(exchange), is_embedded=False, is_first_start=True))
    assert (banner.text(), banner.isHidden()) == ("", True)


def test_its_button_leads_to_real_quotes(application):
    banner = SourceBanner()
    banner.show_text(translatable("SourceBanner", "모의 시세"))
    wanted = []
    banner.real_wanted.connect(lambda: wanted.append(True))
    QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert wanted == [True]
    assert banner.button.focusPolicy() is Qt.FocusPolicy.NoFocus  # or a first press of Space would switch the source
