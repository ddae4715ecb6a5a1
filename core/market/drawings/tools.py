"""The drawing tools as data: names and keys. Tool bar, menus, keys and the list of keys read this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.market.drawings.drawing import Dash, Kind, Tint
from core.text import Text, translatable


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool."""

    kind: Kind
    title: Text
    key: str
    """A letter that chooses it while the chart has the keyboard."""


TOOLS: Final = (
    Tool(Kind.TREND, translatable("Drawings", "추세선"), "T"),
    Tool(Kind.RAY, translatable("Drawings", "반직선"), "R"),
    Tool(Kind.HORIZONTAL, translatable("Drawings", "수평선"), "H"),
    Tool(Kind.VERTICAL, translatable("Drawings", "수직선"), "V"),
    Tool(Kind.CHANNEL, translatable("Drawings", "평행 채널"), "C"),
    Tool(Kind.RECTANGLE, translatable("Drawings", "사각형"), "B"),
    Tool(Kind.FIBONACCI, translatable("Drawings", "피보나치 되돌림"), "F"),
    Tool(Kind.RANGE, translatable("Drawings", "가격 범위"), "G"),
    Tool(Kind.TEXT, translatable("Drawings", "글"), "X"),
)
"""In the order of the tool bar."""

TITLES: Final[Mapping[Kind, Text]] = {tool.kind: tool.title for tool in TOOLS}
TOOL_OF_KEY: Final[Mapping[str, Kind]] = {tool.key: tool.kind for tool in TOOLS}

MAGNET_KEY: Final = "M"
"""A letter that turns the magnet on and off while the chart has the keyboard."""

COLORS: Final[Mapping[Tint, Text]] = {
    Tint.ACCENT: translatable("Drawings", "파랑"),
    Tint.RISE: translatable("Drawings", "상승색"),
    Tint.FALL: translatable("Drawings", "하락색"),
    Tint.GOOD: translatable("Drawings", "초록"),
    Tint.WARNING: translatable("Drawings", "노랑"),
    Tint.PURPLE: translatable("Drawings", "보라"),
    Tint.PINK: translatable("Drawings", "분홍"),
    Tint.TEXT: translatable("Drawings", "글자색"),
}
DASHES: Final[Mapping[Dash, Text]] = {
    Dash.SOLID: translatable("Drawings", "실선"),
    Dash.DASHED: translatable("Drawings", "파선"),
    Dash.DOTTED: translatable("Drawings", "점선"),
}
