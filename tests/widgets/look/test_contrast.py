"""The figures of WCAG: known pairs, and what a veil does."""

from __future__ import annotations

import pytest

from widgets.look.contrast import contrast, covered, luminance


@pytest.mark.parametrize(
    ("one", "other", "figure"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((119, 119, 119), (255, 255, 255), 4.48),
        ((118, 118, 118), (255, 255, 255), 4.54),
        ((255, 0, 0), (255, 255, 255), 4.0),
        ((0, 0, 255), (0, 0, 0), 2.44),
    ],
)
def test_known_figures(one, other, figure):
    assert contrast(one, other) == pytest.approx(figure, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_green_is_lighter_than_red_and_red_than_blue():
    assert luminance((0, 255, 0)) == pytest.approx(0.7152)
    assert luminance((255, 0, 0)) == pytest.approx(0.2126)
    assert luminance((0, 0, 255)) == pytest.approx(0.0722)
    assert luminance((10, 10, 10)) == pytest.approx(0.00304, abs=1e-5), "dark greys follow the straight part"


def test_a_veil_mixes():
    assert covered((200, 100, 0), (0, 0, 0), 0.0) == (200, 100, 0)
    assert covered((200, 100, 0), (10, 20, 30), 1.0) == (10, 20, 30)
    assert covered((200, 100, 0), (0, 0, 100), 0.25) == (150, 75, 25)
