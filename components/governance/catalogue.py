"""The definitions and initiatives of the guardrails, stored where every assignment can see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_azure_native import authorization

from components._base import EstateComponent, ids_of
from components._tokens import Token
from components.governance.plan import check_catalogue, own_definition

_METADATA = ("id", "category", "area", "severity", "version")


@dataclass(frozen=True, kw_only=True)
class GuardrailCatalogueArgs:
    """Guardrails as data."""

    management_group_name: pulumi.Input[str]
    """Required. The group that stores them: at or above everything to which they are assigned."""
    definitions: Mapping[str, Mapping[str, Any]]
    """Required. Properties of policy definitions as Azure takes them, by name."""
    initiatives: Mapping[str, Mapping[str, Any]]
    """Required. Properties of policy set definitions, by name. A member whose id begins with `{definitionScope}`
    is one of `definitions`."""


@dataclass(frozen=True, kw_only=True)
class GuardrailCatalogueOutputs:
    """What can be assigned."""

    definition_ids: pulumi.Output[Mapping[str, str]]
    """Ids of the definitions by name."""
    initiative_ids: Mapping[str, pulumi.Output[str]]
    """Ids of the initiatives by name."""


class GuardrailCatalogue(EstateComponent[GuardrailCatalogueOutputs]):
    """Policy definitions and initiatives at one management group. Nothing holds before it is assigned."""

    definitions: Mapping[str, authorization.PolicyDefinitionAtManagementGroup]
    """The definitions themselves, by name."""

    def __init__(self, name: str, args: GuardrailCatalogueArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        check_catalogue(args.definitions, args.initiatives)
        super().__init__(Token.GUARDRAIL_CATALOGUE, name, opts=opts)
        self.definitions = {
            key: self._definition(args, key, properties) for key, properties in sorted(args.definitions.items())
        }
        initiatives = {
            key: self._initiative(args, key, properties) for key, properties in sorted(args.initiatives.items())
        }
        self.publish(
            GuardrailCatalogueOutputs(
                definition_ids=ids_of(self.definitions),
                initiative_ids={key: made.id for key, made in initiatives.items()},
            )
        )

    def _definition(
        self, args: GuardrailCatalogueArgs, key: str, properties: Mapping[str, Any]
    ) -> authorization.PolicyDefinitionAtManagementGroup:
        return authorization.PolicyDefinitionAtManagementGroup(
            self.child_name(key),
            management_group_id=args.management_group_name,
            policy_definition_name=key,
            display_name=properties["displayName"],
            description=properties["description"],
            policy_type="Custom",
            mode=properties["mode"],
            metadata=_metadata(properties),
            parameters=properties.get("parameters"),
            policy_rule=properties["policyRule"],
            opts=self.stateless(),
        )

    def _initiative(
        self, args: GuardrailCatalogueArgs, key: str, properties: Mapping[str, Any]
    ) -> authorization.PolicySetDefinitionAtManagementGroup:
        return authorization.PolicySetDefinitionAtManagementGroup(
            self.child_name(key),
            management_group_id=args.management_group_name,
            policy_set_definition_name=key,
            display_name=properties["displayName"],
            description=properties["description"],
            policy_type="Custom",
            metadata=_metadata(properties),
            parameters=properties.get("parameters"),
            policy_definition_groups=properties.get("policyDefinitionGroups"),
            policy_definitions=[self._member(member) for member in properties["policyDefinitions"]],
            opts=self.stateless(),
        )

    def _member(self, member: Mapping[str, Any]) -> dict[str, Any]:
        own = own_definition(member["policyDefinitionId"])
        return {**member, "policyDefinitionId": self.definitions[own].id if own else member["policyDefinitionId"]}


def _metadata(properties: Mapping[str, Any]) -> dict[str, Any]:
    """What the portal groups and sorts by; reasons and controls stay in the catalogue for people."""
    return {key: value for key, value in properties["metadata"].items() if key in _METADATA}
