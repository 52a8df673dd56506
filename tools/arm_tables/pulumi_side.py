"""What azure-native says: the resources' inputs, their types, and their outputs, by client name."""

import enum
import importlib
import inspect
import re
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

SDK = "pulumi_azure_native"
"""Where a resource and a nested type share a name, the SDK calls the resource's class `<Name>InitArgs`."""
_CONSTANT = re.compile(r"Expected value is '([^']+)'")


@dataclass(frozen=True)
class Shape:
    """The type of a property: a scalar, an enum, an object, or a container of one."""

    kind: str
    """`string`, `integer`, `number`, `boolean`, `any`, `object`, `union`, `array`, `map`."""
    objects: tuple[str, ...] = ()
    """Names of input classes, for `object` and `union`."""
    values: tuple[str, ...] = ()
    """Accepted values of an enum (kind `string`)."""
    inner: "Shape | None" = None


@dataclass(frozen=True)
class Property:
    """One property of an input class."""

    python: str
    client: str
    shape: Shape
    required: bool
    constant: str | None = None


@dataclass(frozen=True)
class ResourceClass:
    """A resource of the SDK."""

    token: str
    module: str
    inputs: tuple[Property, ...]
    outputs: tuple[str, ...]
    """Client names of what the resource returns."""
    secrets: frozenset[str] = field(default_factory=frozenset)


def module_of(token: str) -> Any:
    """The SDK's module of a token."""
    return importlib.import_module(f"{SDK}.{token.split(':')[1]}")


@cache
def resource(token: str) -> ResourceClass:
    """The resource class of a token with everything said about it."""
    module = module_of(token)
    name = token.split(":")[2]
    cls = getattr(module, name)
    args = getattr(module, f"{name}InitArgs", None) or getattr(module, f"{name}Args")
    outputs = [
        _client(value)
        for value in vars(cls).values()
        if isinstance(value, property) and hasattr(value.fget, "_pulumi_name")
    ]
    source = inspect.getsource(cls._internal_init)
    secret = re.search(r"additional_secret_outputs=\[([^\]]*)\]", source)
    secrets = frozenset(re.findall(r'"([^"]+)"', secret.group(1))) if secret else frozenset()
    wrapped = frozenset(re.findall(r"None if (\w+) is None else pulumi.Output.secret", source))
    inputs = properties(module, args)
    secrets |= frozenset(item.client for item in inputs if item.python in wrapped)
    return ResourceClass(token, module.__name__, inputs, tuple(sorted(outputs)), secrets)


def input_class(module_name: str, name: str) -> type:
    """An input class of a module by its name without `Args`."""
    return typing.cast(type, getattr(importlib.import_module(f"{module_name}._inputs"), f"{name}Args"))


def properties(module: Any, cls: type) -> tuple[Property, ...]:
    """The properties of an input class in the SDK's order."""
    required = {
        name
        for name, parameter in inspect.signature(cls.__init__).parameters.items()
        if parameter.default is inspect.Parameter.empty and parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    found = []
    for name, value in vars(cls).items():
        if isinstance(value, property) and hasattr(value.fget, "_pulumi_name"):
            annotation = typing.cast(Any, value.fget).__annotations__["return"]
            constant = _CONSTANT.search(value.__doc__ or "")
            found.append(
                Property(
                    python=name,
                    client=_client(value),
                    shape=_shape(annotation, vars(module)),
                    required=name in required,
                    constant=constant.group(1) if constant else None,
                )
            )
    return tuple(found)


def _client(value: property) -> str:
    return str(typing.cast(Any, value.fget)._pulumi_name)


_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _flatten(annotation: Any, names: Mapping[str, Any]) -> list[Any]:
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        if "Output[" in annotation:
            return []
        return _flatten(_resolve(annotation, names), names)
    origin = typing.get_origin(annotation)
    if origin is typing.Union or str(origin) == "<class 'types.UnionType'>":
        return [part for argument in typing.get_args(annotation) for part in _flatten(argument, names)]
    if origin is not None and issubclass(origin, Sequence | Mapping):
        return [annotation]
    if annotation is type(None) or "Awaitable" in str(annotation) or "Output" in str(annotation):
        return []
    return [annotation]


def _resolve(text: str, names: Mapping[str, Any]) -> Any:
    scope = {
        **vars(typing),
        **names,
        "_builtins": __import__("builtins"),
        "pulumi": importlib.import_module("pulumi"),
    }
    return eval(text, scope)  # noqa: S307 - annotations of the installed SDK, at development time


def _shape(annotation: Any, names: Mapping[str, Any]) -> Shape:
    parts = _flatten(annotation, names)
    enums = [part for part in parts if inspect.isclass(part) and issubclass(part, enum.Enum)]
    if enums:
        values = tuple(str(member.value) for member in enums[0])
        kind = _SCALARS.get(type(next(iter(enums[0])).value), "string")
        return Shape(kind, values=values)
    for part in parts:
        origin = typing.get_origin(part)
        if origin is not None and issubclass(origin, Sequence):
            return Shape("array", inner=_shape(typing.get_args(part)[0], names))
        if origin is not None and issubclass(origin, Mapping):
            return Shape("map", inner=_shape(typing.get_args(part)[1], names))
    classes = sorted({part.__name__ for part in parts if inspect.isclass(part) and hasattr(part, "_pulumi_type")})
    classes = classes or sorted({p.__name__ for p in parts if inspect.isclass(p) and p.__name__.endswith("Args")})
    if classes:
        objects = tuple(name.removesuffix("Args") for name in classes)
        return Shape("object" if len(objects) == 1 else "union", objects=objects)
    for part in parts:
        if part in _SCALARS:
            return Shape(_SCALARS[part])
    return Shape("any")
