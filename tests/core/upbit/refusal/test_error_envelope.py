"""The format of the exchange's errors."""

from __future__ import annotations

import pytest

from core.model.control import ErrorReply
from core.upbit.refusal.error_envelope import read_error


def test_a_name_may_be_a_word_or_a_status():
    assert read_error(b'{"error":{"name":"NO_TICKET","message":"m"}}') == ErrorReply("NO_TICKET", "m")
    assert read_error(b'{"error":{"message":"Code not found","name":404}}') == ErrorReply("404", "Code not found")


@pytest.mark.parametrize("other", [b"", b"<html>", b"{}", b'{"error":null}', b'{"error":{"name":null}}'])
def test_anything_else_is_refused(other):
    with pytest.raises(ValueError, match=r".*"):
        read_error(other)
