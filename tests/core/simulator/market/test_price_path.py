from itertools import combinations

import numpy as np
import pytest

from core.simulator.market.listings import listings
from core.simulator.market.price_path import DAYS, FIRST_DAY, PricePath, Walks

NOVEMBER = 20_770 - FIRST_DAY
MAJORS = ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE")


@pytest.fixture(scope="module")
def paths():
    walks = Walks(1)
    codes = {*MAJORS, "KRW-SHIB", "KRW-AHT", "USDT-XRP", "BTC-SEI"}
    chosen = [listing for listing in listings() if listing.market.code in codes]
    rates = {"KRW-BTC": 400_000.0, "KRW-AHT": 900.0, "BTC-SEI": 150.0}
    return {
        listing.market.code: PricePath(1, listing, walks, rates.get(listing.market.code, 80_000.0))
        for listing in chosen
    }


def minutes_of(path, days):
    hours = path.hours(path.days[NOVEMBER - days : NOVEMBER]).flat()
    minutes = path.minutes(hours[hours.trades > 0]).flat()
    return minutes[minutes.trades > 0]


def minute_returns(path, days=14):
    """Log returns between minutes that both traded, with the numbers of the later ones."""
    minutes = minutes_of(path, days)
    logs = np.full(days * 1440, np.nan)
    logs[minutes.index - (NOVEMBER - days + FIRST_DAY) * 1440] = np.log(path.grid.prices(minutes.closing))
    return np.diff(logs)


def correlation(one, other):
    both = ~np.isnan(one) & ~np.isnan(other)
    return np.corrcoef(one[both], other[both])[0, 1]


def assert_made_of(whole, parts, grid):
    alive = parts.trades > 0
    rows = np.arange(whole.trades.size)
    last = alive.shape[1] - 1 - alive[:, ::-1].argmax(axis=1)
    assert np.array_equal(parts.trades.sum(axis=1), whole.trades)
    assert np.array_equal(parts.volume.sum(axis=1), whole.volume)
    assert np.allclose(parts.turnover.sum(axis=1), whole.turnover, rtol=1e-7, atol=0.0)
    assert np.array_equal(parts.opening[rows, alive.argmax(axis=1)], whole.opening)
    assert np.array_equal(parts.closing[rows, last], whole.closing)
    assert np.array_equal(np.where(alive, parts.high, -1).max(axis=1), whole.high)
    assert np.array_equal(np.where(alive, parts.low, 1 << 60).min(axis=1), whole.low)
    mean = parts.turnover[alive] / parts.volume[alive]
    assert (mean <= grid.prices(parts.high[alive]) * (1 + 1e-12)).all()
    assert (mean >= grid.prices(parts.low[alive]) * (1 - 1e-12)).all()


def test_hours_make_up_days_and_minutes_hours(paths):
    for path in paths.values():
        days = path.days[NOVEMBER - 10 : NOVEMBER]
        hours = path.hours(days)
        assert_made_of(days, hours, path.grid)
        busy = hours.flat()[hours.flat().trades > 0]
        assert_made_of(busy, path.minutes(busy), path.grid)


def test_a_part_does_not_depend_on_other_queries(paths):
    path = paths["KRW-SHIB"]
    hours = path.hours(path.days[NOVEMBER - 3 : NOVEMBER])
    alone = path.hours(path.days[NOVEMBER - 2 : NOVEMBER - 1])
    assert all(np.array_equal(one, other) for one, other in zip(hours[1:2].columns(), alone.columns(), strict=True))
    minutes = path.minutes(hours.flat())
    alone = path.minutes(hours.flat()[30:31])
    assert all(np.array_equal(one, other) for one, other in zip(minutes[30:31].columns(), alone.columns(), strict=True))


def test_a_day_opens_at_the_close_before_or_one_tick_beside(paths):
    for path in paths.values():
        assert np.abs(path.days.opening[1:] - path.days.closing[:-1]).max() <= 1


def test_days_stay_in_reach_of_the_reference_price_and_pass_it_in_late_2026(paths):
    close = paths["KRW-BTC"].grid.prices(paths["KRW-BTC"].days.closing)
    assert close[20_777 - FIRST_DAY] == 158_000_000
    assert 0.4 * 158e6 < close.min() < close.max() < 2.5 * 158e6
    assert 0.012 < np.diff(np.log(close)).std() < 0.035
    assert DAYS > 3 * 365


def test_cross_markets_follow_their_two_krw_markets(paths):
    walks = Walks(1)
    by_code = {listing.market.code: listing for listing in listings()}
    cross = paths["USDT-XRP"].days.closing
    implied = walks.of(by_code["KRW-XRP"].asset).walk - walks.of(by_code["KRW-USDT"].asset).walk
    actual = np.log(paths["USDT-XRP"].grid.prices(cross))
    assert np.corrcoef(actual, implied)[0, 1] > 0.999


