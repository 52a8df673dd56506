"""Faults on request: throttling, transient errors, conflicts, slow spread of principals, a crash in mid-operation.

Faults are kept in the store, so that one process may inject what another meets.
"""

import os
import threading
import uuid
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from arm.errors import ArmError
from arm.ids import ResourceId
from simulator.core.rules import Refusal, behaviour, fact_rows, refusal
from simulator.core.store import Store

CRASH_EXIT = 86
"""Exit code of a process that crashes on request."""
ERRORS: dict[str, Refusal] = {
    row["kind"]: refusal(row["code"], int(row["status"]), row["says"], *row["facts"].split(";"))
    for row in fact_rows("faults")
}
"""What can be asked for by name, from `data/faults.csv`."""
CRASH_POINTS = ("before-commit", "after-commit")
SPREAD = "slow-spread"
ROLE_ASSIGNMENT = "microsoft.authorization/roleassignments"
behaviour("A throttled answer names the seconds to wait.", "*#4")


class Throttled(ArmError):
    """A 429 with the seconds that the Retry-After header would carry."""

    retry_after = 0


class Faults:
    """The faults of one store. `leave` ends the process at a crash and can be replaced in tests."""

    def __init__(self, store: Store, leave: Callable[[int], None] = os._exit) -> None:
        self._store = store
        self.leave = leave
        self._armed = threading.local()

    def inject(self, fault: Mapping[str, Any]) -> str:
        """Add a fault and return its id.

        `kind` is one of `ERRORS`, `slow-spread` or `crash`; `type` a pattern over ARM types, `operation` one of
        put, get, delete, action or `*`, `count` how often it strikes, `skip` how many matches pass before,
        `retry_after` seconds for 429 answers, `point` where a crash happens.
        """
        kind = fault.get("kind")
        if kind not in (*ERRORS, SPREAD, "crash"):
            raise ValueError(f"fault kind `{kind}` is not one of {', '.join((*ERRORS, SPREAD, 'crash'))}")
        if kind == "crash" and fault.get("point", CRASH_POINTS[0]) not in CRASH_POINTS:
            raise ValueError(f"crash point `{fault['point']}` is not one of {', '.join(CRASH_POINTS)}")
        key = str(fault.get("id") or uuid.uuid4())
        body = {
            "id": key,
            "kind": kind,
            "type": fault.get("type", "*").lower(),
            "operation": fault.get("operation", "*"),
            "count": int(fault.get("count", 1)),
            "skip": int(fault.get("skip", 0)),
            "retry_after": int(fault.get("retry_after", 1)),
            "point": fault.get("point", CRASH_POINTS[0]),
        }
        self._store.put_record("fault", key, body)
        return key

    def clear(self) -> None:
        """Remove every fault."""
        for fault in self.pending():
            self._store.delete_record("fault", fault["id"])

    def pending(self) -> list[dict[str, Any]]:
        """Faults that have not struck out yet."""
        return self._store.records("fault")

    def strike(self, operation: str, arm_id: ResourceId) -> None:
        """Raise the error of a fault that matches, and count it; arm a crash that matches."""
        self._armed.point, self._armed.spreads = None, False
        if not self.pending():
            return
        if arm_id.resource_type.lower() == ROLE_ASSIGNMENT:
            self._armed.spreads = self._next(operation, arm_id, (SPREAD,)) is not None
        crash = self._next(operation, arm_id, ("crash",))
        if crash is not None:
            self._armed.point = crash["point"]
        fault = self._next(operation, arm_id, tuple(ERRORS))
        if fault is None:
            return
        made = ERRORS[fault["kind"]](arm_id, after=fault["retry_after"])
        if made.status != 429:
            raise made
        error = Throttled(made.code, made.message, status=429, target=made.target)
        error.retry_after = fault["retry_after"]
        raise error

    def crash(self, point: str) -> None:
        """End the process if a crash was armed for here. Nothing of an open transaction survives it."""
        if getattr(self._armed, "point", None) == point:
            self._armed.point = None
            self.leave(CRASH_EXIT)

    def spreading(self) -> bool:
        """Whether a new principal is still invisible to the request under way."""
        return bool(getattr(self._armed, "spreads", False))

    def _matching(self, operation: str, arm_id: ResourceId, kinds: tuple[str, ...]) -> dict[str, Any] | None:
        arm_type = arm_id.resource_type.lower()
        for fault in self.pending():
            if (
                fault["kind"] in kinds
                and fault["operation"] in ("*", operation)
                and fnmatchcase(arm_type, fault["type"])
            ):
                return fault
        return None

    def _next(self, operation: str, arm_id: ResourceId, kinds: tuple[str, ...]) -> dict[str, Any] | None:
        fault = self._matching(operation, arm_id, kinds)
        return fault if fault is not None and self._count(fault) else None

    def _count(self, fault: dict[str, Any]) -> bool:
        """Use the fault up by one; False while it lets matches pass."""
        if fault["skip"] > 0:
            self._store.put_record("fault", fault["id"], {**fault, "skip": fault["skip"] - 1})
            return False
        if fault["count"] <= 1:
            self._store.delete_record("fault", fault["id"])
        else:
            self._store.put_record("fault", fault["id"], {**fault, "count": fault["count"] - 1})
        return True
