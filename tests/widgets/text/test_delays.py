"""Delays in words, over the whole range of a figure: unknown, negative, short, long, huge."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.process.language import Language
from looks import LOOK
from widgets.look.fonts import FontRole
from widgets.paint.cells import CellText
from widgets.text.delays import WIDEST_MS, delay_text


@pytest.fixture(params=["ko", "en"])
def language(request: pytest.FixtureRequest, application: QApplication) -> Iterator[str]:
    spoken = application.findChild(Language) or Language(application)
    spoken.switch(request.param)
    yield request.param
    spoken.switch("ko")


@pytest.mark.parametrize(
    ("milliseconds", "korean", "english"),
    [
        (None, "–", "–"),
        (math.nan, "–", "–"),
        (math.inf, "–", "–"),
        (-math.inf, "–", "–"),
        (-1e9, "<1 ms", "<1 ms"),
        (0.0, "<1 ms", "<1 ms"),
        (0.99, "<1 ms", "<1 ms"),
        (1.0, "1 ms", "1 ms"),
        (41.7, "42 ms", "42 ms"),
        (9_999.4, "9,999 ms", "9,999 ms"),
        (9_999.6, "10초", "10 s"),
        (62_300.0, "62초", "62 s"),
        (119_000.0, "119초", "119 s"),
        (120_000.0, "2분", "2 min"),
        (7_140_000.0, "119분", "119 min"),
        (7_200_000.0, "2시간", "2 h"),
        (172_000_000.0, "48시간", "48 h"),
        (1e9, "12일", "12 d"),
    ],
)
def test_a_delay_is_told_as_it_is(language: str, milliseconds: float | None, korean: str, english: str):
    text = delay_text(milliseconds)
    assert text == (korean if language == "ko" else english)
    cell = CellText(LOOK, FontRole.TEXT)
    assert cell.width(text) <= cell.width(delay_text(WIDEST_MS)), "the place kept for it is wide enough"
