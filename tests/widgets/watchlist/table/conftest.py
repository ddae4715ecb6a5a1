"""A table of the markets in won."""

from __future__ import annotations

import pytest

from core.market.watchlist import Watchlist
from desk_in_hand import MARKETS
from looks import LOOK
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.table import WatchlistTable


@pytest.fixture
def model(application) -> WatchlistModel:
    made = WatchlistModel()
    made.fill(Watchlist(MARKETS))
    made.choose("KRW", "")
    return made


@pytest.fixture
def table(model, qtbot) -> WatchlistTable:
    made = WatchlistTable(LOOK, model)
    qtbot.addWidget(made)
    made.resize(620, 300)
    made.show()
    return made
