"""The entries of a chart's context menu that concern its panes and its tools."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from core.market.alerts.alert import AlertKind
from core.market.figures import LARGEST
from widgets.chart.panes.pane import Pane
from widgets.chart.panes.value_scale import ScaleMode
from widgets.panel.menu_entry import MenuEntry
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.price_steps import tick_size

if TYPE_CHECKING:
    from widgets.chart.view import ChartView
    from widgets.markets.alerts import UserAlerts


def chart_entries(view: ChartView) -> list[MenuEntry]:
    """Return the tools, and a submenu for each pane."""
    panes = [MenuEntry(pane.title() or translate("Chart", "가격"), entries=_of_pane(view, pane)) for pane in view.panes]
    return [
        MenuEntry(translate("Chart", "구간 확대") + "\t" + translate("Chart", "Ctrl+드래그"), view.zoom_hand.arm),
        MenuEntry(translate("Chart", "거리 재기") + "\t" + translate("Chart", "Shift+드래그"), view.ruler_hand.arm),
        MenuEntry(translate("Chart", "눈금과 영역"), entries=[*panes, *_of_all(view)]),
    ]


def copy_entries(view: ChartView) -> list[MenuEntry]:
    """Return the entry that copies the values of the candle under the crosshair, or of the newest one."""
    legend = view.crosshair.legend
    copy = partial(QGuiApplication.clipboard().setText, legend)
    return [MenuEntry(translate("Chart", "값 복사"), copy)] if legend else []


def alert_entries(alerts: UserAlerts, code: str, view: ChartView) -> list[MenuEntry]:
    """Return the alert that can be made at the price under the pointer."""
    price = view.price_at_pointer()
    if price is None or not 0 < price < LARGEST:  # an axis may be dragged past all prices
        return []
    grid = tick_size(code, price)
    price = round(price / grid) * grid
    title = translate("Chart", "{price}에 알림…").format(price=formats.price(code, price))
    return [MenuEntry(title, partial(alerts.ask, AlertKind.PRICE, code, price))]


def _of_all(view: ChartView) -> list[MenuEntry]:
    return [
        MenuEntry(translate("Chart", "거래량 보기"), partial(_toggle_volumes, view), is_checked=view.has_volumes),
        MenuEntry(translate("Chart", "영역 높이 기본으로"), view.even_out),
    ]


def _toggle_volumes(view: ChartView) -> None:
    view.show_volumes(is_shown=not view.has_volumes)


def _of_pane(view: ChartView, pane: Pane) -> list[MenuEntry]:
    names = {
        ScaleMode.LINEAR: translate("Chart", "일반 눈금"),
        ScaleMode.LOG: translate("Chart", "로그 눈금"),
        ScaleMode.PERCENT: translate("Chart", "% 눈금"),
    }
    entries = [
        MenuEntry(names[mode], partial(view.set_scale_mode, pane, mode), is_checked=pane.mode is mode)
        for mode in ScaleMode
    ]
    fit = partial(view.fit_values, pane)
    entries.append(MenuEntry(translate("Chart", "자동 맞춤"), fit, is_checked=pane.is_automatic))
    for step, title in ((-1, translate("Chart", "위로 옮기기")), (1, translate("Chart", "아래로 옮기기"))):
        if view.panes.can_move(pane, step):
            entries.append(MenuEntry(title, partial(view.move_pane, pane, step)))
    if pane.open_settings is not None:
        entries.append(MenuEntry(translate("Chart", "설정…"), pane.open_settings))
    if pane.can_be_removed:
        entries.append(MenuEntry(translate("Chart", "없애기"), partial(view.ask_to_remove, pane)))
    return entries
