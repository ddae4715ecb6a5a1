"""Draws the icon with Qt in all formats that systems need, from one SVG file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""The icon sizes that Linux desktops use. Source: freedesktop.org icon theme specification, hicolor."""

WINDOWS_SIZE: Final = 256
MACOS_SIZE: Final = 1024


def draw_icons(source: Path, folder: Path) -> None:
    """Write an icon in every format: `hoga-SIZE.png`, `hoga.ico` and `hoga.icns`.

    Args:
        source: the icon as SVG.
        folder: receives the files; created if missing.

    Raises:
        OSError: a file could not be written.
    """
    renderer = QSvgRenderer(str(source))
    forms = {f"hoga-{size}.png": size for size in SIZES} | {"hoga.ico": WINDOWS_SIZE, "hoga.icns": MACOS_SIZE}
    folder.mkdir(parents=True, exist_ok=True)
    for name, size in forms.items():
        if not _draw(renderer, size).save(str(folder / name)):
            raise OSError(f"Qt cannot write {folder / name}")


def _draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image
