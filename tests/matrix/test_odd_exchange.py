"""The real desk on an exchange that sends odd content: nothing raises, and no good data is lost.

Every fault of the one table is tried while the desk requests everything anew: the market list, candles, trades, the
account's orders and balances, which another client changes all the time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.panels.spec import PanelSpec
from core.model.markets import is_currency
from core.simulator.faults.fault_table import FAULTS
from odd_desk import ALL_PANELS, odd_desk
from waiting import eventually
from widgets.account.assets_panel import AssetsPanel

pytestmark = pytest.mark.usefixtures("key_of_the_account", "short_delays", "few_frames")

Step = dict[str, Any]

SECONDS = 0.1
"""Seconds each fault is on; the desk requests everything within a fifth of that."""
SMALL: Step = {"mebibytes": 0.2, "frames": 2_000, "keep": 0.2, "pour": 1, "wait": 0.05, "pause": 0.001}
"""Parameters below their defaults, to save time."""
SKIPPED = {"limits": "is about being refused, which the engine's tests are about"}


def steps(name: str) -> list[Step]:
    """A fault with its default parameters, with each of its other choices, and, if possible, in every second row."""
    fault = FAULTS[name]
    known = {parameter.name for parameter in fault.parameters}
    plain = {key: value for key, value in SMALL.items() if key in known}
    found = [plain]
    for parameter in fault.parameters:
        if parameter.kind == "choice" and parameter.name not in {"rows", "where"}:
            found += [{**plain, parameter.name: choice.value} for choice in parameter.choices]
    if "every" in known and "rows" in known:
        return [{**step, "every": 1 + place % 2} for place, step in enumerate(found[1:])]
    defaults = {parameter.name: parameter.default for parameter in fault.parameters}
    return [found[0], *(step for step in found[1:] if defaults | step != defaults | plain)]


@pytest.fixture
def no_errors(caplog: pytest.LogCaptureFixture) -> Callable[[object], None]:
    """Fails if an error was logged, or anything with a traceback."""
    caplog.set_level(logging.INFO)

    def check(about: object) -> None:
        bad = [record for record in caplog.records if record.exc_info]
        assert not bad, (about, [record.getMessage() for record in bad], [record.exc_text for record in bad])
        caplog.clear()

    return check


GROUPS = list(dict.fromkeys(fault.group for fault in FAULTS.values()))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("group", GROUPS)
async def test_no_switch_raises_and_after_each_the_desk_is_well(
    application: QApplication, no_errors: Callable[[object], None], group: str
) -> None:
    async with odd_desk() as odd:
        await odd.is_well()
        for name in (fault.name for fault in FAULTS.values() if fault.group == group and fault.name not in SKIPPED):
            for step in steps(name):
                await odd.control.set(name, **step)
                odd.ask_for_everything()
                await asyncio.sleep(SECONDS)
                no_errors((name, step))
                assert not [panel.suspension_reason for panel in odd.panels if panel.suspension_reason], (name, step)
                await odd.control.clear()
            odd.ask_for_everything()
            await odd.is_well()
            no_errors(name)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("rows", "field", "kind", "shape"),
    [
        ("candle", "opening_price", "chart", "object"),
        ("trade", "trade_price", "trades", "object"),
        ("orderbook", "orderbook_units.ask_price", "orderbook", "object"),
        ("ticker", "trade_price", "watchlist", "object"),
        ("market", "market", "watchlist", "object"),
        ("order", "price", "my-orders", "object"),
        ("asset", "balance", "assets", "object"),
        ("candle", "low_price", "chart", "zero"),
        ("trade", "trade_price", "trades", "zero"),
        ("ticker", "trade_price", "market-header", "zero"),
        ("ticker", "high_price", "watchlist", "zero"),
        ("orderbook", "orderbook_units.ask_price", "orderbook", "zero"),
        ("orderbook", "orderbook_units.bid_price", "orderbook", "negative"),
    ],
)
async def test_the_good_part_is_shown_with_a_notice_about_the_rest(
    application: QApplication, no_errors: Callable[[object], None], rows: str, field: str, kind: str, shape: str
) -> None:
    is_of_account = kind in {"my-orders", "assets"}
    async with odd_desk(specs=ALL_PANELS if is_of_account else [PanelSpec(kind)]) as odd:
        await odd.is_well()
        assert not odd.says_what_is_left_out()
        where = "rest" if rows in {"order", "asset"} else "all"  # the stream's bad rows are reported by themselves
        await odd.control.set("odd_field", rows=rows, field=field, shape=shape, every=3, where=where)
        odd.ask_for_everything()
        await eventually(odd.says_what_is_left_out, within=20.0)
        await eventually(odd.of(kind).has_data, within=20.0)
        no_errors(rows)


@pytest.mark.timeout(90)
async def test_no_impossible_balance_is_shown_and_all_are_back_within_seconds(application: QApplication) -> None:
    async with odd_desk() as odd:
        await odd.is_well()
        panel = odd.of("assets")
        assert isinstance(panel, AssetsPanel)

        def shown() -> dict[str, Decimal]:
            return {each.currency: each.amount for each in panel._balances.holdings()}

        whole = shown()  # the other client only moves money between available and locked
        assert len(whole) > 1
        for field, shape in (
            ("balance", "negative"),
            ("currency", "negative"),
            ("currency", "huge"),
            ("balance", "retyped"),
            ("balance", "flag"),
        ):
            await odd.control.set("odd_field", rows="asset", field=field, shape=shape)
            odd.ask_for_everything()
            await asyncio.sleep(1.0)
            assert all(map(is_currency, shown())), (field, shape)
            assert min(shown().values()) >= 0, (field, shape)
            await odd.control.clear()
            await eventually(
                lambda: shown() == whole and not panel.missing and not panel._loader.is_loading, within=8.0
            )
