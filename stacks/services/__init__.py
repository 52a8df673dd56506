"""A team's services: from configuration to components, and how the team hears of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any, cast

from components.services._service import ServiceComponent
from config.models.stacks import TeamStack
from config.services import services_of
from stacks.services.reaching import TURNS, turn
from stacks.services.site import Site
from stacks.services.watching import build_alerts, build_scoped, build_workbook

Builder = Callable[[Site, str, Any], ServiceComponent]


def builder(kind: str) -> Builder:
    """What builds a type of service. Loaded when first asked for: Azure's classes for all types take seconds."""
    module = import_module(f"stacks.services.builders.{kind.replace('-', '_')}")
    return cast("Builder", module.build)


def build_services(site: Site, stack: TeamStack) -> Mapping[str, ServiceComponent]:
    """Build what the template and the stack name, by key, with alerts and a workbook for the team."""
    services = services_of(stack)
    made: dict[str, ServiceComponent] = {}
    for now in TURNS:
        place = replace(site, beside=dict(made))
        wanted = {key: service for key, service in services.items() if turn(service) == now}
        made |= {key: builder(service.type)(place, key, service) for key, service in wanted.items()}
    build_alerts(site, stack, made)
    build_workbook(site, stack, made)
    build_scoped(site, stack, made)
    return made
