"""The first frame is recorded once."""

from PySide6.QtCore import QObject

from app.automation.first_frame import FirstFrame
from waiting import eventually
from widgets.panel.frame_clock import FrameClock


async def test_it_is_none_until_the_clock_has_painted_and_then_stays(application):
    owner = QObject()
    clock = FrameClock(owner)
    first = FirstFrame(clock)
    assert first.seconds is None
    clock.painted = 1
    await eventually(lambda: first.seconds is not None)
    noted = first.seconds
    clock.painted = 2
    assert first.seconds == noted > 0
    assert not first._timer.isActive()
