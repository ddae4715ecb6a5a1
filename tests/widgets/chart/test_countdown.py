"""The countdown on Qt's clock."""

from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtTest import QTest

from core.market.candles.units import DAY_MS, CandleUnit
from widgets.chart.countdown import Countdown
from widgets.text.language import speak

NOW_MS = 1_795_144_500_000 + 20_000
MINUTE = NOW_MS // 60_000


@pytest.fixture
def heard(application):
    countdown = Countdown(CandleUnit.MINUTE_1)
    texts: list[str] = []
    countdown.changed.connect(texts.append)
    return countdown, texts


def test_it_counts_each_second_once_by_the_exchanges_clock(heard):
    countdown, texts = heard
    countdown.meet(NOW_MS)
    assert texts == ["00:40"]
    countdown.meet(NOW_MS)
    QTest.qWait(2_200)
    assert texts == ["00:40", "00:39", "00:38"]


@pytest.mark.parametrize("ago", [0.0, 0.5, 1.0, 7.0, 19.0, 39.0, 41.0, 3_600.0])
def test_it_counts_from_now_however_long_ago_the_message_was_that_told_the_clock(heard, ago):
    countdown, texts = heard
    countdown.meet(NOW_MS, ago)
    left = -(-(40_000 - round(ago * 1000)) // 1000) % 60 or 60
    assert texts == [f"{left // 60:02}:{left % 60:02}"]
    countdown.meet(NOW_MS + 5_000, ago)  # the estimate of the clock is another one, the message the same
    countdown.pause()
    countdown.resume()
    left = (left - 6) % 60 + 1
    assert texts[1:] == [f"{left // 60:02}:{left % 60:02}"]


def test_another_unit_counts_at_once(heard):
    countdown, texts = heard
    countdown.meet(NOW_MS)
    countdown.count_for(CandleUnit.DAY)
    countdown.count_for(CandleUnit.DAY)
    assert len(texts) == 2
    assert texts[1].count(":") == 2


def test_without_the_clock_there_is_none(heard):
    countdown, texts = heard
    countdown.meet(None)
    assert texts == []
    countdown.meet(NOW_MS)
    countdown.meet(None)
    assert texts[-1] == ""
    QTest.qWait(1_200)
    assert texts[-1] == ""


def test_a_pause_costs_nothing_and_resuming_shows_the_present(heard):
    countdown, texts = heard
    countdown.meet(NOW_MS)
    countdown.pause()
    QTest.qWait(1_200)
    assert texts == ["00:40"]
    countdown.resume()
    countdown.resume()
    assert texts == ["00:40", "00:39"]


@pytest.mark.parametrize(("language", "first"), [("ko", "1일 "), ("en", "1d ")])
def test_days_are_counted_in_the_language_of_the_window(application, heard, language, first):
    countdown, texts = heard
    english = QTranslator()
    assert english.load(str(files("resources") / "translations" / "hoga_en.qm"))
    monday = CandleUnit.WEEK.start_ms(CandleUnit.WEEK.slot(NOW_MS))
    countdown.count_for(CandleUnit.WEEK)
    if language == "en":
        application.installTranslator(english)
    speak(language)
    try:
        countdown.meet(monday + 5 * DAY_MS + 1_000)
    finally:
        speak("ko")
        application.removeTranslator(english)
    assert texts[-1] == f"{first}23:59:59"
