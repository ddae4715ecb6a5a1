from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from app.user_files import kept_soon
from app.user_files.favourites_file import VERSION, FavouritesFile
from core.storage.kept_file import KeptFile
from waiting import eventually
from widgets.markets.favourites import FavouriteMarkets


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "favourites.json"


def opened(path: Path) -> tuple[FavouriteMarkets, FavouritesFile]:
    favourites = FavouriteMarkets()
    return favourites, FavouritesFile(KeptFile(path, VERSION), favourites)


async def test_each_change_is_on_disk_soon_after_and_back_at_the_next_start(hand, path, monkeypatch):
    monkeypatch.setattr(kept_soon, "SAVING_DELAY", 0.01)
    favourites, kept = opened(path)
    keeping = asyncio.create_task(kept.keep_saved())
    await asyncio.sleep(0)
    favourites.toggle("KRW-ETH")
    favourites.toggle("KRW-BTC")
    await eventually(path.exists)
    await eventually(lambda: opened(path)[0].codes == ("KRW-ETH", "KRW-BTC"))
    favourites.move("KRW-BTC", "KRW-ETH")
    await eventually(lambda: opened(path)[0].codes == ("KRW-BTC", "KRW-ETH"))
    keeping.cancel()


def test_the_end_of_a_run_writes_what_is_left(hand, path):
    favourites, kept = opened(path)
    favourites.toggle("KRW-ETH")
    kept.save()
    assert json.loads(path.read_text())["content"] == {"codes": ["KRW-ETH"]}


@pytest.mark.parametrize("codes", [None, 5, {}, "KRW-BTC", [["KRW-BTC"], 7]])
def test_what_makes_no_sense_is_no_favourite(hand, path, codes):
    KeptFile(path, VERSION).save({"codes": codes})
    favourites, kept = opened(path)
    assert favourites.codes == ()
    assert kept.notice == ""
