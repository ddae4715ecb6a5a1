"""The file of candles against a plain dictionary, its bounds, and a process that is killed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candle_parts import batch_of, part_of
from core.market.candles.stored import StoredCandles
from core.storage.candle_blob import SLOTS, BrokenBlob
from core.storage.candle_file import CandleFile
from core.storage.candle_series import Series

BTC = Series("upbit", "KRW-BTC", "1m")
ETH = Series("upbit", "KRW-ETH", "1m")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "candles.sqlite"


@pytest.fixture
def file(path: Path) -> Iterator[CandleFile]:
    made = CandleFile(path)
    yield made
    made.close()


def seen(part: StoredCandles | None) -> tuple[int, int, list[int]] | None:
    return None if part is None else (part.first, part.stop, part.batch.slots.tolist())


def test_nothing_is_known_of_what_was_never_written(file):
    file.write([(BTC, part_of(0, 10))])
    assert file.read(ETH, None, 100) is None
    assert file.read(BTC._replace(source="simulated"), None, 100) is None
    assert file.read(BTC._replace(unit="5m"), None, 100) is None
    assert file.read(BTC, 0, 100) is None


def test_parts_that_have_slots_in_common_become_one_and_others_stay_apart(file):
    file.write([(BTC, part_of(100, 200)), (BTC, part_of(400, 500))])
    assert seen(file.read(BTC, None, 9_999)) == (400, 500, list(range(400, 500)))
    file.write([(BTC, part_of(199, 300)), (BTC, part_of(299, 350))])
    assert seen(file.read(BTC, 400, 9_999)) == (100, 350, list(range(100, 350)))
    assert seen(file.read(BTC, 250, 9_999)) == (100, 250, list(range(100, 250)))
    file.write([(BTC, part_of(350, 400))])
    assert seen(file.read(BTC, None, 9_999)) == (400, 500, list(range(400, 500))), "nothing tells whether they fit"
    file.write([(BTC, part_of(349, 401))])
    assert seen(file.read(BTC, None, 9_999)) == (100, 500, list(range(100, 500)))


def test_a_part_of_another_market_takes_the_place_of_all(file):
    file.write([(BTC, part_of(0, 500)), (BTC, part_of(2000, 2500)), (ETH, part_of(0, 500))])
    file.write([(BTC, part_of(2490, 2600, world=50.0))])
    assert seen(file.read(BTC, None, 9_999)) == (2490, 2600, list(range(2490, 2600)))
    assert file.read(BTC, 2490, 9_999) is None
    assert file.read(ETH, None, 1) is not None


def test_a_correction_replaces_one_candle(file):
    file.write([(BTC, part_of(0, 100))])
    corrected = part_of(50, 60)
    corrected.batch.figures[:4, 3] += 1
    file.write([(BTC, corrected)])
    found = file.read(BTC, None, 9_999)
    assert (found.batch.figures[3] - part_of(0, 100).batch.figures[3]).nonzero()[0].tolist() == [53]


def test_a_part_without_candles_is_known_too(file):
    file.write([(BTC, part_of(10, 20)), (BTC, part_of(5, 11, holes=range(5, 10)))])
    assert seen(file.read(BTC, None, 99)) == (5, 20, list(range(10, 20)))


def test_only_as_many_blocks_are_read_as_are_enough(file):
    file.write([(BTC, part_of(0, 10 * SLOTS))])
    assert seen(file.read(BTC, None, 1)) == (9 * SLOTS, 10 * SLOTS, list(range(9 * SLOTS, 10 * SLOTS)))
    assert file.read(BTC, None, SLOTS + 1).first == 8 * SLOTS
    assert file.read(BTC, 5 * SLOTS + 3, SLOTS).first == 4 * SLOTS


PARTS = st.builds(
    lambda first, length, holes, world: part_of(first, first + length, (first + hole for hole in holes), world),
    st.integers(-1500, 3000),
    st.integers(1, 1800),
    st.sets(st.integers(0, 1800), max_size=4),
    st.sampled_from([0.0, 0.0, 0.0, 100.0]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PARTS, max_size=6), st.lists(st.tuples(st.integers(-2000, 5000), st.integers(1, 3000)), max_size=4))
def test_what_is_read_is_what_was_written_last(tmp_path, parts, questions):
    model: dict[int, float | None] = {}
    file = CandleFile(tmp_path / "model.sqlite")
    try:
        file.clear()
        ranges: list[tuple[int, int]] = []
        for part in parts:
            file.write([(BTC, part)])
            ours = dict.fromkeys(range(part.first, part.stop))
            ours |= dict(zip(part.batch.slots.tolist(), part.batch.figures[3].tolist(), strict=True))
            contradicts = False
            for first, stop in ranges:
                common = [slot for slot in ours if first <= slot < stop]
                same = sum(ours[slot] is not None and ours[slot] == model[slot] for slot in common)
                other = sum(ours[slot] != model[slot] for slot in common)
                contradicts |= same < other
            if contradicts:
                model, ranges = {}, []
            model |= ours
            overlapping = [each for each in ranges if each[0] < part.stop and each[1] > part.first]
            ranges = [each for each in ranges if each not in overlapping]
            ranges.append(
                (
                    min([part.first, *(each[0] for each in overlapping)]),
                    max([part.stop, *(each[1] for each in overlapping)]),
                )
            )
        for before, count in questions:
            known = max((each for each in ranges if each[0] < before), default=None)
            found = file.read(BTC, before, count)
            assert (found is None) == (known is None)
            if found is None:
                continue
            assert found.stop == min(known[1], before)
            assert found.first >= known[0]
            expected = {slot: model[slot] for slot in range(found.first, found.stop) if model[slot] is not None}
            assert dict(zip(found.batch.slots.tolist(), found.batch.figures[3].tolist(), strict=True)) == expected
            assert found.first == known[0] or len(expected) >= count
    finally:
        file.close()


def test_everything_is_there_after_a_new_start(path):
    first = CandleFile(path)
    first.write([(BTC, part_of(0, 3000)), (ETH, part_of(7, 9))])
    first.close()
    again = CandleFile(path)
    assert seen(again.read(BTC, None, 9_999)) == (0, 3000, list(range(3000)))
    assert again.read(BTC, None, 9_999).batch.figures.tolist() == batch_of(range(3000)).figures.tolist()
    assert seen(again.read(ETH, None, 9_999)) == (7, 9, [7, 8])
    again.close()


def test_a_forgotten_series_is_gone_and_the_others_stay(file):
    file.write([(BTC, part_of(0, 100)), (ETH, part_of(0, 100))])
    file.forget(BTC)
    assert file.read(BTC, None, 99) is None
    assert file.read(ETH, None, 99) is not None
    file.forget(BTC)


def test_the_series_used_least_recently_goes_first(file):
    for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP"):
        file.write([(BTC._replace(code=code), part_of(0, 20 * SLOTS))])
    file.use(BTC)
    limit = file.size - 1
    file.shrink(limit)
    assert file.size <= limit
    known = [code for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP") if file.read(BTC._replace(code=code), None, 1)]
    assert known == ["KRW-BTC", "KRW-XRP"]


def test_of_the_last_series_the_older_half_goes(file, path):
    file.write([(BTC, part_of(0, 64 * SLOTS))])
    before = file.size
    file.shrink(file.size // 2)
    left = file.read(BTC, None, 10**6)
    assert left.stop == 64 * SLOTS
    assert 30 * SLOTS < left.first < 64 * SLOTS
    assert len(left.batch.slots) == left.stop - left.first
    assert path.stat().st_size < before, "the disk gets its room back"


def test_a_limit_of_nothing_leaves_nothing(file):
    file.write([(BTC, part_of(0, 5 * SLOTS)), (ETH, part_of(0, 5))])
    file.shrink(0)
    assert file.read(BTC, None, 1) is None
    assert file.read(ETH, None, 1) is None


def test_within_the_limit_nothing_goes(file):
    file.write([(BTC, part_of(0, 5 * SLOTS))])
    file.shrink(file.size)
    assert file.read(BTC, None, 10**6).first == 0


def test_a_cleared_file_is_small_and_goes_on(file, path):
    file.write([(BTC, part_of(0, 64 * SLOTS))])
    file.clear()
    assert path.stat().st_size < 100_000
    assert file.read(BTC, None, 1) is None
    file.write([(BTC, part_of(0, 5))])
    assert file.read(BTC, None, 1) is not None


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE blocks SET data = 'text'",
        "UPDATE blocks SET data = x'00'",
        "UPDATE blocks SET block = CASE block WHEN 0 THEN 7 ELSE 1 - block END",
        "UPDATE parts SET stop = 'x'",
        "UPDATE parts SET stop = first",
        "UPDATE parts SET stop = 1 << 62",
    ],
)
def test_rows_that_nobody_wrote_are_damage(file, path, damage):
    file.write([(BTC, part_of(0, SLOTS + 10))])
    file.close()
    with sqlite3.connect(path) as hand:
        hand.execute(damage)
    hand.close()
    again = CandleFile(path)
    try:
        with pytest.raises(BrokenBlob):
            again.read(BTC, None, 9_999)
    finally:
        again.close()
