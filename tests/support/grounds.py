"""Which role of text or mark is painted on which ground: the one table of it.

`tests/widgets/look/test_themes.py` computes the contrast of each pair in every theme. `tests/whole/test_look.py` looks
at every panel and fails for a pair that is painted but not listed here, so that the table stays complete.
"""

from __future__ import annotations

from typing import Final

from widgets.look.theme import LINE_COLORS

_LINES: Final = {f"line_{number}" for number in range(1, LINE_COLORS + 1)}

TEXTS: Final[dict[str, set[str]]] = {
    "background": {"text", "dim_text", "faint_text", "warning", "accent"},
    "panel": {"text", "dim_text", "faint_text", "stale", "rise", "fall", "warning", "good", "bad", *_LINES},
    "header": {"text", "dim_text", "faint_text", "rise", "fall", "warning", "good", "bad", "accent"},
    "hover": {"text", "dim_text", "faint_text", "rise", "fall"},
    "selection": {"text", "dim_text", "stale", "rise", "fall", "warning", "bad"},
    "ask_row": {"text", "dim_text", "faint_text", "rise", "fall"},
    "bid_row": {"text", "dim_text", "faint_text", "rise", "fall"},
    "ask_bar": {"text", "dim_text", "faint_text", "rise", "fall"},
    "bid_bar": {"text", "dim_text", "faint_text", "rise", "fall"},
    "gap_row": {"warning"},
    "crosshair_tag": {"text"},
    "banner": {"on_banner"},
    "rise": {"on_rise"},
    "fall": {"on_fall"},
}
"""Texts: a contrast of 4.5 at least."""

MARKS: Final[dict[str, set[str]]] = {
    "panel": {
        "rise",
        "fall",
        "rise_volume",
        "fall_volume",
        "faint_text",
        "dim_text",
        "control",
        "warning",
        "bad",
        "text",
        *_LINES,
    },
    "background": {"control", "accent", "faint_text", "warning", "good"},
    "header": {"control", "accent", "warning"},
    "selection": {"warning", "bad", "dim_text"},
    "control": {"text"},
    "ask_row": {"ask_edge", "bid_edge", "text", "warning"},
    "bid_row": {"ask_edge", "bid_edge", "text", "warning"},
    "hover": {"ask_edge", "bid_edge", "text"},
}
"""Candles, volumes, lines, frames, arrows, edges of depth bars and of fields: a contrast of 3 at least."""

_CHIPS: Final = {f"link_{number}" for number in range(1, 7)}

TEXTS_OF_TITLES: Final[dict[str, set[str]]] = {
    **{chip: {"on_link"} for chip in _CHIPS},
    "header": {"text", "dim_text"},
    "selection": {"text", "dim_text"},
    "hover": {"text", "dim_text"},
}
MARKS_OF_TITLES: Final[dict[str, set[str]]] = {
    "header": {*_CHIPS, "dim_text", "accent"},
    "selection": {*_CHIPS, "dim_text", "accent"},
}
"""What the headers of panels paint over their title bars."""

TEXTS_OF_TAGS: Final[dict[str, set[str]]] = {line: {"on_link"} for line in _LINES}
"""The last values of the lines of a chart, on its axes."""

VEILED: Final = {"panel", "header", "hover", "selection", "ask_row", "bid_row", "ask_bar", "bid_bar", "gap_row"}
"""Grounds of data, over which the veil lies while the data are not current."""
