"""The four formats are two independent choices."""

from __future__ import annotations

from core.upbit.wire.wire_format import WireFormat


def test_keys_and_shape_are_independent():
    assert {(form.has_short_keys, form.is_array): form.value for form in WireFormat} == {
        (False, False): "DEFAULT",
        (True, False): "SIMPLE",
        (False, True): "JSON_LIST",
        (True, True): "SIMPLE_LIST",
    }
