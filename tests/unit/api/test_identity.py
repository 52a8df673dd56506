"""Who calls: tokens, groups of now, the key's file, and what is recorded of strangers."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.identity import AUDIENCE, ISSUER, LocalIssuer
from api.keys import signing_key
from servicedesk.problems import Refused
from tests.unit.api.doors import HOUR, Doors
from tests.unit.servicedesk.world import GRACE, LEA

STRANGER = "some.body@contoso.example"
_NOW = datetime.now(UTC)
_GOOD = {"iss": ISSUER, "aud": AUDIENCE, "sub": GRACE, "iat": _NOW, "nbf": _NOW, "exp": _NOW + HOUR}


def test_without_a_token_nothing_is_told(doors: Doors) -> None:
    for path in ("/kinds", "/kinds/access/schema", "/requests", "/requests/R-0001", "/catalogue"):
        answer = doors.client.get(path)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert doors.client.post("/requests", content=b"{").json()["problems"][0]["code"] == "H-IDN-001"


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": _NOW - HOUR},
        {"nbf": _NOW + HOUR},
        {"aud": "other"},
        {"iss": "other"},
        {"sub": None},
        {"sub": "grace"},
        {"exp": None},
        {"nbf": None},
    ],
)
def test_a_signed_token_counts_only_for_this_desk_and_its_time(changed: dict[str, object]) -> None:
    key = Ed25519PrivateKey.generate()
    claims = {name: value for name, value in {**_GOOD, **changed}.items() if value is not None}
    with pytest.raises(Refused, match="H-IDN-002"):
        LocalIssuer(key).name(jwt.encode(claims, key, algorithm="EdDSA"))
    assert LocalIssuer(key).name(jwt.encode(_GOOD, key, algorithm="EdDSA")) == GRACE


def _forged(how: str) -> str:
    if how == "other key":
        return LocalIssuer(Ed25519PrivateKey.generate()).token(GRACE, HOUR)
    signed = jwt.encode(_GOOD, "a secret that is long enough for it", algorithm="HS256")
    if how == "not signed":
        head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
        return f"{head}.{signed.split('.')[1]}."
    return signed if how == "HS256" else "eyJhbGciOiJub25lIn0"


@pytest.mark.parametrize("how", ["other key", "not signed", "HS256", "text"])
def test_what_this_issuer_did_not_sign_is_refused(doors: Doors, how: str) -> None:
    token = _forged(how)
    answer = doors.client.get("/kinds", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (401, "H-IDN-002")
    assert "invalid_token" in answer.headers["www-authenticate"]
    assert token not in answer.text


def test_a_stranger_is_refused_and_recorded_for_good(doors: Doors) -> None:
    answer = doors.get(STRANGER, "/requests")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "H-IDN-003")
    store = doors.world.desk.store
    assert [(entry["actor"], entry["action"]) for entry in store.denials()] == [(STRANGER, "call")]
    for change in ("UPDATE denials SET actor = 'x'", "DELETE FROM denials"):
        with pytest.raises(DBAPIError, match="only added to"), store.engine.begin() as connection:
            connection.execute(text(change))


def test_who_leaves_a_team_loses_its_rights_at_once(doors: Doors) -> None:
    headers = doors.headers(LEA)
    assert doors.client.get("/requests", headers=headers).status_code == 200
    doors.world.texts = {name: told.replace(LEA, "el.se@contoso.example") for name, told in doors.world.texts.items()}
    assert doors.client.get("/requests", headers=headers).status_code == 403


@pytest.mark.parametrize("ttl", [timedelta(), timedelta(hours=-1), timedelta(hours=25)])
def test_the_life_of_a_token_is_short(doors: Doors, ttl: timedelta) -> None:
    with pytest.raises(Refused, match="H-IDN-005"):
        doors.issuer.token(GRACE, ttl)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "made" / "issuer.pem"
    first = signing_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing_key(path).public_key() == first.public_key()
    assert [*path.parent.iterdir()] == [path]


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    signing_key(path)
    path.chmod(0o640)
    with pytest.raises(Refused, match="H-IDN-004"):
        signing_key(path)


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    path.write_text("no key", encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(Refused, match="H-IDN-004"):
        signing_key(path)
