"""The dark theme: colours by what they mean, fonts by the role they play, and the application's palette and style.

Korean convention: red is up and buying, blue is down and selling.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

FONT_FAMILY: Final = "NanumGothic"
"""The bundled font; its digits are all of one width."""

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
"""Not live: simulated, replayed, stale, disconnected."""
GOOD: Final = QColor("#3fb27f")
"""As it should be: live, connected."""

ASK_ROW: Final = QColor("#121b2b")
BID_ROW: Final = QColor("#22151b")
ASK_BAR: Final = QColor("#1f3f74")
BID_BAR: Final = QColor("#6b2630")
GAP_ROW: Final = QColor("#3a2c0d")
VEIL: Final = QColor(13, 17, 23, 140)
"""Laid over data that are not live: they stay readable, and cannot be mistaken for live ones."""

PIXMAPS_KB: Final = 2048
"""Pictures of buttons and icons that Qt keeps; its own limit is 10 MB.

It keys them by the palette or icon of the one widget they are of: those of a closed panel are never used again, and
stay until the limit is reached. Measured: 2.7 kB a dock, 30 kB a key form.
"""


class FontRole(Enum):
    """What a piece of text is for: (pixel size, is bold, is made of digits)."""

    TEXT = (13, False, False)
    STRONG = (13, True, False)
    SMALL = (11, False, False)
    NOTICE = (16, True, False)
    NUMBER = (13, False, True)
    STRONG_NUMBER = (13, True, True)


def font(role: FontRole) -> QFont:
    """A font for `role`. Callers keep it: making one for each paint costs more than the text."""
    size, is_bold, is_numeric = role.value
    made = QFont(FONT_FAMILY)
    made.setPixelSize(size)
    made.setBold(is_bold)
    if is_numeric:
        # Digits need no shaping and no second font; without them a text costs a quarter less.
        made.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping | QFont.StyleStrategy.NoFontMerging)
    return made


def change_color(change: float | None) -> QColor:
    """Red above zero, blue below, plain at zero or when unknown."""
    if not change:
        return EVEN
    return RISE if change > 0 else FALL


def apply_dark(app: QApplication) -> None:
    """Give the whole application the dark theme."""
    app.setStyle("Fusion")
    app.setFont(font(FontRole.TEXT))
    app.setPalette(dark_palette())
    app.setStyleSheet(_STYLE)
    QPixmapCache.setCacheLimit(PIXMAPS_KB)


def dark_palette() -> QPalette:
    """The colours Qt's own widgets are drawn in."""
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
