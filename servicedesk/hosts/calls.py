"""Calls of a host's REST API: what goes wrong becomes a refusal that names the host and holds no token."""

from collections.abc import Mapping
from typing import Any

import httpx

from servicedesk.problems import Refused, refusal

_SECONDS = 30.0
_SHOWN = 300


class Calls:
    """One repository's part of a host's API."""

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str],
        transport: httpx.BaseTransport | None,
        auth: httpx.Auth | None = None,
    ) -> None:
        self._base = base
        self._client = httpx.Client(
            base_url=base,
            headers={**headers, "User-Agent": "data-estate"},
            timeout=_SECONDS,
            transport=transport,
            auth=auth,
            follow_redirects=False,
        )

    def get(self, path: str, **query: str | int) -> Any:
        """What the host answers. Errors: `Refused`."""
        return self._call("GET", path, params=query)

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Send JSON. Errors: `Refused`."""
        return self._call(method, path, json=body)

    def _call(self, method: str, path: str, **more: Any) -> Any:
        try:
            response = self._client.request(method, path, **more)
        except httpx.HTTPError as error:
            raise self._refused(method, path, type(error).__name__) from error
        if not response.is_success:
            said = " ".join(response.text.split())[:_SHOWN]
            raise self._refused(method, path, f"{response.status_code} {said}")
        try:
            return response.json()
        except ValueError as error:  # Azure DevOps answers a sign-in page where the token is not taken
            raise self._refused(method, path, "an answer that is no JSON") from error

    def _refused(self, method: str, path: str, found: str) -> Refused:
        return Refused(
            refusal(
                "D-APP-006",
                f"{method} {self._base}{path}",
                found=found,
                accepted="a host that takes the call",
                remedy="see what the host says; the token needs rights on code, pull requests and statuses. "
                "Then try again: nothing is lost",
            )
        )


def token(url: str, environment: Mapping[str, str], *names: str) -> str:
    """The first of the variables that is set. Errors: `Refused` where none is."""
    for name in names:
        if value := environment.get(name):
            return value
    raise Refused(
        refusal(
            "D-APP-005",
            url,
            found="no token for its pull requests",
            accepted=" or ".join(f"`{name}`" for name in names) + " in the environment",
            remedy="let the pipeline give it, or set it for this command",
        )
    )