def test_quiet_markets_have_holes_and_busy_ones_hardly_any(paths):
    assert minutes_of(paths["KRW-BTC"], 3).index.size == 3 * 1440
    assert minutes_of(paths["KRW-AHT"], 3).index.size < 0.7 * 3 * 1440
    assert minutes_of(paths["BTC-SEI"], 3).index.size < 0.2 * 3 * 1440


@pytest.mark.parametrize("code", MAJORS)
def test_volatility_clusters(paths, code):
    size = np.abs(minute_returns(paths[code]))
    assert min(correlation(size[:-lag], size[lag:]) for lag in range(1, 31)) > 0.1


@pytest.mark.parametrize("code", MAJORS)
def test_volume_goes_with_movement(paths, code):
    minutes = minutes_of(paths[code], 14)
    size = np.abs(np.diff(np.log(paths[code].grid.prices(minutes.closing))))
    assert np.corrcoef(size, minutes.volume[1:])[0, 1] > 0.3


def test_majors_move_together_by_the_minute_and_by_the_day(paths):
    minutes = {code: minute_returns(paths[code]) for code in MAJORS}
    days = {code: np.diff(np.log(paths[code].grid.prices(paths[code].days.closing))) for code in MAJORS}
    for returns in (minutes, days):
        correlations = [correlation(returns[one], returns[other]) for one, other in combinations(MAJORS, 2)]
        assert 0.3 < min(correlations) <= max(correlations) < 0.9


def test_an_assets_walk_depends_on_no_other_requested_before():
    bitcoin, ripple = (listing.asset for listing in listings(2))
    alone, after = Walks(1), Walks(1)
    after.of(bitcoin)
    assert np.array_equal(alone.of(ripple).walk, after.of(ripple).walk)
    assert np.array_equal(alone.early(bitcoin).mood, after.early(bitcoin).mood)


def test_the_walk_of_the_asset_requested_last_is_kept():
    walks, (listing,) = Walks(1), listings(1)
    assert walks.of(listing.asset) is walks.of(listing.asset)
    assert walks.early(listing.asset) is walks.early(listing.asset)


def test_another_seed_is_another_history(paths):
    listing = listings(1)[0]
    other = PricePath(2, listing, Walks(2), 400_000.0)
    assert not np.array_equal(other.days.closing, paths["KRW-BTC"].days.closing)


def test_the_days_before_are_made_when_requested_and_go_on_without_a_seam(paths):
    for code, path in paths.items():
        assert "early_days" not in vars(path), code
        early, days = path.early_days, path.days
        assert early.index.tolist() == list(range(path.first_day, FIRST_DAY))
        joined = path.days_between(0, FIRST_DAY + 3)
        assert joined.index.tolist() == list(range(path.first_day, FIRST_DAY + 3))
        assert (early.high >= np.maximum(early.opening, early.closing)).all()
        assert (early.low <= np.minimum(early.opening, early.closing)).all()
        # A day opens within a step of the previous close; so does the first day that every market has.
        assert (np.abs(joined.opening[1:] - joined.closing[:-1]) <= 1).all()
        assert days.index[0] == FIRST_DAY


def test_the_days_before_are_like_the_days_after(paths):
    for code in MAJORS:
        path = paths[code]
        early, late = (np.diff(np.log(path.grid.prices(cells.closing))) for cells in (path.early_days, path.days))
        assert early.std() == pytest.approx(late.std(), rel=0.15)
        assert abs(early.mean()) < 0.005
        assert path.early_days.trades.mean() == pytest.approx(path.days.trades.mean(), rel=0.2)


def test_a_day_before_is_made_of_hours_and_minutes_as_any_other(paths):
    path = paths["KRW-BTC"]
    days = path.days_between(18_000, 18_003)
    hours = path.hours(days)
    assert_made_of(days, hours, path.grid)
    busy = hours.flat()[hours.flat().trades > 0]
    assert_made_of(busy, path.minutes(busy), path.grid)


def test_the_order_of_queries_changes_nothing(paths):
    listing = next(each for each in listings() if each.market.code == "KRW-ETH")
    one, other = (PricePath(1, listing, Walks(1), 80_000.0) for _ in range(2))
    days = one.days_between(18_500, 18_510), one.days_between(20_000, 20_010)
    again = other.days_between(17_000, 22_000)
    for cells in days:
        rows = again[(again.index >= cells.index[0]) & (again.index <= cells.index[-1])]
        assert all(np.array_equal(mine, its) for mine, its in zip(cells.columns(), rows.columns(), strict=True))


@pytest.mark.parametrize(("first", "end"), [(0, 0), (5, 3), (0, 100), (FIRST_DAY + DAYS, FIRST_DAY + DAYS + 5)])
def test_where_there_are_no_days_none_are_made(paths, first, end):
    path = paths["KRW-SHIB"]
    assert not path.days_between(first, end).index.size
