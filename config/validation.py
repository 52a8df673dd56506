"""From plain data to a frozen model, with every problem told in the estate's own words."""

import difflib
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from config.problems import Problem
from config.source import Location, Source

Value = TypeVar("Value")


def validate(source: Source, at: Location, data: Any, model: TypeAdapter[Value]) -> Value | list[Problem]:
    """Validate a part of a source strictly, as JSON; a list of problems where it does not fit.

    Strict validation of Python values refuses a list for a tuple and a string for an enum;
    of JSON it accepts both and still refuses `"1"` for a number, which is what we want.
    """
    try:
        text = json.dumps(data)
    except (TypeError, ValueError) as error:
        return [
            source.problem(
                "C-VAL-003",
                at,
                found=f"a value that JSON cannot carry ({error})",
                accepted="text, numbers, true or false, lists and maps",
                remedy="put dates and such in quotes",
            )
        ]
    try:
        return model.validate_json(text, strict=True)
    except ValidationError as error:
        return [_problem(source, at, data, model, detail) for detail in error.errors(include_url=False)]


def _problem(source: Source, at: Location, data: Any, model: TypeAdapter[Any], detail: ErrorDetails) -> Problem:
    inner, holder, tags = _follow(data, detail["loc"])
    location = (*at, *inner)
    kind, context = detail["type"], detail.get("ctx", {})
    key = str(inner[-1]) if inner else ""
    if kind == "missing":
        return source.problem(
            "C-KEY-002",
            location,
            found=f"`{key}` is missing",
            accepted="a value, the field is required",
            remedy=f"add `{key}:`",
        )
    if kind == "extra_forbidden":
        known = _known_keys(model, detail["loc"][:-1], tags)
        near = difflib.get_close_matches(key, known, n=3)
        hint = f"write `{'` or `'.join(near)}`" if near else "remove it"
        return source.problem(
            "C-KEY-001",
            location,
            found=f"unknown key `{key}`",
            accepted=f"one of {', '.join(f'`{name}`' for name in sorted(known))}" if known else "a known key",
            remedy=hint,
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        discriminator = str(context.get("discriminator", "'kind'")).strip("'")
        value = holder.get(discriminator) if isinstance(holder, Mapping) else None
        return source.problem(
            "C-VAL-002",
            (*location, discriminator),
            found=f"`{value}`" if value else f"`{discriminator}` is missing",
            accepted=f"one of {str(context.get('expected_tags', '')).replace(chr(39), '`')}"
            if value
            else "the kind of the stack",
            remedy=f"set `{discriminator}`",
        )
    found = f"`{json.dumps(detail['input'], ensure_ascii=False)[:120]}`"
    if kind in ("enum", "literal_error"):
        expected = str(context.get("expected", "")).replace("'", "`")
        return source.problem(
            "C-VAL-002", location, found=found, accepted=f"one of {expected}", remedy="choose one of these"
        )
    return source.problem("C-VAL-001", location, found=found, accepted=_accepted(detail), remedy="change the value")


def _accepted(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "string_pattern_mismatch":
        return f"text that matches `{context.get('pattern')}`"
    message = detail["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]


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
                child = node.get("properties", {}).get(step) or node.get("additionalProperties")
            if isinstance(child, Mapping):
                following.extend(options(child))
        nodes = following
    return sorted({key for node in nodes for key in node.get("properties", {})})
