from __future__ import annotations

import pytest

from core.market.strength import buying_strength


@pytest.mark.parametrize(
    ("bought", "sold", "strength"),
    [(150.0, 100.0, 1.5), (100.0, 200.0, 0.5), (0.0, 5.0, 0.0), (5.0, 0.0, None), (None, 5.0, None), (5.0, None, None),
     (-1.0, 5.0, None), (5.0, float("nan"), None)],
)  # fmt: skip
def test_it_is_what_was_bought_by_what_was_sold_if_both_are_known(bought, sold, strength):
    assert buying_strength(bought, sold) == strength
