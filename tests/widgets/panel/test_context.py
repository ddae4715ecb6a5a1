from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from desk_in_hand import Desk


async def test_panels_are_numbered_and_the_desk_cannot_be_swapped_under_them(desk: Desk):
    context = desk.context
    assert [next(context.serial), next(context.serial)] == [1, 2]
    with pytest.raises(FrozenInstanceError):
        context.clock = None
