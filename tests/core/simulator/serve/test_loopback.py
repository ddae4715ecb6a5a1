import pytest
from aiohttp.test_utils import make_mocked_request

from core.simulator.serve.loopback import is_local, is_meant_for_us, not_local


def asked_from(address, **headers):
    return make_mocked_request("GET", "/", headers=headers).clone(remote=address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "::1%lo"])
def test_a_program_of_this_machine_may(address):
    assert is_local(asked_from(address))


@pytest.mark.parametrize("address", ["10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "", "localhost"])
def test_other_requests_are_refused(address):
    assert not is_local(asked_from(address))


def test_a_page_in_a_browser_of_this_machine_may_not():
    assert not is_local(asked_from("127.0.0.1", Origin="https://example.com"))


def test_they_get_the_reason():
    assert not_local().status == 403


@pytest.mark.parametrize(
    ("host", "bound", "arrived_at", "is_meant"),
    [
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", True),
        ("localhost", "127.0.0.1", "127.0.0.1", True),
        ("LocalHost.:8000", "127.0.0.1", "127.0.0.1", True),
        ("hoga.localhost:8000", "127.0.0.1", "127.0.0.1", True),
        ("[::1]:8000", "::1", "::1", True),
        ("127.8.8.8", "0.0.0.0", "127.8.8.8", True),
        ("192.168.0.7:8000", "0.0.0.0", "192.168.0.7", True),
        ("192.168.0.8:8000", "0.0.0.0", "192.168.0.7", False),
        ("[fe80::1%eth0]:8000", "::", "fe80::1%eth0", True),
        ("trader.lan:8000", "trader.lan", "192.168.0.7", True),
        ("evil.example:8000", "127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", "127.0.0.1", False),
        ("notlocalhost", "127.0.0.1", "127.0.0.1", False),
        ("evil.example", "0.0.0.0", "192.168.0.7", False),
        ("[", "127.0.0.1", "127.0.0.1", False),
        ("", "127.0.0.1", "127.0.0.1", False),
        (None, "127.0.0.1", "127.0.0.1", False),
    ],
)
def test_only_its_own_names_and_address_are_meant_for_the_exchange(host, bound, arrived_at, is_meant):
    assert is_meant_for_us(host, bound, arrived_at) is is_meant
