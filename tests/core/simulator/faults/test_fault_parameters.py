import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.faults.fault_parameters import BadFault
from core.simulator.faults.fault_table import FAULTS, fault_of

PARAMETERS = [parameter for fault in FAULTS.values() for parameter in fault.parameters]


@given(st.sampled_from(PARAMETERS), st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([]))
def test_any_given_value_is_in_range_or_refused(parameter, given_value):
    try:
        value = parameter.read(given_value)
    except BadFault:
        return
    assert value == given_value
    if parameter.kind in ("whole", "number"):
        assert parameter.least <= value <= parameter.most
        assert math.isfinite(value)
    if parameter.kind == "choice":
        assert value in [choice.value for choice in parameter.choices]


@pytest.mark.parametrize(
    ("name", "given_parameters", "reported"),
    [
        ("close", {"code": 999}, "close: code must be a whole number from 1000 to 4999, not 999"),
        ("close", {"code": True}, "close: code must be a whole number"),
        ("delay", {"by": "2"}, "delay: by must be a number from 0 to 60, not '2'"),
        ("delay", {"by": math.nan}, "delay: by must be a number"),
        ("handshake", {"html": 1}, "handshake: html must be true or false, not 1"),
        ("mute", {"reach": "some"}, "mute: reach must be one of open, all, not 'some'"),
        ("reject_code", {"code": "x" * 41}, "reject_code: code must be a text of at most 40 characters"),
        ("mute", {"bogus": 1}, "mute: no parameter 'bogus'; it has reach, seconds"),
        ("drop", {"seconds": 1}, "drop: no parameter 'seconds'; it has none"),
    ],
)
def test_a_bad_parameter_is_named_with_its_valid_values(name, given_parameters, reported):
    with pytest.raises(BadFault) as caught:
        fault_of(name).read(given_parameters)
    assert reported in str(caught.value)
