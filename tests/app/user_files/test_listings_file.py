from __future__ import annotations

from pathlib import Path

import pytest

from app.user_files.listings_file import VERSION, ListingsFile
from core.model.markets import Market, MarketList
from core.storage.kept_file import KeptFile
from desk_in_hand import MARKETS
from widgets.markets.directory import MarketDirectory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "listings-simulated.json"


def test_a_market_listed_since_the_last_run_is_new_in_this_one(application, path):
    for listed, new in (
        (MARKETS, set()),
        (MarketList([*MARKETS, Market("KRW-NEW", "새것", "New")]), {"KRW-NEW"}),
        (MarketList([*MARKETS, Market("KRW-NEW", "새것", "New")]), {"KRW-NEW"}),
    ):
        markets = MarketDirectory()
        kept = ListingsFile(KeptFile(path, VERSION), markets)
        markets.fill(listed)
        assert markets.new == new
        kept.save()


def test_a_damaged_record_makes_nothing_new(application, path):
    path.write_text("{")
    markets = MarketDirectory()
    ListingsFile(KeptFile(path, VERSION), markets)
    markets.fill(MARKETS)
    assert markets.new == frozenset()
