"""The comparison of panels with the exchange: it agrees with a live desk, and finds one that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from PySide6.QtWidgets import QApplication

from app.panels.spec import DEFAULT_DESK, PanelSpec
from core.market.trades.tape import Print
from core.simulator.faults.fault_table import FAULTS
from odd_desk import LONGEST_WAIT, odd_desk
from truth import Truth, claims_of
from waiting import eventually
from widgets.trades.panel import TradesPanel

pytestmark = pytest.mark.usefixtures("key_of_the_account", "short_delays", "few_frames", "few_requests")

KINDS = {"market-header", "orderbook", "trades", "chart", "watchlist"}


@pytest.mark.timeout(120)
async def test_a_live_desk_agrees_in_all_kinds_of_panels_and_one_that_stands_still_in_none(
    application: QApplication,
) -> None:
    async with odd_desk(specs=DEFAULT_DESK) as odd:
        await odd.is_well()
        claims = [claim for panel in odd.panels for claim in claims_of(panel)]
        assert {claim.panel.kind for claim in claims} == KINDS
        truth = Truth(odd.server.rest_url, of_all=True)
        assert await truth.differences(odd.panels) == []
        assert truth.agreed == len(claims)

        await odd.control.set("mute")  # the exchange goes on, but tells nothing any more
        look, kinds = Truth(odd.server.rest_url, within=0.0), set[str]()
        async with asyncio.timeout(LONGEST_WAIT):
            while kinds != KINDS:  # until each market has moved on
                kinds = {said.partition(" ")[0] for said in await look.differences(odd.panels)}


@pytest.mark.timeout(240)
async def test_all_is_there_after_the_clock_was_wrong_for_a_while(application: QApplication) -> None:
    """After a small step the exchange comes to the times that it has shown: it makes trades of the same ids again."""
    async with odd_desk(specs=DEFAULT_DESK) as odd:
        await odd.is_well()
        for shift, until in ((8.0, 9.0), (8.0, 9.0), (3_600.0, 0.5), (-3_600.0, 0.5), (-86_400.0, 0.5)):
            await odd.control.set("clock_shift", by=shift)
            await asyncio.sleep(3.0)
            await odd.control.clear()
            await asyncio.sleep(until)
            assert await Truth(odd.server.rest_url).differences(odd.panels) == [], shift


@pytest.mark.timeout(240)
async def test_quiet_markets_are_true_again_after_messages_were_left_out_and_after_the_clock_was_wrong(
    application: QApplication,
) -> None:
    """The last message of a market that does not trade again is lost on a connection that goes on.

    And the exchange takes its trades back with its clock; such a market tells nothing of it by itself.
    """
    async with odd_desk(markets=200, specs=DEFAULT_DESK) as odd:
        await odd.is_well()
        for fault in ("mute", "slow_feed", "lost_subscription"):
            await odd.control.set(fault)
            await asyncio.sleep(5.0)
            await odd.control.clear()
            truth = Truth(odd.server.rest_url)
            assert await truth.differences(odd.panels) == [], fault
            assert truth.agreed > 200
        for shift in (60.0, -60.0):
            await odd.control.set("clock_shift", by=shift)
            await asyncio.sleep(8.0)
            await odd.control.clear()
            truth = Truth(odd.server.rest_url)
            assert await truth.differences([odd.of("watchlist")]) == [], shift
            assert truth.agreed == 200


@pytest.mark.timeout(180)
async def test_a_feed_that_leaves_out_most_messages_is_marked_in_every_panel(application: QApplication) -> None:
    async with odd_desk(markets=200, specs=DEFAULT_DESK) as odd:
        await odd.is_well()
        public = [panel for panel in odd.panels if panel.kind in KINDS]
        await odd.control.set("slow_feed", every=0.3)
        await eventually(lambda: all(panel.status_text for panel in public), within=LONGEST_WAIT)
        await odd.control.clear()
        await eventually(lambda: not any(panel.status_text for panel in public), within=LONGEST_WAIT)


TRADE_FIELDS = ("sequential_id", "trade_price", "trade_volume", "ask_bid", "trade_timestamp")
ALONE = [("sequential_id", shape) for shape in ("zero", "negative", "null", "flag")] + [
    ("ask_bid", "null"),
    ("trade_volume", "zero"),
]
"""What is not noticed for an unreadable message that comes with others."""
SHAPES = [choice.value for choice in FAULTS["odd_field"].parameters[1].choices]


@pytest.mark.timeout(300)
async def test_all_is_there_after_trades_came_with_an_odd_field(application: QApplication) -> None:
    cases = [*((field, SHAPES) for field in TRADE_FIELDS), *((field, [shape]) for field, shape in ALONE)]
    async with odd_desk(specs=[PanelSpec("trades")]) as odd:
        await odd.is_well()
        tapes = [panel for panel in odd.panels if panel.kind == "trades"]
        for field, shapes in cases:
            for shape in shapes:
                await odd.control.set("odd_field", field=field, shape=shape, rows="trade", where="stream")
                await asyncio.sleep(max(0.4, 1.5 / len(shapes)))
            await odd.control.clear()
            assert await Truth(odd.server.rest_url).differences(tapes) == [], (field, shapes)


@pytest.mark.timeout(180)
async def test_all_is_there_after_every_other_trade_had_a_wrong_time(application: QApplication) -> None:
    async with odd_desk(specs=[PanelSpec("trades")]) as odd:
        await odd.is_well()
        await odd.control.set("odd_time", by=30.0, rows="trade", every=2)
        await asyncio.sleep(3.0)
        await odd.control.clear()
        panel = odd.of("trades")
        assert isinstance(panel, TradesPanel)
        tape = panel._gaps.tape
        answer = await panel.context.rest.trades(panel.code, 60)
        first_ms, last_ms = answer[-1].trade_timestamp, answer[0].trade_timestamp

        def within(trades: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
            """Those of which every trade of the same millisecond is in the answer."""
            return {(time_ms, number) for time_ms, number in trades if first_ms < time_ms < last_ms}

        def held() -> set[tuple[int, int]]:
            """Of the whole tape: a table of it has only the newest trades, and all grow old while the test waits."""
            return within(entry.order[:2] for entry in tape.latest(len(tape)) if isinstance(entry, Print))

        told = within((each.trade_timestamp, each.sequential_id) for each in answer)
        assert len(told) > 30
        await eventually(lambda: held() == told, within=LONGEST_WAIT)


@pytest.mark.timeout(180)
async def test_all_second_candles_are_there_after_short_silences(application: QApplication) -> None:
    """The last message of a finished candle is lost on a connection that goes on, and its market trades on."""
    specs = [PanelSpec("chart", code, "1s") for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP")]
    async with odd_desk(specs=specs) as odd:
        await odd.is_well()
        charts = odd.panels
        for _ in range(4):
            await asyncio.sleep(1.3)
            await odd.control.set("mute")
            await asyncio.sleep(1.0)
            await odd.control.clear()
        assert await Truth(odd.server.rest_url, of_all=True).differences(charts) == []


@pytest.mark.timeout(180)
async def test_all_trades_are_there_after_some_were_left_out_without_a_sign(application: QApplication) -> None:
    """The connection goes on, and nothing tells of it but the tickers that count what was traded."""
    async with odd_desk(specs=[PanelSpec("trades")]) as odd:
        await odd.is_well()
        tapes = [panel for panel in odd.panels if panel.kind == "trades"]
        for fault, every in (("mute", None), ("slow_feed", None), ("slow_feed", 0.3), ("lost_subscription", None)):
            await odd.control.set(fault, **({} if every is None else {"every": every}))
            await asyncio.sleep(5.0)
            await odd.control.clear()
            assert await Truth(odd.server.rest_url).differences(tapes) == [], (fault, every)
