import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.account import tokens
from core.simulator.account.api_error import ApiError
from core.simulator.account.tokens import (
    DEMO_ACCESS_KEY,
    DEMO_SECRET_KEY,
    Key,
    KeyRing,
    KeyState,
    Permission,
    demo_keys,
    require,
)
from signing import ACCESS_KEY, SECRET_KEY, signed, token

NONCE = "11111111-2222-4333-8444-555555555555"
CLAIMS = {"access_key": ACCESS_KEY, "nonce": NONCE}

# The vectors of the fact sheet (upbit-api 1.3), computed there with a standard HMAC.
HS256 = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3Nfa2V5IjoiZGVtby1hY2Nlc3Mta2V5Iiwibm9uY2UiOiIxMTExMTExMS0yMjIyLTQz"
    "MzMtODQ0NC01NTU1NTU1NTU1NTUifQ.4-7OiVH1Hg8NAjqRJihBUy4asl5IYPKnHKl_AfGQQ2U"
)
HS512 = (
    "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3Nfa2V5IjoiZGVtby1hY2Nlc3Mta2V5Iiwibm9uY2UiOiIxMTExMTExMS0yMjIyLTQz"
    "MzMtODQ0NC01NTU1NTU1NTU1NTUifQ.XpuX34C1hiY6J5fkYivqB7FoRqXqsHBLrsG9-l04bnKwbFFAZGBuAzFhCRev9T89Tm7ZvfYY6DIntk77wUL"
    "_Lw"
)
HS512_MARKET = (
    "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3Nfa2V5IjoiZGVtby1hY2Nlc3Mta2V5Iiwibm9uY2UiOiIxMTExMTExMS0yMjIyLTQz"
    "MzMtODQ0NC01NTU1NTU1NTU1NTUiLCJxdWVyeV9oYXNoIjoiYjc0OWRmYzJlMTdmNzVlNWI0NmM4MTYxZjk3ZmU3YzkyOThlZDQxNjdlYTIxYzVjOT"
    "RkMTY1NzNlZmQ4YTgwMTM1MTQ3MGMwZmYxYTlhM2YxZTc2M2Y4MjQ5OTY4MjE4YzA0YzU3MWM4YjQ1YWE4MGNkNDU4OGU2YzRiZTA3MzgiLCJxdWVy"
    "eV9oYXNoX2FsZyI6IlNIQTUxMiJ9.r8tAcLCDGhyX5gLvd3ubwWfdImT6z9tBnMuCtIQ09f8Gf6wHCZG3ViuAOnPeSlHafDFneyKj5qVUTtRc5EnIw"
    "Q"
)
HASHES = {
    "market=KRW-BTC": "b749dfc2e17f75e5b46c8161f97fe7c9298ed4167ea21c5c94d16573efd8a801"
    "351470c0ff1a9a3f1e763f8249968218c04c571c8b45aa80cd4588e6c4be0738",
    "market=KRW-BTC&states[]=wait&states[]=watch": "c01bbcb80094d2225c90eda65128baf7ef800471fbdeb76579856d1532cd2630"
    "60e41ede9c52bfc926a0b46c4b7797a61e4327cda59d236f829cde4c875dfe77",
    "market=KRW-BTC&side=bid&volume=0.01&price=100000000.0&ord_type=limit": "d63542d6ca519377bd8bdb187086628c"
    "653cb657fa9692b0b4de6042c76503e1724b93835d091351d844e4eccf0a9b4a725cc8f5976f65bd06efa16aa0ef8a57",
}


def refused(ring, authorization, parameters="", address=""):
    with pytest.raises(ApiError) as caught:
        ring.verify(authorization, parameters, address)
    assert caught.value.status == 401
    return caught.value.name


def test_the_demonstration_key_is_the_fact_sheets():
    assert (DEMO_ACCESS_KEY, DEMO_SECRET_KEY) == (ACCESS_KEY, SECRET_KEY)


@pytest.mark.parametrize(
    ("known", "parameters"), [(HS256, ""), (HS512, ""), (HS512_MARKET, "market=KRW-BTC")], ids=["256", "512", "hash"]
)
def test_the_fact_sheets_tokens_are_believed(known, parameters):
    assert demo_keys().verify(f"Bearer {known}", parameters).access_key == DEMO_ACCESS_KEY


@pytest.mark.parametrize("parameters", HASHES)
def test_the_fact_sheets_hashes_cover_their_parameters(parameters):
    claims = {**CLAIMS, "query_hash": HASHES[parameters]}
    assert demo_keys().verify(f"Bearer {signed(claims)}", parameters)


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_every_hmac_is_accepted(algorithm):
    assert demo_keys().verify(f"Bearer {signed(CLAIMS, algorithm=algorithm)}")


