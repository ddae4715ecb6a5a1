import pytest

from core.simulator.account.api_error import MESSAGES, ApiError


def test_an_error_knows_its_status_its_name_and_the_exchanges_words():
    error = ApiError(404, "order_not_found")
    assert (error.status, error.name, error.message) == (404, "order_not_found", "주문을 찾지 못했습니다.")


def test_a_name_the_exchange_does_not_have_is_a_mistake():
    with pytest.raises(KeyError):
        ApiError(400, "no_such_name")


@pytest.mark.parametrize("stem", ["create_{}_error", "insufficient_funds_{}", "under_min_total_{}", "invalid_price_{}"])
@pytest.mark.parametrize("side", ["ask", "bid"])
def test_errors_of_one_side_exist_for_both(stem, side):
    assert MESSAGES[stem.format(side)]
