from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from core.market.first_seen import NEW_SECONDS, FirstSeen

NOW = 1.8e9
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.just(10**400) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["KRW-A", "KRW-B", "x", ""]), inner),
    max_leaves=8,
)


def test_the_first_list_of_all_is_old_and_what_comes_later_is_new_for_a_week():
    seen = FirstSeen()
    seen.see(["KRW-A", "KRW-B"], NOW)
    assert seen.new(NOW) == frozenset()
    seen.see(["KRW-A", "KRW-C"], NOW + 60)
    seen.see(["KRW-A", "KRW-C"], NOW + 120)
    assert seen.new(NOW + 60) == {"KRW-C"}
    assert seen.new(NOW + 59 + NEW_SECONDS) == {"KRW-C"}
    assert seen.new(NOW + 60 + NEW_SECONDS) == frozenset()


def test_a_market_that_comes_back_is_not_new():
    seen = FirstSeen()
    for listed in (["KRW-A", "KRW-B"], ["KRW-A"], ["KRW-A", "KRW-B"]):
        seen.see(listed, NOW)
    assert seen.new(NOW) == frozenset()


def test_a_record_outlives_the_run():
    seen, later = FirstSeen(), FirstSeen()
    seen.see(["KRW-A"], NOW)
    seen.see(["KRW-C"], NOW)
    later.restore(json.loads(json.dumps(seen.state())))
    later.see(["KRW-A", "KRW-C", "KRW-D"], NOW + 1)
    assert later.new(NOW + 1) == {"KRW-C", "KRW-D"}


@given(JSON)
def test_of_a_record_without_sense_what_makes_sense_is_kept(kept):
    seen = FirstSeen()
    seen.restore(kept)
    assert seen.state().keys() <= (kept.keys() if isinstance(kept, dict) else set())
    assert all(isinstance(at, float) and 0 <= at < float("inf") for at in seen.state().values())
