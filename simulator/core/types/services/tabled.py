"""Services of which `data/services.csv` says all: the code for a name that is taken, and what Azure computes."""

from typing import Any

from simulator.core.request import Request
from simulator.core.rules import fact_rows, refusal
from simulator.core.types.base import HANDLERS, Handler
from simulator.core.types.taken import elsewhere, outside


class Tabled(Handler):
    """A service with a globally unique name or computed values, and nothing else of its own."""

    def __init__(self, row: dict[str, str]) -> None:
        self.arm_type = row["arm_type"]
        self._outputs = [part.partition("=")[::2] for part in row["outputs"].split(";") if part]
        self._taken = (
            refusal(
                row["taken_code"],
                int(row["taken_status"]),
                "The name `{name}` of `{type}` is already in use.",
                source=f"{row['source']}; code name inferred",
            )
            if row["taken_code"]
            else None
        )

    def validate(self, request: Request) -> None:
        """Names that the world shares are taken once."""
        if self._taken is not None and (elsewhere(request) is not None or outside(request)):
            raise self._taken(request.id, name=request.id.name, type=self.arm_type)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The computed values; times and ids stay what they were at creation."""
        world = request.cloud.world
        guid = world.guid(request.id.key, world.incarnation(request.id.key))
        values = {
            "name": request.id.name.lower(),
            "guid": guid,
            "short": guid[:8],
            "now": world.now(),
            "place": body.get("location", ""),
            "subscription": request.id.subscription_id,
        }
        for path, pattern in self._outputs:
            steps = path.split(".")
            before = request.before(*steps)
            target = body
            for step in steps[:-1]:
                target = target.setdefault(step, {})
            target[steps[-1]] = before if before is not None else pattern.format(**values)


for _row in fact_rows("services"):
    HANDLERS[_row["arm_type"].lower()] = Tabled(dict(_row))
