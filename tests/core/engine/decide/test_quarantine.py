"""One bad subscription harms no other: suspects are held back, tried, and released or given the exchange's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.quarantine import Quarantine
from core.engine.decide.registration import Registration
from core.model.subscription import StreamKey, StreamType

A, B, C = (StreamKey(StreamType.TICKER, code) for code in ("KRW-A", "KRW-B", "KRW-C"))


def registration(name: str, *keys: StreamKey) -> Registration:
    return Registration(name, dict.fromkeys(keys, 0))


@pytest.fixture
def quarantine() -> Quarantine:
    return Quarantine()


def test_suspects_are_not_requested(quarantine: Quarantine) -> None:
    quarantine.suspect([B])
    assert quarantine.acceptable({A: 0, B: 0}) == {A: 0}


def test_the_components_behind_suspects_are_to_be_tried(quarantine: Quarantine) -> None:
    one, other = registration("one", A), registration("other", A, B)
    quarantine.suspect([B])
    assert quarantine.suspects([one, other]) == [other]
    assert quarantine.on_trial(other) == {B: 0}


def test_an_accepted_stream_may_be_requested_again(quarantine: Quarantine) -> None:
    quarantine.suspect([A, B])
    quarantine.acquit([A])
    assert quarantine.acceptable({A: 0, B: 0}) == {A: 0}
    quarantine.acquit([B])
    assert quarantine.is_empty


def test_a_condemned_component_gets_the_reason_and_is_not_tried_again(quarantine: Quarantine) -> None:
    bad = registration("bad", B)
    quarantine.suspect([B])
    quarantine.condemn(bad, "no")
    assert quarantine.words(bad) == "no"
    assert quarantine.suspects([bad]) == []


def test_a_pardon_means_another_trial(quarantine: Quarantine) -> None:
    bad = registration("bad", B)
    quarantine.suspect([B])
    quarantine.condemn(bad, "no")
    quarantine.pardon(bad)
    assert quarantine.words(bad) == ""
    assert quarantine.suspects([bad]) == [bad]


def test_a_good_stream_of_a_condemned_component_is_released_for_other_components(quarantine: Quarantine) -> None:
    bad, good = registration("bad", A, B), registration("good", A)
    quarantine.suspect([A, B])
    quarantine.condemn(bad, "no")
    quarantine.acquit(quarantine.on_trial(good))
    assert quarantine.acceptable({A: 0, B: 0}) == {A: 0}
    assert quarantine.words(bad) == "no"


def test_streams_that_are_no_longer_desired_are_forgotten(quarantine: Quarantine) -> None:
    bad = registration("bad", B)
    quarantine.suspect([B])
    quarantine.condemn(bad, "no")
    quarantine.forget({}, [])
    assert quarantine.is_empty
    assert quarantine.words(bad) == ""


@given(
    st.lists(st.sets(st.sampled_from([A, B, C]), min_size=1), min_size=1, max_size=6),
    st.sets(st.sampled_from([A, B, C])),
)
def test_trying_every_suspect_once_leaves_only_streams_of_the_condemned(
    subscriptions: list[set[StreamKey]], refused: set[StreamKey]
) -> None:
    quarantine = Quarantine()
    components = [registration(f"component {n}", *keys) for n, keys in enumerate(subscriptions)]
    desired = {key: 0 for component in components for key in component.streams}
    quarantine.suspect(desired)
    while suspects := quarantine.suspects(components):
        streams = quarantine.on_trial(suspects[0])
        if refused.isdisjoint(streams):
            quarantine.acquit(streams)
        else:
            quarantine.condemn(suspects[0], "no")
    assert refused.isdisjoint(quarantine.acceptable(desired))
    for component in components:
        if refused.isdisjoint(component.streams):
            assert quarantine.words(component) == ""
            assert component.streams.keys() <= quarantine.acceptable(desired).keys()
