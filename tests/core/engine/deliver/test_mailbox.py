"""A mailbox has the newest message of each slot, every event in order, and reports each loss."""

from __future__ import annotations

import gc
import logging
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.deliver import mailbox as mailbox_module
from core.engine.deliver.mailbox import CAPACITY, Mailbox
from core.model.messages import Loss
from core.model.subscription import ALL, StreamKey, StreamType
from messages import BOOK_BTC, TICKER_BTC, TICKER_ETH, TRADE_BTC, book, order, ticker, trade


class TestTaking:
    def test_of_state_the_newest_is_there_and_of_events_every_one(self) -> None:
        mailbox = Mailbox()
        mailbox.put_latest(TICKER_BTC, ticker(1))
        mailbox.put_event(trade(1))
        mailbox.put_latest(TICKER_BTC, ticker(2))
        mailbox.put_event(trade(2))
        assert mailbox.take() == [ticker(2), trade(1), trade(2)]
        assert (mailbox.delivered, mailbox.coalesced, mailbox.lost) == (3, 1, 0)

    def test_a_second_take_brings_nothing(self) -> None:
        mailbox = Mailbox()
        mailbox.put_event(trade(1))
        mailbox.take()
        assert not mailbox.has_mail
        assert mailbox.take() == []

    def test_a_full_mailbox_loses_the_oldest_and_reports_the_number_once(self) -> None:
        mailbox = Mailbox()
        for number in range(CAPACITY + 7):
            mailbox.put_event(trade(number))
        first, *rest = mailbox.take()
        assert first == Loss(7)
        assert [message.sequential_id for message in rest] == list(range(7, CAPACITY + 7))
        mailbox.put_event(trade(0))
        assert mailbox.take() == [trade(0)]
        assert mailbox.lost == 7

    @given(st.lists(st.one_of(st.just("take"), st.sampled_from("abc"), st.integers(0, 99)), max_size=80))
    def test_nothing_is_lost_without_being_counted(self, history: list[str | int]) -> None:
        """A small mailbox; a letter is a state message of that slot, a number is so many events at once."""
        patch = pytest.MonkeyPatch()
        patch.setattr(mailbox_module, "CAPACITY", 20)
        mailbox, put, taken, reported = Mailbox(), 0, [], 0
        newest: dict[str, int] = {}
        events: list[int] = []
        for step in [*history, "take"]:
            if step == "take":
                mail = mailbox.take()
                state = [m for m in mail if not isinstance(m, Loss) and m.type is StreamType.TICKER]
                assert {m.code: m.timestamp for m in state} == newest
                assert [m.sequential_id for m in mail if not isinstance(m, Loss) and m not in state] == events[-20:]
                losses = [m.count for m in mail if isinstance(m, Loss)]
                assert losses == ([len(events) - 20] if len(events) > 20 else [])
                reported += sum(losses)
                taken += [m for m in mail if not isinstance(m, Loss)]
                newest, events = {}, []
            elif isinstance(step, str):
                put += 1
                newest[step] = put
                mailbox.put_latest(step, ticker(put, code=step))
            else:
                for _ in range(step):
                    put += 1
                    events.append(put)
                    mailbox.put_event(trade(put))
            assert mailbox.has_mail == bool(newest or events)
        patch.undo()
        assert put == mailbox.delivered + mailbox.coalesced + mailbox.lost
        assert (mailbox.delivered, mailbox.lost) == (len(taken), reported)


class TestTelling:
    def test_the_component_is_called_once_per_take(self) -> None:
        reported: list[None] = []
        mailbox = Mailbox(lambda: reported.append(None))
        mailbox.put_event(trade(1))
        mailbox.put_latest(TICKER_BTC, ticker(1))
        assert len(reported) == 1
        mailbox.take()
        mailbox.put_latest(TICKER_BTC, ticker(2))
        assert len(reported) == 2

    def test_a_component_may_take_inside_its_callback(self) -> None:
        taken: list[object] = []
        mailbox = Mailbox(lambda: taken.extend(mailbox.take()))
        for number in range(3):
            mailbox.put_event(trade(number))
        assert taken == [trade(0), trade(1), trade(2)]
        assert not mailbox.has_mail

    def test_a_component_that_raises_is_counted_and_harms_no_other(self, caplog: pytest.LogCaptureFixture) -> None:
        def fail() -> None:
            raise ValueError

        mailbox = Mailbox(fail)
        mailbox.put_event(trade(1))
        assert mailbox.errors == 1
        assert mailbox.take() == [trade(1)]
        assert caplog.records[0].levelno == logging.ERROR

    def test_a_component_is_held_weakly_and_its_death_is_no_error(self) -> None:
        class Component:
            def mail_arrived(self) -> None:
                raise AssertionError

        gc.disable()
        component = Component()
        mailbox = Mailbox(component.mail_arrived)
        death = weakref.ref(component)
        del component
        gc.enable()
        assert death() is None
        mailbox.put_event(trade(1))
        assert mailbox.errors == 0

    def test_a_closed_mailbox_is_empty_and_calls_nothing(self) -> None:
        reported: list[None] = []
        mailbox = Mailbox(lambda: reported.append(None), lambda: reported.append(None))
        for number in range(CAPACITY + 1):
            mailbox.put_event(trade(number))
        reported.clear()
        mailbox.close()
        assert not mailbox.has_mail
        assert mailbox.take() == []
        mailbox.put_event(trade(1))
        mailbox.notify_status()
        assert reported == []


class TestLeavingStreams:
    def test_waiting_mail_of_dropped_streams_is_discarded(self) -> None:
        mailbox = Mailbox()
        mailbox.put_latest(TICKER_BTC, ticker())
        mailbox.put_latest(TICKER_ETH, ticker(code="KRW-ETH"))
        mailbox.put_latest(BOOK_BTC, book())
        mailbox.put_event(trade(1))
        mailbox.keep_only({TICKER_ETH, TRADE_BTC})
        assert mailbox.take() == [ticker(code="KRW-ETH"), trade(1)]

    def test_a_grouped_book_is_not_mistaken_for_the_plain_one(self) -> None:
        mailbox = Mailbox()
        mailbox.put_latest("grouped", book(level=1000.0))
        mailbox.put_latest("plain", book())
        mailbox.keep_only({BOOK_BTC})
        assert mailbox.take() == [book()]

    def test_keeping_all_markets_keeps_each_of_them(self) -> None:
        mailbox = Mailbox()
        mailbox.put_event(order())
        mailbox.keep_only({StreamKey(StreamType.MY_ORDER, ALL)})
        assert mailbox.take() == [order()]

    def test_left_with_nothing_there_is_no_mail(self) -> None:
        mailbox = Mailbox()
        mailbox.put_event(trade(1))
        mailbox.keep_only(())
        assert not mailbox.has_mail

    def test_a_loss_of_dropped_streams_is_not_a_loss_of_the_others(self) -> None:
        mailbox = Mailbox()
        for number in range(CAPACITY + 1):
            mailbox.put_event(trade(number))
        mailbox.keep_only({TICKER_ETH})
        assert mailbox.take() == []


def test_a_component_that_always_fails_is_always_counted_and_logged_ever_more_rarely(caplog) -> None:
    def fail() -> None:
        raise ValueError("broken")

    mailbox = Mailbox(on_status=fail)
    for _ in range(100):
        mailbox.notify_status()
    assert mailbox.errors == 100
    assert len(caplog.records) == 7
