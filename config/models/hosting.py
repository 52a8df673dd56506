"""Services that run a team's own code: one model per type, each with safe defaults."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from config.models.base import Model, immutable

FLEX = "FC1"
"""The consumption plan, in a network."""
_FEWEST_OF_FLEX = 40


def _enough(value: int, info: ValidationInfo) -> int:
    if info.data.get("plan") == FLEX and value < _FEWEST_OF_FLEX:
        raise ValueError(f"{_FEWEST_OF_FLEX} or more on `{FLEX}`")
    return value


def _in_zones(value: bool, info: ValidationInfo) -> bool:
    if value and (info.data.get("instances", 0) < 2 or info.data.get("plan") == "B1"):
        raise ValueError("`true` with two `instances` or more on a `P…` plan")
    return value


class FunctionApp(Model):
    """Azure Functions on Linux, with a storage account that is reached by identity alone."""

    type: Literal["function-app"]
    plan: Literal["FC1", "EP1", "EP2", "EP3"] = immutable(default="FC1")
    """`FC1` is Flex Consumption, which costs nothing at rest; `EP…` are Elastic Premium, with instances that wait."""
    runtime: Literal[
        "dotnet-isolated|10.0",
        "java|21",
        "node|22",
        "python|3.12",
        "python|3.13",
    ] = "python|3.12"
    """Language and version."""
    maximum_instances: Annotated[int, Field(ge=1, le=100), AfterValidator(_enough)] = 40
    """Instances up to which it grows; Flex Consumption takes 40 at least."""
    instance_memory_mb: Literal[512, 2048, 4096] = 2048
    """Memory of an instance of Flex Consumption."""


class LogicApp(Model):
    """Azure Logic Apps, single tenant, with a storage account whose files Azure opens by key only.

    It needs an exemption from G-STO-008 at the team's resource group. Whoever deploys workflows writes the account's
    connection string once into the team's vault, as the secret `<key>-content`; nothing else ever holds the key.
    """

    type: Literal["logic-app"]
    plan: Literal["WS1", "WS2", "WS3"] = "WS1"
    """Workflow Standard: one, two or four cores."""
    maximum_instances: Annotated[int, Field(ge=1, le=20)] = 10
    """Instances up to which it grows."""


class WebApp(Model):
    """A web app on an App Service plan on Linux."""

    type: Literal["web-app"]
    plan: Literal["B1", "P0v3", "P1v3", "P2v3", "P3v3"] = "P0v3"
    """`P…` take several availability zones and grow; `B1` is for trials."""
    instances: Annotated[int, Field(ge=1, le=30)] = 1
    zone_redundant: Annotated[bool, AfterValidator(_in_zones)] = False
    """Instances in several availability zones: two at least, and a `P…` plan."""
    runtime: Literal["DOTNETCORE|10.0", "JAVA|21-java21", "NODE|22-lts", "PHP|8.4", "PYTHON|3.12", "PYTHON|3.13"] = (
        "PYTHON|3.12"
    )
    """Language and version."""


def _no_fewer(value: int, info: ValidationInfo) -> int:
    if value < info.data.get("minimum_nodes", 0):
        raise ValueError("`minimum_nodes` or more")
    return value


class Kubernetes(Model):
    """A private Azure Kubernetes Service cluster."""

    type: Literal["kubernetes"]
    node_size: Literal["Standard_D2ds_v5", "Standard_D4ds_v5", "Standard_D8ds_v5", "Standard_D16ds_v5"] = immutable(
        default="Standard_D4ds_v5"
    )
    minimum_nodes: Annotated[int, Field(ge=1, le=100)] = 2
    maximum_nodes: Annotated[int, Field(ge=1, le=100), AfterValidator(_no_fewer)] = 5
    """Nodes up to which it grows; each takes an address of its subnet."""
    tier: Literal["Free", "Standard", "Premium"] = "Standard"
    """`Standard` has an agreed availability, `Premium` long-term support too."""
    upgrade_channel: Literal["patch", "stable", "rapid", "node-image"] = "stable"
    """The versions that it moves to by itself."""
