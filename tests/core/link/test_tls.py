"""The trusted certificates, with every variable that names some, and the errors for missing ones."""

from __future__ import annotations

import errno
import ssl
from pathlib import Path

import certifi
import pytest

from core.errors import ConnectionFailed, FatalConnection
from core.link.tls import client_tls, distrust, may_carry_token


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


def test_it_verifies_with_the_trusted_certificates() -> None:
    context = client_tls()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.cert_store_stats()["x509_ca"] > 100


def test_a_file_that_a_variable_names_replaces_everything_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = Path(certifi.where()).read_text().partition("-----END CERTIFICATE-----")
    (tmp_path / "one.pem").write_text(first[0] + first[1])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "one.pem"))
    assert client_tls().cert_store_stats()["x509_ca"] == 1


def test_a_folder_will_do_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", f"/gone:{tmp_path}")
    assert client_tls().cert_store_stats()["x509_ca"] == 0


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
@pytest.mark.parametrize("kind", ["gone", "folder", "text", "empty"])
def test_certificates_that_are_not_there_are_named(monkeypatch, tmp_path: Path, name: str, kind: str) -> None:
    place = tmp_path / kind
    if kind == "folder":
        place.mkdir()
    elif kind != "gone":
        place.write_text("no certificate\n" if kind == "text" else "")
    monkeypatch.setenv(name, str(place))
    if (name, kind) == ("SSL_CERT_DIR", "folder"):
        client_tls()
        return
    with pytest.raises(FatalConnection) as failure:
        client_tls()
    assert name in failure.value.user_message
    assert str(place) in failure.value.user_message


def test_a_log_of_keys_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "gone" / "keys.log"))
    assert client_tls().keylog_filename is None


def test_a_machine_out_of_files_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_files(self: ssl.SSLContext, cafile: str | None = None, capath: str | None = None) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", out_of_files)
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    with pytest.raises(ConnectionFailed) as failure:
        client_tls()
    assert not isinstance(failure.value, FatalConnection)


def test_a_distrust_error_names_the_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SSL_CERT" not in distrust(ssl.SSLError("x")).user_message
    monkeypatch.setenv("SSL_CERT_FILE", "/some.pem")
    assert "SSL_CERT_FILE" in distrust(ssl.SSLError("x")).user_message


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("wss://api.upbit.com/websocket/v1/private", True),
        ("https://api.upbit.com", True),
        ("ws://127.0.0.1:8000", True),
        ("ws://127.8.9.1:8000", True),
        ("http://[::1]:8000", True),
        ("ws://localhost:1", True),
        ("ws://api.upbit.com", False),
        ("http://192.168.0.2", False),
        ("ws://localhost.example.com", False),
        ("ws://127.0.0.1.example.com", False),
        ("ws://0.0.0.0:80", False),
        ("ftp://127.0.0.1.", False),
    ],
)
def test_tokens_travel_encrypted_or_not_at_all(url, expected):
    assert may_carry_token(url) is expected
