"""Texts, names and widgets follow the language of the window."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.model.markets import Market
from core.text import composed, foreign, translatable
from widgets.text.language import is_korean, market_name, speak, when_language_changes, wording

BITCOIN = Market("KRW-BTC", "비트코인", "Bitcoin")


class Twelve(QTranslator):
    """Translates one text."""

    def translate(self, context: str, text: str, *_: object) -> str | None:
        return "closed with {code}" if (context, text) == ("core", "닫힘 {code}") else None


@pytest.fixture
def english(qapp: QCoreApplication) -> Iterator[None]:
    translator = Twelve()
    qapp.installTranslator(translator)
    speak("en")
    yield
    speak("ko")
    qapp.removeTranslator(translator)


def test_a_text_is_its_korean_wording_in_korean():
    text = translatable("core", "닫힘 {code}").format(code=1008)

    assert is_korean()
    assert wording(text) == "닫힘 1008"
    assert wording("plain {braces}") == "plain {braces}"


@pytest.mark.usefixtures("english")
def test_a_text_is_translated_with_its_arguments_and_the_texts_among_them():
    text = translatable("core", "닫힘 {code}").format(code=1008)

    assert wording(text) == "closed with 1008"
    assert wording(composed("{why} · {more}", why=text, more="{x}")) == "closed with 1008 · {x}"
    assert wording(foreign("점검 중", "HTTP 503")) == "HTTP 503"


@pytest.mark.usefixtures("english")
def test_a_text_that_nobody_translated_is_shown_in_korean():
    assert wording(translatable("core", "새 글")) == "새 글"


def test_a_market_has_the_name_of_the_language():
    assert market_name(BITCOIN) == "비트코인"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("market", "name"), [(BITCOIN, "Bitcoin"), (Market("KRW-XYZ", "엑스"), "XYZ"), (Market("SGD-BTC"), "BTC")]
)
def test_a_market_without_an_english_name_goes_by_its_symbol(market: Market, name: str):
    assert market_name(market) == name


class Sign(QWidget):
    """A widget that notes how often it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.reported = 0
        when_language_changes(self, self.set_texts)

    def set_texts(self) -> None:
        self.reported += 1


def test_every_widget_of_a_window_is_notified_once_for_each_change(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    shown, hidden = Sign(), Sign()
    layout = QHBoxLayout(window)
    layout.addWidget(shown)
    layout.addWidget(hidden)
    hidden.hide()

    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.StyleChange))

    assert (shown.reported, hidden.reported) == (1, 1)


def test_it_keeps_no_widget_alive():
    sign = Sign()
    remembered = weakref.ref(sign)
    gc.disable()
    try:
        del sign
        assert remembered() is None
    finally:
        gc.enable()
