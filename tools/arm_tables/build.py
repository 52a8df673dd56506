"""Pairing both SDKs into the tables' form, and saying what could not be paired."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.arm_tables import azure_side, overrides, pulumi_side
from tools.arm_tables.azure_side import Field, Operation, Package
from tools.arm_tables.objects import Objects, Pairing, find, known_fields, named, renamed
from tools.arm_tables.pulumi_side import ResourceClass

HERE = Path(__file__).parent
_TOP_LEVEL = frozenset(
    {
        *("location", "tags", "sku", "kind", "identity", "zones", "plan", "managedBy", "managedByExtended"),
        *("extendedLocation", "etag", "eTag", "scale", "placement", "systemData", "properties"),
    }
)
_ENVELOPE = frozenset({"id", "name", "type", "azureApiVersion"})


class UnpairedError(Exception):
    """A resource whose id cannot be told: it needs an override, or goes to `skipped.csv`."""


@dataclass
class Row:
    """One wanted type."""

    token: str
    arm_type: str
    package: Package


@dataclass
class Namespace:
    """The table of one provider namespace while it grows."""

    sources: set[str] = field(default_factory=set)
    resources: list[dict[str, Any]] = field(default_factory=list)
    objects: Objects = field(default_factory=Objects)


def wanted(api_version: Callable[[str], str]) -> list[Row]:
    """The types of `types.csv`, each with the package that describes its API version best."""
    rows = []
    with (HERE / "types.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            token, arm_type = f"azure-native:{row['token']}", row["arm_type"]
            packages = azure_side.packages(row["package"], api_version(token))
            fitting = (
                package
                for package in packages
                if any(_type_of(put.url).lower() == arm_type.lower() for put in package.operations())
            )
            rows.append(Row(token, arm_type, next(fitting, packages[0])))
    return sorted(rows, key=lambda row: row.token)


def build(api_version: Callable[[str], str]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Pair everything: the tables by namespace, and notes for the person who runs the tool."""
    found: dict[str, Namespace] = defaultdict(Namespace)
    notes: list[str] = []
    for row in wanted(api_version):
        table = found[row.arm_type.split("/")[0]]
        if row.package != azure_side.NONE:
            table.sources.add(row.package.source)
        try:
            table.resources.append(_resource(row, api_version(row.token), table.objects))
        except UnpairedError as problem:
            notes.append(f"NOT GENERATED {problem}")
    tables = {}
    for name, table in sorted(found.items()):
        objects, names = named(table.objects)
        notes += table.objects.notes
        tables[name] = {
            "source": sorted(table.sources),
            "resources": {entry.pop("token"): renamed(entry, names) for entry in table.resources},
            "objects": dict(sorted(objects.items())),
        }
    notes += [f"override {key} is not used" for key in overrides.load().unused()]
    return tables, notes


def _resource(row: Row, api_version: str, objects: Objects) -> dict[str, Any]:
    cls = pulumi_side.resource(row.token)
    fixed = overrides.load().resource(row.token)
    operation = _operation(row, cls)
    template = str(fixed.get("id") or (operation.url if operation else ""))
    template = template.replace("/resourcegroups/", "/resourceGroups/")
    if not template:
        raise UnpairedError(f"{row.token}: no PUT for {row.arm_type} in {row.package.name}; give its id in overrides")
    template, default = _singleton(row, cls, template, operation)
    parameters = _parameters(row, cls, template, operation)
    for entry in parameters.values():
        if entry["client"] in default:
            entry["default"] = default[entry["client"]]
    known = _fields(row, operation)
    taken = {entry["client"] for entry in parameters.values()}
    body_names = {one.wire[-1] for one in known.values()}
    queries = sorted(
        item.client
        for item in cls.inputs
        if operation and {item.client, f"${item.client}"} & set(operation.queries)
        if item.client not in taken | body_names
    )
    body = _body(row, cls, operation, taken | set(queries), objects)
    return {
        "token": row.token,
        "arm_type": row.arm_type,
        "api_version": api_version,
        "id": template,
        "parameters": parameters,
        **({"queries": queries} if queries else {}),
        "body": {
            client: entry | {"secret": True} if client in cls.secrets else entry for client, entry in body.items()
        },
        **({"needs": list(fixed["needs"])} if "needs" in fixed else _needs(row, operation)),
    }


