"""Panels that lived through a fault show what panels show that were opened after it.

Nobody touches them and the connection stays: what a fault left behind, such as a time of tomorrow, must not outlive it.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Hashable
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication

from core.simulator.faults.fault_table import FAULTS
from core.timing.exchange_clock import DISORDER_MS
from odd_desk import LONGEST_WAIT, OddDesk, odd_desk
from waiting import eventually
from widgets.chart.panel import ChartPanel
from widgets.market_header.fields import Subject
from widgets.panel.panel import Panel
from widgets.trades.panel import TradesPanel

pytestmark = pytest.mark.usefixtures("key_of_the_account", "short_delays", "few_frames", "few_requests")

DAY: Final = 86_400.0
CODE: Final = "KRW-BTC"
KINDS: Final = ("market-header", "orderbook", "trades", "chart", "watchlist")
SECONDS: Final = 1.0
"""Seconds each fault is on: several messages of every stream, and more than one candle message."""

UNSEEN: Final = {"slow_feed", "mute"}
"""They leave out changes of the account without a sign: the load of each minute brings those."""

Fault = tuple[str, dict[str, Any]]
Faults = list[list[Fault]]
"""Those of one group are on one after the other before panels are compared: new ones for each comparison are most of
what these tests cost. In a group are faults of which none cures what another does: all move times the same way, leave
out messages, or make them unreadable."""

TIMES: Final[Faults] = [
    [("odd_time", {"shape": shape}) for shape in shapes]
    for shapes in (("shift",), ("naive", "zoned", "text"), ("seconds", "zero"), ("huge",))
]
MOVED: Final[Faults] = [[("odd_time", {"by": by}) for by in group] for group in ((-60.0, -DAY), (20.0, 3_600.0))]
FAR: Final[Faults] = [[("odd_time", {"by": 400 * DAY})]]
EVERY_OTHER: Final[Faults] = [[("odd_time", {"by": DAY, "every": every}) for every in (2, 7)]]
CLOCKS: Final[Faults] = [[("clock_shift", {"by": by})] for by in (-DAY, 20.0, DAY)]
"""Others are compared with the exchange itself in `test_truth_at_rest.py`."""
OTHERS: Final[Faults] = [
    [("odd_field", {"field": "trade_price", "shape": "zero"})],
    *(
        [(name, {}) for name in group]
        for group in (
            ("odd_page",),
            ("odd_field", "odd_value"),
            ("duplicate", "reorder", "delay"),
            ("garbage",),
            ("slow_feed", "mute"),
        )
    ),
]
LISTS: Final[Faults] = [
    [("suspension", {"code": CODE, "state": state}) for state in ("ACTIVE", "PREVIEW")],
    *([("delisting", {"code": CODE, "days": days})] for days in (0, 14)),
    [("caution", {"code": CODE})],
]
"""The list is loaded during each of them. 주의 is not among them: only the next list can tell that it has ended."""


def told(desk: OddDesk) -> dict[Hashable, tuple[str, ...]]:
    """The rows that tell about now, by panel and key."""
    found: dict[Hashable, tuple[str, ...]] = {}
    for kind in KINDS:
        table = desk.of(kind).shown_values()
        assert table is not None
        if kind in {"trades", "chart"}:
            found[kind] = table.rows[0].texts if table.rows else ()
        elif kind == "orderbook":
            found[kind] = tuple(text for row in table.rows for text in row.texts[:4])
            found["marks"] = desk.parts.markets.marks(CODE)
        else:
            rows = [row for row in table.rows if not {Subject.CLOCK, Subject.NOTICE} & set(_parts(row.key))]
            found |= {(kind, row.key): row.texts for row in rows}
    return found


def _parts(key: object) -> tuple[object, ...]:
    return key if isinstance(key, tuple) else (key,)


class Agreement:
    """Whether each row of two desks was the same at some moment: one that is frozen never is, in a lively market.

    What they know of the exchange's clock agrees, too: delays, countdowns and totals of the last minute hang on it.
    Both take their frames at the same moment, as far as panels have requested one: the frames of two clocks seldom show
    the same book.
    """

    def __init__(self, old: OddDesk, new: OddDesk) -> None:
        self._old, self._new = old, new
        self.agreed: set[Hashable] = set()
        self.differing: list[object] = []

    def is_reached(self) -> bool:
        for desk in (self._old, self._new):
            desk.parts.clock._on_beat()
        ours, theirs = told(self._old), told(self._new)
        keys = ours.keys() | theirs.keys()
        self.agreed |= {key for key in keys if ours.get(key) == theirs.get(key)}
        self.differing = [(key, ours.get(key), theirs.get(key)) for key in keys - self.agreed]
        old_ms, new_ms = (desk.parts.engine.exchange_time().ms or 0 for desk in (self._old, self._new))
        if abs(old_ms - new_ms) > DISORDER_MS:
            self.differing.append(("clock", old_ms, new_ms))
        return all(self._new.of(kind).has_data() for kind in KINDS) and not self.differing


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "faults",
    [TIMES, [*MOVED, *FAR, *EVERY_OTHER], CLOCKS, OTHERS, LISTS],
    ids=["times", "moved", "clocks", "others", "lists"],
)
async def test_panels_left_alone_soon_show_what_new_panels_show(application: QApplication, faults: Faults) -> None:
    if faults is TIMES:
        shapes = {parameters["shape"] for group in faults for _, parameters in group}
        assert shapes == {choice.value for choice in FAULTS["odd_time"].parameters[0].choices}
    async with odd_desk() as odd:
        await odd.is_well()
        for group in faults:
            for name, parameters in group:
                await odd.control.set(name, **parameters)
                if faults is LISTS:
                    odd.parts.markets.reload_requested.emit()
                await asyncio.sleep(SECONDS)
                await odd.control.clear()
            async with odd.other() as other:
                agreement = Agreement(odd, other)
                try:
                    await eventually(agreement.is_reached, within=LONGEST_WAIT, every=0.1)
                except AssertionError as error:
                    raise AssertionError((group, agreement.differing)) from error
            if group[-1][0] not in UNSEEN:
                await odd.is_well()


@pytest.mark.timeout(120)
async def test_a_chart_whose_candle_stream_is_lost_goes_on_with_the_trades(application: QApplication) -> None:
    """Longer than a stamp may be ahead of the exchange's clock: that goes on while the stream stands still."""
    async with odd_desk() as odd:
        await odd.is_well()
        chart = odd.of("chart")
        assert isinstance(chart, ChartPanel)
        await odd.control.set("lost_subscription", stream="candle", code=CODE, reach="all")
        await asyncio.sleep(DISORDER_MS / 1000 + SECONDS)
        for _ in range(3):
            shown = told(odd)["chart"]
            await eventually(lambda shown=shown: told(odd)["chart"] != shown, within=LONGEST_WAIT)


