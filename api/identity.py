"""Who calls: a token says the name, the estate's data say the groups."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import TypeAdapter, ValidationError

from api.problems import refused
from config.models.base import Mail

ISSUER = "urn:data-estate:local-issuer"
AUDIENCE = "urn:data-estate:service-desk"
LONGEST = timedelta(hours=24)
"""The longest life of a token."""
_ALGORITHM = "EdDSA"
_CLOCK_SKEW = timedelta(seconds=30)
_NAME: TypeAdapter[str] = TypeAdapter(Mail)


class Identity(Protocol):
    """Where names come from. Groups never come from a token: they are read from the estate at each call, so that who
    leaves a team loses its rights at once. Entra ID fits in here, by the user principal name in its tokens."""

    def name(self, token: str) -> str:
        """The user principal name of a token's bearer, in lower case. Errors: `Refused` (H-IDN-002)."""
        ...


class LocalIssuer:
    """Signs tokens with a key of this machine, and accepts those only."""

    def __init__(self, key: Ed25519PrivateKey, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._key = key
        self._clock = clock

    def token(self, name: str, ttl: timedelta) -> str:
        """A token for a person. Errors: `Refused` (H-IDN-005) for a life that is over at once, or too long."""
        if not timedelta() < ttl <= LONGEST:
            raise refused(
                "H-IDN-005",
                "ttl",
                found=f"{ttl}",
                accepted="up to 24 hours, such as `30m` or `8h`",
                remedy="choose a shorter time",
            )
        now = self._clock()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": name.lower(),
            "iat": now,
            "nbf": now,
            "exp": now + ttl,
            "jti": str(uuid4()),
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def name(self, token: str) -> str:
        """The name in a token that this issuer signed and whose time is not over."""
        try:
            claims = jwt.decode(
                token,
                self._key.public_key(),
                algorithms=[_ALGORITHM],
                issuer=ISSUER,
                audience=AUDIENCE,
                leeway=_CLOCK_SKEW,
                options={"require": ["iss", "aud", "sub", "iat", "nbf", "exp"]},
            )
            name = _NAME.validate_python(claims["sub"])
        except (jwt.InvalidTokenError, ValidationError, ValueError) as error:
            raise refused(
                "H-IDN-002",
                "Authorization",
                found=_why(error),
                accepted="a token of this service desk's issuer that is still valid",
                remedy="get a new one with `estate api token`",
            ) from None
        return name.lower()


def _why(error: Exception) -> str:
    if isinstance(error, jwt.ExpiredSignatureError):
        return "a token whose time is over"
    if isinstance(error, jwt.ImmatureSignatureError):
        return "a token whose time has not begun"
    return "a token that does not hold"
