"""Pairing both sides into the tables' form, and saying what could not be paired."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tools.arm_tables import azure_side, pulumi_side
from tools.arm_tables.azure_side import Operation, Package
from tools.arm_tables.pulumi_side import Property, ResourceClass, Shape

HERE = Path(__file__).parent
TOP_LEVEL = frozenset(
    (
        "location",
        "tags",
        "sku",
        "kind",
        "identity",
        "zones",
        "plan",
        "managedBy",
        "extendedLocation",
        "etag",
        "scale",
        "placement",
        "name",
        "properties",
    )
)


@dataclass
class Row:
    """One wanted type."""

    token: str
    arm_type: str
    distribution: str
    package: Package


@dataclass
class Namespace:
    """The table of one provider namespace while it grows."""

    sources: set[str] = field(default_factory=set)
    resources: list[dict[str, Any]] = field(default_factory=list)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Outcome:
    """All tables, and notes for the person who runs the tool."""

    namespaces: dict[str, Namespace] = field(default_factory=lambda: defaultdict(Namespace))
    notes: list[str] = field(default_factory=list)


def wanted(api_version: Callable[[str], str]) -> list[Row]:
    """The types of `types.csv`, each with the package that describes its API version best."""
    rows = []
    with (HERE / "types.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            token, arm_type = f"azure-native:{row['token']}", row["arm_type"]
            packages = azure_side.packages(row["package"], api_version(token))
            fitting = (p for p in packages if any(_types_of(o.url).lower() == arm_type.lower() for o in p.operations()))
            rows.append(Row(token, arm_type, row["package"], next(fitting, packages[0])))
    return rows


@cache
def overrides() -> dict[str, dict[str, Any]]:
    """Reviewed corrections, each with its reason."""
    loaded: dict[str, dict[str, Any]] = json.loads((HERE / "overrides.json").read_text(encoding="utf-8"))
    return loaded


def build(api_version: Callable[[str], str]) -> Outcome:
    """Pair everything. `api_version` gives the API version of a token."""
    outcome = Outcome()
    for row in wanted(api_version):
        table = outcome.namespaces[row.arm_type.split("/")[0]]
        table.sources.add(row.package.source)
        cls = pulumi_side.resource(row.token)
        operation = _operation(row, cls, outcome)
        pairing = _Pairing(row, cls, table, outcome)
        fixed = overrides().get(row.token, {})
        template = fixed.get("id") or (
            operation.url.replace("/resourcegroups/", "/resourceGroups/") if operation else ""
        )
        parameters = _parameters(row, cls, template, operation, fixed, outcome)
        taken = {entry["client"] for entry in parameters.values()}
        body = [item for item in cls.inputs if item.client not in taken]
        entry = {
            "token": row.token,
            "arm_type": row.arm_type,
            "api_version": api_version(row.token),
            "id": template,
            "parameters": parameters,
            "body": pairing.body(operation, body),
            "outputs": pairing.outputs(operation, {item.client for item in cls.inputs}),
        }
        table.resources.append(entry)
    return outcome


def _types_of(url: str) -> str:
    tail = url.rsplit("/providers/", 1)
    if len(tail) == 1:
        return "Microsoft.Resources/resourceGroups" if "resourcegroups" in url.lower() else ""
    segments = tail[1].split("/")
    return "/".join([segments[0], *segments[1::2]])


def _operation(row: Row, cls: ResourceClass, outcome: Outcome) -> Operation | None:
    named = {item.client for item in cls.inputs}
    found = [
        item for item in row.package.operations()
        if _types_of(item.url).lower() == row.arm_type.lower()
    ]  # fmt: skip

    def fit(item: Operation) -> tuple[int, int]:
        names = set(re.findall(r"\{(\w+)\}", item.url)) - {"subscriptionId"}
        return (len(names ^ (names & named)), -len(names))

    found.sort(key=fit)
    if not found:
        outcome.notes.append(f"{row.token}: no PUT for {row.arm_type} in {row.package.name}")
        return None
    return found[0]


def _parameters(
    row: Row,
    cls: ResourceClass,
    template: str,
    operation: Operation | None,
    fixed: dict[str, Any],
    outcome: Outcome,
) -> dict[str, Any]:
    named = {item.client.lower(): item for item in cls.inputs}
    bounds = dict(operation.parameters) if operation else {}
    result: dict[str, Any] = {}
    for name in re.findall(r"\{(\w+)\}", template):
        if name == "subscriptionId" and "subscriptionId" not in fixed.get("parameters", {}):
            continue
        client = fixed.get("parameters", {}).get(name, name)
        item = named.get(client.lower())
        if item is None:
            outcome.notes.append(f"{row.token}: path parameter {name} is no input")
            continue
        entry: dict[str, Any] = {"client": item.client}
        if not item.required:
            entry["optional"] = True
        if item.shape.values:
            entry["values"] = list(item.shape.values)
        entry |= {key.replace("_length", ""): value for key, value in bounds.get(name, ())}
        result[name] = entry
    return result


class _Pairing:
    """Pairs one resource's body, filling the namespace's objects on the way."""

    def __init__(self, row: Row, cls: ResourceClass, table: Namespace, outcome: Outcome) -> None:
        self.row, self.cls, self.table, self.outcome = row, cls, table, outcome

    def body(self, operation: Operation | None, inputs: list[Property]) -> dict[str, Any]:
        """The body's properties by client name."""
        model = operation.body if operation else None
        known = self._fields(model)
        result = {}
        for item in inputs:
            wire, inner = self._match(item.python, item.client, known)
            if wire is None:
                wire = (item.client,) if item.client in TOP_LEVEL else ("properties", item.client)
                self.outcome.notes.append(f"{self.row.token}: {item.client} assumed at {'.'.join(wire)}")
            wire = tuple(overrides().get(self.row.token, {}).get("wire", {}).get(item.client, wire))
            result[item.client] = self._entry(item, wire, inner, self.cls.module)
        return result

    def outputs(self, operation: Operation | None, inputs: set[str]) -> dict[str, Any]:
        """Wire paths of what only Azure fills in."""
        known = self._fields(operation.result if operation else None)
        result = {}
        for client in self.cls.outputs:
            if client in inputs or client in ("id", "name", "type", "azureApiVersion"):
                continue
            python = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", client).lower()
            wire, _ = self._match(python, client, known)
            if wire is None:
                wire = (
                    (client,) if client in TOP_LEVEL | {"systemData", "managedByExtended"} else ("properties", client)
                )
            result[client] = list(wire)
        return result

    def _fields(self, model: str | None) -> dict[str, azure_side.Field]:
        return {item.python: item for item in azure_side.fields(self.row.package, model)} if model else {}

    @staticmethod
    def _match(
        python: str, client: str, known: dict[str, azure_side.Field]
    ) -> tuple[tuple[str, ...] | None, str | None]:
        item = known.get(python)
        if item is None:
            same = [f for f in known.values() if f.wire[-1].lower() == client.lower()]
            same += [f for f in known.values() if f.python.replace("_", "") == python.replace("_", "")]
            item = same[0] if same else None
        return (item.wire, item.model) if item else (None, None)

    def _entry(self, item: Property, wire: tuple[str, ...], model: str | None, module: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"type": self._type(item.shape, model, module)}
        if wire != (item.client,):
            entry["wire"] = list(wire)
        if item.required:
            entry["required"] = True
        if values := _values(item.shape):
            entry["values"] = list(values)
        if item.constant:
            entry["constant"] = item.constant
        if item.client in self.cls.secrets or re.search(r"password$|^secret$|connectionString$", item.client, re.I):
            entry["secret"] = True
        return entry

    def _type(self, shape: Shape, model: str | None, module: str) -> Any:
        if shape.kind in ("array", "map") and shape.inner:
            return {shape.kind: self._type(shape.inner, model, module)}
        if shape.kind in ("object", "union"):
            for name in shape.objects:
                self._object(name, model if shape.kind == "object" else name, module)
            return {"object": shape.objects[0]} if shape.kind == "object" else {"union": list(shape.objects)}
        return shape.kind

    def _object(self, name: str, model: str | None, module: str) -> None:
        if name in self.table.objects:
            return
        self.table.objects[name] = {}
        if model is None or self.row.package.model(model) is None:
            model = name
        known = self._fields(model)
        result = {}
        for item in pulumi_side.properties(
            pulumi_side.importlib.import_module(module), pulumi_side.input_class(module, name)
        ):
            wire, inner = self._match(item.python, item.client, known)
            if wire is None:
                wire = (item.client,)
                if known:
                    self.outcome.notes.append(f"{self.row.token}: {name}.{item.client} is not in model {model}")
            fixed = overrides().get(f"{self.row.arm_type.split('/')[0]}#{name}", {}).get("wire", {})
            result[item.client] = self._entry(item, tuple(fixed.get(item.client, wire)), inner, module)
        self.table.objects[name] = result


def _values(shape: Shape) -> tuple[str, ...]:
    while shape.inner:
        shape = shape.inner
    return shape.values
