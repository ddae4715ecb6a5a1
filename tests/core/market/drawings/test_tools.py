from __future__ import annotations

from core.market.drawings.drawing import Dash, Kind, Tint
from core.market.drawings.tools import COLORS, DASHES, MAGNET_KEY, TITLES, TOOL_OF_KEY, TOOLS
from looks import DARK


def test_every_kind_has_a_tool_and_every_tool_a_key_of_its_own():
    assert {tool.kind for tool in TOOLS} == set(TITLES) == set(Kind)
    assert len(TOOL_OF_KEY) == len(TOOLS)
    assert MAGNET_KEY not in TOOL_OF_KEY


def test_every_colour_is_one_of_the_theme_and_every_dash_has_a_name():
    assert set(COLORS) == set(Tint)
    assert set(DASHES) == set(Dash)
    assert all(getattr(DARK, tint).isValid() for tint in Tint)
