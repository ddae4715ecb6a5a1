"""The candles of tests of indicators."""

import pytest

from indicator_candles import sample


@pytest.fixture
def candles(request):
    return sample(request.param)
