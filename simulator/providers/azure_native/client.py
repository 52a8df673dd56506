"""How azure-native talks to Resource Manager: with patience, as its HTTP pipeline has.

Source: azcore's default retry policy (three more attempts; status 408, 429, 500, 502, 503, 504; Retry-After is
honoured) and azure-native's retry of `AnotherOperationInProgress` (provider/pkg/azure/client_azcore.go).
"""

from collections.abc import Callable, Mapping
from threading import Event
from typing import Any, TypeVar

from arm.errors import ArmError
from simulator.core.cloud import Cloud

RETRIED_STATUS = frozenset({408, 429, 500, 502, 503, 504})
RETRIED_CODES = frozenset({"AnotherOperationInProgress", "RetryableErrorDueToAnotherOperation"})
ATTEMPTS = 4
CONFLICT_ATTEMPTS = 20
FIRST_DELAY_SECONDS = 0.8
LONGEST_DELAY_SECONDS = 60.0

Answer = TypeVar("Answer")
Pause = Callable[[float], bool]
"""Waits some seconds; answers True where waiting is to end."""


class Client:
    """The simulated Resource Manager as one configured provider sees it."""

    def __init__(self, cloud: Cloud, caller: str, cancelled: Event, pause: Pause | None = None) -> None:
        self.cloud = cloud
        self.caller = caller
        self._cancelled = cancelled
        self._pause = pause or cancelled.wait

    def put(self, arm_id: str, api_version: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """PUT a resource."""
        return self._patiently(lambda: self.cloud.put(arm_id, api_version, body, self.caller))

    def get(self, arm_id: str) -> dict[str, Any]:
        """GET a resource."""
        return self._patiently(lambda: self.cloud.get(arm_id))

    def delete(self, arm_id: str) -> None:
        """DELETE a resource; nothing there is a success."""
        try:
            self._patiently(lambda: self.cloud.delete(arm_id, self.caller))
        except ArmError as refusal:
            if refusal.status != 404:
                raise

    def action(self, arm_id: str, action: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """POST an action."""
        return self._patiently(lambda: self.cloud.action(arm_id, action, body, self.caller))

    def _patiently(self, send: Callable[[], Answer]) -> Answer:
        attempt, delay = 1, FIRST_DELAY_SECONDS
        while True:
            try:
                return send()
            except ArmError as refusal:
                limit = CONFLICT_ATTEMPTS if refusal.code in RETRIED_CODES else ATTEMPTS
                retried = refusal.status in RETRIED_STATUS or refusal.code in RETRIED_CODES
                if not retried or attempt >= limit:
                    raise
                wait = float(getattr(refusal, "retry_after", 0)) or delay
                if self._pause(min(wait, LONGEST_DELAY_SECONDS)) or self._cancelled.is_set():
                    raise
                attempt, delay = attempt + 1, min(delay * 2, LONGEST_DELAY_SECONDS)
