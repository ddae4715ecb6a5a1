"""The port to an exchange, and the placeholder for none."""

from __future__ import annotations

from core.model.control import ErrorReply
from core.model.exchange import DecodeCounters, NoExchange, RefusalKind


def test_dropped_counts_only_messages_that_are_not_delivered() -> None:
    counters = DecodeCounters(
        status=1, error=2, list_reply=4, other_format=8, unknown_type=16, bad_field=32, not_json=64
    )
    assert counters.dropped == 16 + 32 + 64
    assert sum(counters.as_dict().values()) == 127


def test_without_an_exchange_nothing_is_requested_or_read() -> None:
    nobody = NoExchange()
    assert nobody.encode_request("ticket", []) == nobody.encode_list_question("ticket") == ""
    decoder = nobody.decoder(lambda _: None)
    assert not decoder.decode(b"{}")
    assert decoder.counters == DecodeCounters()
    assert nobody.judge(ErrorReply("name", "words")) == (RefusalKind.REQUEST, "words", 0.0)
