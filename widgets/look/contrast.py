"""Contrast of two colours as WCAG 2.2 defines it: 1 for equal colours, 21 for black on white."""

from __future__ import annotations

from typing import Final

Rgb = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

LEAST_FOR_TEXT: Final = 4.5
"""Minimum contrast of a text and its ground (WCAG 1.4.3, level AA)."""

LEAST_FOR_MARKS: Final = 3.0
"""Minimum contrast of a shape that tells something and its ground (WCAG 1.4.11, level AA)."""


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two opaque colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Rgb) -> float:
    """Return the relative luminance: 0 for black, 1 for white."""
    red, green, blue = (_linear(each / 255) for each in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def covered(color: Rgb, veil: Rgb, opacity: float) -> Rgb:
    """Return `color` seen through a veil of `opacity` between 0 and 1."""
    red, green, blue = (
        round(below * (1 - opacity) + above * opacity) for below, above in zip(color, veil, strict=True)
    )
    return red, green, blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
