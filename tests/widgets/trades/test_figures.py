from __future__ import annotations

from core.market.trades.tape import Gap, TradeTape
from core.model.messages import Trade
from widgets.look.theme import Ink
from widgets.trades.figures import figures

NOW = 1_795_144_542_000


def tape(*trades: tuple[int, float, str]) -> TradeTape:
    made = TradeTape()
    for time, size, side in trades:
        made.put(
            Trade(
                code="KRW-A", trade_price=1e6, trade_volume=size, ask_bid=side, trade_timestamp=time, sequential_id=time
            )
        )
    return made


def said(made: TradeTape, strength: float | None = None, now: int = NOW, *, is_current: bool = True) -> list[str]:
    groups = figures("KRW-A", made, now, strength, is_current=is_current)
    return [" ".join(each.text for each in group) for group in groups]


def test_what_is_unknown_is_not_said(application):
    assert said(TradeTape()) == []
    assert said(TradeTape(), 1.1234) == ["체결강도 112.34%"]


def test_the_minute_is_summed_by_side_and_falls_as_it_passes(application):
    made = tape((NOW - 60_000, 9.0, "BID"), (NOW - 30_000, 1.5, "BID"), (NOW, 0.25, "ASK"))
    assert said(made) == ["1분 매수 1.5000 매도 0.2500"]
    assert said(made, now=NOW + 40_000) == ["1분 매수 0.0000 매도 0.2500"]


def test_it_is_a_lower_bound_while_the_tape_does_not_reach_back_a_minute(application):
    made = tape((NOW - 59_000, 1.5, "BID"), (NOW, 0.25, "ASK"))
    assert said(made) == ["1분 매수 ≥1.5000 매도 ≥0.2500"]
    assert said(made, now=NOW + 1_000) == ["1분 매수 0.0000 매도 0.2500"]


def test_missing_trades_make_it_a_lower_bound_as_long_as_they_are_of_this_minute(application):
    made = tape((NOW - 30_000, 1.0, "BID"), (NOW, 2.0, "BID"))
    made.mark(Gap((NOW - 30_000, NOW - 30_000, 1), (NOW, NOW, 0)))
    assert said(made) == ["1분 매수 ≥3.0000 매도 –"]
    assert said(made, now=NOW + 61_000) == ["1분 매수 0.0000 매도 0.0000"]


def test_what_may_have_been_traded_since_is_a_lower_bound_and_never_zero(application):
    made = tape((NOW - 60_000, 9.0, "BID"), (NOW - 30_000, 1.5, "BID"), (NOW, 0.00001, "ASK"))
    assert said(made, is_current=False) == ["1분 매수 ≥1.5000 매도 –"]
    assert said(made, now=NOW + 3_600_000, is_current=False) == ["1분 매수 – 매도 –"]
    assert said(made, now=NOW + 3_600_000) == ["1분 매수 0.0000 매도 0.0000"]


def test_buying_and_selling_have_their_colours(application):
    strong, weak = (figures("KRW-A", TradeTape(), NOW, strength)[0][1].ink for strength in (1.2, 0.8))
    assert (strong, weak) == (Ink.RISE, Ink.FALL)
    _, bought, sold = figures("KRW-A", tape((NOW, 1.0, "BID")), NOW, None)[0]
    assert (bought.ink, sold.ink) == (Ink.RISE, Ink.FALL)
