"""Palette and style sheet of the application, for the widgets that Qt itself paints.

A label or button names its role by a property (`widgets.controls.label`) or its place by an object name; the colours
and fonts are here only, so that a switch of the theme needs no widget to be touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QPalette

from widgets.look.fonts import FontRole, scaled
from widgets.look.theme import Ink, Theme

INK: Final = "ink"
"""The property that names the role of a widget's text colour."""

FONT: Final = "fontRole"
"""The property that names the role of a widget's font."""

KEYBOARD: Final = "hasKeyboard"
"""The property of a dock that tells whether its panel has the keyboard."""


OUTLINED: Final[Mapping[str, int]] = {
    "QAbstractSpinBox": 140,
    "QCheckBox": 127,
    "QComboBox": 140,
    "QListWidget": 127,  # the boxes of its rows
    "QPushButton": 140,
    "QToolButton": 140,
}
"""The controls whose outline Fusion draws, and by how many percent it darkens the window's colour for that."""

_BOX: Final = 21
"""Least height of what a field with arrows holds, which makes it as high as a button beside it.

Its own hint is too low under a style sheet with a rule for `QLineEdit`: letters would lose what is below the line.
"""

_CHECK: Final = 15
"""Side of the box of a check box, which Fusion draws with its outline and its tick."""

_MARK: Final = 18
"""Side of the buttons in the title of a dock."""

_LEAST: Final = 18
"""Least height of what a box of choices holds: a layout without room makes it as low as it may be."""


def qt_palette(theme: Theme) -> QPalette:
    """Return the palette of the application."""
    palette = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.header,
        role.Text: theme.text,
        role.Button: theme.header,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.ToolTipBase: theme.header,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint_text,
        role.Link: theme.accent,
        role.Light: theme.border,
        role.Midlight: theme.border,
        role.Mid: theme.grid,
        role.Dark: theme.background,
        role.Shadow: theme.background,
    }
    for each, color in colors.items():
        palette.setColor(each, color)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, theme.faint_text)
    return palette


def outlined_palette(theme: Theme, control: str) -> QPalette:
    """Return the palette of one of OUTLINED: its outline is seen on every ground, and is stronger with the focus.

    Fusion draws an outline in a darker shade of the window, which nobody sees on a dark one.
    """
    palette = qt_palette(theme)
    palette.setColor(QPalette.ColorRole.Window, theme.control.lighter(OUTLINED[control]))
    palette.setColor(QPalette.ColorRole.Highlight, theme.accent)
    return palette


def qt_style_sheet(theme: Theme, percent: int = 100) -> str:
    """Return the style sheet of the application."""
    color = {name: getattr(theme, name).name() for name in _NAMED}
    rules = [
        _RULES.format(
            **color,
            thin=scaled(9, percent),
            box=scaled(_BOX, percent),
            least=scaled(_LEAST, percent),
            check=scaled(_CHECK, percent),
            mark=scaled(_MARK, percent),
            beside=scaled(_MARK, percent) + 6,
        )
    ]
    rules += [f'QLabel[{INK}="{ink}"], QCheckBox[{INK}="{ink}"] {{ color: {theme.ink(ink).name()}; }}' for ink in Ink]
    for role in FontRole:
        size, is_bold, _ = role.value
        sizes = f"font-size: {scaled(size, percent)}px; font-weight: {'bold' if is_bold else 'normal'};"
        rules.append(f'QLabel[{FONT}="{role.name}"], QAbstractButton[{FONT}="{role.name}"] {{ {sizes} }}')
    return "\n".join(rules)


_NAMED: Final = (
    "background", "panel", "header", "hover", "selection", "grid", "border", "control", "text", "dim_text",
    "faint_text", "warning", "banner", "on_banner", "accent",
)  # fmt: skip

