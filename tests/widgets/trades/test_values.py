from __future__ import annotations

from core.market.trades.rows import TapeRows
from core.market.trades.tape import Gap, TradeTape
from core.model.korean_time import KST
from core.model.messages import Trade
from widgets.text.value_table import ValueTable
from widgets.trades.choices import TapeChoices
from widgets.trades.values import MOST_ROWS, tape_values

TITLES = ("시각", "구분", "가격", "수량", "금액")


def tape(count: int) -> TradeTape:
    made = TradeTape()
    made.extend(
        Trade(
            code="KRW-A",
            trade_price=float(n),
            trade_volume=2.0,
            ask_bid="BID",
            trade_timestamp=n * 1000,
            sequential_id=n,
        )
        for n in range(1, count + 1)
    )
    return made


def values(made: TradeTape, **chosen: object) -> ValueTable:
    choices = TapeChoices(**chosen)
    rows = TapeRows(made, is_merging=choices.is_merging, least=choices.least_value("KRW-A"))
    return tape_values(
        "KRW-A", rows, choices, KST, TITLES, {True: "매수", False: "매도", None: "–"}, lambda gap: f"{gap.lost}건"
    )


def test_the_newest_trade_is_first_and_is_the_summary(application):
    table = values(tape(3))
    assert [row.texts[2] for row in table.rows] == ["3.00", "2.00", "1.00"]
    assert table.rows[0].texts == ("09:00:03", "매수", "3.00", "2", "6", "", "")
    assert table.summary == "마지막 체결 09:00:03 매수 3.00, 수량 2, 금액 6"
    assert table.titles == (*TITLES, "금액 단계", "합친 건수")


def test_sizes_are_exact_and_tiers_and_merged_trades_are_told(application):
    made = TradeTape()
    for number, size in enumerate((0.12345678, 1e7, 5e7, 0.5)):
        made.put(
            Trade(
                code="KRW-A", trade_price=1.0, trade_volume=size, ask_bid="BID",
                trade_timestamp=1000 * (number // 2 + 1), sequential_id=number,
            )
        )  # fmt: skip
    assert [row.texts[3:] for row in values(made, is_precise=True).rows] == [
        ("0.5", "<1", "", ""), ("50,000,000", "50,000,000", "2단계", ""), ("10,000,000", "10,000,000", "1단계", ""),
        ("0.12345678", "<1", "", ""),
    ]  # fmt: skip
    merged = values(made, is_merging=True, is_precise=True).rows
    assert merged[0].texts == (
        "09:00:02.000",
        "매수",
        "1.00",
        "50,000,000.5",
        "50,000,000",
        "2단계",
        "2",
    )


def test_a_gap_is_a_row_of_its_own_but_never_the_last_trade(application):
    made = tape(2)
    made.mark(Gap((2000, 2, 1), (9000, 9, 0), lost=4))
    table = values(made)
    assert table.rows[0].texts == ("4건", "", "", "", "", "", "")
    assert table.summary.startswith("마지막 체결 09:00:02")


def test_a_long_tape_is_cut_and_an_empty_one_is_silent(application):
    assert len(values(tape(MOST_ROWS + 5)).rows) == MOST_ROWS
    assert values(TradeTape()) == ValueTable("", (*TITLES, "금액 단계", "합친 건수"), [], frozenset({0, 1, 5}))
