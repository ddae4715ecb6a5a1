"""Pictures of the kinds: each has its own, in every theme, size and scale."""

import pytest

from app.panels.kinds import KINDS
from app.window.kind_pictures import DRAWN, SIZE, picture
from widgets.look.themes import ThemeName, theme


def test_every_kind_has_a_drawing():
    assert set(DRAWN) == set(KINDS)


@pytest.mark.parametrize("name", list(ThemeName))
def test_no_two_look_alike_and_none_is_empty(application, name):
    drawn = {kind: picture(kind, theme(name), 100, 1.0).toImage() for kind in (*KINDS, "unknown")}
    images = list(drawn.values())
    assert all(one != other for one in images for other in images if one is not other)
    for image in images:
        below = {image.pixel(x, y) for x in range(4, SIZE.width() - 4) for y in range(9, SIZE.height() - 2)}
        assert len(below) > 1


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("percent", [80, 100, 150])
def test_they_follow_the_font_size_and_the_scale_of_the_screen(application, percent, ratio):
    made = picture("chart", theme(), percent, ratio)
    assert made.devicePixelRatio() == ratio
    assert abs(made.width() - SIZE.width() * percent / 100 * ratio) <= 2