@pytest.mark.parametrize("authorization", [None, "", "Basic abc", "bearer"])
def test_a_missing_token_has_its_own_error(authorization):
    assert refused(demo_keys(), authorization) == "no_authorization_token"


UNSIGNED = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + HS256.split(".")[1] + "."


@pytest.mark.parametrize(
    "broken",
    ["", "abc", "a.b.c", HS256[:-3], HS256 + "x.y", UNSIGNED, "\udcff.x.y", signed({}), signed({"access_key": 5})],
)
def test_a_malformed_token_fails_verification(broken):
    assert refused(demo_keys(), f"Bearer {broken}") == "jwt_verification"


def test_a_wrong_secret_fails_verification():
    assert refused(demo_keys(), f"Bearer {token(secret_key='x' * 64)}") == "jwt_verification"


def test_a_key_that_reads_like_a_public_one_fails_verification_only():
    ring = KeyRing([Key("k", "-----BEGIN PUBLIC KEY-----" + "x" * 64)])
    assert refused(ring, f"Bearer {token(access_key='k')}") == "jwt_verification"


def test_an_unknown_key_has_its_own_error():
    assert refused(demo_keys(), f"Bearer {token(access_key='other')}") == "invalid_access_key"


def test_a_nonce_is_good_once_and_its_key_only():
    ring = demo_keys()
    ring.add(Key("second", SECRET_KEY))
    assert ring.verify(f"Bearer {HS256}")
    assert refused(ring, f"Bearer {HS512}") == "nonce_used"
    assert ring.verify(f"Bearer {signed({'access_key': 'second', 'nonce': NONCE})}")


def test_a_refused_request_does_not_use_its_nonce_up():
    ring = demo_keys()
    assert refused(ring, f"Bearer {HS256}", "market=KRW-BTC") == "invalid_query_payload"
    assert ring.verify(f"Bearer {HS256}")


def test_old_nonces_are_forgotten_at_last(monkeypatch):
    monkeypatch.setattr(tokens, "NONCES_KEPT", 2)
    ring = demo_keys()
    ring.verify(f"Bearer {HS256}")
    for _ in range(2):
        ring.verify(f"Bearer {token()}")
    assert ring.verify(f"Bearer {HS512}")


@pytest.mark.parametrize(
    "claims",
    [{}, {"query_hash": "0" * 128}, {"query_hash": HASHES["market=KRW-BTC"], "query_hash_alg": "SHA256"}],
)
def test_parameters_must_be_covered(claims):
    assert refused(demo_keys(), f"Bearer {signed(CLAIMS | claims)}", "market=KRW-BTC") == "invalid_query_payload"


def test_a_key_changes_while_it_is_in_use():
    ring = demo_keys()
    (key,) = ring.keys
    key.state = KeyState.REVOKED
    assert refused(ring, f"Bearer {token()}") == "invalid_access_key"
    key.state = KeyState.EXPIRED
    assert refused(ring, f"Bearer {token()}") == "expired_access_key"
    key.state, key.addresses = KeyState.VALID, frozenset({"10.0.0.1"})
    assert refused(ring, f"Bearer {token()}", address="10.0.0.2") == "no_authorization_ip"
    assert ring.verify(f"Bearer {token()}", address="10.0.0.1") is key


def test_permissions_are_groups():
    key = Key("k", SECRET_KEY, frozenset({Permission.VIEW_ORDERS}))
    require(key, Permission.VIEW_ORDERS)
    with pytest.raises(ApiError, match="out_of_scope"):
        require(key, Permission.MAKE_ORDERS)
    assert (key.may(Permission.VIEW_ORDERS), key.may(Permission.VIEW_ASSETS)) == (True, False)
    key.state = KeyState.REVOKED
    assert not key.may(Permission.VIEW_ORDERS)


def test_a_key_does_not_show_its_secret():
    assert SECRET_KEY not in repr(demo_keys().keys)


@settings(deadline=None)
@given(st.text())
def test_any_parameters_are_covered_by_their_own_hash_only(parameters):
    digest = hashlib.sha512(parameters.encode(errors="surrogateescape")).hexdigest()
    authorization = f"Bearer {signed({**CLAIMS, 'query_hash': digest})}"
    assert demo_keys().verify(authorization, parameters)
    assert refused(demo_keys(), authorization, parameters + "&") == "invalid_query_payload"
