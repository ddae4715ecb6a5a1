from core.simulator.market.assets import ASSETS
from core.simulator.market.tick_size import GRIDS


def test_reference_prices_are_on_the_grid():
    grid = GRIDS["KRW"]
    assert [asset.symbol for asset in ASSETS if grid.price(grid.step(asset.price)) != asset.price] == []


def test_symbols_are_unique_and_names_are_filled_in():
    assert len({asset.symbol for asset in ASSETS}) == len(ASSETS)
    assert all(asset.korean_name and asset.english_name.isascii() for asset in ASSETS)
