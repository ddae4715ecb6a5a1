"""The amber banner, shown whenever quotes are not the real market's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.process.language import Language
from app.source_selection.banner import SourceBanner, banner_text, is_real
from core.text import translatable
from core.upbit.endpoints import endpoints_for
from painted import read
from widgets.controls.untrusted_text import tip
from widgets.text.language import wording


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


@pytest.fixture
def language(application: QApplication) -> Iterator[Language]:
    found = application.findChild(Language) or Language(application)
    yield found
    found.switch("ko")


@pytest.mark.parametrize("is_embedded", [True, False])
@pytest.mark.parametrize("code", ["ko", "en"])
def test_at_every_width_it_begins_with_the_beginning_and_ends_with_an_end_or_an_ellipsis(language, code, is_embedded):
    language.switch(code)
    banner = SourceBanner()
    whole, shorter = (banner_text(SIMULATED, is_embedded=is_embedded, is_first_start=first) for first in (True, False))
    banner.show_text(whole, shorter)
    label = banner.findChild(QLabel)
    seen = []
    for width in range(1200, banner.button.sizeHint().width() + 80, -1):
        banner.resize(width, 24)
        (found,) = read(banner).texts
        assert label.fontMetrics().horizontalAdvance(found.text) <= label.contentsRect().width(), width
        if found.text not in seen:
            seen.append(found.text)
    texts = [wording(whole)] + [wording(shorter)] * is_embedded
    assert seen[: len(texts)] == texts
    assert all(text.endswith("…") and wording(shorter).startswith(text[:-1]) for text in seen[len(texts) :])
    assert len(seen) > len(texts)
    assert (label.text(), label.toolTip()) == (wording(whole), tip(wording(whole)))


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
