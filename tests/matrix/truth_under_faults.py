"""While a fault is on, each panel tells the truth or is marked: an old figure must never look like a present one.

`make soak` runs it, for it takes most of an hour. First each fault alone, also once the exchange's clock was wrong;
then pairs of faults drawn at random, while somebody uses the panels. `HOGA_SEED=17` repeats the pair of that seed.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication

from app.panels.spec import PanelSpec
from core.market.candles.units import CandleUnit
from odd_desk import ExchangeThread, OddDesk, odd_desk
from truth import PAST, Answer, Claim, Truth, claims_of, claims_of_assets, is_marked, mark_of
from widgets.account.private_panel import PrivatePanel
from widgets.chart.panel import ChartPanel

pytestmark = pytest.mark.usefixtures("key_of_the_account", "short_delays")

NOTICED: Final = 25.0
"""Seconds after which every fault must have been noticed. A desk that has just begun does not know yet how often a
stream tells something; later it takes half of it."""
LOOKED: Final = 15.0
"""Seconds in which each figure is the exchange's at least once, or marked. A stream that was just requested again was
true then: that it stands still is noticed anew, within as many seconds."""
LOOKS: Final = 25
"""How often each is compared at least, on a slow machine."""
TRICKLE: Final = 30.0
"""Seconds between two messages of a connection that is as good as mute."""
OVER: Final = 40.0
"""Seconds after the last fault within which all is true and no mark is left."""
OWN_CHANGES: Final = 75.0
"""Seconds after which the orders of the account are right: a change that was left out without a sign is known by the
next load, once a minute."""
CODE: Final = "KRW-BTC"
PAIRS: Final = int(os.environ.get("HOGA_PAIRS", "12"))
SEEDS: Final = (
    [int(os.environ["HOGA_SEED"])]
    if "HOGA_SEED" in os.environ
    else random.SystemRandom().sample(range(1_000_000), PAIRS)
)

Fault = tuple[str, dict[str, Any]]

LOST: Final[list[Fault]] = [
    ("lost_subscription", {"stream": stream, "code": code, "reach": reach})
    for stream in ("ticker", "orderbook", "trade", "candle", "all")
    for reach in ("request", "open", "all")
    for code in ((CODE, "") if reach == "all" else (CODE,))
]
STREAMS: Final[list[Fault]] = [
    ("mute", {}),
    ("slow_feed", {"every": 1.5}),
    ("slow_feed", {"every": TRICKLE}),
    ("delay", {"by": 8.0}),
    ("duplicate", {}),
    ("reorder", {}),
    ("late_pong", {}),
    ("odd_field", {"field": "trade_price", "shape": "null", "where": "stream"}),
    ("odd_field", {"field": "timestamp", "shape": "null", "where": "stream"}),
    ("odd_time", {"by": 86_400.0}),
]
LINKS: Final[list[Fault]] = [
    ("drop", {}),
    ("close", {"code": 1012}),
    ("error", {"error": "WRONG_FORMAT"}),
    ("error", {"error": "Too Many Requests"}),
    ("half_open", {}),
    ("half_open", {"reach": "all"}),
    ("refuse", {"seconds": 60.0}),
    *(("handshake", {"status": status, "wait": 2.0}) for status in (403, 418, 429, 503)),
]
REST: Final[list[Fault]] = [
    *(("rest", {"status": status, "wait": 2.0, "html": status == 503}) for status in (400, 403, 418, 429, 500, 503)),
    ("odd_page", {}),
]
CLOCKS: Final[list[Fault]] = [
    ("clock_shift", {"by": by}) for by in (-86_400.0, -3_600.0, -60.0, -8.0, 8.0, 20.0, 60.0, 3_600.0, 86_400.0)
]
LISTS: Final[list[Fault]] = [
    *(("suspension", {"code": CODE, "state": state}) for state in ("ACTIVE", "PREVIEW")),
    *(("delisting", {"code": CODE, "days": days}) for days in (0, 14)),
]
KINDS_OF_FAULTS: Final = (LOST, STREAMS, LINKS, REST, CLOCKS, LISTS)


class TruthInside(Truth):
    """Asks the exchange from inside, past its faults."""

    def __init__(self, server: ExchangeThread) -> None:
        super().__init__(server.rest_url, of_all=True)
        self._server = server

    def _ask(self, path: str, codes: Sequence[str]) -> Answer | None:
        return self._server.rows(path, codes, PAST)


def truth_under(odd: OddDesk, *faults: Fault) -> Truth:
    """Return what to compare with. A time that all of the exchange's answers share is the exchange's."""
    if any(name == "odd_time" for name, _ in faults):
        return Truth(odd.server.rest_url, of_all=True)
    return TruthInside(odd.server)


def claims(odd: OddDesk) -> list[Claim]:
    """Return what the panels must show."""
    of_panels = [claim for panel in odd.panels for claim in claims_of(panel)]
    return [*of_panels, *claims_of_assets(odd.of("assets"))]


def is_alone_on_its_connection(claim: Claim) -> bool:
    """Whether a chart got its candle, and no message after it, not even its ticker's first.

    That is a limit. Where a connection brings one message in half a minute, each new one may bring just this: a true
    one, and nothing shows before the next look at what has not come that it has grown old.
    """
    panel = claim.panel
    return isinstance(panel, ChartPanel) and panel._feed is not None and bool(panel._feed.status().unheard)


async def unmarked_lies(odd: OddDesk, truth: Truth, *faults: Fault) -> list[object]:
    """Return what is neither true at any moment nor marked."""
    is_trickle = any(parameters.get("every") == TRICKLE for _, parameters in faults)
    clock = asyncio.get_running_loop().time
    left = dict.fromkeys(claims(odd), "")
    until, looks = clock() + LOOKED, 0
    while left and (clock() < until or looks < LOOKS):
        looks += 1
        differing = await truth.look(list(left))
        left = {claim: said for claim, said in differing.items() if not is_marked(claim)}
        if is_trickle:
            left = {claim: said for claim, said in left.items() if not is_alone_on_its_connection(claim)}
        await asyncio.sleep(0.2)
    return [_told(claim, said) for claim, said in left.items()]


async def still_wrong(odd: OddDesk, truth: Truth) -> list[object]:
    """Return what was not true without a mark at any moment, and which panels still are marked, once all is over."""
    clock = asyncio.get_running_loop().time
    left = dict.fromkeys(claims(odd), "")
    until, marks = clock() + OVER, list[object]()
    while clock() < until:
        differing = await truth.look(list(left))
        left = {claim: differing.get(claim, "marked") for claim in left if claim in differing or is_marked(claim)}
        marks = [(panel.kind, panel.code, mark) for panel in odd.panels if (mark := mark_of(panel))]
        if not left and not marks:
            return []
        await asyncio.sleep(0.5)
    return [*(_told(claim, said) for claim, said in left.items()), *marks]


def _told(claim: Claim, said: str) -> object:
    return claim.panel.kind, claim.code, claim.path, said


@pytest.mark.timeout(120)
@pytest.mark.parametrize("shift", [0.0, 86_400.0])
@pytest.mark.parametrize("fault", [*LOST, *STREAMS], ids=str)
async def test_whatever_is_not_true_is_marked(application: QApplication, fault: Fault, shift: float) -> None:
    async with odd_desk() as odd:
        await odd.is_well()
        if shift:  # what has learned the wrong time must not be blind afterwards
            await odd.control.set("clock_shift", by=shift)
            await asyncio.sleep(3.0)
            await odd.control.clear()
            await odd.is_well()
        await set_fault(odd, fault)
        await asyncio.sleep(NOTICED)
        assert await unmarked_lies(odd, truth_under(odd, fault), fault) == []


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"HOGA_SEED={seed}")
async def test_whatever_is_not_true_while_two_faults_follow_each_other_is_marked_and_all_is_true_without_marks_after(
    application: QApplication, seed: int
) -> None:
    chance = random.Random(seed)
    first, second = (chance.choice(kind) for kind in (chance.choices(KINDS_OF_FAULTS, k=2)))
    pause, is_left_on = chance.uniform(3.0, 12.0), chance.random() < 0.5
    uses = [chance.choice(USES) if chance.random() < 0.5 else None for _ in range(2)]
    done = [
        first,
        f"{pause:.1f} s",
        "left on" if is_left_on else "cleared",
        second,
        [use.__name__ if use else None for use in uses],
    ]
    async with odd_desk(markets=chance.choice((8, 40))) as odd:  # most of many are quiet
        await odd.is_well()
        await set_fault(odd, first)
        await asyncio.sleep(pause / 2)
        if uses[0] is not None:
            done.append(uses[0](odd, chance))
        await asyncio.sleep(pause / 2)
        if not is_left_on:
            await clear_faults(odd)
        await set_fault(odd, second)
        if uses[1] is not None:
            await asyncio.sleep(1.0)
            done.append(uses[1](odd, chance))
        await asyncio.sleep(NOTICED)
        assert not await unmarked_lies(odd, truth_under(odd, first, second), first, second), done
        await clear_faults(odd)
        press_retry(odd)
        assert not await still_wrong(odd, TruthInside(odd.server)), done
        await odd.is_well(OWN_CHANGES)


async def set_fault(odd: OddDesk, fault: Fault) -> None:
    name, parameters = fault
    await odd.control.set(name, **parameters)
    if fault in LISTS:
        odd.parts.markets.reload_requested.emit()


async def clear_faults(odd: OddDesk) -> None:
    await odd.control.clear()
    odd.parts.markets.reload_requested.emit()


def press_retry(odd: OddDesk) -> None:
    """Try the account again where a refusal stopped it: an exchange that forbids a key is left alone until then."""
    for panel in odd.panels:
        if isinstance(panel, PrivatePanel) and panel._pages.currentWidget() is panel._stop:
            panel._stop.retry_requested.emit()


def switch_market(odd: OddDesk, chance: random.Random) -> object:
    panel = chance.choice([panel for panel in odd.panels if panel.code])
    code = chance.choice([code for code in odd.codes if code != panel.code])
    panel.set_market(code)
    return panel.kind, code


def switch_unit(odd: OddDesk, chance: random.Random) -> object:
    chart = odd.of("chart")
    assert isinstance(chart, ChartPanel)
    unit = chance.choice([unit for unit in CandleUnit if unit is not chart.history.unit])
    chart.set_unit(unit.value)
    return unit


def open_again(odd: OddDesk, chance: random.Random) -> object:
    dock = chance.choice([dock for dock in odd.parts.desk.docks() if dock.panel.code])
    spec = PanelSpec(dock.panel.kind, dock.panel.code)
    dock.close()
    odd.parts.desk.open(spec)
    return str(spec)


def switch_all(odd: OddDesk, chance: random.Random) -> object:
    odd.ask_for_everything()
    return "all"


USES: Final[list[Callable[[OddDesk, random.Random], object]]] = [switch_market, switch_unit, open_again, switch_all]
