"""The four themes, each with Korean colours (up red, down blue) or international ones (up green, down red).

`tests/widgets/look/test_themes.py` computes the contrast of every text on every ground where it appears.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtGui import QColor

from widgets.look.theme import Theme


class ThemeName(StrEnum):
    """The themes."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"
    COLOR_BLIND = "color-blind"


class UpDownColors(StrEnum):
    """Which colour is up, and which is down."""

    KOREAN = "korean"
    """Up and buying red, down and selling blue."""
    INTERNATIONAL = "international"
    """Up and buying green, down and selling red; blue and orange in the theme for the colour-blind."""


Colors = Mapping[str, str]

VEIL_ALPHA: Final = 20
"""Of 255: the veil only tints; the frame around data that are not current is what is seen at a glance."""

_DARK: Final[Colors] = {
    "background": "#0d1117", "panel": "#12171f", "header": "#181f2a", "hover": "#1b2431", "selection": "#18263c",
    "gap_row": "#33270c", "crosshair_tag": "#323d4d", "grid": "#1d2530", "border": "#2c3746", "control": "#657389",
    "text": "#dee4ec", "dim_text": "#a6b0be", "faint_text": "#95a0af", "stale": "#95a0af",
    "warning": "#ffb224", "banner": "#ffb224", "on_banner": "#0d1117",
    "good": "#3fb97f", "bad": "#ff626d", "accent": "#5f98ff",
    "link_1": "#7fb2ff", "link_2": "#c79bff", "link_3": "#4fd1b5", "link_4": "#f59ac0", "link_5": "#d9c76a",
    "link_6": "#9bd06a", "on_link": "#0d1117",
    "line_1": "#f48fb1", "line_2": "#ffb74d", "line_3": "#5fcf80", "line_4": "#b39dff",
    "line_5": "#4fc3f7", "line_6": "#c5e06c", "line_7": "#d7a98c", "line_8": "#c4ccd6",
}  # fmt: skip

_LIGHT: Final[Colors] = {
    "background": "#f1f3f7", "panel": "#ffffff", "header": "#f4f6f9", "hover": "#edf1f6", "selection": "#e2ecfc",
    "gap_row": "#fdf3dc", "crosshair_tag": "#d9dfe8", "grid": "#eceff3", "border": "#d3d9e2", "control": "#778393",
    "text": "#1b2430", "dim_text": "#465160", "faint_text": "#545e6c", "stale": "#545e6c",
    "warning": "#825200", "banner": "#ffc04a", "on_banner": "#1b2430",
    "good": "#0a6f45", "bad": "#bf1d33", "accent": "#1b5acc",
    "link_1": "#1b5acc", "link_2": "#7a3fc4", "link_3": "#0b6f69", "link_4": "#b02a76", "link_5": "#755900",
    "link_6": "#3f6d17", "on_link": "#ffffff",
    "line_1": "#c2185b", "line_2": "#a85400", "line_3": "#19742f", "line_4": "#6a3fc4",
    "line_5": "#0272a3", "line_6": "#5b6b00", "line_7": "#8d5a3c", "line_8": "#4f5b69",
}  # fmt: skip

_HIGH_CONTRAST: Final[Colors] = {
    "background": "#000000", "panel": "#000000", "header": "#101010", "hover": "#1c1c1c", "selection": "#00264d",
    "gap_row": "#332600", "crosshair_tag": "#3a3a3a", "grid": "#2a2a2a", "border": "#7a7a7a", "control": "#8a8a8a",
    "text": "#ffffff", "dim_text": "#e0e0e0", "faint_text": "#c8c8c8", "stale": "#c8c8c8",
    "warning": "#ffd23f", "banner": "#ffd23f", "on_banner": "#000000",
    "good": "#4be08f", "bad": "#ff9aa1", "accent": "#86bfff",
    "link_1": "#86bfff", "link_2": "#d9b8ff", "link_3": "#5fe6cb", "link_4": "#ffa8d4", "link_5": "#f0e08a",
    "link_6": "#b3f08c", "on_link": "#000000",
    "line_1": "#ffa8d4", "line_2": "#ffd23f", "line_3": "#5fe6a0", "line_4": "#d9b8ff",
    "line_5": "#7fdcff", "line_6": "#d4f08c", "line_7": "#f0c0a0", "line_8": "#c8d4e0",
}  # fmt: skip

_COLOR_BLIND: Final[Colors] = {
    **_DARK,
    "warning": "#f2e05c", "banner": "#f2e05c", "gap_row": "#2f2b0e",
    "good": "#5fd0b8", "bad": "#f08fd0", "accent": "#6fb3ff",
}  # fmt: skip

