from __future__ import annotations

from widgets.watchlist.table.tints import STEPS, Tints


def test_a_change_fades_by_steps_and_a_newer_one_is_fresh_again():
    tints = Tints()
    tints.add("A", is_rise=True)
    seen = []
    for _ in range(STEPS):
        seen.append(tints.strength("A"))
        assert tints.fade() == ["A"]
    assert seen == list(range(STEPS, 0, -1))
    assert not tints
    assert tints.fade() == []
    tints.add("A", is_rise=True)
    tints.fade()
    tints.add("A", is_rise=False)
    assert tints.strength("A") == -STEPS
    tints.clear()
    assert not tints
