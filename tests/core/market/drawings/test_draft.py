from __future__ import annotations

import pytest

from core.market.drawings.draft import NUMBER, Draft
from core.market.drawings.drawing import ANCHORS, USUAL_STYLES, Anchor, Kind

PLACES = [Anchor(number, 100.0 + number) for number in range(5)]


@pytest.mark.parametrize("kind", Kind)
def test_clicks_place_the_anchors_one_after_the_other(kind):
    draft = Draft(kind, USUAL_STYLES[kind])
    assert draft.shown() is None
    for number in range(ANCHORS[kind]):
        assert not draft.is_complete
        assert draft.has_begun == (number > 0)
        draft.place(PLACES[number])
    assert draft.is_complete
    assert draft.anchors == tuple(PLACES[: ANCHORS[kind]])
    shown = draft.shown()
    assert shown is not None
    assert (shown.id, shown.kind, shown.anchors, shown.style) == (NUMBER, kind, draft.anchors, USUAL_STYLES[kind])
    draft.place(PLACES[4])
    assert len(draft.anchors) == ANCHORS[kind]


def test_the_loose_end_stands_for_what_is_missing():
    draft = Draft(Kind.CHANNEL, USUAL_STYLES[Kind.CHANNEL])
    draft.place(PLACES[0])
    assert draft.shown().anchors == (PLACES[0], PLACES[0], PLACES[0])
    draft.follow(PLACES[1])
    assert draft.shown().anchors == (PLACES[0], PLACES[1], PLACES[1])
    draft.place(PLACES[2])
    draft.follow(PLACES[3])
    assert draft.shown().anchors == (PLACES[0], PLACES[2], PLACES[3])


def test_the_last_anchor_follows_the_hand_that_still_holds_it():
    draft = Draft(Kind.HORIZONTAL, USUAL_STYLES[Kind.HORIZONTAL])
    draft.shift_last(PLACES[0])
    assert not draft.has_begun
    draft.place(PLACES[0])
    draft.shift_last(PLACES[1])
    assert draft.anchors == (PLACES[1],)
