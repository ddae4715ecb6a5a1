"""A chart as a picture: its panes, axes and marks under a line that says what it shows.

As pixels the chart is painted as on the screen. As SVG its parts are painted again into the file, so that lines and
texts stay sharp at any size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from widgets.look.fonts import FontRole
from widgets.look.look import Look

if TYPE_CHECKING:
    from widgets.chart.view import ChartView

_TITLE: Final = 26
"""Height of the line above the chart in pixels at a font size of 100 %."""
_MARGIN: Final = 8
_OVERLAY: Final = Qt.WidgetAttribute.WA_TransparentForMouseEvents
"""What lies over a chart and belongs to its picture lets the mouse through; buttons and fields do not."""
_LEAST_RATIO: Final = 2.0
"""Pixels of a picture per logical pixel, at least: it may be shown larger than here."""


def image_of(view: ChartView, look: Look, title: str, source: str) -> QImage:
    """Return the chart as pixels.

    Args:
        view: what is painted.
        look: colours and fonts.
        title: what the chart shows.
        source: where and when from.
    """
    ratio = max(view.devicePixelRatio(), _LEAST_RATIO)
    size = _size(view, look)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    _draw(painter, view, look, title, source)
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """Return the picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def svg_of(view: ChartView, look: Look, title: str, source: str) -> bytes:
    """Return the chart as an SVG file; arguments as of `image_of`."""
    from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 - loaded when the first picture is saved, not at the start

    size = _size(view, look)
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(title)
    generator.setDescription(source)
    painter = QPainter(generator)
    _draw(painter, view, look, title, source)
    painter.end()
    return bytes(buffer.data().data())


def _size(view: ChartView, look: Look) -> QSize:
    return QSize(view.viewport().width(), view.viewport().height() + look.px(_TITLE))


def _draw(painter: QPainter, view: ChartView, look: Look, title: str, source: str) -> None:
    theme, height, width = look.theme, look.px(_TITLE), view.viewport().width()
    painter.fillRect(0, 0, width, height, theme.header)
    painter.fillRect(0, height, width, view.viewport().height(), theme.panel)
    line = QRect(_MARGIN, 0, width - 2 * _MARGIN, height)
    painter.setFont(look.font(FontRole.SMALL))
    painter.setPen(theme.dim_text)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, source)
    painter.setFont(look.font(FontRole.TEXT))
    painter.setPen(theme.text)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    painter.translate(0, height)
    _draw_view(painter, view)


def _draw_view(painter: QPainter, view: ChartView) -> None:
    """Draw panes and axes by their own code, without what the screen keeps as pixels, then what lies over them."""
    whole = QRegion(view.viewport().rect())
    for pane in view.panes.visible:
        painter.save()
        painter.translate(pane.area.topLeft())
        painter.setClipRect(0, 0, pane.area.width(), pane.area.height())
        pane.canvas.draw(painter)
        painter.restore()
        pane.axis.paint(painter, whole)
    view.time_axis.paint(painter, whole)
    for overlay in view.children():
        if isinstance(overlay, QWidget) and overlay.testAttribute(_OVERLAY) and not overlay.isHidden():
            overlay.render(painter, overlay.pos(), QRegion(), QWidget.RenderFlag(0))
