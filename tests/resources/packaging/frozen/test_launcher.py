"""The start code of the frozen program."""

import ast
from pathlib import Path

import pytest

from resources.packaging.frozen import launcher

BUNDLED = Path("/hoga/certifi/cacert.pem")
FEDORA = "/etc/pki/tls/certs/ca-bundle.crt"


def test_the_embedded_exchange_starts_like_any_other_program():
    environment = {"_PYI_ARCHIVE_FILE": "/hoga/hoga", "_PYI_PARENT_PROCESS_LEVEL": "1", "LANG": "ko_KR.UTF-8"}
    launcher.forget_bootloader(environment)
    assert environment == {"LANG": "ko_KR.UTF-8"}


def test_it_trusts_whom_the_system_trusts():
    environment = {}
    launcher.trust(environment, BUNDLED, lambda path: path == FEDORA)
    assert environment == {"SSL_CERT_FILE": FEDORA}


def test_or_mozilla_s_list_where_the_system_says_nothing():
    environment = {}
    launcher.trust(environment, BUNDLED, lambda _path: False)
    assert environment == {"SSL_CERT_FILE": str(BUNDLED)}


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_or_the_one_the_user_named(variable):
    environment = {variable: "/mine"}
    launcher.trust(environment, BUNDLED, lambda _path: True)
    assert environment == {variable: "/mine"}


def test_nothing_slow_is_loaded_before_the_program():
    tree = ast.parse(Path(launcher.__file__).read_text("utf-8"))
    loaded = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    loaded |= {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert loaded == {"__future__", "os", "sys", "collections.abc", "pathlib", "typing"}
