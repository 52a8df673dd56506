"""The tables against the installed azure-native SDK, read as text: importing it takes a minute."""

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from arm import schema
from arm.schema import ObjectType, ResourceType, ValueType

_CLASS = re.compile(r"^class (\w+)\b", re.MULTILINE)
_GETTER = re.compile(r"@pulumi\.getter(?:\(name=\"(\w+)\"\))?\n    def (\w+)\(")
_VERSION = re.compile(r"Uses Azure REST API version ([\w-]+)\.")


def _sdk() -> Path:
    found = importlib.util.find_spec("pulumi_azure_native")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


@cache
def _classes(module: str, file: str) -> dict[str, str]:
    path = _sdk() / module / file
    if not path.exists():  # a module without nested inputs
        return {}
    text = path.read_text(encoding="utf-8")
    starts = [(match.group(1), match.start()) for match in _CLASS.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return {name: text[start:end] for (name, start), end in zip(starts, ends, strict=True)}


def _resource(token: str) -> dict[str, str]:
    _, module, name = token.split(":")
    return _classes(module, f"{_files(module)[name.lower()]}.py")


@cache
def _files(module: str) -> dict[str, str]:
    return {path.stem.replace("_", ""): path.stem for path in (_sdk() / module).glob("*.py")}


def _getters(source: str) -> set[str]:
    return {given or name for given, name in _GETTER.findall(source)}


def _wanted(kind: ResourceType) -> Iterator[str]:
    yield from kind.body.properties
    yield from (item.client for item in kind.path_parameters)
    yield from kind.queries


def _tokens() -> list[str]:
    return [kind.token for kind in schema.all_types()]


@pytest.mark.parametrize("token", _tokens())
def test_every_input_is_the_sdks(token: str) -> None:
    kind, name, classes = schema.by_token(token), token.rsplit(":", 1)[1], _resource(token)
    inputs = _getters(classes.get(f"{name}InitArgs") or classes[f"{name}Args"])
    assert set(_wanted(kind)) == inputs
    assert set(kind.outputs) <= _getters(classes[name])


@pytest.mark.parametrize("token", _tokens())
def test_the_api_version_is_the_sdks(token: str) -> None:
    text = "".join(_resource(token).values())
    assert _VERSION.findall(text)[:1] == [schema.by_token(token).api_version]


def _objects(kind: ObjectType, seen: dict[str, ObjectType]) -> dict[str, ObjectType]:
    for item in kind.properties.values():
        inner: ValueType = item.type
        while inner.inner:
            inner = inner.inner
        for option in inner.objects:
            if option.name not in seen:
                seen[option.name] = option
                _objects(option, seen)
    return seen


def _settable(module: str, name: str) -> set[str]:
    plain = re.sub(r"_\d+$", "", name)
    return _getters(_classes(module, "_inputs.py").get(f"{plain}Args", ""))


@cache
def _shown(module: str) -> set[str]:
    """Every client name of every answer: an input's class is often answered by one of another name."""
    return set().union(*map(_getters, _classes(module, "outputs.py").values()))


@pytest.mark.parametrize("token", _tokens())
def test_every_nested_property_is_the_sdks(token: str) -> None:
    module = token.split(":")[1]
    for name, found in _objects(schema.by_token(token).shown, {}).items():
        read_only = {item.client for item in found.properties.values() if item.read_only}
        assert set(found.properties) - read_only <= _settable(module, name), name
        assert read_only <= _shown(module), name