_RED_ON_DARK: Final[Colors] = {
    "": "#ff626d", "on": "#0d1117", "volume": "#b54852", "row": "#1d141a", "bar": "#381921", "edge": "#bd545d",
}  # fmt: skip
_BLUE_ON_DARK: Final[Colors] = {
    "": "#6399ff", "on": "#0d1117", "volume": "#406abd", "row": "#111927", "bar": "#16253f", "edge": "#4974c5",
}  # fmt: skip
_GREEN_ON_DARK: Final[Colors] = {
    "": "#35bf8b", "on": "#0d1117", "volume": "#267f5f", "row": "#0f1c19", "bar": "#0f2b25", "edge": "#2a8a67",
}  # fmt: skip
_RED_ON_LIGHT: Final[Colors] = {
    "": "#c21c33", "on": "#ffffff", "volume": "#d66a77", "row": "#fef7f7", "bar": "#fbe5e7", "edge": "#cf5d6a",
}  # fmt: skip
_BLUE_ON_LIGHT: Final[Colors] = {
    "": "#1b58c8", "on": "#ffffff", "volume": "#5f89d9", "row": "#f6f9fe", "bar": "#e1ebfb", "edge": "#527fd4",
}  # fmt: skip
_GREEN_ON_LIGHT: Final[Colors] = {
    "": "#0a6b43", "on": "#ffffff", "volume": "#449a76", "row": "#f4fbf7", "bar": "#d9f1e5", "edge": "#379069",
}  # fmt: skip
_RED_ON_BLACK: Final[Colors] = {
    "": "#ff949c", "on": "#000000", "volume": "#d9626d", "row": "#000000", "bar": "#3a0a11", "edge": "#ff949c",
}  # fmt: skip
_BLUE_ON_BLACK: Final[Colors] = {
    "": "#86bfff", "on": "#000000", "volume": "#4f8fdc", "row": "#000000", "bar": "#041d42", "edge": "#86bfff",
}  # fmt: skip
_GREEN_ON_BLACK: Final[Colors] = {
    "": "#4be08f", "on": "#000000", "volume": "#2fa868", "row": "#000000", "bar": "#052b16", "edge": "#4be08f",
}  # fmt: skip
_ORANGE: Final[Colors] = {
    "": "#f59a3c", "on": "#0d1117", "volume": "#a8692a", "row": "#1b1711", "bar": "#33230f", "edge": "#b06f2d",
}  # fmt: skip
_SKY: Final[Colors] = {
    "": "#5fb0fa", "on": "#0d1117", "volume": "#3b76ad", "row": "#101a27", "bar": "#12263e", "edge": "#3f7db6",
}  # fmt: skip

_THEMES: Final[Mapping[ThemeName, tuple[Colors, Mapping[UpDownColors, tuple[Colors, Colors]]]]] = {
    ThemeName.DARK: (
        _DARK,
        {
            UpDownColors.KOREAN: (_RED_ON_DARK, _BLUE_ON_DARK),
            UpDownColors.INTERNATIONAL: (_GREEN_ON_DARK, _RED_ON_DARK),
        },
    ),
    ThemeName.LIGHT: (
        _LIGHT,
        {
            UpDownColors.KOREAN: (_RED_ON_LIGHT, _BLUE_ON_LIGHT),
            UpDownColors.INTERNATIONAL: (_GREEN_ON_LIGHT, _RED_ON_LIGHT),
        },
    ),
    ThemeName.HIGH_CONTRAST: (
        _HIGH_CONTRAST,
        {
            UpDownColors.KOREAN: (_RED_ON_BLACK, _BLUE_ON_BLACK),
            UpDownColors.INTERNATIONAL: (_GREEN_ON_BLACK, _RED_ON_BLACK),
        },
    ),
    ThemeName.COLOR_BLIND: (
        _COLOR_BLIND,
        {UpDownColors.KOREAN: (_ORANGE, _SKY), UpDownColors.INTERNATIONAL: (_SKY, _ORANGE)},
    ),
}
"""Of each theme: the colours that have no direction, and the colours of up and down for both conventions."""

_HOLLOW: Final = (ThemeName.HIGH_CONTRAST, ThemeName.COLOR_BLIND)


def theme(name: ThemeName = ThemeName.DARK, colors: UpDownColors = UpDownColors.KOREAN) -> Theme:
    """Return a theme with the colours of a convention for up and down; each is made once."""
    return _made(name, colors)


@cache
def _made(name: ThemeName, colors: UpDownColors) -> Theme:
    common, conventions = _THEMES[name]
    up, down = conventions[colors]
    veil = QColor(common["background"])
    veil.setAlpha(VEIL_ALPHA)
    named = {
        **common,
        "rise": up[""], "on_rise": up["on"], "rise_volume": up["volume"],
        "bid_row": up["row"], "bid_bar": up["bar"], "bid_edge": up["edge"],
        "fall": down[""], "on_fall": down["on"], "fall_volume": down["volume"],
        "ask_row": down["row"], "ask_bar": down["bar"], "ask_edge": down["edge"],
    }  # fmt: skip
    made = {role: QColor(color) for role, color in named.items()}
    return Theme(veil=veil, has_hollow_rises=name in _HOLLOW, **made)
