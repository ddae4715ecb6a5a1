"""Streams as rows."""

from __future__ import annotations

import pytest

from core.engine.report import StreamReport
from core.model.subscription import ALL, StreamKey, StreamType
from widgets.engine_monitor.streams import FOLDED_FROM, stream_columns, stream_rows
from widgets.paint.text_table import Tone


def stream(
    code: str, *components: str, is_silent: bool = False, age: float | None = 0.2, **more: object
) -> StreamReport:
    key = StreamKey(more.pop("type", StreamType.TICKER), code, more.pop("level", 0))
    return StreamReport(key, more.pop("depth", 0), components, True, True, not is_silent, is_silent, age, 3)


def test_a_silent_stream_stands_out_of_those_it_would_be_folded_with() -> None:
    alike = [stream(f"KRW-{n}", "watchlist::#1") for n in range(FOLDED_FROM)]
    rows = stream_rows([*alike, stream("KRW-WRONG", "watchlist::#1", is_silent=True, age=None)], ())
    assert [row.cells[0].text for row in rows] == ["현재가 KRW-WRONG", f"▶ 현재가 {FOLDED_FROM}종목"]
    assert rows[0].cells[4] == ("무응답", Tone.WARN)


def test_a_folded_row_tells_the_newest_age_and_all_frames() -> None:
    rows = stream_rows([stream(f"KRW-{n}", "w", age=float(n)) for n in range(FOLDED_FROM)], ())
    assert (rows[0].cells[4].text, rows[0].cells[6].text) == ("방금", str(3 * FOLDED_FROM))


def test_an_open_row_stays_open_while_its_streams_go_live() -> None:
    waiting = [stream(f"KRW-{n}", "w")._replace(is_heard=False) for n in range(FOLDED_FROM)]
    (folded,) = stream_rows(waiting, ())
    live = [each._replace(is_heard=True) for each in waiting]
    assert len(stream_rows(live, {folded.name})) == FOLDED_FROM + 1


def test_few_streams_are_not_folded() -> None:
    rows = stream_rows([stream(f"KRW-{n}", "w") for n in range(FOLDED_FROM - 1)], ())
    assert len(rows) == FOLDED_FROM - 1
    assert not any(row.name for row in rows)


def test_depth_and_level_of_a_book_are_shown() -> None:
    (row,) = stream_rows([stream("KRW-BTC", "w", type=StreamType.ORDERBOOK, depth=15, level=1000.0)], ())
    assert row.cells[0].text == "호가 KRW-BTC ×15 모아보기 1000"


def test_a_panel_is_named_by_its_title_and_anything_else_by_its_id() -> None:
    watched = stream("KRW-BTC", "chart:KRW-BTC:1m#3", "robot")
    (row,) = stream_rows([watched], (), {"chart:KRW-BTC:1m#3": "비트코인 BTC/KRW · 1분", "other": "호가"})
    assert row.cells[5].text == "비트코인 BTC/KRW · 1분, robot"
    assert row.tip.splitlines() == ["ticker KRW-BTC", "비트코인 BTC/KRW · 1분", "robot"]


def test_streams_stand_by_kind_and_code_folded_or_not() -> None:
    codes = [f"KRW-{letter}" for letter in "HCAFBEGD"]
    few = stream_rows([stream(code, "w") for code in codes[:-1]], ())
    assert [row.cells[0].text[-1] for row in few] == list("ABCEFGH")
    folded, *opened = stream_rows([stream(code, "w") for code in codes], {"ticker 0 w"})
    assert folded.cells[0].text == "▼ 현재가 8종목"
    assert [row.cells[0].text for row in opened] == [f"    현재가 KRW-{letter}" for letter in "ABCDEFGH"]
    assert not any(row.name for row in opened), "one stream cannot be opened"


def test_to_open_a_row_opens_no_other() -> None:
    """They differ in kind, in the level of a book, or in their components."""
    groups = [
        [stream(f"KRW-{n}", "w") for n in range(FOLDED_FROM)],
        [stream(f"KRW-{n}", "other") for n in range(FOLDED_FROM)],
        [stream(f"KRW-{n}", "w", type=StreamType.ORDERBOOK) for n in range(FOLDED_FROM)],
        [stream(f"KRW-{n}", "w", type=StreamType.ORDERBOOK, level=10.0) for n in range(FOLDED_FROM)],
    ]
    every = [each for group in groups for each in group]
    names = [row.name for row in stream_rows(every, ())]
    assert len(set(names)) == len(groups)
    for name in names:
        rows = stream_rows(every, {name})
        assert [row.name for row in rows if row.cells[0].text.startswith("▼")] == [name]
        assert len(rows) == len(groups) + FOLDED_FROM


@pytest.mark.parametrize("place", range(3))
def test_each_dot_stands_in_its_column(place: int) -> None:
    """Desired, sent, heard."""
    reached = [position == place for position in range(3)]
    report = stream("KRW-BTC", "w")._replace(is_desired=reached[0], is_sent=reached[1], is_heard=reached[2])
    (row,) = stream_rows([report], ())
    assert [cell == ("●", Tone.GOOD) for cell in row.cells[1:4]] == reached
    assert [cell == ("○", Tone.FAINT) for cell in row.cells[1:4]] == [not each for each in reached]
    titles = [column.title for column in stream_columns()]
    assert titles == ["스트림", "원함", "보냄", "수신", "최근", "구독 패널", "프레임"]
    assert [column.is_right for column in stream_columns()] == [False, True, True, True, True, False, True]


def test_what_nobody_wants_any_more_is_faint_and_what_is_silent_is_not() -> None:
    wanted, given_up = stream("KRW-A", "w"), stream("KRW-B", "w")._replace(is_desired=False)
    silent = stream("KRW-C", "w", is_silent=True)._replace(is_desired=False)
    tones = {row.cells[0].text[-1]: row.cells[0].tone for row in stream_rows([wanted, given_up, silent], ())}
    assert tones == {"A": Tone.PLAIN, "B": Tone.FAINT, "C": Tone.WARN}


def test_a_stream_of_every_market_says_so() -> None:
    (row,) = stream_rows([stream(ALL, "orders::#1", type=StreamType.MY_ORDER)], ())
    assert row.cells[0].text == "내 주문 전체"


def test_frames_are_counted_in_groups_of_three_digits() -> None:
    (row,) = stream_rows([stream("KRW-BTC", "w")._replace(messages=1_234_567)], ())
    assert row.cells[6].text == "1,234,567"
    assert row.cells[4:] == (("방금", Tone.DIM), ("w", Tone.DIM), ("1,234,567", Tone.DIM))


def test_streams_that_were_never_heard_have_no_age_folded_either() -> None:
    (row,) = stream_rows([stream(f"KRW-{n}", "w", age=None) for n in range(FOLDED_FROM)], ())
    assert row.cells[4].text == "–"
    some = [stream(f"KRW-{n}", "w", age=None if n else 5.0) for n in range(FOLDED_FROM)]
    assert stream_rows(some, ())[0].cells[4].text == "5초"


def test_the_tip_of_a_folded_row_is_its_text_without_the_triangle() -> None:
    rows = [stream(f"KRW-{n}", "watchlist:: #1") for n in range(FOLDED_FROM)]
    (folded,) = stream_rows(rows, ())
    assert folded.tip.splitlines() == ["ticker 8종목", "watchlist:: #1"]
    assert stream_rows(rows, {folded.name})[1].tip.splitlines()[0] == "ticker KRW-0"
