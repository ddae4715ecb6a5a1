"""Paints each kind of control at every size from nothing up, at the scale of `QT_SCALE_FACTOR`; prints Qt's warnings.

A process of its own: the scale is chosen before Qt starts.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from widgets.look.look import Look

KINDS: Final[tuple[type[QWidget], ...]] = (
    *(QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QProgressBar),
    *(QPushButton, QRadioButton, QSlider, QSpinBox, QToolButton),
)


def main() -> None:
    """Paint all controls at all sizes."""
    application = QApplication(["squeezed controls"])
    application.setStyle("Fusion")
    Look().dress(application)
    qInstallMessageHandler(lambda _kind, _context, message: print(f"{kind.__name__} {width} x {height}: {message}"))
    for kind in KINDS:
        above = QWidget()
        above.resize(100, 100)
        control = kind(above)
        above.show()
        picture = QPixmap(above.size() * above.devicePixelRatio())
        picture.setDevicePixelRatio(above.devicePixelRatio())
        for width in range(13):
            for height in range(13):
                control.setGeometry(5, 5, width, height)
                above.render(picture)
    print("painted")


if __name__ == "__main__":
    main()
