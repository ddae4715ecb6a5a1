"""The dark theme: colours by meaning, fonts by role, and the application's palette and style.

Korean convention: red is up and buying, blue is down and selling.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

FONT_FAMILY: Final = "NanumGothic"
"""The bundled font; all its digits have the same width."""

BACKGROUND: Final = QColor("#0d1117")
PANEL: Final = QColor("#12171f")
HEADER: Final = QColor("#181f2a")
ROW_HOVER: Final = QColor("#1f2937")
SELECTION: Final = QColor("#22344f")
GRID: Final = QColor("#212a36")
BORDER: Final = QColor("#2c3746")
TEXT: Final = QColor("#d9dfe7")
DIM_TEXT: Final = QColor("#8a95a5")
FAINT_TEXT: Final = QColor("#5b6675")

RISE: Final = QColor("#f4515f")
FALL: Final = QColor("#4f8dff")
EVEN: Final = TEXT
AMBER: Final = QColor("#ffb224")
"""Not current: simulated, replayed, stale, disconnected."""
GOOD: Final = QColor("#3fb27f")
"""In order: live, connected."""

ASK_ROW: Final = QColor("#121b2b")
BID_ROW: Final = QColor("#22151b")
ASK_BAR: Final = QColor("#1f3f74")
BID_BAR: Final = QColor("#6b2630")
GAP_ROW: Final = QColor("#3a2c0d")
VEIL: Final = QColor(13, 17, 23, 140)
"""Laid over data that are not current: they stay readable but look different."""

PIXMAPS_KB: Final = 2048
"""Limit of Qt's pixmap cache for buttons and icons; Qt's own limit is 10 MB.

The cache keys contain the palette or icon of one widget: the pixmaps of a closed panel are never used again but stay
until the limit is reached. Measured: 2.7 kB per dock, 30 kB per key form.
"""


class FontRole(Enum):
    """The role of a text: (pixel size, is bold, is numeric)."""

    TEXT = (13, False, False)
    STRONG = (13, True, False)
    SMALL = (11, False, False)
    NOTICE = (16, True, False)
    NUMBER = (13, False, True)


def font(role: FontRole) -> QFont:
    """Create a font for `role`. Callers keep it: creating one for each paint costs more than the text."""
    size, is_bold, is_numeric = role.value
    made = QFont(FONT_FAMILY)
    made.setPixelSize(size)
    made.setBold(is_bold)
    if is_numeric:
        # Digits need no shaping and no font merging; without them drawing a text costs a quarter less.
        made.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping | QFont.StyleStrategy.NoFontMerging)
    return made


def change_color(change: float | None) -> QColor:
    """Return red above zero, blue below, the plain colour at zero or if unknown."""
    if not change:
        return EVEN
    return RISE if change > 0 else FALL


def apply_dark(app: QApplication) -> None:
    """Apply the dark theme to the whole application."""
    app.setStyle("Fusion")
    app.setFont(font(FontRole.TEXT))
    app.setPalette(dark_palette())
    app.setStyleSheet(_STYLE)
    QPixmapCache.setCacheLimit(PIXMAPS_KB)


def dark_palette() -> QPalette:
    """Return the palette for Qt's own widgets."""
    palette = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: BACKGROUND,
        role.WindowText: TEXT,
        role.Base: PANEL,
        role.AlternateBase: HEADER,
        role.Text: TEXT,
        role.Button: HEADER,
        role.ButtonText: TEXT,
        role.BrightText: RISE,
        role.Highlight: SELECTION,
        role.HighlightedText: TEXT,
        role.ToolTipBase: HEADER,
        role.ToolTipText: TEXT,
        role.PlaceholderText: FAINT_TEXT,
        role.Link: FALL,
        role.Light: BORDER,
        role.Midlight: BORDER,
        role.Mid: GRID,
        role.Dark: BACKGROUND,
        role.Shadow: BACKGROUND,
    }
    for each, color in colors.items():
        palette.setColor(each, color)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, FAINT_TEXT)
    return palette


_STYLE: Final = f"""
QToolTip {{ color: {TEXT.name()}; background: {HEADER.name()}; border: 1px solid {BORDER.name()}; }}
QMainWindow::separator {{ background: {BACKGROUND.name()}; width: 4px; height: 4px; }}
QMainWindow::separator:hover {{ background: {BORDER.name()}; }}
QDockWidget {{ color: {TEXT.name()}; }}
QDockWidget::title {{ background: {HEADER.name()}; padding: 5px 8px; }}
QTabBar::tab {{ background: {BACKGROUND.name()}; color: {DIM_TEXT.name()}; padding: 5px 12px; border: none; }}
QTabBar::tab:selected {{ background: {HEADER.name()}; color: {TEXT.name()}; }}
QTabBar::tab:hover {{ color: {TEXT.name()}; }}
QLineEdit {{ background: {BACKGROUND.name()}; border: 1px solid {BORDER.name()}; border-radius: 3px; }}
QLineEdit {{ padding: 3px 6px; }}
QLineEdit:focus {{ border-color: {FALL.name()}; }}
QHeaderView {{ background: {HEADER.name()}; }}
QHeaderView::section {{ background: {HEADER.name()}; color: {DIM_TEXT.name()}; border: none; padding: 3px 8px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ image: none; width: 0; height: 0; }}
QTableView {{ background: {PANEL.name()}; border: none; outline: none; gridline-color: {GRID.name()}; }}
QScrollBar:vertical {{ background: {PANEL.name()}; width: 9px; margin: 0; }}
QScrollBar:horizontal {{ background: {PANEL.name()}; height: 9px; margin: 0; }}
QScrollBar::handle {{ background: {BORDER.name()}; border-radius: 4px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {FAINT_TEXT.name()}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""
