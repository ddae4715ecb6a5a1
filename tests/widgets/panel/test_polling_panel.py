"""A panel that polls reads its data when it is shown and then once a second; never while hidden or released."""

from __future__ import annotations

import pytest

from desk_in_hand import Desk
from waiting import eventually
from widgets.panel.polling_panel import PollingPanel


class Counter(PollingPanel):
    """Counts how often it reads."""

    kind = "counter"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.reads = 0
        self.has_source = True

    def poll(self) -> None:
        self.reads += 1

    def can_poll(self) -> bool:
        return self.has_source


@pytest.fixture
async def panel(desk: Desk) -> Counter:
    return Counter(desk.context)


async def test_it_reads_when_it_is_shown_and_then_again_and_again(panel: Counter) -> None:
    panel.refresh()
    assert panel.reads == 0, "it is not visible"
    panel._timer.setInterval(1)
    panel.show()
    assert panel.reads == 1
    await eventually(lambda: panel.reads > 3)


async def test_hidden_it_stops_and_shown_again_it_goes_on(panel: Counter) -> None:
    panel.show()
    assert panel._timer.interval() == 1000
    panel.hide()
    assert not panel._timer.isActive()
    panel.refresh()
    assert panel.reads == 1
    panel.show()
    assert panel.reads == 2
    assert panel._timer.isActive()


async def test_without_a_source_it_reads_nothing(panel: Counter) -> None:
    panel.has_source = False
    panel.show()
    assert panel.reads == 0
    assert not panel._timer.isActive()


async def test_released_it_reads_no_more(panel: Counter) -> None:
    panel.show()
    panel.release()
    assert not panel._timer.isActive()
    panel.refresh()
    assert panel.reads == 1
    assert not panel._timer.isActive()
