import pytest
from aiohttp.test_utils import make_mocked_request

from core.simulator.loopback import is_local, not_local


def asked_from(address, **headers):
    return make_mocked_request("GET", "/", headers=headers).clone(remote=address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "::1%lo"])
def test_a_program_of_this_machine_may(address):
    assert is_local(asked_from(address))


@pytest.mark.parametrize("address", ["10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "", "localhost"])
def test_everybody_else_may_not(address):
    assert not is_local(asked_from(address))


def test_a_page_in_a_browser_of_this_machine_may_not():
    assert not is_local(asked_from("127.0.0.1", Origin="https://example.com"))


def test_they_are_told_so():
    assert not_local().status == 403
