"""A panel that is opened alone takes its room in its own column; the others stay as the user has them."""

from PySide6.QtCore import Qt

from app.panels.kinds import KINDS, Column
from app.panels.spec import DEFAULT_DESK, PanelSpec

QTS = 12
"""Pixels that Qt takes for separators and tab bars."""


async def test_a_new_panel_of_each_kind_leaves_the_other_columns_as_they_are(hand):
    hand.window.resize(1600, 900)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    before = hand.desk.docks()
    for kind in KINDS:
        hand.window.resizeDocks([before[0], before[2]], [400, 700], Qt.Orientation.Horizontal)
        await hand.laid_out()
        column = KINDS[kind].column
        sizes = {dock: dock.size() for dock in before}
        new = hand.desk.open(PanelSpec(kind, "KRW-ETH" if KINDS[kind].has_market else ""))
        assert new not in before, kind
        await hand.laid_out()
        for dock, size in sizes.items():
            if KINDS[dock.kind].column is not column:
                assert dock.size() == size, (kind, dock.kind)
            if column in (Column.CHARTS, Column.TRADING) and KINDS[dock.kind].is_strip:
                assert abs(dock.height() - size.height()) <= QTS, (kind, dock.kind)
        assert new.width() > 0, kind
        assert not new.isHidden(), kind
        new.close()
        await hand.laid_out()
        assert hand.desk.docks() == before
