"""The deployment templates that policies carry: their resources with every expression worked out.

The functions of the policy language are shared with it; the ones that only templates have are here. What is not
known raises, and the deployment fails as it would in Azure for a template that it cannot read.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from arm.ids import InvalidResourceId, ResourceId, parse
from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.catalogue import FUNCTIONS
from arm.policy.expressions.parser import SyntaxProblem, is_expression, literal_text
from arm.policy.expressions.parser import parse as parse_expression
from arm.policy.expressions.syntax import Access, Literal, Node
from simulator.core import schemas

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

NAMESPACE = uuid.UUID("11fb06fb-712d-4ddd-98c7-e71bbd588830")
Deployed = tuple[str, str, dict[str, Any]]


class TemplateProblem(Exception):
    """A template that cannot be deployed, with the reason."""


class Template:
    """One template with its parameters, at one scope."""

    def __init__(
        self, cloud: "Cloud", scope: ResourceId, template: Mapping[str, Any], given: Mapping[str, Any]
    ) -> None:
        self._cloud, self._scope, self._template = cloud, scope, template
        self._parameters = self._bind(given)
        self._functions: dict[str, Callable[..., Any]] = {
            "parameters": self._parameter,
            "variables": self._variable,
            "resourceid": self._resource_id,
            "subscriptionresourceid": self._subscription_id,
            "extensionresourceid": lambda base, kind, *names: f"{base}{_steps(kind, names)}",
            "tenantresourceid": lambda kind, *names: _steps(kind, names),
            "subscription": lambda: {"id": str(self._around(2)), "subscriptionId": scope.subscription_id},
            "resourcegroup": self._group,
            "reference": self._reference,
            "uniquestring": lambda *parts: _short_hash("-".join(map(str, parts))),
            "guid": lambda *parts: str(uuid.uuid5(NAMESPACE, "-".join(map(str, parts)))),
            "deployment": lambda: {"name": "policy-deployment"},
        }

    def _bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        bound = {}
        for name, declared in (self._template.get("parameters") or {}).items():
            if name in given:
                value = given[name]
                bound[name.lower()] = value["value"] if isinstance(value, Mapping) and "value" in value else value
            elif "defaultValue" in declared:
                bound[name.lower()] = declared["defaultValue"]
            else:
                raise TemplateProblem(f"the parameter `{name}` has no value")
        return bound

    def resources(self) -> list[Deployed]:
        """The template's resources as requests; types of the tables have the API version of these."""
        found: list[Deployed] = []
        for one in self._template.get("resources") or []:
            if self.value(one.get("condition", True)) is False:
                continue
            kind, name = str(self.value(one["type"])), str(self.value(one["name"]))
            if kind.lower() == "microsoft.resources/deployments":
                found.extend(self._nested(one))
                continue
            scope = self.value(one["scope"]) if one.get("scope") else str(self._group_id())
            skip = ("type", "apiVersion", "name", "dependsOn", "scope", "condition", "comments", "metadata")
            body = {key: self.value(value) for key, value in one.items() if key not in skip}
            stated = "" if schemas.is_known(kind) else str(self.value(one.get("apiVersion", "")))
            found.append((f"{scope}{_steps(kind, name.split('/'))}", stated, body))
        return found

    def _nested(self, one: Mapping[str, Any]) -> list[Deployed]:
        inner = one.get("properties") or {}
        named = self.value(one.get("resourceGroup"))
        scope = parse(f"{self._group_id().base}/resourceGroups/{named}") if named else self._group_id()
        given = self.value(inner.get("parameters") or {})
        return Template(self._cloud, scope, inner.get("template") or {}, given).resources()

    def value(self, value: Any) -> Any:
        """Any value of the template."""
        if isinstance(value, str):
            if not is_expression(value):
                return literal_text(value)
            try:
                return self._node(parse_expression(value))
            except (SyntaxProblem, EvaluationError, InvalidResourceId, KeyError, TypeError, IndexError) as problem:
                raise TemplateProblem(f"`{value}`: {problem}") from problem
        if isinstance(value, Mapping):
            return {key: self.value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        return value

    def _node(self, node: Node) -> Any:
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Access):
            return _member(self._node(node.target), self._node(node.key))
        arguments = [self._node(argument) for argument in node.arguments]
        name = node.name.lower()
        if name == "if":
            return arguments[1] if arguments[0] else arguments[2]
        if name in self._functions:
            return self._functions[name](*arguments)
        if name not in FUNCTIONS:
            raise TemplateProblem(f"the function `{node.name}` is not simulated in templates")
        return FUNCTIONS[name].run(*arguments)

    def _parameter(self, name: str) -> Any:
        return self.value(self._parameters[name.lower()])

    def _variable(self, name: str) -> Any:
        return self.value((self._template.get("variables") or {})[name])

    def _around(self, depth: int) -> ResourceId:
        at = self._scope
        while at.base is not None and at.resource_type != "Microsoft.Resources/subscriptions" and depth:
            at = at.base
        return at

    def _group_id(self) -> ResourceId:
        at: ResourceId | None = self._scope
        while at is not None and at.resource_type != "Microsoft.Resources/resourceGroups":
            at = at.base
        return at or self._around(2)

    def _group(self) -> dict[str, Any]:
        found = self._group_id()
        row = self._cloud.store.get(found.key)
        return {"id": str(found), "name": found.name, "location": row.location if row else None}

    def _resource_id(self, *parts: str) -> str:
        at = next(index for index, part in enumerate(parts) if "/" in part)
        kind, names = parts[at], parts[at + 1 :]
        group = self._group_id()
        if at == 2:
            group = parse(f"/subscriptions/{parts[0]}/resourceGroups/{parts[1]}")
        elif at == 1:
            group = parse(f"{group.base}/resourceGroups/{parts[0]}")
        return f"{group}{_steps(kind, names)}"

    def _subscription_id(self, *parts: str) -> str:
        at = next(index for index, part in enumerate(parts) if "/" in part)
        base = f"/subscriptions/{parts[0]}" if at else str(self._around(2))
        return f"{base}{_steps(parts[at], parts[at + 1 :])}"

    def _reference(self, target: str, *more: str) -> Any:
        shown = self._cloud.get(target)
        return shown if more and more[-1].lower() == "full" else shown.get("properties")


def _steps(kind: str, names: Any) -> str:
    namespace, *types = kind.split("/")
    return f"/providers/{namespace}" + "".join(f"/{one}/{name}" for one, name in zip(types, names, strict=True))


def _short_hash(text: str) -> str:
    digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()
    return digest[:13]


def _member(value: Any, key: Any) -> Any:
    if isinstance(value, Mapping) and isinstance(key, str):
        return next((inner for name, inner in value.items() if name.lower() == key.lower()), value.get(key))
    return value[int(key)]


def resources_of(cloud: "Cloud", target: ResourceId, properties: Mapping[str, Any]) -> list[Deployed]:
    """The requests that a deployment's properties (`template`, `parameters`) make, in the target's group."""
    return Template(cloud, target, properties.get("template") or {}, properties.get("parameters") or {}).resources()
