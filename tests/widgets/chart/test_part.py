"""A part of a chart does not keep the chart."""

from __future__ import annotations

import asyncio
import gc
import weakref

from PySide6.QtCore import QCoreApplication, QEvent

from widgets.chart.panel import ChartPanel
from widgets.chart.part import ChartPart


async def test_a_part_knows_its_chart_and_does_not_keep_it(application, desk) -> None:
    panel = ChartPanel(desk.context, "KRW-BTC", "1m")
    part = ChartPart(panel, panel.view)
    assert (part.panel, part.view) == (panel, panel.view)
    gone = weakref.ref(panel)
    gc.disable()
    try:
        panel.release()
        panel.deleteLater()
        del panel
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0)
        assert gone() is None
    finally:
        gc.enable()
    del part
