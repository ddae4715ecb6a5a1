"""Every panel with mail gets a frame within a bounded number of beats, whatever the others cost.

The mailboxes are the engine's, the clock is the window's; CPU time is counted, not spent.
"""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest
from PySide6.QtCore import QObject

from core.engine.deliver.mailbox import Mailbox
from core.model.messages import Ticker
from core.timing.frame_turns import BUDGET, MOST_WAITED, Rank
from widgets.panel import frame_clock
from widgets.panel.frame_clock import FrameClock

COSTS = (0.0, BUDGET / 50, BUDGET / 4, BUDGET * 0.9, BUDGET * 10, 60.0)
"""In CPU seconds: nothing, usual panels, slow ones, one that stops everything for a minute."""


class Frame(NamedTuple):
    """What one frame of a panel is like."""

    taking: float
    painting: float
    is_painted: bool
    fails: bool


def any_frame(rng: random.Random) -> Frame:
    """One of those that there may be."""
    return Frame(rng.choice(COSTS), rng.choice(COSTS), is_painted=rng.random() < 0.7, fails=rng.random() < 0.1)


class Load:
    """A clock with panels, and the CPU time that they take."""

    def __init__(self) -> None:
        self.cpu = 0.0
        self.clock = FrameClock(now=lambda: self.cpu, busy=lambda: self.cpu)
        self.members: list[Member] = []

    def paint(self) -> None:
        """Paint as the members have asked."""
        for member in self.members:
            seconds, member.unpainted = member.unpainted, 0.0
            self.cpu += seconds
            self.clock.add_painting(member, seconds)


class Member(QObject):
    """A panel with a mailbox of the engine; each frame is as the test has said."""

    def __init__(self, load: Load, rank: Rank) -> None:
        super().__init__()
        self.load, self.frame_rank = load, rank
        self.mailbox = Mailbox(self._ask)
        self.next = Frame(0.0, 0.0, is_painted=True, fails=False)
        self.unpainted = 0.0
        self.waited = 0
        """Beats since its oldest mail came."""

    def _ask(self) -> None:
        self.load.clock.request(self)

    def failed(self, error: Exception) -> None:
        """Nothing is shown of it here."""

    def was_slow(self, seconds: float) -> None:
        """The same."""

    def painting_took(self, seconds: float) -> None:
        """The test tells the clock itself."""

    def frame(self) -> bool:
        self.waited = 0
        self.mailbox.take()
        self.load.cpu += self.next.taking
        if self.next.fails:
            raise ValueError("a message that cannot be shown")
        if self.next.is_painted:
            self.unpainted += self.next.painting
        return self.next.is_painted


@pytest.mark.parametrize("seed", range(40))
def test_no_panel_waits_for_longer_than_a_beat_whatever_the_others_cost(application, monkeypatch, seed):
    rng = random.Random(seed)
    load = Load()
    monkeypatch.setattr(frame_clock, "_paint", load.paint)
    load.members = [Member(load, rng.choice(list(Rank))) for _ in range(rng.randint(1, 12))]
    busyness, change = rng.random(), rng.random()
    for _ in range(100):
        for member in load.members:
            if rng.random() < busyness:
                member.mailbox.put_latest("one", Ticker(code="KRW-BTC"))
            if rng.random() < change:
                member.next = any_frame(rng)
            member.waited += member.mailbox.has_mail
        assert load.clock._beat.isActive() or not any(member.mailbox.has_mail for member in load.members)
        load.clock._on_beat()
        assert all(member.waited <= MOST_WAITED for member in load.members)
    load.clock.stop()


def test_a_cheap_list_beside_panels_that_always_cost_too_much_has_every_second_beat(application, monkeypatch):
    load = Load()
    monkeypatch.setattr(frame_clock, "_paint", load.paint)
    load.members = [*(Member(load, Rank.MARKET) for _ in range(6)), Member(load, Rank.LIST)]
    for member in load.members[:-1]:
        member.next = Frame(5 * BUDGET, 5 * BUDGET, is_painted=True, fails=False)
    frames = 0
    for _ in range(100):
        for member in load.members:
            member.mailbox.put_latest("one", Ticker(code="KRW-BTC"))
        load.clock._on_beat()
        frames += not load.members[-1].mailbox.has_mail
    load.clock.stop()
    assert frames >= 50
