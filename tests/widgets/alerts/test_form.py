from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from alert_messages import BTC, alert
from core.market.alerts.alert import FORMS, Alert, AlertKind, Direction
from core.market.alerts.alert_list import MOST
from core.market.watchlist import Watchlist
from core.model.messages import Ticker
from desk_in_hand import MARKETS
from looks import LOOK
from waiting import eventually
from widgets.alerts.form import AlertForm
from widgets.markets.alerts import UserAlerts
from widgets.markets.directory import MarketDirectory


class Hand:
    """A form of an alert, with what it is for."""

    def __init__(self) -> None:
        self.parent = QWidget()
        self.alerts, self.markets = UserAlerts(), MarketDirectory()
        self.markets.fill(MARKETS)
        self.figures = Watchlist(MARKETS)
        self.is_current = True
        """Whether quotes come in."""
        self.trade(BTC, 200.0)
        self.markets.offer_figures(self.figures, self.current_markets)

    def current_markets(self, codes: Iterable[str]) -> set[str]:
        return set(codes) if self.is_current else set()

    def trade(self, code: str, price: float) -> None:
        row = self.figures.row(code)
        assert row is not None
        row.apply(Ticker(code=code, trade_price=price, prev_closing_price=100.0))

    def form(self, made: Alert) -> AlertForm:
        form = AlertForm(made, self.alerts, self.markets, LOOK, self.parent)
        form._prices_timer.setInterval(10)
        form.open()
        return form


class Repaints(QObject):
    """Counts what would paint the label of a form, or lay the form out, again."""

    def __init__(self, form: AlertForm) -> None:
        super().__init__(form)
        QApplication.sendPostedEvents()
        self.seen = 0
        for widget in (form, form._sentence):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.seen += event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest, QEvent.Type.LayoutRequest)
        return False


@pytest.fixture
def hand(application: QApplication) -> Iterator[Hand]:
    made = Hand()
    yield made
    made.parent.close()


def choose(form: AlertForm, kind: AlertKind) -> None:
    form.kind.setCurrentIndex(form.kind.findData(kind.value))


def type_level(form: AlertForm, text: str) -> None:
    form.level.setText(text)
    form.level.textEdited.emit(text)


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_begins_with_values_that_can_be_confirmed(hand: Hand, kind: AlertKind):
    asked: list[Alert] = []
    hand.alerts.asked.connect(asked.append)
    hand.alerts.ask(kind, BTC)
    form = hand.form(asked[0])
    assert (form.message, form.confirm.isEnabled()) == ("", True)
    form.confirm.click()
    (made,) = hand.alerts
    assert made.kind is kind
    assert made.fault is None


@pytest.mark.parametrize("first", AlertKind)
@pytest.mark.parametrize("second", AlertKind)
def test_every_change_of_kind_shows_the_fields_of_the_new_one(hand: Hand, first: AlertKind, second: AlertKind):
    form = hand.form(alert(first, code=BTC))
    choose(form, second)
    wanted = FORMS[second]
    assert form.confirm.isEnabled()
    assert form.level.isVisibleTo(form) is (wanted.level is not None)
    assert form.seconds.isVisibleTo(form) is (wanted.seconds is not None)
    assert form.direction.isVisibleTo(form) is wanted.has_direction
    assert form.edited().fault is None
    if wanted.seconds is not None and first is not second:
        assert form.edited().seconds == wanted.seconds.usual, "not that of the other kind"


@pytest.mark.parametrize(
    ("typed", "level"), [("100,000,000", 1e8), (" 0.00012 ", 0.00012), ("3%", 3.0), ("1e3", 1000.0)]
)
def test_a_number_is_read_as_users_write_it(hand: Hand, typed: str, level: float):
    form = hand.form(alert())
    type_level(form, typed)
    assert form.edited().level == level
    assert form.confirm.isEnabled()


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("1,000,000,000,000,000", ""),
        ("1000000000000001", "1,000,000,000,000,000 이하"),
        ("999999999999999999999", "1,000,000,000,000,000 이하"),
        ("1e400", "1,000,000,000,000,000 이하"),
        ("0.000000000001", ""),
        ("0.0000000000009", "0.000000000001 이상"),
        ("0", "0보다 큰"),
        ("-1", "0보다 큰"),
        ("nan", "0보다 큰"),
    ],
)
def test_a_price_that_is_refused_names_the_limit_it_exceeds(hand: Hand, typed: str, limit: str):
    form = hand.form(alert())
    type_level(form, typed)
    assert limit in form.message
    assert form.confirm.isEnabled() is (not limit)


@pytest.mark.parametrize("typed", ["", "abc", "-5", "0", "nan", "inf", "1e300", "5,5.5.5"])
def test_what_is_no_price_cannot_be_confirmed_and_says_why(hand: Hand, typed: str):
    form = hand.form(alert())
    type_level(form, typed)
    assert not form.confirm.isEnabled()
    assert "가격" in form.message


def test_a_share_out_of_its_range_names_the_range(hand: Hand):
    form = hand.form(alert(AlertKind.CHANGE))
    type_level(form, "5000")
    assert form.message == "0.01부터 1,000까지의 숫자를 입력하세요."