@pytest.mark.timeout(120)
async def test_panels_that_were_asked_for_something_else_during_empty_answers_soon_show_all_of_it(
    application: QApplication,
) -> None:
    """Here somebody does touch them: what they ask for during the fault must not be believed to be nothing."""
    async with odd_desk() as odd:
        await odd.is_well()
        await eventually(lambda: odd.parts.engine.exchange_time().ms, within=LONGEST_WAIT)  # after five live messages
        chart, tape = odd.of("chart"), odd.of("trades")
        assert isinstance(chart, ChartPanel)
        assert isinstance(tape, TradesPanel)
        for code, unit, seconds in (("KRW-XRP", "3m", 0.1), ("KRW-BTC", "1d", 5.0), ("KRW-XRP", "1w", 0.1)):
            await odd.control.set("odd_page")
            chart.set_unit(unit)
            await eventually(lambda: "하나도 없는" in chart.history.error, within=LONGEST_WAIT)
            assert not chart.history.is_at_beginning
            began_ms = odd.parts.engine.exchange_time().ms
            assert began_ms is not None
            tape.set_market(code)
            await asyncio.sleep(seconds)  # after a second or two, a tape that knew no better would believe the answers
            await odd.control.clear()
            await eventually(lambda: len(chart.history.series) > 50, within=LONGEST_WAIT)
            await eventually(lambda: _oldest_ms(tape) < began_ms - 3_000, within=LONGEST_WAIT)  # noqa: B023 - awaited here


@pytest.mark.timeout(60)
async def test_an_account_that_is_said_to_be_empty_is_kept_with_doubt_and_right_soon_after(
    application: QApplication,
) -> None:
    """Nobody trades, so that the stream tells nothing; the lists are asked for again after the connection is lost."""
    async with odd_desk() as odd:
        await odd.is_well()
        assets, orders = (odd.of(kind) for kind in ("assets", "my-orders"))
        odd.server.trader.is_paused = True
        await eventually(odd.shows_open_orders, within=LONGEST_WAIT)
        known = [_names(panel) for panel in (assets, orders)]
        assert all(known)
        await odd.control.set("odd_page")
        await odd.control.set("drop")
        for panel in (assets, orders):
            await eventually(lambda: "다시 확인하는 중" in panel.status_text, within=LONGEST_WAIT)  # noqa: B023 - awaited
        await asyncio.sleep(3.0)  # as many lists as are believed where nothing is known
        assert [_names(panel) for panel in (assets, orders)] == known
        await odd.control.clear()
        await eventually(lambda: assets.status_text == orders.status_text == "", within=LONGEST_WAIT)
        assert [_names(panel) for panel in (assets, orders)] == known


def _names(panel: Panel) -> list[str]:
    table = panel.shown_values()
    assert table is not None
    return [row.texts[0] for row in table.rows]


def _oldest_ms(tape: TradesPanel) -> float:
    """The time of the oldest trade: those before the panel's own time come by REST, but for the last one."""
    return tape._gaps.tape.oldest[0] if tape._gaps.tape.oldest is not None else math.inf
