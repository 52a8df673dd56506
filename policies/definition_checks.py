"""What a definition file must look like before it becomes a rule."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policies.model import FRAMEWORKS, Area, Severity
from policies.problems import Problem

ID = re.compile(r"G-[A-Z]{3}-\d{3}")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
VERSION = re.compile(r"\d+\.\d+\.\d+")
NAME_LENGTH = 64
"""Azure's limit for the name of a definition."""
TITLE_LENGTH = 128
DESCRIPTION_LENGTH = 512

PROPERTIES = {"displayName", "description", "policyType", "mode", "metadata", "parameters", "policyRule"}
METADATA = {
    "id",
    "category",
    "area",
    "severity",
    "reason",
    "expected",
    "fix",
    "controls",
    "version",
    "source",
}
OPTIONAL_METADATA = {"shows"}
PARAMETER = {"type", "metadata", "defaultValue"}
EFFECTS = {"Deny", "Audit", "AuditIfNotExists", "DeployIfNotExists", "Modify", "Append", "Disabled"}
TYPES: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Array": (list,),
    "Object": (dict,),
    "Boolean": (bool,),
    "Integer": (int,),
    "Float": (int, float),
    "DateTime": (str,),
}
"""JSON types of each kind of parameter."""


def fits(kind: str, value: object) -> bool:
    """Whether a value may be given to a parameter of a kind."""
    accepted = TYPES.get(kind, ())
    return isinstance(value, accepted) and not (isinstance(value, bool) and bool not in accepted)


def check_definition(where: str, stem: str, loaded: Mapping[str, Any]) -> Iterator[Problem]:
    """Every problem of one definition file, rule language apart."""
    shape = list(check_keys(where, loaded, {"name", "properties"}))
    properties = loaded.get("properties")
    if shape or not isinstance(properties, dict):
        yield from shape
        return
    if loaded["name"] != stem or not NAME.fullmatch(stem) or len(stem) > NAME_LENGTH:
        yield refused(f"{where} name", loaded["name"], f"the file's name in kebab case, up to {NAME_LENGTH} characters")
    shape = list(check_keys(f"{where} properties", properties, PROPERTIES))
    if shape:
        yield from shape
        return
    yield from _check_texts(where, properties)
    yield from _check_metadata(f"{where} properties.metadata", properties["metadata"])
    yield from _check_parameters(f"{where} properties.parameters", properties["parameters"])
    rule = properties["policyRule"]
    yield from check_keys(f"{where} properties.policyRule", rule, {"if", "then"})
    if rule.get("then", {}).get("effect") != "[parameters('effect')]":
        yield refused(
            f"{where} properties.policyRule.then.effect",
            rule.get("then", {}).get("effect"),
            "`[parameters('effect')]`",
        )


def _check_texts(where: str, properties: Mapping[str, Any]) -> Iterator[Problem]:
    for key, limit in (("displayName", TITLE_LENGTH), ("description", DESCRIPTION_LENGTH)):
        text = properties[key]
        if not isinstance(text, str) or not text.strip() or len(text) > limit:
            yield refused(f"{where} properties.{key}", text, f"a text of up to {limit} characters")
    if properties["policyType"] != "Custom":
        yield refused(f"{where} properties.policyType", properties["policyType"], "`Custom`")
    if properties["mode"] not in {"All", "Indexed"}:
        yield refused(f"{where} properties.mode", properties["mode"], "`All` or `Indexed`")


def _check_metadata(where: str, metadata: Mapping[str, Any]) -> Iterator[Problem]:
    shape = list(check_keys(where, metadata, METADATA, OPTIONAL_METADATA))
    if shape:
        yield from shape
        return
    for key, pattern, accepted in (
        ("id", ID, "`G-`, three capitals, `-`, three digits"),
        ("version", VERSION, "`major.minor.patch`"),
    ):
        if not pattern.fullmatch(str(metadata[key])):
            yield refused(f"{where}.{key}", metadata[key], accepted)
    for key, choices in (("area", tuple(Area)), ("severity", tuple(Severity))):
        if metadata[key] not in choices:
            yield refused(f"{where}.{key}", metadata[key], "one of " + ", ".join(f"`{c}`" for c in choices))
    for key in ("category", "reason", "expected", "fix", "source"):
        if not isinstance(metadata[key], str) or not metadata[key].strip():
            yield refused(f"{where}.{key}", metadata[key], "a text")
    controls = metadata["controls"]
    if not isinstance(controls, dict) or not controls.keys() <= FRAMEWORKS.keys():
        yield refused(f"{where}.controls", controls, "lists under " + ", ".join(f"`{name}`" for name in FRAMEWORKS))


def _check_parameters(where: str, parameters: Mapping[str, Any]) -> Iterator[Problem]:
    for name, declared in parameters.items():
        at = f"{where}.{name}"
        shape = list(check_keys(at, declared, PARAMETER, {"allowedValues"}))
        if shape:
            yield from shape
        elif not fits(declared["type"], declared["defaultValue"]):
            yield refused(f"{at}.defaultValue", declared["defaultValue"], f"a value of type {declared['type']}")
    allowed = parameters.get("effect", {}).get("allowedValues", ())
    if "Disabled" not in allowed or not set(allowed) <= EFFECTS:
        yield refused(f"{where}.effect.allowedValues", list(allowed), "a list of effects with `Disabled` in it")


def check_keys(where: str, found: object, required: set[str], optional: set[str] | None = None) -> Iterator[Problem]:
    """Missing and surplus keys of one object."""
    if not isinstance(found, dict):
        yield refused(where, found, "an object")
        return
    accepted = required | (optional or set())
    for key in sorted(required - found.keys()):
        yield Problem(
            code="P-DEF-002",
            where=where,
            found=f"`{key}` is missing",
            accepted="the keys " + ", ".join(f"`{name}`" for name in sorted(accepted)),
            remedy="add it",
        )
    for key in sorted(found.keys() - accepted):
        yield Problem(
            code="P-DEF-002",
            where=where,
            found=f"`{key}`",
            accepted="the keys " + ", ".join(f"`{name}`" for name in sorted(accepted)),
            remedy="remove it",
        )


def refused(where: str, found: object, accepted: str) -> Problem:
    """The problem of a value that is not accepted."""
    return Problem(code="P-DEF-003", where=where, found=f"`{found}`", accepted=accepted, remedy="correct the value")