def test_an_edited_alert_keeps_its_id_and_what_was_not_edited(hand: Hand):
    made = alert(AlertKind.CHANGE, direction=Direction.DOWN, seconds=90.0, is_once=True, note="메모")
    hand.alerts.put(made)
    form = hand.form(made)
    assert form.windowTitle() == "알림 고치기"
    type_level(form, "4")
    form.confirm.click()
    assert list(hand.alerts) == [
        alert(AlertKind.CHANGE, level=4.0, direction=Direction.DOWN, seconds=90.0, is_once=True, note="메모")
    ]


def test_a_new_price_alert_begins_at_the_present_price_and_is_moved_by_buttons(hand: Hand):
    form = hand.form(alert(level=0.0))
    assert form.level.text() == "200"
    form._nearby[3].click()
    assert form.level.text() == "210"
    assert "현재가 200에서 +5.00%" in form._sentence.text()


def test_another_market_has_another_price(hand: Hand):
    hand.trade("KRW-ETH", 50.0)
    form = hand.form(alert())
    form.market.chosen.emit("KRW-ETH")
    assert (form.edited().code, form.level.text(), form.market.text) == ("KRW-ETH", "50", "이더리움 ETH/KRW")


def test_all_markets_or_one(hand: Hand):
    form = hand.form(alert(AlertKind.FILL))
    assert form.everywhere.isChecked()
    assert form.edited().code == ""
    form.market.chosen.emit(BTC)
    assert form.edited().code == BTC
    form.everywhere.setChecked(True)
    assert form.edited().code == ""


def test_without_a_market_it_cannot_be_confirmed(hand: Hand):
    form = hand.form(alert(code=""))
    assert (form.message, form.confirm.isEnabled()) == ("종목을 고르세요.", False)


def test_a_market_of_another_source_is_said_and_taken(hand: Hand):
    form = hand.form(alert(code="SGD-BTC"))
    assert "없는 종목" in form.message
    assert form.confirm.isEnabled()


def test_escape_changes_nothing(hand: Hand):
    form = hand.form(alert())
    form.reject()
    assert len(hand.alerts) == 0


def test_one_of_another_source_says_so_and_stays_there(hand: Hand):
    hand.alerts.source_name = {"simulated": "모의"}.__getitem__
    hand.alerts.set_source("upbit")
    form = hand.form(alert(source="simulated"))
    assert "모의일 때만" in form.message
    form.confirm.click()
    assert [each.source for each in hand.alerts] == ["simulated"]


@pytest.mark.parametrize(("code", "source"), [(BTC, "upbit"), ("KRW-NOPE", "")])
def test_an_old_one_belongs_here_once_it_is_edited_if_its_market_exists(hand: Hand, code: str, source: str):
    hand.alerts.set_source("upbit")
    hand.form(alert(code=code)).confirm.click()
    assert [each.source for each in hand.alerts] == [source]


@pytest.mark.parametrize("typed", ["", "150"])
async def test_a_price_that_is_known_later_is_taken_unless_one_was_typed(hand: Hand, typed: str):
    form = hand.form(alert(code="KRW-ETH", level=0.0))
    assert form.level.text() == ""
    assert not form._nearby[0].isVisible()
    type_level(form, typed)
    hand.trade("KRW-ETH", 300.0)
    await eventually(form._nearby[0].isVisible)
    assert form.level.text() == (typed or "300")
    hand.trade("KRW-ETH", 310.0)
    await eventually(lambda: "현재가 310" in form._sentence.text())
    assert form.level.text() == (typed or "300")
    type_level(form, "")
    hand.trade("KRW-ETH", 320.0)
    await eventually(lambda: form._described_at is not None and form._described_at.price == 320.0)
    assert form.level.text() == "", "what the user has emptied stays empty"


async def test_while_it_is_open_it_says_how_far_the_price_is_now_and_when_none_comes_in(hand: Hand):
    form = hand.form(alert(level=210.0))
    rest = form._sentence.text().partition("\n")[2]
    for price, distance in ((200.0, "+5.00%"), (210.0, "0.00%"), (300.0, "-30.00%")):
        hand.trade(BTC, price)
        await eventually(lambda price=price, words=distance: f"현재가 {price:.0f}에서 {words}" in form._sentence.text())
        assert form.level.text() == "210"
        assert form._sentence.text().partition("\n")[2] == rest, "it rings again where it would have before"
    hand.is_current = False
    await eventually(lambda: "마지막으로 받은 가격 300에서 -30.00%" in form._sentence.text())
    hand.is_current = True
    await eventually(lambda: "현재가 300에서" in form._sentence.text())
    repaints = Repaints(form)
    form._prices_timer.timeout.emit()
    QApplication.sendPostedEvents()
    assert repaints.seen == 0, "unchanged, nothing is painted"
    for _ in range(MOST):
        hand.alerts.put(alert(key=f"other {len(hand.alerts)}"))
    form.confirm.click()
    refused = form.message
    hand.figures = Watchlist(MARKETS)  # the list that knew is closed
    await eventually(lambda: "현재가를 아직 모름" in form._sentence.text())
    assert "너무 많습니다" in refused == form.message, "why it was refused stays"
    assert not form._nearby[0].isVisible()


def test_the_name_of_the_market_comes_with_the_list(hand: Hand):
    hand.markets = MarketDirectory()
    form = hand.form(alert(code="KRW-ETH"))
    before = form.market.text
    hand.markets.fill(MARKETS)
    assert before != form.market.text == hand.markets.pair_name("KRW-ETH")
