"""Pairing nested types: a class of azure-native with a model of the Azure SDK, once for every pair."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.arm_tables import azure_side, pulumi_side
from tools.arm_tables.azure_side import Field, Package
from tools.arm_tables.overrides import Overrides
from tools.arm_tables.pulumi_side import Property, Shape

_SECRET = re.compile(
    r"(password|secret|(account|access|shared|sas|private)Key|privateKeyData|sasToken|secureValue"
    r"|(developer|refresh|security)Token)$",
    re.IGNORECASE,
)
"""Names that say themselves that Azure takes the value and never gives it back."""


@dataclass
class Objects:
    """The named object types of one namespace while they grow. Keys are pairs; names come at the end."""

    made: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pairing:
    """What is the same for all nested types of one resource."""

    token: str
    package: Package
    objects: Objects
    overrides: Overrides

    @property
    def module(self) -> Any:
        """The SDK module whose classes are paired."""
        return pulumi_side.module_of(self.token)

    def properties(
        self,
        owner: str,
        inputs: Iterable[Property],
        outputs: Iterable[Property],
        models: tuple[str | None, str | None],
        default: tuple[str, ...] | None = None,
    ) -> dict[str, Any]:
        """The properties of an object: inputs, and what only the output class has as read-only.

        `models` describe what goes in and what comes out; `default` is where a property lies
        that neither knows (None: where most of its siblings lie).
        """
        into = known_fields(self.package, models[0])
        out = known_fields(self.package, models[1]) | into
        given = {item.client: item for item in inputs}
        shown = {item.client: item for item in outputs}
        found = {client: find(item, into) or find(item, out) for client, item in (shown | given).items()}
        if default is None:
            nested = sum(item is not None and item.wire[:-1] == ("properties",) for item in found.values())
            default = ("properties",) if nested * 2 > len(found) else ()
        result = {}
        for client, item in (shown | given).items():
            fixed = self.overrides.of(self.token, owner, client)
            if fixed.get("absent"):
                continue
            match = found[client]
            if match is None and "wire" not in fixed and (into or out):
                self.objects.notes.append(f"{self.token}: {owner}.{client} is not in {models[0] or models[1]}")
            wire = match.wire if match else (*default, client)
            entry = {
                "type": self._both(given.get(client), shown.get(client), match.model if match else None),
                "wire": list(wire),
                **_marks(item, match),
            }
            if client not in given:
                entry = {"type": entry["type"], "wire": entry["wire"], "read_only": True} | _values(entry)
            entry |= {key: value for key, value in fixed.items() if key != "reason"}
            if entry["wire"] == [client]:
                del entry["wire"]
            result[client] = entry
        return result

    def _both(self, given: Property | None, shown: Property | None, model: str | None) -> Any:
        shape, other = (given.shape, shown.shape if shown else None) if given else (shown.shape, None)  # type: ignore[union-attr]
        if shape.kind == "array" and (other.kind == "map" if other else _names_identities(given, shape)):
            return {"keys": self._type(shape.inner, None, None, given=True)}
        return self._type(shape, other, model, given=given is not None)

    def _type(self, shape: Shape | None, other: Shape | None, model: str | None, *, given: bool) -> Any:
        if shape is None:
            return "any"
        if shape.kind in ("array", "map"):
            inner = other.inner if other and other.kind == shape.kind else None
            return {shape.kind: self._type(shape.inner, inner, model, given=given)}
        if not shape.objects:
            return shape.kind
        answers = set(other.objects) if other else set()
        keys = [self._object(name, _answer(name, answers), model, shape, given=given) for name in shape.objects]
        return {"object": keys[0]} if shape.kind == "object" else {"union": keys}

    def _object(self, name: str, answer: str | None, model: str | None, shape: Shape, *, given: bool) -> str:
        source = pulumi_side.input_class(self.module, name) if given else None
        target = pulumi_side.output_class(self.module, answer or name) if answer or not given else None
        inputs, outputs = (pulumi_side.properties(self.module, cls) for cls in (source, target))
        mark = next((item.constant for item in inputs or outputs if item.constant), None)
        chosen = (mark and model and azure_side.subtype(self.package, model, mark)) or model
        if shape.kind == "union" and chosen == model and self.package.model(name):
            chosen = name
        if chosen is None or self.package.model(chosen) is None:
            chosen = name if self.package.model(name) else None
        key = (name, answer or "", chosen or "", self.token.split(":")[1], "in" if given else "out")
        text = json.dumps(key)
        if key not in self.objects.made:
            self.objects.made[key] = {}
            self.objects.made[key] = self.properties(name, inputs, outputs, (chosen, chosen))
        return text


def _names_identities(given: Property | None, shape: Shape) -> bool:
    """Whether a list holds ids of assigned identities: a map by id on the wire."""
    plain = shape.inner is not None and shape.inner.kind == "string"
    return plain and given is not None and given.client == "userAssignedIdentities"


def find(item: Property, known: Mapping[str, Field]) -> Field | None:
    """The field of a model that a client property means."""
    plain = item.python.replace("_", "")
    for candidates in (
        [one for name, one in known.items() if name.replace("_", "") == plain],
        [one for one in known.values() if one.wire[-1].lower() == item.client.lower()],
    ):
        if candidates:
            return min(candidates, key=lambda one: (one.read_only, len(one.wire)))
    return None


def known_fields(package: Package, model: str | None) -> dict[str, Field]:
    """The fields of a model; where it keeps `properties` apart, the fields below it too."""
    if model is None:
        return {}
    own = {item.python: item for item in azure_side.fields(package, model)}
    below = own.get("properties")
    if below is None or below.model is None or below.wire != ("properties",):
        return own
    inner = azure_side.fields(package, below.model)
    return {
        item.python: Field(
            item.python, ("properties", *item.wire), item.model, item.required, item.read_only, item.write_only
        )
        for item in inner
    } | own


def _marks(item: Property, match: Field | None) -> dict[str, Any]:
    shape = item.shape
    while shape.inner:
        shape = shape.inner
    marks: dict[str, Any] = {}
    if item.required:
        marks["required"] = True
    if shape.values:
        marks["values"] = list(shape.values)
        if shape.open:
            marks["open"] = True
    if item.constant:
        marks["constant"] = item.constant
    named = _SECRET.search(item.client) and shape.kind in ("string", "any")
    if (match and match.write_only) or named:
        marks["secret"] = True
    return marks


def _values(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("values", "open", "constant") if key in entry}


def _answer(name: str, answers: set[str]) -> str | None:
    if name in answers:
        return name
    return next(iter(answers)) if len(answers) == 1 else None


def named(objects: Objects) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The objects under short names, equal ones once; and the name of every key."""
    keys = {json.dumps(key): (key, value) for key, value in objects.made.items()}
    group = {text: key[0] for text, (key, _) in keys.items()}
    while True:
        contents: dict[tuple[str, str], list[str]] = {}
        for text, (key, value) in sorted(keys.items()):
            contents.setdefault((key[0], json.dumps(renamed(value, group), sort_keys=True)), []).append(text)
        numbers: dict[str, int] = {}
        following: dict[str, str] = {}
        for (name, _), members in contents.items():
            numbers[name] = numbers.get(name, 0) + 1
            following |= dict.fromkeys(members, name if numbers[name] == 1 else f"{name}_{numbers[name]}")
        if following == group:
            break
        group = following
    return {group[text]: renamed(value, group) for text, (_, value) in keys.items()}, group


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A copy with the objects' short names."""
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value
