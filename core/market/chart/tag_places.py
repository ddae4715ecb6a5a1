"""Where tags on an axis stand so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(middles: Sequence[int], heights: Sequence[int], top: int, bottom: int) -> list[int]:
    """Return the top of each tag, between `top` and `bottom` as far as there is room.

    The first tag stands at its place, or at the edge it is beyond. The others keep their order above and below it, and
    are moved away from it only as far as needed.

    Args:
        middles: where the middle of each tag belongs; the first is the most important one.
        heights: of the tags.
        top: the first pixel of the axis.
        bottom: the pixel after its last.
    """
    if not middles:
        return []
    tops = [
        min(max(middle - height // 2, top), bottom - height) for middle, height in zip(middles, heights, strict=True)
    ]
    others = sorted(range(1, len(middles)), key=lambda each: (middles[each], each))
    below = [each for each in others if middles[each] >= middles[0]]
    above = [each for each in reversed(others) if middles[each] < middles[0]]
    end = tops[0] + heights[0]
    for each in below:
        tops[each] = max(tops[each], end)
        end = tops[each] + heights[each]
    begin = tops[0]
    for each in above:
        tops[each] = min(tops[each], begin - heights[each])
        begin = tops[each]
    return tops
