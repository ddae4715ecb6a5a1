from __future__ import annotations

import pytest

from core.errors import AuthFailed, ExchangeError
from core.upbit.refusal.key_errors import explain

OF_KEY = (
    "jwt_verification",
    "invalid_access_key",
    "expired_access_key",
    "no_authorization_ip",
    "no_authorization_i_p",
    "no_authorization_token",
    "thirdparty_agreement_required",
    "INVALID_AUTH",
)
OF_REQUEST = ("out_of_scope", "nonce_used", "invalid_query_payload")


@pytest.mark.parametrize("name", OF_KEY + OF_REQUEST)
def test_each_has_a_reason_a_cure_and_the_exchanges_words(name):
    failure = explain(ExchangeError(name, "거래소의 말", 401))
    assert isinstance(failure, AuthFailed)
    assert failure.is_of_key is (name in OF_KEY)
    for part in (failure.reason, failure.cure, name, "거래소의 말"):
        assert part
        assert part in failure.user_message
    assert str(failure) == f"{name}: 거래소의 말 (HTTP 401)"


def test_no_two_faults_of_a_key_read_alike():
    reasons = [explain(ExchangeError(name, "", 401)).reason for name in OF_KEY + OF_REQUEST]
    assert len(set(reasons)) == len(reasons) - 1, "one of them has two spellings"


def test_a_name_alone_is_enough():
    assert explain(ExchangeError("invalid_access_key", "잘못된 엑세스 키입니다.", 400)) is not None


@pytest.mark.parametrize("status", [401, 403])
def test_an_unknown_refusal_of_a_key_is_still_one_of_the_key(status):
    failure = explain(ExchangeError("some_new_name", "new words", status))
    assert failure is not None
    assert "some_new_name" in failure.user_message


@pytest.mark.parametrize(("name", "status"), [("validation_error", 400), ("500", 500), ("market_offline", 403)])
def test_errors_that_are_not_about_the_key_are_left_unchanged(name, status):
    assert explain(ExchangeError(name, "", status)) is None