def _fields(row: Row, operation: Operation | None) -> dict[str, Field]:
    models = (operation.body, operation.result) if operation else ()
    return {name: item for model in models for name, item in known_fields(row.package, model).items()}


def _singleton(row: Row, cls: ResourceClass, template: str, operation: Operation | None) -> tuple[str, dict[str, str]]:
    """The template with the name of a singleton as a parameter, where azure-native takes it as an input."""
    head, _, last = template.rpartition("/")
    places = {name.lower() for name in re.findall(r"\{(\w+)\}", template)}
    known = _fields(row, operation)
    names = [
        item.client
        for item in cls.inputs
        if item.client.endswith("Name") and item.client.lower() not in places and not find(item, known)
    ]
    if last.startswith("{") or len(names) != 1:
        return template, {}
    return f"{head}/{{{names[0]}}}", {names[0]: last}


def _body(
    row: Row, cls: ResourceClass, operation: Operation | None, taken: set[str], objects: Objects
) -> dict[str, Any]:
    inputs = [item for item in cls.inputs if item.client not in taken]
    outputs = [item for item in cls.outputs if item.client not in _ENVELOPE | taken]
    mark = next((item.constant for item in inputs if item.constant), None)
    into, out = (
        (mark and model and azure_side.subtype(row.package, model, mark)) or model
        for model in ((operation.body, operation.result) if operation else (None, None))
    )
    top = [item for item in (*inputs, *outputs) if item.client in _TOP_LEVEL]
    pairing = Pairing(row.token, row.package, objects, overrides.load())
    name = row.token.rsplit(":", 1)[1]
    result = pairing.properties(name, inputs, outputs, (into, out), ("properties",))
    known = {item.client for item in top if result.get(item.client, {}).get("wire") == ["properties", item.client]}
    fields = {field.wire for model in (into, out) if model for field in azure_side.fields(row.package, model)}
    for client in known:
        if ("properties", client) not in fields and "wire" not in overrides.load().of(row.token, name, client):
            del result[client]["wire"]
    return result


def _needs(row: Row, operation: Operation | None) -> dict[str, Any]:
    """The containers that a body must have even where nothing is in them."""
    if operation is None or operation.body is None:
        return {}
    fields = azure_side.fields(row.package, operation.body)
    return {"needs": ["properties"]} if any(f.wire == ("properties",) and f.required for f in fields) else {}


def _type_of(url: str) -> str:
    _, provider, tail = url.rpartition("/providers/")
    if not provider:
        return "Microsoft.Resources/resourceGroups" if "resourcegroups" in url.lower() else ""
    segments = tail.split("/")
    return "/".join([segments[0], *segments[1::2]])


def _operation(row: Row, cls: ResourceClass) -> Operation | None:
    clients = {item.client.lower() for item in cls.inputs}

    def fit(put: Operation) -> tuple[int, int, int]:
        names = {name.lower() for name in re.findall(r"\{(\w+)\}", put.url)} - {"subscriptionid"}
        known = _fields(row, put)
        left = [item for item in cls.inputs if item.client.lower() not in names and not find(item, known)]
        return len(names - clients), -len(names), len(left)

    found = [put for put in row.package.operations() if _type_of(put.url).lower() == row.arm_type.lower()]
    return min(found, key=fit) if found else None


def _parameters(row: Row, cls: ResourceClass, template: str, operation: Operation | None) -> dict[str, Any]:
    clients = {item.client.lower(): item for item in cls.inputs}
    bounds = dict(operation.parameters) if operation else {}
    fixed = overrides.load().resource(row.token)
    renames, values = fixed.get("parameters", {}), fixed.get("values", {})
    result: dict[str, Any] = {}
    for name in re.findall(r"\{(\w+)\}", template):
        if name == "subscriptionId":
            continue
        item = clients.get(renames.get(name, name).lower())
        if item is None:
            raise UnpairedError(f"{row.token}: path parameter {name} of {template} is no input of {sorted(clients)}")
        entry: dict[str, Any] = {"client": item.client}
        if not item.required:
            entry["optional"] = True
        if accepted := values.get(name, item.shape.values):
            entry["values"] = list(accepted)
        result[name] = entry | {key.replace("_length", ""): value for key, value in bounds.get(name, ())}
    return result
