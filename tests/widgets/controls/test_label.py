"""Labels show their text literally."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from looks import DARK
from painted import read
from widgets.controls.label import ElidedLabel, PlainLabel, label
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink


@pytest.mark.parametrize("text", ["Order book", "관심종목", "<b>bold</b>"])
def test_a_label_without_room_ends_in_an_ellipsis(application, text):
    shown = ElidedLabel(text)
    whole = shown.fontMetrics().horizontalAdvance(text)
    for width in range(20, whole + 20):
        shown.resize(width, 20)
        (found,) = read(shown).texts
        assert found.text == text if width >= whole else found.text.endswith("…")
        assert shown.fontMetrics().horizontalAdvance(found.text) <= width


def test_a_shorter_text_is_shown_only_where_the_whole_one_has_no_room(application):
    shown = ElidedLabel("Simulated prices. Press Upbit for real ones")
    shown.set_shorter("Simulated prices")
    metrics = shown.fontMetrics()
    whole, short = (metrics.horizontalAdvance(text) for text in (shown.text(), "Simulated prices"))
    texts = []
    for width in (whole, whole - 1, short, short - 1):
        shown.resize(width, 20)
        texts.append(read(shown).texts[0].text)
    assert texts[:3] == [shown.text(), "Simulated prices", "Simulated prices"]
    assert texts[3].startswith("Simulated")
    assert texts[3].endswith("…")


@pytest.mark.parametrize("make", [PlainLabel, label])
def test_markup_is_shown_and_not_read(application, tmp_path: Path, make):
    picture = tmp_path / "secret.png"
    image = QImage(QSize(300, 200), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    image.save(str(picture))
    texts = f'<img src="{picture}"><b>bold</b>'
    shown = make(texts)
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert shown.text() == texts
    grabbed = shown.grab().toImage()
    colors = {grabbed.pixelColor(x, y).name() for x in range(0, grabbed.width(), 3) for y in range(grabbed.height())}
    assert "#00ff00" not in colors
    shown.setText("<b>later</b>")
    assert shown.textFormat() is Qt.TextFormat.PlainText


def test_a_label_has_the_font_and_the_colour_requested(application):
    made = label("글", FontRole.STRONG, Ink.WARNING, wraps=True)
    made.ensurePolished()
    assert (made.font().pixelSize(), made.font().bold()) == (13, True)
    assert made.palette().color(made.foregroundRole()) == DARK.warning
    assert made.wordWrap()
    assert not label("글").styleSheet()
    assert not label("글").wordWrap()
