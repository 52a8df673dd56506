"""Values that a preview does not know, worked out from what they are made of.

On a first preview the name of a resource group that is about to be created is unknown to what stands in it,
although the plan states it. The engine records which resources each property is made of; where that leaves one
answer, the name or id is filled in, and rules about places can be decided before anything exists.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.arm_view import arm_id, is_arm, path_names
from policies.kit.plan import Plan
from policies.kit.planned import Planned

IDS = frozenset({"id", "privateLinkServiceId", "workspaceId"})
"""Inputs that hold the ARM id of another resource. Scopes are not among them: they may lie below their maker."""


class Tracer:
    """Fills in what one plan allows to be known."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._resources = {resource.urn: resource for resource in plan.resources}
        self._done: dict[str, Planned] = {}

    def plan(self) -> Plan:
        """The plan with everything filled in."""
        return Plan(tuple(self.traced(resource) for resource in self._plan.resources))

    def traced(self, planned: Planned) -> Planned:
        """The resource with its inputs filled in; itself where there is nothing to fill in."""
        if planned.urn not in self._done:
            inputs = {
                name: self._filled(name, value, planned.links.get(name, ())) for name, value in planned.inputs.items()
            }
            same = all(inputs[name] is value for name, value in planned.inputs.items())
            self._done[planned.urn] = planned if same else replace(planned, inputs=inputs)
        return self._done[planned.urn]

    def _filled(self, name: str, value: Any, made_of: tuple[str, ...]) -> Any:
        if not made_of:
            return value
        if value is UNKNOWN:
            return self._named(name, made_of) or self._identified(name, made_of) or UNKNOWN
        if isinstance(value, Mapping):
            filled: Any = {key: self._filled(key, each, made_of) for key, each in value.items()}
            return value if all(filled[key] is each for key, each in value.items()) else filled
        if isinstance(value, list):
            filled = [self._filled(name, each, made_of) for each in value]
            return value if all(new is old for new, old in zip(filled, value, strict=True)) else filled
        return value

    def _named(self, name: str, made_of: tuple[str, ...]) -> str | None:
        """The name that its makers carry in their own ids, such as `resourceGroupName`."""
        stated = {
            value
            for maker in self._makers(made_of)
            if name in path_names(maker) and isinstance(value := self.traced(maker).inputs.get(name), str)
        }
        return stated.pop() if len(stated) == 1 else None

    def _identified(self, name: str, made_of: tuple[str, ...]) -> str | None:
        """The id of its only maker."""
        makers = self._makers(made_of)
        return arm_id(self.traced(makers[0])) if name in IDS and len(makers) == 1 else None

    def _makers(self, made_of: tuple[str, ...]) -> list[Planned]:
        known = (self._resources[urn] for urn in made_of if urn in self._resources)
        return [maker for maker in known if is_arm(maker)]
