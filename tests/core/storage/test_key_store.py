"""Row 35 of the fault matrix: a key store that is missing, locked, hangs, raises or shortens keys."""

from __future__ import annotations

import asyncio
import logging
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends import Windows, macOS

from core.storage import key_store as module
from core.storage.key_store import KeyStore, KeyStoreFailed, platform_backend
from core.upbit.credentials import Credentials
from key_stores import Forgetful, HalfHearted, Hanging, Locked, Memory

ACCESS = "canary-access-key"
SECRET = "canary-secret-key-0123456789-0123456789-0123456789"


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    made = Hanging()
    yield made
    made.answered.set()


@pytest.fixture
def pair() -> Credentials:
    return Credentials(ACCESS, SECRET)


async def test_a_saved_pair_is_there_at_the_next_start(memory, pair):
    await KeyStore("simulated", lambda: memory).save(pair)
    found = await KeyStore("simulated", lambda: memory).load()
    assert (found.access_key, found.secret_key) == (ACCESS, SECRET)
    assert len(memory.kept) == 2, "an entry a secret"


async def test_keys_of_two_exchanges_never_mix(memory, pair):
    await KeyStore("simulated", lambda: memory).save(pair)
    assert await KeyStore("upbit", lambda: memory).load() is None
    await KeyStore("upbit", lambda: memory).forget()
    assert await KeyStore("simulated", lambda: memory).load() is not None


async def test_a_forgotten_pair_is_gone(memory, pair):
    store = KeyStore("simulated", lambda: memory)
    await store.save(pair)
    await store.forget()
    assert memory.kept == {}
    assert await store.load() is None
    await store.forget()


@pytest.mark.parametrize("half", ["access-key", "secret-key"])
async def test_half_a_pair_is_none(memory, pair, half):
    store = KeyStore("simulated", lambda: memory)
    await store.save(pair)
    del memory.kept["Hoga simulated", half]
    assert await store.load() is None
    await store.forget()
    assert memory.kept == {}


async def test_a_stored_text_that_cannot_be_a_key_is_ignored(memory):
    memory.kept = {("Hoga upbit", "access-key"): "열쇠", ("Hoga upbit", "secret-key"): "a b"}
    assert await KeyStore("upbit", lambda: memory).load() is None


async def test_without_a_key_store_nothing_is_kept(pair):
    store = KeyStore("upbit", lambda: None)
    for use in (store.load(), store.save(pair), store.forget()):
        with pytest.raises(KeyStoreFailed) as failure:
            await use
        assert "키 저장소" in failure.value.user_message


@pytest.mark.parametrize("backend", [Locked, HalfHearted, Forgetful])
async def test_a_failing_store_keeps_nothing_and_leaks_nothing(backend, pair, caplog):
    caplog.set_level(logging.DEBUG)
    kept = backend()
    with pytest.raises(KeyStoreFailed) as failure:
        await KeyStore("upbit", lambda: kept).save(pair)
    assert kept.kept == {}
    reported = [record.getMessage() for record in caplog.records] + traceback.format_exception(failure.value)
    assert not any(secret in text for secret in (ACCESS, SECRET) for text in reported)


async def test_one_that_hangs_is_waited_for_three_seconds_and_no_more(hanging, pair, monkeypatch):
    assert module.TIME_LIMIT == 3.0
    monkeypatch.setattr(module, "TIME_LIMIT", 0.05)
    loop_was_free = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, loop_was_free.set_result, None)
    with pytest.raises(KeyStoreFailed) as failure:
        await KeyStore("upbit", lambda: hanging).load()
    assert loop_was_free.done()
    assert "응답하지 않습니다" in failure.value.user_message
    (thread,) = [each for each in threading.enumerate() if each.name == "key store"]
    assert thread.daemon, "or the program could not end"


async def test_a_late_answer_does_no_harm(hanging, monkeypatch):
    monkeypatch.setattr(module, "TIME_LIMIT", 0.01)
    with pytest.raises(KeyStoreFailed):
        await KeyStore("upbit", lambda: hanging).load()
    hanging.answered.set()
    for thread in threading.enumerate():
        if thread.name == "key store":
            await asyncio.to_thread(thread.join)
    await asyncio.sleep(0)


def test_no_configuration_puts_another_store_in_its_place(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "python_keyring"
    folder.mkdir()
    (folder / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    found = platform_backend()
    assert found is None or type(found).__module__.rpartition(".")[2] in ("SecretService", "libsecret", "kwallet")


@pytest.mark.parametrize(
    ("platform", "stores", "name"), [("win32", Windows, "WinVaultKeyring"), ("darwin", macOS, "Keyring")]
)
def test_windows_and_macos_have_a_store_of_their_own(platform, stores, name, monkeypatch):
    usable = type(name, (getattr(stores, name),), {"viable": True})
    monkeypatch.setattr(stores, name, usable)
    monkeypatch.setattr(module.sys, "platform", platform)
    assert type(platform_backend()) is usable


async def test_a_missing_thread_is_reported_like_any_failure(monkeypatch):
    def no_thread(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_thread)
    with pytest.raises(KeyStoreFailed):
        await KeyStore("upbit", lambda: None).load()


async def test_where_no_thread_may_be_started_the_store_is_out_of_use(memory, monkeypatch):
    def none_left(_thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none_left)
    with pytest.raises(KeyStoreFailed, match="can't start new thread"):
        await KeyStore("simulated", lambda: memory).load()
