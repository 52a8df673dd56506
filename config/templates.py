"""Templates of integrations and products: data files that name services. Another template is another file."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter
from pydantic_core import PydanticCustomError

from config.models.base import Model, Text
from config.models.databricks import Compute
from config.models.services import Service, ServiceKey
from config.plain_yaml import read_yaml

_SUFFIX = ".yaml"


class Template(Model):
    """One template."""

    title: Text
    purpose: Text
    """What a team takes it for."""
    kinds: tuple[Literal["integration", "product"], ...] = ("product",)
    """The kinds of stack that may take it."""
    services: dict[ServiceKey, Service] = Field(default_factory=dict)
    """Its services by key; a stack's own entry of the same key takes its place."""
    compute: Compute = Field(default_factory=Compute)
    """What its teams may start in the zone's shared Databricks workspace."""


_TEMPLATE: TypeAdapter[Template] = TypeAdapter(Template)


@cache
def templates() -> Mapping[str, Template]:
    """Every template by name, sorted."""
    folder = files("config").joinpath("data/templates")
    texts = {
        entry.name.removesuffix(_SUFFIX): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(_SUFFIX)
    }
    return {
        name: _TEMPLATE.validate_json(json.dumps(read_yaml(text)[0]), strict=True)
        for name, text in sorted(texts.items())
    }


def names_for(kind: str) -> tuple[str, ...]:
    """The templates that a kind of stack may take."""
    return tuple(name for name, template in templates().items() if kind in template.kinds)


def _known(kind: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in names_for(kind):
            expected = ", ".join(f"'{name}'" for name in names_for(kind))
            raise PydanticCustomError("enum", "an unknown template", {"expected": expected})
        return value

    return AfterValidator(check)


def _listed(kind: str) -> Any:
    return Field(json_schema_extra=lambda schema: schema.update(enum=list(names_for(kind))))


ProductTemplate = Annotated[str, _known("product"), _listed("product")]
"""A template for products, by its file's name in `config/data/templates`."""

IntegrationTemplate = Annotated[str, _known("integration"), _listed("integration")]
"""A template for integrations, by its file's name in `config/data/templates`."""
