"""Sources in words."""

from app.source.source import EMBEDDED, REAL, UPBIT, Source
from app.source_selection.names import full_name, short_name, short_name_of


def test_every_source_has_a_name_of_its_own(application):
    for name in (short_name, full_name):
        assert len({name(source) for source in (*REAL, EMBEDDED)}) == len(REAL) + 1


def test_a_server_at_an_address_is_named_by_it(application):
    source = Source("upbit", ws_url="ws://127.0.0.1:8123")
    assert short_name(source) == "127.0.0.1:8123"
    assert full_name(source) == "다른 서버 127.0.0.1:8123"
    assert short_name(UPBIT) == "업비트"


def test_a_source_that_was_written_down_has_the_same_name(application):
    addresses = {"rest_url": "http://127.0.0.1:8000", "ws_url": "ws://127.0.0.1:8123"}
    others = [
        Source("upbit", **{key: addresses[key] for key in keys}) for keys in (["rest_url"], ["ws_url"], addresses)
    ]
    for source in (*REAL, EMBEDDED, *others):
        assert short_name_of(str(source)) == short_name(source)
    assert short_name_of("an exchange of a later version") == "an exchange of a later version"
