"""What azure-native says: the resources' inputs, their types, and their outputs, by client name."""

import builtins
import enum
import importlib
import inspect
import re
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    """Names of classes without `Args` and `Response`, for `object` and `union`."""
    values: tuple[str, ...] = ()
    """Accepted values of an enum."""
    open: bool = False
    """Whether Azure may accept values beyond the known ones."""
    inner: "Shape | None" = None


@dataclass(frozen=True)
class Property:
    """One property of a class."""

    python: str
    client: str
    shape: Shape
    required: bool
    constant: str | None = None


@dataclass(frozen=True)
class ResourceClass:
    """A resource of the SDK."""

    token: str
    inputs: tuple[Property, ...]
    outputs: tuple[Property, ...]
    secrets: frozenset[str]
    """Client names that the SDK keeps secret."""


def module_of(token: str) -> Any:
    """The SDK's module of a token."""
    return importlib.import_module(f"{SDK}.{token.split(':')[1]}")


@cache
def resource(token: str) -> ResourceClass:
    """The resource class of a token with everything said about it."""
    module = module_of(token)
    name = token.split(":")[2]
    cls = getattr(module, name)
    source = inspect.getsource(cls._internal_init)
    secret = re.search(r"additional_secret_outputs=\[([^\]]*)\]", source)
    secrets = frozenset(re.findall(r'"([^"]+)"', secret.group(1))) if secret else frozenset()
    wrapped = frozenset(re.findall(r"None if (\w+) is None else pulumi.Output.secret", source))
    inputs = properties(module, getattr(module, f"{name}InitArgs", None) or getattr(module, f"{name}Args"))
    secrets |= frozenset(item.client for item in inputs if item.python in wrapped)
    return ResourceClass(token, inputs, properties(module, cls), secrets)


def input_class(module: Any, name: str) -> type | None:
    """An input class of a module by its bare name."""
    return typing.cast("type | None", getattr(module, f"{name}Args", None))


def output_class(module: Any, name: str) -> type | None:
    """An output class of a module by its bare name."""
    found = getattr(module.outputs, f"{name}Response", None) or getattr(module.outputs, name, None)
    return typing.cast("type | None", found)


def properties(module: Any, cls: type | None) -> tuple[Property, ...]:
    """The properties of an input or output class in the SDK's order; none of no class."""
    if cls is None:
        return ()
    required = {
        name
        for name, parameter in inspect.signature(vars(cls)["__init__"]).parameters.items()
        if parameter.default is inspect.Parameter.empty and parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    found = []
    for name, value in vars(cls).items():
        if isinstance(value, property) and hasattr(value.fget, "_pulumi_name"):
            getter = typing.cast(Any, value.fget)
            constant = _CONSTANT.search(value.__doc__ or "")
            found.append(
                Property(
                    python=name,
                    client=str(getter._pulumi_name),
                    shape=_shape(getter.__annotations__["return"], vars(module)),
                    required=name in required,
                    constant=constant.group(1) if constant else None,
                )
            )
    return tuple(found)


_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _flatten(annotation: Any, names: Mapping[str, Any]) -> list[Any]:
    """The alternatives of an annotation, without None, awaitables and outputs of the same."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return [] if "Output[" in annotation else _flatten(_resolve(annotation, names), names)
    origin = typing.get_origin(annotation)
    if origin is typing.Union or str(origin) in ("<class 'types.UnionType'>", "<class 'pulumi.output.Output'>"):
        return [part for argument in typing.get_args(annotation) for part in _flatten(argument, names)]
    if annotation is type(None) or (origin is not None and "Awaitable" in str(origin)):
        return []
    return [annotation]


def _resolve(text: str, names: Mapping[str, Any]) -> Any:
    scope = {**vars(typing), **names, "_builtins": builtins, "pulumi": importlib.import_module("pulumi")}
    return eval(text, scope)  # noqa: S307 - annotations of the installed SDK, at development time


def _shape(annotation: Any, names: Mapping[str, Any]) -> Shape:
    parts = _flatten(annotation, names)
    enums = [part for part in parts if inspect.isclass(part) and issubclass(part, enum.Enum)]
    if enums:
        members = [member.value for member in enums[0]]
        values = tuple(str(value) for value in members)
        return Shape(_SCALARS.get(type(members[0]), "string"), values=values, open=len(parts) > 1)
    for part in parts:
        origin = typing.get_origin(part)
        if origin is not None and issubclass(origin, Sequence):
            return Shape("array", inner=_shape(typing.get_args(part)[0], names))
        if origin is not None and issubclass(origin, Mapping):
            return Shape("map", inner=_shape(typing.get_args(part)[1], names))
    classes = sorted({part.__name__ for part in parts if _is_object(part)})
    if classes:
        objects = tuple(name.removesuffix("Args").removesuffix("Response") for name in classes)
        return Shape("object" if len(objects) == 1 else "union", objects=objects)
    for part in parts:
        if part in _SCALARS:
            return Shape(_SCALARS[part])
    return Shape("any")


def _is_object(part: Any) -> bool:
    return inspect.isclass(part) and (hasattr(part, "_pulumi_input_type") or hasattr(part, "_pulumi_output_type"))
