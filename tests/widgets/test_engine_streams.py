"""Streams as rows."""

from __future__ import annotations

from core.engine_report import StreamReport
from core.subscription import StreamKey, StreamType
from widgets.engine_streams import FOLDED_FROM, stream_rows
from widgets.engine_table import Tone


def stream(
    code: str, *components: str, is_silent: bool = False, age: float | None = 0.2, **more: object
) -> StreamReport:
    key = StreamKey(more.pop("type", StreamType.TICKER), code, more.pop("level", 0))
    return StreamReport(key, more.pop("depth", 0), components, True, True, not is_silent, is_silent, age, 3)


def test_a_silent_stream_stands_out_of_those_it_would_be_folded_with() -> None:
    alike = [stream(f"KRW-{n}", "watchlist::#1") for n in range(FOLDED_FROM)]
    rows = stream_rows([*alike, stream("KRW-WRONG", "watchlist::#1", is_silent=True, age=None)], ())
    assert [row.cells[0].text for row in rows] == ["ticker KRW-WRONG", f"▸ ticker {FOLDED_FROM}종목"]
    assert rows[0].cells[4] == ("무응답", Tone.WARN)


def test_a_folded_row_tells_the_newest_age_and_all_frames() -> None:
    rows = stream_rows([stream(f"KRW-{n}", "w", age=float(n)) for n in range(FOLDED_FROM)], ())
    assert (rows[0].cells[4].text, rows[0].cells[6].text) == ("방금", str(3 * FOLDED_FROM))


def test_an_open_row_stays_open_while_its_streams_go_live() -> None:
    waiting = [stream(f"KRW-{n}", "w")._replace(is_live=False) for n in range(FOLDED_FROM)]
    (folded,) = stream_rows(waiting, ())
    live = [each._replace(is_live=True) for each in waiting]
    assert len(stream_rows(live, {folded.name})) == FOLDED_FROM + 1


def test_few_streams_are_not_folded() -> None:
    rows = stream_rows([stream(f"KRW-{n}", "w") for n in range(FOLDED_FROM - 1)], ())
    assert len(rows) == FOLDED_FROM - 1
    assert not any(row.name for row in rows)


def test_depth_and_level_of_a_book_are_told() -> None:
    (row,) = stream_rows([stream("KRW-BTC", "w", type=StreamType.ORDERBOOK, depth=15, level=1000.0)], ())
    assert row.cells[0].text == "orderbook KRW-BTC ×15 모아보기 1000"


def test_a_component_is_named_by_kind_and_number_and_in_full_for_the_pointer() -> None:
    (row,) = stream_rows([stream("KRW-BTC", "chart:KRW-BTC:1m#3", "robot")], ())
    assert row.cells[5].text == "chart #3, robot"
    assert row.tip.splitlines() == ["ticker KRW-BTC", "chart:KRW-BTC:1m#3", "robot"]
