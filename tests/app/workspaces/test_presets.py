"""The workspaces everyone has: each opens, with every panel at its place, on every exchange."""

import pytest

from app.arrangement.arrangement import names_of
from app.arrangement.record import arrangement_of
from app.panels.spec import DEFAULT_DESK, PanelSpec
from app.workspaces.presets import NARROW, PRESET_NAMES, TRADER, preset, shown_name
from core.text import Text


@pytest.mark.parametrize("width", [NARROW - 1, NARROW])
@pytest.mark.parametrize("market", ["KRW-BTC", "SGD-BTC"])
@pytest.mark.parametrize("name", [*PRESET_NAMES, "mine"])
def test_every_panel_can_be_opened_and_has_a_place(name, market, width):
    content = preset(name, market, width)
    specs = [PanelSpec.parse(panel["panel"]) for panel in content["panels"]]
    assert all(spec.code.partition("-")[0] in ("", market[:3]) for spec in specs)
    if "arrangement" in content:
        names = [panel["name"] for panel in content["panels"]]
        assert sorted(names_of(arrangement_of(content["arrangement"], names).docked)) == sorted(names)
    else:
        assert specs == list(DEFAULT_DESK)


def test_their_names_are_in_the_language_of_the_user_and_those_of_the_user_are_left_alone():
    assert PRESET_NAMES == ("트레이더", "스캘퍼", "관찰")
    assert PRESET_NAMES[0] == TRADER
    assert all(isinstance(shown_name(name), Text) for name in PRESET_NAMES)
    assert not isinstance(shown_name("mine"), Text)
