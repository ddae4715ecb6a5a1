"""The series against a plain dictionary of candles, and its rules one by one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.batch import CandleBatch
from core.market.candles.settled import SettledCandles
from core.market.candles.units import CandleUnit
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS
from minute_bars import BARS, CHANGES, MINUTE, bar


def series(*bars: Bar) -> SettledCandles:
    made = SettledCandles(CandleUnit.MINUTE_1)
    made.merge(bars)
    return made


def newest(known: Bar | None, reported: Bar) -> Bar:
    if known is None:
        return reported
    if known.revision_ms and reported.revision_ms:
        is_newer = reported.revision_ms >= known.revision_ms
    else:
        is_newer = reported.volume >= known.volume
    return reported._replace(revision_ms=max(known.revision_ms, reported.revision_ms)) if is_newer else known


@given(CHANGES)
def test_in_any_order_the_newest_state_of_each_candle_stays(changes):
    kept, model = SettledCandles(CandleUnit.MINUTE_1), {}
    for change in changes:
        reported = [change] if isinstance(change, Bar) else change
        if isinstance(change, Bar):
            kept.upsert(change)
        else:
            reported = {
                each.start_ms: each for each in sorted(reported, key=lambda x: (x.start_ms, x.revision_ms, x.volume))
            }
            reported = list(reported.values())
            kept.merge(change)
        for each in reported:
            model[each.start_ms] = newest(model.get(each.start_ms), each)
    assert [kept[index] for index in range(len(kept))] == [model[start] for start in sorted(model)]
    assert (np.diff(kept.slots) > 0).all()
    assert (kept.lows <= np.minimum(kept.opens, kept.closes)).all()
    assert (kept.highs >= np.maximum(kept.opens, kept.closes)).all()
    if len(kept):
        reach = kept.extremes(np.array([0, len(kept)]))
        assert (reach.high[0], reach.low[0]) == (kept.highs.max(), kept.lows.min())
        assert reach.volume[0] == kept.volumes.max()


ODD = st.sampled_from([bar(3, close=math.nan), bar(4, volume=math.inf), bar(5)._replace(low=11.0), bar(6, volume=-1.0)])
STEPS = st.lists(
    st.tuples(st.sampled_from(["upsert", "merge", "merge_batch", "fill"]), st.lists(BARS | ODD, max_size=30)),
    max_size=12,
)


def one_a_candle(reported: list[Bar]) -> list[Bar]:
    sound = sorted((each for each in reported if each.is_sound), key=lambda x: (x.start_ms, x.revision_ms, x.volume))
    return list({each.start_ms: each for each in sound}.values())


@given(STEPS)
def test_rows_columns_and_what_an_earlier_run_knew_enter_by_the_same_rules(steps):
    kept = SettledCandles(CandleUnit.MINUTE_1)
    model: dict[int, Bar] = {}
    stored: set[int] = set()
    odd = 0
    for entrance, reported in steps:
        odd += sum(not each.is_sound for each in reported)
        if entrance == "upsert":
            for each in reported:
                kept.upsert(each)
        elif entrance == "merge":
            kept.merge(reported)
        else:
            columns, misplaced = CandleBatch.of(CandleUnit.MINUTE_1, reported)
            assert misplaced == 0
            getattr(kept, entrance)(columns)
        for each in one_a_candle(reported) if entrance != "upsert" else filter(lambda x: x.is_sound, reported):
            start = each.start_ms
            if entrance == "fill":
                if start not in model:
                    model[start] = each._replace(revision_ms=0)
                    stored.add(start)
            elif start in stored:
                model[start] = each
                stored.remove(start)
            else:
                model[start] = newest(model.get(start), each)
    assert [kept[index] for index in range(len(kept))] == [model[start] for start in sorted(model)]
    assert kept.refused == odd
    if len(kept):
        reach = kept.extremes(np.array([0, len(kept)]))
        assert (reach.high[0], reach.low[0]) == (kept.highs.max(), kept.lows.min())


def test_what_the_exchange_says_replaces_what_an_earlier_run_knew_also_with_fewer_trades():
    kept = SettledCandles(CandleUnit.MINUTE_1)
    kept.fill(CandleBatch.of(CandleUnit.MINUTE_1, [bar(1, volume=9.0), bar(2, volume=9.0), bar(3, volume=9.0)])[0])
    assert kept.merge([bar(1, volume=1.0), bar(2, volume=9.0)]) == 1
    assert kept.upsert(bar(3, volume=2.0, revision_ms=5))
    assert kept.volumes.tolist() == [1.0, 9.0, 2.0]
    assert kept.merge([bar(2, volume=8.0)]) == 0, "once confirmed it is a candle as any other"


def test_a_page_that_says_what_is_known_repairs_nothing():
    kept = series(*(bar(minute) for minute in range(9)))
    versions = kept.past_version, kept.repairs
    assert kept.merge(bar(minute) for minute in range(9)) == 0
    assert (kept.past_version, kept.repairs) == versions


def test_pages_before_and_candles_after_keep_their_places():
    kept = series(*(bar(minute) for minute in range(5_000, 5_200)))
    for page in range(24, -1, -1):
        kept.merge(bar(minute) for minute in range(page * 200 + 199, page * 200 - 1, -1))
    for minute in range(5_200, 6_500):
        kept.upsert(bar(minute))
    assert kept.slots.tolist() == list(range(6_500))
    assert kept.starts_ms.tolist() == [minute * MINUTE for minute in range(6_500)]


def test_a_page_never_replaces_a_newer_streamed_state():
    kept = series(bar(1, close=12.0, volume=5.0, revision_ms=100))
    assert kept.merge([bar(1, close=11.0, volume=4.0)]) == 0
    assert kept.last.close == 12.0


def test_a_page_with_more_trades_completes_a_candle_of_the_stream():
    kept = series(bar(1, close=12.0, volume=5.0, revision_ms=100), bar(2))
    assert kept.merge([bar(1, close=13.0, volume=6.0)]) == 1
    assert kept[0].close == 13.0
    assert not kept.upsert(bar(1, close=9.0, volume=1.0, revision_ms=99))


def test_an_older_candle_is_revised_without_hiding_the_newest():
    kept = series(bar(1, revision_ms=10), bar(2, revision_ms=20))
    assert kept.upsert(bar(1, close=15.0, revision_ms=21))
    assert [kept[0].close, kept.last.start_ms] == [15.0, 2 * MINUTE]


def test_the_same_again_changes_nothing():
    kept = series(bar(1, revision_ms=10))
    assert not kept.upsert(bar(1, revision_ms=10))


def test_a_candle_the_stream_missed_is_woven_in():
    kept = series(bar(1), bar(4))
    assert kept.merge([bar(2), bar(3)]) == 2
    assert kept.slots.tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("broken", [bar(1, close=math.nan), bar(1, volume=math.inf), bar(1)._replace(start_ms=1)])
def test_an_invalid_candle_is_refused_and_counted(broken):
    kept = series(broken)
    assert not kept.upsert(broken)
    assert (len(kept), kept.refused) == (0, 2)


@given(CHANGES)
def test_without_repairs_the_finished_candles_are_what_they_were(changes):
    kept = SettledCandles(CandleUnit.MINUTE_1)
    for change in changes:
        repairs, before = kept.repairs, [kept[index] for index in range(len(kept))]
        if isinstance(change, Bar):
            kept.upsert(change)
        else:
            kept.merge(change)
        if kept.repairs == repairs:
            assert [kept[index]._replace(revision_ms=0) for index in range(len(before) - 1)] == [
                each._replace(revision_ms=0) for each in before[:-1]
            ]


def test_newer_candles_and_revisions_of_the_newest_are_no_repairs():
    kept = series(bar(1), bar(2))
    repairs = kept.repairs
    kept.upsert(bar(2, volume=2.0))
    kept.upsert(bar(3))
    kept.merge([bar(4), bar(5)])
    assert kept.repairs == repairs
    for repair in (
        lambda: kept.upsert(bar(3, volume=9.0)),
        lambda: kept.merge([bar(0)]),
        lambda: kept.drop_before(2),
        kept.clear,
    ):
        repairs = kept.repairs
        repair()
        assert kept.repairs > repairs


def test_a_cleared_series_starts_over():
    kept = series(bar(1), bar(2))
    kept.clear()
    assert (len(kept), kept.last) == (0, None)
    assert kept.merge([bar(7)]) == 1


class TestAClockThatWasWrong:
    PRESENT = 1_795_144_500_000
    SLOT = PRESENT // MINUTE
    FUTURE = PRESENT + 86_400_000

    def reported(self, kept, close: float, off_ms: int, slot: int = SLOT):
        return kept.upsert(bar(slot, close=close, revision_ms=self.PRESENT + off_ms))

    def test_a_state_published_in_the_future_is_outdone_by_a_few_others(self):
        kept = series(bar(self.SLOT, close=19.0, revision_ms=self.FUTURE))
        answers = [self.reported(kept, 11.0, number) for number in range(BELIEVED_AFTER)]
        assert answers == [False] * (BELIEVED_AFTER - 1) + [True]
        assert kept.last.close == 11.0
        assert self.reported(kept, 12.0, 10), "and from then on as ever"
        assert not self.reported(kept, 13.0, 9)

    def test_where_the_exchange_clock_is_known_one_state_is_enough(self):
        ahead = self.FUTURE // MINUTE
        now_ms = self.PRESENT + 1
        kept = series(bar(self.SLOT - 1), bar(ahead, revision_ms=self.FUTURE))
        assert kept.upsert(bar(self.SLOT, close=11.0, revision_ms=self.PRESENT), now_ms)
        assert kept.slots.tolist() == [self.SLOT - 1, self.SLOT]
        kept = series(bar(self.SLOT, close=19.0, revision_ms=self.FUTURE))
        assert kept.upsert(bar(self.SLOT, close=11.0, revision_ms=self.PRESENT), now_ms)
        assert kept.last.close == 11.0

    @pytest.mark.parametrize("is_known", [True, False])
    def test_the_running_candle_of_a_page_of_tomorrow_goes_with_those_after_it(self, is_known):
        """Tomorrow it is over and has the trades of its whole time, so its volume would outdo every true state."""
        kept = series(*(bar(self.SLOT + n, close=19.0, volume=9.0) for n in range(-3, 4)))
        for number in range(1 if is_known else BELIEVED_AFTER):
            now_ms = self.PRESENT + number if is_known else None
            kept.upsert(bar(self.SLOT, close=11.0, volume=2.0, revision_ms=self.PRESENT + number), now_ms)
        assert kept.slots.tolist() == [self.SLOT + n for n in range(-3, 1)]
        assert (kept.last.close, kept.last.volume) == (11.0, 2.0)
        assert kept[len(kept) - 2].volume == 9.0

    def test_a_late_state_does_not_drop_what_has_begun_by_the_exchange_clock(self):
        kept = series(bar(self.SLOT, close=19.0, revision_ms=self.PRESENT), bar(self.SLOT + 1))
        now_ms = self.PRESENT + MINUTE
        assert not kept.upsert(bar(self.SLOT, close=11.0, revision_ms=self.PRESENT - 60_000), now_ms)
        assert kept.slots.tolist() == [self.SLOT, self.SLOT + 1]

    def test_late_ones_within_the_usual_disorder_never_do(self):
        kept = series(bar(self.SLOT, close=19.0, revision_ms=self.PRESENT))
        assert not any(self.reported(kept, 11.0, -DISORDER_MS + number) for number in range(4 * BELIEVED_AFTER))

    def test_nor_do_very_late_ones_between_others(self):
        kept = series(bar(self.SLOT, close=19.0, revision_ms=self.PRESENT))
        for number in range(20):
            for _ in range(BELIEVED_AFTER - 1):
                assert not self.reported(kept, 11.0, -60_000)
            assert self.reported(kept, 12.0 + number / 100, number)

    def test_a_new_candle_takes_the_word_of_late_ones_away(self):
        kept = series(bar(self.SLOT, close=19.0, revision_ms=self.PRESENT))
        for slot in range(self.SLOT + 1, self.SLOT + 10):
            for _ in range(BELIEVED_AFTER - 1):
                assert not kept.upsert(bar(slot - 1, close=11.0, revision_ms=1))
            assert kept.upsert(bar(slot, close=19.0, revision_ms=self.PRESENT))

    def test_a_candle_that_has_not_begun_is_dropped_with_all_behind_it(self):
        ahead = self.FUTURE // MINUTE
        kept = series(bar(self.SLOT - 1), bar(ahead, revision_ms=self.FUTURE), bar(ahead + 1, revision_ms=self.FUTURE))
        version = kept.past_version
        for number in range(BELIEVED_AFTER):
            assert self.reported(kept, 11.0 + number / 10, number)
        assert kept.slots.tolist() == [self.SLOT - 1, self.SLOT]
        assert kept.last.close == 11.0 + (BELIEVED_AFTER - 1) / 10
        assert kept.past_version > version
        reach = kept.extremes(np.array([0, 2]))
        assert (reach.high[0], reach.low[0]) == (kept.highs.max(), kept.lows.min())

    def test_of_candles_that_have_all_not_begun_none_is_left(self):
        kept = series(bar(self.FUTURE // MINUTE, revision_ms=self.FUTURE))
        versions = [kept.past_version]
        for number in range(BELIEVED_AFTER):
            self.reported(kept, 11.0, number)
            versions.append(kept.past_version)
        assert versions == sorted(versions)
        assert versions[-1] > versions[0]
        assert kept.slots.tolist() == [self.SLOT]

    def test_rest_rows_have_no_publication_time_and_drop_nothing(self):
        kept = series(bar(self.FUTURE // MINUTE, revision_ms=self.FUTURE))
        for _ in range(3 * BELIEVED_AFTER):
            kept.upsert(bar(self.SLOT))
        assert len(kept) == 2

    @given(st.lists(st.sampled_from([0, 0, 0, 3_600_000, -3_600_000, 90_000, -90_000]), max_size=40))
    def test_with_any_exchange_clock_the_newest_candle_is_last_a_few_states_later(self, steps):
        kept, now = SettledCandles(CandleUnit.MINUTE_1), self.PRESENT
        for number, step in enumerate([*steps, *[0] * 2 * BELIEVED_AFTER]):
            now += 500 + step
            kept.upsert(bar(now // MINUTE, close=11.0 + number / 1000, revision_ms=now))
        assert kept.last.start_ms == now // MINUTE * MINUTE
        assert kept.last.close == 11.0 + number / 1000


@pytest.mark.parametrize("state", [bar(2, volume=1.0), bar(2, volume=1.0, revision_ms=5)])
def test_doubted_candles_give_way_to_older_states_and_others_do_not(state):
    kept = series(bar(1, volume=9.0, revision_ms=100), bar(2, volume=9.0, revision_ms=100))
    kept.doubt(2)
    assert kept.merge([state, bar(1, volume=1.0)]) == 1
    assert kept.volumes.tolist() == [9.0, 1.0]
    assert not kept.is_only_stored


def of(*bars: Bar) -> CandleBatch:
    return CandleBatch.of(CandleUnit.MINUTE_1, bars)[0]


class TestALaterPage:
    def test_knows_more_of_final_candles_than_an_earlier_one(self):
        kept = series(bar(1, volume=9.0), bar(2), bar(3), bar(5, volume=9.0), bar(6))
        page = of(*map(bar, (1, 3, 4, 5, 6)))
        assert kept.merge_page(page, 5, is_whole=True) == 3
        assert kept.slots.tolist() == [1, 3, 4, 5, 6], "nobody traded in 2"
        assert kept.volumes.tolist() == [1.0, 1.0, 1.0, 9.0, 1.0], "5 may still change: the page may be the older one"

    def test_with_damaged_rows_takes_no_candle_away(self):
        kept = series(bar(1), bar(2), bar(3))
        page = of(bar(1), bar(3))
        assert kept.merge_page(page, 99, is_whole=False) == 0
        assert kept.slots.tolist() == [1, 2, 3]

    def test_does_not_know_more_than_the_stream(self):
        kept = series()
        for minute in (1, 2, 3):
            kept.upsert(bar(minute, volume=9.0, revision_ms=minute * MINUTE + 1))
        page = of(bar(1), bar(3, volume=10.0))
        assert kept.merge_page(page, 99, is_whole=True) == 1
        assert kept.volumes.tolist() == [9.0, 9.0, 10.0]

    def test_changes_nothing_where_it_agrees(self):
        kept = series(*map(bar, range(1, 9)))
        kept.is_whole = True
        versions = kept.past_version, kept.repairs
        page = of(*map(bar, range(3, 7)))
        assert kept.merge_page(page, 99, is_whole=True) == 0
        assert (kept.past_version, kept.repairs, kept.is_whole) == (*versions, True)

    def test_takes_nothing_away_that_it_does_not_reach(self):
        kept = series(*map(bar, range(1, 9)))
        assert kept.merge_page(of(), 99, is_whole=True) == 0
        assert kept.merge_page(of(bar(4)), 99, is_whole=True) == 0
        assert len(kept) == 8

    def test_leaves_the_beginning_where_it_was(self):
        kept = series(*map(bar, range(1, 9)))
        kept.is_whole = True
        page = of(bar(4), bar(6))
        assert kept.merge_page(page, 99, is_whole=True) == 1
        assert (kept.slots.tolist(), kept.is_whole) == ([1, 2, 3, 4, 6, 7, 8], True)

    @given(st.lists(BARS, max_size=12), st.lists(BARS, max_size=12))
    def test_is_what_is_known_of_its_time(self, earlier, later):
        earlier, later = ([each._replace(revision_ms=0) for each in bars] for bars in (earlier, later))
        kept, page = series(*earlier), of(*later).in_order()
        before = {bar.start_ms: bar for bar in (kept[index] for index in range(len(kept)))}
        kept.merge_page(page, 99, is_whole=True)
        now = {bar.start_ms: bar for bar in (kept[index] for index in range(len(kept)))}
        told = {bar.start_ms: bar for bar in (page.bar(CandleUnit.MINUTE_1, index) for index in range(len(page.slots)))}
        if told:
            outside = {start: bar for start, bar in before.items() if not min(told) <= start <= max(told)}
            assert now == outside | told
        assert kept.slots.tolist() == sorted(start // MINUTE for start in now)
