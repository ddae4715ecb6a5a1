"""The size in which a panel can be read."""

import pytest

from app.panels.kinds import KINDS
from app.panels.readable_size import FULL_ROWS, least_height, least_size


@pytest.mark.parametrize("percent", [100, 150])
def test_a_window_of_its_own_shows_full_rows_at_every_size_of_the_font_and_a_strip_is_as_low_as_it_likes(percent):
    for kind, each in KINDS.items():
        width, height = least_size(kind, percent)
        assert width == FULL_ROWS * percent // 100
        assert height == (0 if each.is_strip else least_height(kind) * percent // 100)
