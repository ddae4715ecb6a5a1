"""A chart as a picture, in pixels and as SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart
from core.market.chart.bar_kind import BarKind
from looks import DARK, LOOK
from widgets.chart.export import picture
from widgets.chart.export.picture import image_of, png_of, svg_of

TITLE = "비트코인 BTC/KRW · 1분"


@pytest.fixture
def view(application):
    made, _ = chart()
    yield made
    made.close()


def test_the_pixels_are_those_of_the_screen_below_a_title(view) -> None:
    image = image_of(view, LOOK, TITLE, "모의")
    assert image.devicePixelRatio() == 2.0
    height = image.height() // 2 - view.viewport().height()
    assert (image.width(), height) == (2 * view.viewport().width(), LOOK.px(26))
    assert image.pixelColor(2, 2) == DARK.header
    colors = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(60, image.height(), 3)}
    assert {DARK.rise.name(), DARK.panel.name(), DARK.rise_volume.name()} <= colors


@pytest.mark.parametrize("kind", BarKind)
def test_the_picture_is_the_screen_in_each_kind(view, kind, monkeypatch) -> None:
    view.bars_layer.show_kind(kind, has_flat_holes=True)
    view.redraw()
    QApplication.processEvents()
    monkeypatch.setattr(picture, "_LEAST_RATIO", 1.0)
    taken, shown, top = image_of(view, LOOK, TITLE, "모의"), view.grab().toImage(), LOOK.px(26)
    assert taken.copy(0, top, shown.width(), shown.height()) == shown.convertToFormat(taken.format())


def test_a_png_is_read_back_as_it_was(view) -> None:
    image = image_of(view, LOOK, TITLE, "모의")
    read = QImage.fromData(png_of(image)).convertToFormat(QImage.Format.Format_RGB32)
    assert read.size() == image.size()
    assert read.pixel(700, 500) == image.pixel(700, 500)


def test_an_svg_has_shapes_and_texts_but_no_pixels(view) -> None:
    drawn = svg_of(view, LOOK, TITLE, "모의")
    root = ET.fromstring(drawn)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "image" not in tags
    assert {"rect", "text"} <= tags or {"path", "text"} <= tags
    texts = ["".join(element.itertext()) for element in root.iter() if element.tag.endswith("text")]
    assert TITLE in "".join(texts)  # one element for each script
    assert {label.text for label in view.prices.labels} <= set(texts)
    renderer = QSvgRenderer(QByteArray(drawn))
    assert renderer.isValid()
    image = QImage(view.viewport().width(), view.viewport().height() + LOOK.px(26), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(30, image.height(), 3)}
    assert {DARK.rise.name(), DARK.panel.name()} <= colors
