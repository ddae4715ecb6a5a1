"""Rows of the engine's streams: their components and their state.

A watchlist subscribes to hundreds of streams in the same state. They are folded into one row that can be opened, so
that a single stream in another state remains visible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from core.engine.report import StreamReport
from core.model.subscription import ALL, StreamType
from widgets.engine_monitor.names import component_names, stream_name
from widgets.engine_monitor.units import age
from widgets.paint.text_table import Cell, Row, TextColumn, Tone
from widgets.text.language import translate

FOLDED_FROM: Final = 8
"""Number of streams in the same state from which they are folded."""

_DOT: Final = "●"
_NO_DOT: Final = "○"


class _Standing(NamedTuple):
    """The common state of folded streams."""

    type: StreamType
    level: float
    depth: int
    components: tuple[str, ...]
    is_desired: bool
    is_sent: bool
    is_heard: bool
    is_silent: bool


def stream_columns() -> tuple[TextColumn, ...]:
    """Return the columns of `stream_rows`."""
    return (
        TextColumn(translate("EngineMonitor", "스트림"), f"{stream_name(StreamType.CANDLE_240M)} KRW-DOGE ×30"),
        TextColumn(translate("EngineMonitor", "원함"), _DOT, is_right=True),
        TextColumn(translate("EngineMonitor", "보냄"), _DOT, is_right=True),
        TextColumn(translate("EngineMonitor", "수신"), _DOT, is_right=True),
        TextColumn(translate("EngineMonitor", "최근"), translate("EngineMonitor", "무응답"), is_right=True),
        TextColumn(
            translate("EngineMonitor", "구독 패널"),
            translate("EngineMonitor", "비트코인 BTC/KRW · 240분"),
            is_elastic=True,
        ),
        TextColumn(translate("EngineMonitor", "프레임"), "9,999,999", is_right=True),
    )


def stream_rows(
    streams: Iterable[StreamReport], opened: Collection[str], titles: Mapping[str, str] | None = None
) -> list[Row]:
    """Return one row per stream, or one for many in the same state.

    Args:
        streams: as the engine reports them.
        opened: names of the folded rows whose streams are shown too.
        titles: of the panels, by component id; who has none is shown by its id.
    """
    titles = titles or {}
    alike: dict[_Standing, list[StreamReport]] = {}
    for stream in streams:
        alike.setdefault(_standing(stream), []).append(stream)
    rows: list[Row] = []
    for standing in sorted(alike):
        group = alike[standing]
        if len(group) < FOLDED_FROM:
            rows += [_stream_row(stream, titles) for stream in sorted(group, key=_code)]
            continue
        name = _name(standing)
        rows.append(_folded_row(standing, group, name, titles, is_open=name in opened))
        if name in opened:
            rows += [_stream_row(stream, titles, "    ") for stream in sorted(group, key=_code)]
    return rows


def _code(stream: StreamReport) -> str:
    return stream.key.code


def _standing(stream: StreamReport) -> _Standing:
    return _Standing(
        stream.key.type,
        stream.key.level,
        stream.depth,
        stream.components,
        stream.is_desired,
        stream.is_sent,
        stream.is_heard,
        stream.is_silent,
    )


def _name(standing: _Standing) -> str:
    # The state is not part of the name, or a row would close itself when its streams go live.
    return f"{standing.type} {standing.level} {','.join(standing.components)}"


def _stream_row(stream: StreamReport, titles: Mapping[str, str], indent: str = "") -> Row:
    standing = _standing(stream)
    code = translate("EngineMonitor", "전체") if stream.key.code == ALL else stream.key.code
    text = f"{code}{_details(standing)}"
    return _row(standing, (indent, text), titles, stream.age, stream.messages)


def _folded_row(
    standing: _Standing, alike: list[StreamReport], name: str, titles: Mapping[str, str], *, is_open: bool
) -> Row:
    count = translate("EngineMonitor", "{n}종목").format(n=len(alike))
    text = "▼ " if is_open else "▶ ", f"{count}{_details(standing)}"
    ages = [stream.age for stream in alike if stream.age is not None]
    row = _row(standing, text, titles, min(ages, default=None), sum(stream.messages for stream in alike))
    return row._replace(name=name)


def _row(
    standing: _Standing, text: tuple[str, str], titles: Mapping[str, str], last: float | None, messages: int
) -> Row:
    """Make a row.

    Args:
        standing: of its streams.
        text: what stands before and after the kind of the stream.
        titles: of the panels.
        last: seconds since the last frame.
        messages: how many there were.
    """
    before, after = text
    names = component_names(standing.components, titles)
    recent = Cell(translate("EngineMonitor", "무응답"), Tone.WARN) if standing.is_silent else Cell(age(last), Tone.DIM)
    cells = (
        Cell(
            f"{before}{stream_name(standing.type)} {after}",
            Tone.WARN if standing.is_silent else Tone.PLAIN if standing.is_desired else Tone.FAINT,
        ),
        _flag(is_set=standing.is_desired),
        _flag(is_set=standing.is_sent),
        _flag(is_set=standing.is_heard),
        recent,
        Cell(", ".join(names), Tone.DIM),
        Cell(f"{messages:,}", Tone.DIM),
    )
    return Row(cells, tip="\n".join((f"{standing.type} {after}", *names)))


def _flag(*, is_set: bool) -> Cell:
    return Cell(_DOT, Tone.GOOD) if is_set else Cell(_NO_DOT, Tone.FAINT)


def _details(standing: _Standing) -> str:
    depth = f" ×{standing.depth}" if standing.depth else ""
    level = translate("EngineMonitor", " 모아보기 {n:g}").format(n=standing.level) if standing.level else ""
    return depth + level
