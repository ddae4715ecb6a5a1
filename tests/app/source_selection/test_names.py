"""Sources in words."""

from app.source.source import EMBEDDED, REAL, UPBIT, Source
from app.source_selection.names import full_name, short_name


def test_every_source_has_a_name_of_its_own(application):
    for name in (short_name, full_name):
        assert len({name(source) for source in (*REAL, EMBEDDED)}) == len(REAL) + 1


def test_a_server_at_an_address_is_named_by_it(application):
    source = Source("upbit", ws_url="ws://127.0.0.1:8123")
    assert short_name(source) == "127.0.0.1:8123"
    assert full_name(source) == "다른 서버 127.0.0.1:8123"
    assert short_name(UPBIT) == "업비트"
