"""The estate as one frozen value: its settings and every stack, with the questions asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from config.models.exemption import Exemption
from config.models.integration import IntegrationStack
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from config.models.organization import Environment, EstateSettings
from config.models.peering import PeeringStack
from config.models.platform import PlatformStack
from config.models.product import ProductStack
from config.models.stacks import Stack, TeamStack, Zone
from config.source import Source

EXEMPTIONS_FILE = "exemptions.yaml"
"""Exemptions from guardrails; an estate without any has no such file."""

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Estate:
    """Everything in an estate's folder, validated."""

    folder: Path
    settings: EstateSettings
    stacks: Mapping[str, Stack]
    """Every stack by its name, sorted by name."""
    sources: Mapping[str, Source]
    """Where the data came from, by file name."""
    exemptions: tuple[Exemption, ...] = ()
    """Exemptions from guardrails."""

    def of_kind(self, *kinds: type[Kind]) -> dict[str, Kind]:
        """The stacks of the given model classes by name."""
        return {name: stack for name, stack in self.stacks.items() if isinstance(stack, kinds)}

    def stack_value(self, name: str) -> Any:
        """A stack's value as its file holds it."""
        return self.sources[f"Pulumi.{name}.yaml"].data["config"]["data-estate:stack"]

    @cached_property
    def platform(self) -> Mapping[str, PlatformStack]:
        """The platform stacks; a valid estate has one."""
        return self.of_kind(PlatformStack)

    @cached_property
    def management_zones(self) -> Mapping[str, ManagementZoneStack]:
        """The management zones by stack name."""
        return self.of_kind(ManagementZoneStack)

    @cached_property
    def landing_zones(self) -> Mapping[str, LandingZoneStack]:
        """The landing zones by stack name."""
        return self.of_kind(LandingZoneStack)

    @cached_property
    def zones(self) -> Mapping[str, Zone]:
        """Management and landing zones by stack name."""
        return {**self.management_zones, **self.landing_zones}

    @cached_property
    def peerings(self) -> Mapping[str, PeeringStack]:
        """The peering stacks by name."""
        return self.of_kind(PeeringStack)

    @cached_property
    def teams(self) -> Mapping[str, TeamStack]:
        """Integrations and products by stack name."""
        return {**self.of_kind(IntegrationStack), **self.of_kind(ProductStack)}

    def in_zone(self, zone: str) -> Mapping[str, TeamStack]:
        """The integrations and products of a landing zone."""
        return self._by_zone.get(zone, {})

    @cached_property
    def _by_zone(self) -> Mapping[str, Mapping[str, TeamStack]]:
        found: dict[str, dict[str, TeamStack]] = {}
        for name, stack in self.teams.items():
            found.setdefault(stack.landing_zone, {})[name] = stack
        return found

    def environment_name(self, stack: Stack) -> str | None:
        """The environment of a stack; a team's is its zone's; platform and peering have none."""
        if isinstance(stack, ManagementZoneStack | LandingZoneStack):
            return stack.environment
        if isinstance(stack, IntegrationStack | ProductStack):
            return self.landing_zones[stack.landing_zone].environment
        return None

    def environment(self, stack: Stack) -> Environment | None:
        """The environment's settings for a stack."""
        name = self.environment_name(stack)
        return self.settings.environments[name] if name else None

    def subscription_id(self, stack: Stack) -> str:
        """The subscription in which a stack's resources stand."""
        if isinstance(stack, IntegrationStack | ProductStack):
            return self.landing_zones[stack.landing_zone].subscription_id
        return stack.subscription_id

    def may_remove_data(self, stack: Stack) -> bool:
        """Both keys: the environment's and the stack's."""
        environment = self.environment(stack)
        return bool(environment and environment.data_removal and getattr(stack, "allow_data_removal", False))
