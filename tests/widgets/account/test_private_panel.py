"""The key, the load and the obstacles to it, as a panel of the account shows them."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMessageBox

from account_in_hand import ACCOUNTS, ORDERS, Account, account_of, held, my_asset, placed
from core.errors import FatalConnection
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.timing.backoff import INITIAL
from core.upbit.rest import opening as rest_opening
from desk_in_hand import Desk
from http_exchange import error
from layout_widgets import widgets_of
from painted import read
from places import place
from waiting import eventually
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.account.private_panel import PrivatePanel
from widgets.panel.account import loader as account_loader
from widgets.panel.private_access import KeyStage
from widgets.values.accessible import describe_painted_widgets


@pytest_asyncio.fixture
async def account(desk: Desk) -> AsyncIterator[Account]:
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [held("KRW", "1000")]
        yield made


def page(panel: PrivatePanel) -> str:
    return type(panel._pages.currentWidget()).__name__


def won(panel: AssetsPanel) -> str:
    return panel._table.lines[0].texts[1] if panel._table.lines else ""


class TestWithoutKey:
    async def test_it_says_so_and_how_to_change_that(self, account):
        panel = AssetsPanel(account.context)
        panel.show()
        await account.lock("키 저장소가 없습니다")
        assert page(panel) == "KeyForm"
        assert panel._form.notice == "키 저장소가 없습니다"
        describe_painted_widgets()
        described = QAccessible.queryAccessibleInterface(panel).text(QAccessible.Text.Description)
        assert described.startswith("키가 없습니다\n")
        assert described.endswith("키 저장소가 없습니다")
        assert not account.http.requests
        assert account.desk.engine.link_status(Scope.PRIVATE).state is ConnectionState.STOPPED

    async def test_a_panel_that_comes_asks_for_the_key(self, account):
        requested: list[object] = []
        account.access.needed.connect(lambda: requested.append(None))
        AssetsPanel(account.context)
        assert len(requested) == 1

    async def test_a_panel_that_comes_when_the_key_is_there_shows_the_data_at_once(self, account):
        await account.unlock()
        panel = AssetsPanel(account.context)
        panel.show()
        assert page(panel) != "KeyForm"
        await eventually(lambda: won(panel) == "1,000")

    async def test_what_the_user_asks_for_is_passed_on(self, account):
        panel = AssetsPanel(account.context)
        reported: list[str] = []
        account.access.keys_entered.connect(lambda _pair: reported.append("keys"))
        account.access.demo_requested.connect(lambda: reported.append("demo"))
        account.access.retry_requested.connect(lambda: reported.append("retry"))
        panel._form.entered.emit(None)
        panel._form.demo_requested.emit()
        panel._stop.retry_requested.emit()
        assert reported == ["keys", "demo", "retry"]

    async def test_another_accounts_data_do_not_stay(self, account):
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await account.listening(panel)
        assert won(panel) == "1,000"
        await account.lock()
        assert won(panel) == ""

    async def test_the_page_turns_with_the_key_at_once_whatever_the_link_does(self, account):
        panel = AssetsPanel(account.context)
        assert page(panel) == "KeyForm"
        account.access.set_state(KeyStage.LOADING)
        assert page(panel) == "QWidget"
        account.access.set_state(KeyStage.MISSING)
        assert page(panel) == "KeyForm"

    @pytest.mark.parametrize(
        ("answer", "is_gone"), [(QMessageBox.StandardButton.Yes, True), (QMessageBox.StandardButton.Cancel, False)]
    )
    async def test_a_key_is_forgotten_only_if_the_user_means_it(self, account, answer, is_gone):
        panel = AssetsPanel(account.context)
        panel.show()
        forgotten: list[object] = []
        account.access.keys_forgotten.connect(lambda: forgotten.append(None))
        panel._stop.forget_requested.emit()
        (box,) = panel.findChildren(QMessageBox)
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
        assert box.textFormat() is Qt.TextFormat.PlainText
        assert box.isVisible()
        box.button(answer).click()
        assert bool(forgotten) is is_gone
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not panel.findChildren(QMessageBox), "it does not stay behind its answer"


class TestLoading:
    async def test_everything_is_loaded_once_the_subscription_was_sent(self, account):
        panel = AssetsPanel(account.context)
        panel.show()
        assert panel.status_text
        await account.unlock()
        await account.listening(panel)
        assert won(panel) == "1,000"

    async def test_after_a_reconnect_everything_is_loaded_again(self, account):
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await account.listening(panel)
        account.deliver(my_asset(5, KRW=700.0))
        panel.frame()
        account.http.replies[ACCOUNTS] = [held("KRW", "300")]
        account.sockets[-1].abort()
        await eventually(lambda: panel.frame() or panel.status_text)
        await eventually(lambda: won(panel) == "300")
        await eventually(lambda: panel.status_text == "")
        assert len(account.sockets) == 2

    async def test_a_load_that_fails_is_tried_again_and_says_why(self, account):
        account.http.replies[ACCOUNTS] = {"no": "accounts"}
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await eventually(lambda: account.requests_to(ACCOUNTS) >= 2)
        account.http.replies[ACCOUNTS] = [held("KRW", "5")]
        await eventually(lambda: won(panel) == "5")

    async def test_rows_that_could_not_be_read_are_counted_and_requested_again(self, account, monkeypatch):
        monkeypatch.setattr(account_loader, "_SOON", 0.05)
        account.http.replies[ACCOUNTS] = [held("KRW", "5"), {**held("BTC", "1"), "balance": None}]
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await eventually(lambda: won(panel) == "5")
        await eventually(lambda: panel.status_text == "손상된 데이터 1건 제외")
        assert not panel._overlay._is_veiled
        assert panel._summary.figures[0].title == "총 보유자산 (읽지 못한 1건 제외)"
        account.http.replies[ACCOUNTS] = [held("KRW", "5"), held("BTC", "1")]
        await eventually(lambda: panel.status_text == "")
        assert len(panel._table.lines) == 2

    async def test_what_the_user_must_mend_is_tried_on_until_it_is(self, account, monkeypatch):
        opened = rest_opening._transport

        def no_way(*_: object) -> None:
            raise FatalConnection("proxy", "환경 변수 ALL_PROXY의 프록시를 사용할 수 없습니다")

        monkeypatch.setattr(rest_opening, "_transport", no_way)
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await eventually(lambda: page(panel) == "StopNotice")
        assert "ALL_PROXY" in panel._stop.text
        monkeypatch.setattr(rest_opening, "_transport", opened)
        await eventually(lambda: won(panel) == "1,000")
        assert page(panel) == "QWidget"

    async def test_a_block_is_honoured_and_may_be_lifted_by_hand(self, account, qtbot, monkeypatch):
        failures = []
        shown = AssetsPanel.load_failed
        monkeypatch.setattr(AssetsPanel, "load_failed", lambda panel, why: (failures.append(why), shown(panel, why)))
        account.http.replies[ACCOUNTS] = error(418, "x", "", **{"Retry-After": "3000"})
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await eventually(lambda: "막았습니다" in panel.status_text)
        await asyncio.sleep(2 * INITIAL)
        assert len(failures) == 1, "the next attempt waits for the end of the block"
        with qtbot.waitSignal(account.access.retry_requested):
            panel._overlay.retried.emit()
        assert account.requests_to(ACCOUNTS) == 1

    async def test_two_panels_share_one_private_connection(self, account):
        panels = [AssetsPanel(account.context), MyOrdersPanel(account.context)]
        for panel in panels:
            panel.show()
        await account.unlock()
        for panel in panels:
            await account.listening(panel)
        assert len(account.sockets) == 1


class TestRefused:
    async def test_the_reason_and_the_cure_stand_in_place_of_the_data(self, account):
        account.http.replies[ACCOUNTS] = error(401, "expired_access_key", "만료된 키")
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await eventually(lambda: page(panel) == "StopNotice")
        for part in ("유효 기간", "새 키를 발급", "expired_access_key: 만료된 키"):
            assert part in panel._stop.text

    async def test_nothing_is_tried_again_until_the_user_acts(self, account):
        account.http.replies[ACCOUNTS] = error(401, "jwt_verification", "no")
        panels = [AssetsPanel(account.context), MyOrdersPanel(account.context)]
        await account.unlock()
        await eventually(lambda: all(page(panel) == "StopNotice" for panel in panels))
        for panel in panels:
            panel.load_soon()
        await eventually(lambda: not any(panel._loader._reloading.isActive() for panel in panels))
        await eventually(lambda: not any(len(panel._tasks) for panel in panels))
        assert len(account.http.requests) == 1

    async def test_the_public_side_does_not_notice(self, desk, account):
        account.http.replies[ACCOUNTS] = error(401, "jwt_verification", "no")
        panel = AssetsPanel(account.context)
        await account.unlock()
        await eventually(lambda: page(panel) == "StopNotice")
        assert desk.engine.link_status(Scope.PUBLIC).state is not ConnectionState.STOPPED

    async def test_a_missing_permission_stops_the_panel_that_needs_it_alone(self, account):
        account.http.replies[ORDERS] = error(401, "out_of_scope", "no")
        orders, assets = MyOrdersPanel(account.context), AssetsPanel(account.context)
        assets.show()
        await account.unlock()
        await account.listening(assets)
        assert (page(orders), page(assets)) == ("StopNotice", "QWidget")
        assert "주문조회" in orders._stop.text

    async def test_a_stopped_link_is_reported_and_retried_by_hand(self, desk, account):
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await account.listening(panel)
        await desk.engine.set_dial(Scope.PRIVATE, None, "거래소가 거절\n고치는 방법")
        await eventually(lambda: panel.frame() or page(panel) == "StopNotice")
        assert panel.status_text == panel._stop.text == "거래소가 거절\n고치는 방법"
        await account.unlock()
        await account.listening(panel)
        assert page(panel) == "QWidget"


class TestLifetime:
    async def test_a_released_panel_wants_nothing_and_loads_nothing(self, desk, account):
        panel = AssetsPanel(account.context)
        await account.unlock()
        await account.listening(panel)
        panel.release()
        requested = len(account.http.requests)
        panel.load_soon()
        account.access.changed.emit()
        await eventually(lambda: not panel._tasks)
        assert desk.engine.get_private_subscriptions() == {}
        assert desk.wanted == {}
        assert len(account.http.requests) == requested

    async def test_nothing_that_outlives_it_holds_it(self, account):
        panel = AssetsPanel(account.context)
        await account.unlock()
        await account.listening(panel)
        gone = weakref.ref(panel)
        panel.release()
        panel.deleteLater()
        del panel
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await eventually(lambda: gc.collect() is not None and gone() is None)
        assert QApplication.instance() is not None


async def test_its_pages_fill_it_and_the_table_takes_the_room_there_is(account):
    panel = AssetsPanel(account.context)
    panel.resize(640, 320)
    panel.show()
    await account.lock("키 저장소가 없습니다")
    assert place(panel._form, panel) == (0, 0, 640, 320)
    await account.unlock()
    await eventually(lambda: page(panel) == "QWidget")
    panel._kept.setVisible(True)
    panel._kept.setText("말")
    await eventually(lambda: panel._kept.height() < 60 < panel._table.height())
    parts = widgets_of(panel._data.layout())
    shown = [place(part, panel) for part in parts if part.isVisible()]
    assert place(panel._data, panel) == (0, 0, 640, 320)
    assert {(left, width) for left, _, width, _ in shown} == {(0, 640)}
    assert [top for _, top, _, _ in shown] == [0, *(top + height for _, top, _, height in shown[:-1])]
    assert shown[-1][1] + shown[-1][3] == 320
    assert max(shown, key=lambda each: each[3])[3] == panel._table.height() > 160
    margins = panel._kept.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (6, 3, 6, 3)
    assert panel._kept.wordWrap()


@pytest.mark.parametrize("kind", [AssetsPanel, MyOrdersPanel])
async def test_that_there_is_nothing_is_said_once_that_is_known(account, kind):
    account.http.replies[ACCOUNTS] = account.http.replies[ORDERS] = {"odd": 1}
    panel = kind(account.context)
    panel.resize(600, 300)
    panel.show()
    await account.unlock()
    await eventually(lambda: "불러오지 못함" in panel.status_text)
    assert "없습니다" not in str(read(panel._table).texts)
    account.http.replies[ACCOUNTS] = account.http.replies[ORDERS] = []
    await eventually(panel.has_data, within=10.0)
    assert "없습니다" in str(read(panel._table).texts)


async def test_with_another_key_the_orders_of_the_one_before_are_not_held_against_an_empty_list(account):
    account.http.replies[ORDERS] = [placed("u1"), placed("u2")]
    panel = MyOrdersPanel(account.context)
    panel.show()
    await account.unlock()
    await eventually(lambda: len(panel._table.lines) == 2)
    account.http.replies[ORDERS] = []
    await account.unlock()
    await eventually(lambda: not panel._table.lines, within=5.0)


@pytest.mark.fails_on_purpose
@pytest.mark.parametrize("kind", [AssetsPanel, MyOrdersPanel])
async def test_a_suspended_panel_concludes_nothing_from_what_it_did_not_hear(account, kind):
    account.http.replies[ORDERS] = []
    panel = kind(account.context)
    panel.show()
    await account.unlock()
    await eventually(panel.has_data)
    (untold,) = panel.untold().values()
    untold.add(["KRW"])
    assert any(panel.untold().values())

    while not panel.suspension_reason:
        panel.failed(ValueError("a bug"))
    assert panel.suspension_reason
    assert not panel.untold()


@pytest.mark.parametrize("kind", [AssetsPanel, MyOrdersPanel])
async def test_only_the_page_shown_needs_height(account, kind):
    """Three panels above one another fit a screen of 1366 by 768 at 150 %, of which the title bars leave 422 pixels."""
    panel = kind(account.context)
    panel.show()
    await account.unlock()
    await eventually(lambda: page(panel) == "QWidget")
    await eventually(lambda: 85 <= panel.minimumSizeHint().height() <= 115)
    await account.lock("")
    await eventually(lambda: page(panel) == "KeyForm")
    await eventually(lambda: panel.minimumSizeHint().height() >= panel._form.minimumSizeHint().height() > 150)
