from __future__ import annotations

import pytest

from core.model.control import ErrorReply
from core.upbit.refusal.words import words_of


def test_korean_words_of_the_exchange_stand_and_end() -> None:
    assert words_of(ErrorReply("x", "점검 중입니다"), 503) == "점검 중입니다"
    assert len(words_of(ErrorReply("x", "가" * 10_000), 503)) == 200


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 407, 418, 422, 429, 451, 500, 502, 503, 504, 599])
def test_all_other_refusals_have_a_korean_text_with_the_status(status: int) -> None:
    words = words_of(ErrorReply("x", "Expected `float`, got `null` - at `$[3].opening_price`"), status)
    assert words.endswith(f"(HTTP {status})")
    assert "Expected" not in words
    assert words[0] >= "가"
