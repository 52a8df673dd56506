"""From plain data to a frozen model, with every problem told in the estate's own words."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from config.other_names import known_as
from config.plain_yaml import Foreign, Location
from config.problems import Problem
from config.retired import successor
from config.source import Source
from config.wording import accepted, choices, listed, nearest

Value = TypeVar("Value")


def validate(source: Source, at: Location, data: Any, model: TypeAdapter[Value]) -> Value | list[Problem]:
    """Validate a part of a source strictly, as JSON; a list of problems where it does not fit.

    Strict validation of Python values refuses a list for a tuple and a string for an enum;
    of JSON it accepts both and still refuses `"1"` for a number, which is what we want.
    """
    if foreign := list(_foreign(data, at)):
        return [
            source.problem(
                "C-VAL-003",
                place,
                found=f"`{value.text}`, which YAML reads as {value.kind}",
                accepted="text, numbers, true or false, lists and maps",
                remedy="put the value in quotes",
            )
            for place, value in foreign
        ]
    try:
        return model.validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        return [_problem(source, at, data, model, detail) for detail in error.errors(include_url=False)]


def _foreign(data: Any, at: Location) -> Iterator[tuple[Location, Foreign]]:
    if isinstance(data, Foreign):
        yield at, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _foreign(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _foreign(value, (*at, index))


def _problem(source: Source, at: Location, data: Any, model: TypeAdapter[Any], detail: ErrorDetails) -> Problem:
    inner, holder, tags = _follow(data, detail["loc"])
    location = (*at, *inner)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    key = str(inner[-1]) if inner else ""
    if kind == "missing":
        return source.problem(
            "C-KEY-002",
            location,
            found=f"`{key}` is missing",
            accepted="a value: the key is required",
            remedy=f"add `{key}:`",
        )
    if kind == "extra_forbidden":
        known = _known_keys(model, detail["loc"][:-1], tags)
        return source.problem(
            "C-KEY-001",
            location,
            found=f"unknown key `{key}`",
            accepted=listed(known) or "no key here",
            remedy=nearest(key, known, "remove it"),
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        discriminator = str(context.get("discriminator", "'kind'")).strip("'")
        location = (*location, discriminator)
        value = holder.get(discriminator) if isinstance(holder, Mapping) else None
        known = choices(context.get("expected_tags"))
        return source.problem(
            "C-VAL-002" if value else "C-KEY-002",
            location,
            found=f"`{value}`" if value else f"`{discriminator}` is missing",
            accepted=listed(known) or "a value: the key is required",
            remedy=successor(str(value)) or known_as(str(value)) or nearest(value, known, "choose one of these")
            if value
            else f"add `{discriminator}:`",
        )
    if kind in ("enum", "literal_error"):
        known = choices(context.get("expected"))
        return source.problem(
            "C-VAL-002",
            location,
            found=_shown(value),
            accepted=listed(known),
            remedy=nearest(value, known, "choose one of these"),
        )
    return source.problem(
        "C-VAL-001",
        location,
        found=_shown(value, quoted=kind.endswith("_type")),
        accepted=accepted(detail),
        remedy="change the value",
    )


def _shown(value: Any, *, quoted: bool = False) -> str:
    """A value as its file holds it, shortened; text in quotes where that is what is wrong with it, or it is empty."""
    text = value if isinstance(value, str) and value and not quoted else json.dumps(value, ensure_ascii=False)
    return f"`{text[:120]}`"


def _follow(data: Any, loc: tuple[str | int, ...]) -> tuple[Location, Any, frozenset[str]]:
    """The part of an error's location that exists in the data: pydantic adds union tags and `[key]` marks."""
    place: list[str | int] = []
    tags: set[str] = set()
    holder = data
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if _holds(holder, step):
            place.append(step)
            holder = holder[step]
        elif step == "[key]":
            continue
        elif last and isinstance(holder, Mapping) and holder.get("kind") != step:
            place.append(step)
        else:
            tags.add(str(step))
    return tuple(place), holder, frozenset(tags)


def _holds(holder: Any, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, Mapping) and step in holder


def _known_keys(model: TypeAdapter[Any], loc: tuple[str | int, ...], tags: frozenset[str]) -> list[str]:
    """The keys that the model accepts at a location, read from its JSON Schema."""
    schema = model.json_schema()
    definitions = schema.get("$defs", {})

    def resolve(node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            node = definitions[str(node["$ref"]).rsplit("/", 1)[1]]
        return node

    def options(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        node = resolve(node)
        mapping = node.get("discriminator", {}).get("mapping")
        if mapping:
            return [resolve({"$ref": ref}) for tag, ref in mapping.items() if tag in tags]
        nested = node.get("anyOf") or node.get("oneOf")
        return [found for option in nested for found in options(option)] if nested else [node]

    nodes = options(schema)
    for step in loc:
        if str(step) in tags:
            continue
        following: list[Mapping[str, Any]] = []
        for node in nodes:
            if isinstance(step, int):
                child = node.get("items")
            else:
                by_pattern = next(iter(node.get("patternProperties", {}).values()), None)
                child = node.get("properties", {}).get(step) or by_pattern or node.get("additionalProperties")
            if isinstance(child, Mapping):
                following.extend(options(child))
        nodes = following
    return sorted({key for node in nodes for key in node.get("properties", {})})
