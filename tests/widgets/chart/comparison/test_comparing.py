"""Comparing a chart with a second market, by search, menu and kept state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from http_exchange import error
from waiting import eventually
from widgets.chart.panes.value_scale import ScaleMode
from widgets.markets.search import MarketSearch
from widgets.panel.source_access import SourceAccess


def compared_texts(panel) -> list[str]:
    """What the legend says of other markets."""
    return [piece.text for piece in panel.view.prices.legend(None) if "/KRW" in piece.text]


async def test_a_searched_market_is_compared_in_percent(panel, desk) -> None:
    panel.comparing.start_search()
    search = panel.findChild(MarketSearch)
    assert search.isVisible()
    QTest.keyClicks(search, "eth")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert search.isHidden()
    assert panel.comparing.code == "KRW-ETH"
    assert desk.wanted["candle.1m"] == {"KRW-BTC", "KRW-ETH"}
    assert panel.view.prices.mode is ScaleMode.PERCENT
    await eventually(lambda: panel.comparing.layer.base is not None)
    assert len(compared_texts(panel)) == 1


async def test_the_table_of_the_chart_has_its_change_at_each_candle(panel) -> None:
    titles = panel.shown_values().titles
    panel.comparing.compare("KRW-ETH")
    await eventually(lambda: panel.comparing.layer.base is not None)
    table = panel.shown_values()
    assert table.titles == (*titles, "ETH/KRW")
    for place, row in enumerate(reversed(table.rows)):
        slot = int(panel._history.series.slots[len(panel._history.series) - len(table.rows) + place])
        (piece,) = panel.comparing.layer.legend(slot, str)
        assert f"ETH/KRW {row.texts[-1]}" == piece.text
    assert table.rows[0].texts[-1] != "–"
    assert table.summary.endswith(f"ETH/KRW {table.rows[0].texts[-1]}")
    panel.comparing.remove()
    assert panel.shown_values().titles == titles


async def test_escape_leaves_the_search(panel) -> None:
    panel.comparing.start_search()
    search = panel.findChild(MarketSearch)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.isHidden()
    assert panel.comparing.code == ""
    panel.comparing.start_search()
    assert len(panel.findChildren(MarketSearch)) == 1


async def test_a_removed_market_leaves_the_wire_and_the_scale_is_what_it_was(panel, desk) -> None:
    panel.view.prices.set_mode(ScaleMode.LOG)
    panel.comparing.compare("KRW-ETH")
    panel.comparing.compare("KRW-XRP")
    assert desk.wanted["candle.1m"] == {"KRW-BTC", "KRW-XRP"}
    panel.comparing.remove()
    assert desk.wanted["candle.1m"] == {"KRW-BTC"}
    assert panel.view.prices.mode is ScaleMode.LOG
    assert compared_texts(panel) == []
    panel.comparing.remove()
    panel.view.redraw()


async def test_a_scale_chosen_meanwhile_stays(panel) -> None:
    panel.comparing.compare("KRW-ETH")
    panel.view.prices.set_mode(ScaleMode.LOG)
    panel.comparing.remove()
    assert panel.view.prices.mode is ScaleMode.LOG


async def test_a_market_is_not_compared_with_itself(panel, desk) -> None:
    panel.comparing.compare("KRW-BTC")
    assert panel.comparing.code == ""
    panel.comparing.compare("KRW-ETH")
    panel.set_market("KRW-ETH")
    assert panel.comparing.code == ""
    assert desk.wanted["candle.1m"] == {"KRW-ETH"}


async def test_the_second_market_stays_with_another_market_and_another_unit(panel, desk) -> None:
    panel.comparing.compare("KRW-ETH")
    panel.set_market("KRW-XRP")
    assert desk.wanted["candle.1m"] == {"KRW-XRP", "KRW-ETH"}
    panel.set_unit("5m")
    assert desk.wanted["candle.5m"] == {"KRW-XRP", "KRW-ETH"}
    assert "candle.1m" not in desk.wanted
    await eventually(lambda: len(panel.comparing.market.history.series) and len(panel.history.series))
    panel.refresh()
    assert panel.comparing.layer.base is not None


async def test_it_is_kept_and_comes_back(panel, charts, desk) -> None:
    panel.comparing.compare("KRW-ETH")
    other = await charts.open("KRW-XRP")
    other.restore_state(panel.state())
    assert other.comparing.code == "KRW-ETH"
    other.release()
    panel.release()
    assert desk.wanted == {}


@pytest.mark.parametrize("kept", [None, 3, "", "x", "KRW-ETH\n", ["KRW-ETH"], {"code": "KRW-ETH"}, "KRW-BTC"])
async def test_what_is_no_other_market_is_not_compared(panel, kept) -> None:
    panel.restore_state({"compared": kept})
    assert panel.comparing.code == ""


async def test_the_menu_offers_what_can_be_done(panel) -> None:
    assert [entry.title for entry in panel.comparing.menu_entries()] == ["종목 비교…"]
    panel.comparing.compare("KRW-ETH")
    entries = panel.comparing.menu_entries()
    assert [entry.title for entry in entries] == ["다른 종목과 비교…", "비교 빼기: ETH/KRW"]
    entries[1].run()
    assert panel.comparing.code == ""


CANDLES = "/v1/candles/minutes/1"


async def refusing() -> object:
    """A response can be sent once only: another one each time."""
    return error(500, "server_error", "점검 중")


async def refused(panel, charts, market: str = "KRW-ETH"):
    """Compare with a market whose page fails; return what the exchange answered before.

    Only that page: in percent the axis has another width, and the chart may need older candles of its own.
    """
    await eventually(lambda: len(panel.history.series) and panel.history.pending is None)
    good = charts.pages.http.replies[CANDLES]

    async def refusing_the_other() -> object:
        return await (refusing() if charts.pages.http.requests[-1].query["market"] == market else good())

    charts.pages.http.replies[CANDLES] = refusing_the_other
    panel.comparing.compare(market)
    await eventually(lambda: panel.requests.notice.text)
    return good


async def test_a_failed_page_is_said_with_its_market_and_comes_by_itself(panel, charts, monkeypatch) -> None:
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.2)
    good = await refused(panel, charts)
    text = panel.requests.notice.text
    assert text.startswith("ETH/KRW: 봉을 불러오지 못함: ")
    assert "점검 중" in text
    assert "초 후 재시도" in text
    charts.pages.http.replies[CANDLES] = good
    await eventually(lambda: panel.comparing.layer.base is not None)
    await eventually(lambda: not panel.requests.notice.text)


@pytest.fixture
def no_second_time(monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 3_600.0)
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 3_600.0)


@pytest.mark.usefixtures("no_second_time")
async def test_the_button_asks_for_it_at_once(panel, charts) -> None:
    charts.pages.http.replies[CANDLES] = await refused(panel, charts)
    panel.requests.notice.findChildren(QPushButton)[0].click()
    await eventually(lambda: panel.comparing.layer.base is not None)
    await eventually(lambda: not panel.requests.notice.text)


@pytest.mark.usefixtures("no_second_time")
@pytest.mark.parametrize("end", ["remove", "another", "unit"])
async def test_what_failed_is_said_no_longer_than_it_is_wanted(panel, charts, end) -> None:
    charts.pages.http.replies[CANDLES] = await refused(panel, charts)
    if end == "remove":
        panel.comparing.remove()
    elif end == "another":
        panel.comparing.compare("KRW-XRP")
    else:
        panel.set_unit("5m")
    assert not panel.requests.notice.text


@pytest.mark.usefixtures("no_second_time")
async def test_one_sentence_is_said_and_the_charts_own_trouble_is_first(panel, charts) -> None:
    replies, fives = charts.pages.http.replies, "/v1/candles/minutes/5"
    replies[CANDLES], good = await refused(panel, charts), replies[fives]
    replies[fives] = refusing
    panel.set_unit("5m")
    await eventually(lambda: panel.history.error and panel.comparing.trouble)
    assert panel.requests.notice.text.startswith("봉을 불러오지 못함: ")
    replies[fives] = good
    panel.requests.retry()
    await eventually(lambda: panel.comparing.layer.base is not None and not panel.requests.notice.text)


@pytest.mark.usefixtures("no_second_time")
@pytest.mark.parametrize("is_real", [True, False])
async def test_where_the_exchange_is_out_of_reach_simulated_quotes_are_offered(panel, monkeypatch, is_real) -> None:
    await eventually(lambda: len(panel.history.series) and panel.history.pending is None)
    rest = RestClient(endpoints_for("simulated", "http://127.0.0.1:9"))
    monkeypatch.setattr(panel, "context", replace(panel.context, rest=rest, source=SourceAccess(is_real=is_real)))
    panel.comparing.compare("KRW-ETH")
    await eventually(lambda: panel.requests.notice.text)
    assert panel.requests.notice.findChildren(QPushButton)[1].isVisible() is is_real
    await rest.close()
