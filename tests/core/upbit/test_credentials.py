"""The official vectors, and all the ways in which a key could become visible."""

from __future__ import annotations

import copy
import hashlib
import json
import pickle
import traceback
import uuid

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from upbit.lib import jwt_auth

from core.errors import InputError
from core.upbit.credentials import MIN_SECRET, Credentials

ACCESS = "demo-access-key"
SECRET = "demo-secret-key-for-local-simulator-only-0123456789abcdef0123456"
NONCE = "11111111-2222-4333-8444-555555555555"

GOLDEN = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3Nfa2V5IjoiZGVtby1hY2Nlc3Mta2V5Iiwibm9uY2UiOiIxMTExMTExMS0yMjIyLTQz"
    "MzMtODQ0NC01NTU1NTU1NTU1NTUifQ.4-7OiVH1Hg8NAjqRJihBUy4asl5IYPKnHKl_AfGQQ2U"
)
HASHES = {
    "market=KRW-BTC": (
        {"market": ["KRW-BTC"]},
        "b749dfc2e17f75e5b46c8161f97fe7c9298ed4167ea21c5c94d16573efd8a801351470c0ff1a9a3f1e763f8249968218c04c571c8b45aa80"
        "cd4588e6c4be0738",
    ),
    "market=KRW-BTC&states[]=wait&states[]=watch": (
        {"market": ["KRW-BTC"], "states[]": ["wait", "watch"]},
        "c01bbcb80094d2225c90eda65128baf7ef800471fbdeb76579856d1532cd263060e41ede9c52bfc926a0b46c4b7797a61e4327cda59d236f"
        "829cde4c875dfe77",
    ),
    "market=KRW-BTC&side=bid&volume=0.01&price=100000000.0&ord_type=limit": (
        {
            "market": ["KRW-BTC"],
            "side": ["bid"],
            "volume": ["0.01"],
            "price": ["100000000.0"],
            "ord_type": ["limit"],
        },
        "d63542d6ca519377bd8bdb187086628c653cb657fa9692b0b4de6042c76503e1724b93835d091351d844e4eccf0a9b4a725cc8f5976f65bd"
        "06efa16aa0ef8a57",
    ),
}


@pytest.fixture
def pair() -> Credentials:
    return Credentials(ACCESS, SECRET)


def claims(authorization: str, secret: str = SECRET) -> dict[str, str]:
    scheme, _, token = authorization.partition(" ")
    assert scheme == "Bearer"
    return jwt.decode(token, secret, algorithms=["HS256"])


class TestToken:
    def test_it_is_the_published_one(self, pair, monkeypatch):
        monkeypatch.setattr(jwt_auth.uuid, "uuid4", lambda: uuid.UUID(NONCE))
        assert pair.authorization() == f"Bearer {GOLDEN}"

    @pytest.mark.parametrize("query", HASHES)
    def test_it_covers_the_query_as_it_is_sent(self, pair, query):
        params, digest = HASHES[query]
        claimed = claims(pair.authorization(params))
        assert (claimed["query_hash"], claimed["query_hash_alg"]) == (digest, "SHA512")
        assert digest == hashlib.sha512(query.encode()).hexdigest()

    def test_a_websockets_has_only_the_key_and_a_nonce(self, pair):
        assert claims(pair.authorization()).keys() == {"access_key", "nonce"}

    def test_each_is_another(self, pair):
        nonces = {claims(pair.authorization())["nonce"] for _ in range(100)}
        assert len(nonces) == 100
        assert all(uuid.UUID(nonce).version == 4 for nonce in nonces)

    @given(st.text(st.characters(codec="ascii", exclude_categories=("Cc", "Zs")), min_size=32, max_size=120))
    def test_any_secret_signs_with_its_own_bytes(self, secret):
        assert claims(Credentials(ACCESS, secret).authorization(), secret)["access_key"] == ACCESS


class TestSecrecy:
    def test_no_text_shows_a_key(self, pair):
        shown = [repr(pair), str(pair), f"{pair}", f"{pair!r:>40}", repr([pair]), repr({"keys": pair})]
        assert not any(ACCESS in text or SECRET in text for text in shown)

    @pytest.mark.parametrize("copying", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps])
    def test_it_is_not_copied_by_machine(self, pair, copying):
        with pytest.raises(TypeError) as refusal:
            copying(pair)
        assert SECRET not in str(refusal.value)

    def test_it_equals_no_guess(self, pair):
        assert pair != Credentials(ACCESS, SECRET)
        assert pair == pair  # noqa: PLR0124 - the subject of the test

    def test_it_has_no_dictionary_to_dump(self, pair):
        assert not hasattr(pair, "__dict__")

    @pytest.mark.parametrize("bad", ["canary with blanks", "canary\nnew line", "canary-열쇠", "canary" * 100])
    def test_a_refused_key_is_not_repeated(self, bad):
        for keys in ((bad, SECRET), (ACCESS, bad)):
            with pytest.raises(InputError) as refusal:
                Credentials(*keys)
            reported = "".join(traceback.format_exception(refusal.value, limit=-1)) + refusal.value.user_message
            assert "canary" not in reported


class TestInput:
    def test_blanks_around_a_pasted_key_do_no_harm(self):
        pair = Credentials(f"  {ACCESS}\n", f"\t{SECRET} ")
        assert claims(pair.authorization())["access_key"] == ACCESS

    @pytest.mark.parametrize(("access", "secret"), [("", SECRET), (ACCESS, ""), ("  ", SECRET)])
    def test_an_empty_key_is_refused_by_name(self, access, secret):
        with pytest.raises(InputError) as refusal:
            Credentials(access, secret)
        assert ("Access" if not access.strip() else "Secret") in refusal.value.user_message

    def test_a_secret_cut_in_copying_is_refused_before_it_signs_anything(self):
        assert claims(Credentials(ACCESS, SECRET[:MIN_SECRET]).authorization(), SECRET[:MIN_SECRET])
        with pytest.raises(InputError, match="too short") as refusal:
            Credentials(ACCESS, SECRET[: MIN_SECRET - 1])
        assert "Secret Key" in refusal.value.user_message
        assert SECRET[:8] not in str(refusal.value)
