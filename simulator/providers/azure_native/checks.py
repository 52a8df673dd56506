"""Which inputs azure-native and Resource Manager accept, and which defaults they get."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from arm import schema, translate
from arm.schema import ResourceType
from arm.unknown import UNKNOWN
from arm.validate import check_body
from simulator.core.cloud import Cloud
from simulator.providers.azure_native.paths import client_path
from simulator.providers.provider import Failure, Naming, path_text
from simulator.providers.wire import Path

API_VERSION = "azureApiVersion"
STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def with_defaults(
    kind: ResourceType,
    news: Mapping[str, Any],
    olds: Mapping[str, Any],
    settings: Mapping[str, Any],
    cloud: Cloud,
) -> dict[str, Any]:
    """Inputs with the location and the API version that azure-native fills in."""
    inputs = dict(news)
    if "location" not in inputs and "location" in kind.body.properties:
        location = _location(inputs, olds, settings, cloud)
        if location is not None:
            inputs["location"] = location
    inputs.setdefault(API_VERSION, kind.api_version)
    return inputs


def _location(inputs: Mapping[str, Any], olds: Mapping[str, Any], settings: Mapping[str, Any], cloud: Cloud) -> Any:
    """Of the old inputs, of the provider, of the resource group."""
    for given in (olds.get("location"), settings.get("location")):
        if given:
            return given
    group = inputs.get("resourceGroupName")
    if group is None or group is UNKNOWN:
        return group
    found = cloud.find(f"/subscriptions/{settings.get('subscriptionId')}/resourceGroups/{group}")
    return found.location if found else None


def problems(kind: ResourceType, inputs: Mapping[str, Any], naming: Naming) -> Iterator[Failure]:
    """Everything that is wrong with a resource's inputs."""
    yield from _path_problems(kind, inputs, naming)
    unknown = list(_unknown_names(kind, inputs))
    if unknown:
        yield from unknown
        return
    for problem in check_body(kind.arm_type, translate.to_arm(kind.token, inputs).body):
        path = client_path(kind, _steps(problem.path))
        accepted = f"; accepted: {problem.accepted}" if problem.accepted else ""
        yield Failure(path_text(path), f"`{path_text(path)}` {problem.problem}{accepted}")


def _path_problems(kind: ResourceType, inputs: Mapping[str, Any], naming: Naming) -> Iterator[Failure]:
    for parameter in kind.path_parameters:
        name, value = parameter.client, inputs.get(parameter.client)
        if value is None:
            if parameter.default is None:
                yield Failure(name, _missing_name(name, naming) if parameter.optional else _missing(name))
        elif value is not UNKNOWN and not isinstance(value, str):
            yield Failure(name, f"`{name}` should be a string but is `{value!r}`")
        elif isinstance(value, str):
            yield from _text_problems(parameter, value)


def _missing(name: str) -> str:
    return f"missing required property '{name}'"


def _missing_name(name: str, naming: Naming) -> str:
    how = "autonaming is disabled" if naming.disabled else "the simulator gives no automatic names"
    return f"{_missing(name)}: {how}, set the name"


def _text_problems(parameter: schema.PathParameter, value: str) -> Iterator[Failure]:
    name = parameter.client
    if parameter.min is not None and len(value) < parameter.min:
        yield Failure(name, f"`{name}` is too short ({len(value)}): at least {parameter.min} characters required")
    if parameter.max is not None and len(value) > parameter.max:
        yield Failure(name, f"`{name}` is too long ({len(value)}): at most {parameter.max} characters allowed")
    if parameter.pattern is not None and not re.search(parameter.pattern, value):
        yield Failure(name, f"`{name}` does not match expression `{parameter.pattern}`")
    if parameter.values and value.lower() not in {accepted.lower() for accepted in parameter.values}:
        yield Failure(name, f"`{name}` is `{value}`; accepted: {', '.join(parameter.values)}")


def _unknown_names(kind: ResourceType, inputs: Mapping[str, Any]) -> Iterator[Failure]:
    """Names that the type does not have, each on its own so that all are reported together."""
    for name, value in inputs.items():
        if name in {parameter.client for parameter in kind.path_parameters}:
            continue
        try:
            translate.to_arm(kind.token, {name: value})
        except translate.UnknownProperty as problem:
            yield Failure(problem.path, str(problem))


def _steps(text: str) -> Path:
    return tuple(int(index) if index else name for index, name in STEP.findall(text))
