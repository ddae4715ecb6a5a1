"""What a user chose, and what of a kept state is believed."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import (
    MOST_CHOSEN,
    Style,
    added,
    default_styles,
    new_chart,
    reset,
    restored,
    state,
)
from core.market.indicators.declaration import Ink

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["rsi", "sma", "x"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "key", "values", "styles", "shown", "period", "average", "color"]), inner
        )
    ),
    max_leaves=20,
)


def test_a_new_chart_has_the_averages_of_every_korean_chart():
    chosen = new_chart()
    assert [each.values["period"] for each in chosen] == [5, 20, 60, 120]
    assert len({each.styles["average"].color for each in chosen}) == 4
    assert [each.key for each in chosen] == ["sma", "sma-2", "sma-3", "sma-4"]


def test_what_is_kept_comes_back_as_it_was():
    chosen = new_chart()
    for indicator in CATALOGUE.values():
        chosen.append(added(indicator, chosen))
    chosen = [chosen[1], *chosen[4:]]
    chosen[2] = chosen[2].with_style("average", Style("#12ab9f", 3, is_shown=False))
    found = restored(json.loads(json.dumps(state(chosen, []))))
    assert found.chosen == chosen
    assert found.unknown == []


@pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=CATALOGUE)
def test_one_that_is_added_has_what_is_declared(indicator):
    made = added(indicator, [])
    assert made.values == indicator.defaults
    assert made.styles == default_styles(indicator)
    again = added(indicator, [made])
    assert again.key != made.key
    changed = made.with_style(indicator.outputs[0].key, Style("#000000", 2))
    assert reset(changed) == made


def test_single_lines_over_the_prices_get_colours_of_their_own_while_there_are_some():
    chosen = []
    for _ in range(8):
        chosen.append(added(CATALOGUE["ema"], chosen))
    assert len({each.styles["average"].color for each in chosen}) == 8
    assert added(CATALOGUE["ema"], chosen).styles["average"].color == Ink.LINE_2


def test_an_indicator_of_a_later_version_is_kept_out_and_kept():
    kept = [{"id": "sma"}, {"id": "quantum", "values": {"q": 1}}]
    found = restored(kept)
    assert [each.indicator.id for each in found.chosen] == ["sma"]
    assert found.unknown_ids == ["quantum"]
    assert state(found.chosen, found.unknown)[-1] == kept[1]


@pytest.mark.parametrize(
    "values",
    [{"period": 0}, {"period": 2.5}, {"period": math.nan}, {"period": "5"}, {"period": True}, {"period": 1e9}, [], 7],
)
def test_a_value_that_is_not_allowed_is_the_default(values):
    (made,) = restored([{"id": "sma", "values": values}]).chosen
    assert made.values == {"period": 20}


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"color": "line_8", "width": 4, "shown": False}, Style("line_8", 4, is_shown=False)),
        ({"color": "#a0b1c2"}, Style("#a0b1c2")),
        ({"color": "red", "width": 5}, Style("line_1")),
        ({"color": "#A0B1C2; background", "width": 0}, Style("line_1")),
        ({"color": ["line_1"], "width": True, "shown": 0}, Style("line_1")),
        ("bold", Style("line_1")),
    ],
)
def test_each_piece_of_a_style_is_believed_or_not_by_itself(kept, expected):
    (made,) = restored([{"id": "sma", "styles": {"average": kept}}]).chosen
    assert made.styles["average"] == expected


def test_no_key_is_used_twice_and_none_is_of_another():
    keys = ["rsi", "rsi", "prices", "../x", 5, "rsi-7", "rsi-12345"]
    found = restored([{"id": "rsi", "key": key} for key in keys]).chosen
    assert [each.key for each in found] == ["rsi", "rsi-2", "rsi-3", "rsi-4", "rsi-5", "rsi-7", "rsi-6"]


def test_hidden_ones_stay_hidden():
    first, second = restored([{"id": "rsi", "shown": False}, {"id": "rsi", "shown": "no"}]).chosen
    assert not first.is_shown
    assert second.is_shown


def test_there_is_an_end_to_them():
    found = restored([{"id": "sma"}, {"id": "later"}] * 1000)
    assert len(found.chosen) + len(found.unknown) == MOST_CHOSEN
    assert restored([{"id": "x" * 1000}]).unknown == []


@given(JSON)
def test_whatever_is_kept_a_chart_can_be_made_of_it(kept):
    found = restored(kept)
    for each in found.chosen:
        assert all(parameter.is_allowed(each.values[parameter.key]) for parameter in each.indicator.parameters)
        assert each.styles.keys() == {output.key for output in each.indicator.outputs}
    assert len({each.key for each in found.chosen}) == len(found.chosen)