_RULES: Final = """
QToolTip {{ color: {text}; background: {header}; border: 1px solid {border}; }}
QMainWindow::separator {{ background: {background}; width: 4px; height: 4px; }}
#separatorMark {{ background: {border}; }}
QDockWidget {{ color: {text}; }}
QDockWidget::title {{ background: {header}; padding: 5px 8px 5px 4px; border-left: 4px solid {header}; }}
QDockWidget[hasKeyboard="true"]::title {{ background: {selection}; border-left: 4px solid {accent}; }}
QDockWidget::close-button, QDockWidget::float-button {{ subcontrol-origin: margin; position: absolute; }}
QDockWidget::close-button, QDockWidget::float-button {{ subcontrol-position: center right; padding: 0; }}
QDockWidget::close-button, QDockWidget::float-button {{ width: {mark}px; height: {mark}px; }}
QDockWidget::close-button {{ right: 4px; }}
QDockWidget::float-button {{ right: {beside}px; }}
QTabBar::tab {{ background: {background}; color: {dim_text}; padding: 5px 12px 3px; border: none; }}
QTabBar::tab {{ border-bottom: 2px solid {background}; }}
QTabBar::tab:selected {{ background: {header}; color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QComboBox {{ min-width: 16px; min-height: {least}px; }}
QAbstractSpinBox {{ min-height: {box}px; }}
QLineEdit {{ background: {background}; border: 1px solid {control}; border-radius: 3px; }}
QLineEdit {{ padding: 3px 6px; }}
QLineEdit:focus {{ border-color: {accent}; }}
QPlainTextEdit {{ border: 1px solid {control}; border-radius: 3px; }}
QPlainTextEdit:focus {{ border-color: {accent}; }}
QHeaderView {{ background: {header}; }}
QHeaderView::section {{ background: {header}; color: {dim_text}; border: none; padding: 3px 8px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ image: none; width: 0; height: 0; }}
QMenu {{ background: {header}; color: {text}; border: 1px solid {control}; padding: 4px 0; menu-scrollable: 1; }}
QMenu::item {{ padding: 4px 24px 4px 16px; }}
QMenu::item:selected {{ background: {selection}; }}
QMenu::item:disabled {{ color: {faint_text}; }}
QMenu::icon {{ margin-left: 6px; padding: 1px; border: 1px solid transparent; border-radius: 3px; }}
QMenu::icon:checked {{ border-color: {accent}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QCheckBox {{ padding: 3px; }}
QCheckBox::indicator, QListWidget::indicator {{ width: {check}px; height: {check}px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QListWidget {{ border: none; outline: none; selection-background-color: {selection}; selection-color: {text}; }}
QListWidget::item {{ padding: 5px 8px; }}
#marketList {{ background: {header}; border: 1px solid {control}; outline: none; }}
#marketList::item {{ padding: 4px 8px; }}
#marketList::item:selected {{ background: {selection}; color: {text}; }}
#marketList::item:disabled {{ color: {faint_text}; }}
QTableView {{ background: {panel}; border: none; outline: none; gridline-color: {grid}; }}
QScrollBar:vertical {{ background: {panel}; width: {thin}px; margin: 0; }}
QScrollBar:horizontal {{ background: {panel}; height: {thin}px; margin: 0; }}
QScrollBar::handle {{ background: {control}; border-radius: 4px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {faint_text}; }}
QScrollBar::handle:disabled {{ background: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
#chartHeader QPushButton {{ color: {dim_text}; border: none; border-radius: 3px; padding: 3px 6px; }}
#chartHeader QPushButton:hover {{ background: {hover}; color: {text}; }}
#chartHeader QPushButton:checked {{ background: {selection}; color: {text}; font-weight: bold; }}
#chartHeader QPushButton:focus {{ outline: none; }}
#chartHeader #indicators {{ margin-left: 8px; }}
#palette {{ background: {header}; border: 1px solid {control}; }}
#palette QListView {{ background: {header}; border: none; outline: none; }}
#newestButton {{ background: {header}; color: {text}; padding: 0 4px; }}
#newestButton {{ border: 1px solid {border}; border-radius: 4px; }}
#newestButton:hover {{ background: {selection}; }}
#chartNotice {{ background: {header}; border: 1px solid {warning}; border-radius: 4px; }}
#chartNotice QLabel {{ color: {warning}; border: none; }}
#overlayText {{ color: {warning}; background: {background}; border: 1px solid {border}; border-radius: 6px; }}
#overlayText[fontRole="NOTICE"] {{ padding: 10px 18px; }}
#overlayText[fontRole="TEXT"] {{ padding: 4px 10px; }}
#overlayText[fontRole="SMALL"] {{ padding: 0 6px; }}
#sourceBanner {{ background: {banner}; }}
#sourceBanner QLabel {{ color: {on_banner}; font-weight: bold; padding: 3px; }}
#sourceBanner QPushButton {{
    color: {on_banner}; background: transparent; border: 1px solid {on_banner}; border-radius: 3px; padding: 0 8px;
}}
#sourceBanner QPushButton:hover {{ background: {on_banner}; color: {banner}; }}
#sourceSelector QToolButton {{ border: 1px solid {border}; padding: 1px 12px; color: {dim_text}; }}
#sourceSelector QToolButton[popupMode="1"] {{ padding-right: 26px; }}
#sourceSelector QToolButton::menu-button {{ border: none; width: 18px; }}
#sourceSelector QToolButton:checked {{ background: {header}; color: {text}; font-weight: bold; }}
#sourceSelector QToolButton:hover {{ color: {text}; border-color: {text}; }}
#faultGroup {{ color: {dim_text}; background: {header}; padding: 5px 10px; }}
#notice {{ background: {header}; border-left: 3px solid {warning}; }}
#notice QPushButton {{ color: {accent}; border: none; padding: 2px 6px; }}
#alertCard {{ background: {header}; border: 1px solid {border}; border-left: 3px solid {accent}; }}
#alertCard QPushButton {{ padding: 2px 8px; }}
"""
