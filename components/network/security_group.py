"""Network security groups: rules of a set, and more."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import network

from components._base import Owner
from components._errors import ArgumentError
from components._interfaces import DiagnosticSettings
from components.monitoring.diagnostics import create_diagnostic_settings
from components.network.security_rules import SecurityRule, allow_remote_administration, rule_args, rule_sets


@dataclass(frozen=True, kw_only=True)
class NetworkSecurityGroup:
    """A network security group of the network."""

    name: str
    """Required. The group's name."""
    rule_set: str
    """Required. One of `private-endpoints`, `team`, `machines`, `databricks`, `bastion`."""
    remote_administration_source_prefix: str | None = None
    """Optional. The range of Bastion's subnet, from which SSH and RDP are let in."""
    security_rules: tuple[SecurityRule, ...] = ()
    """Optional. More rules, beside those of the set."""


def plan_rules(key: str, group: NetworkSecurityGroup) -> tuple[SecurityRule, ...]:
    """The rules of a security group. Errors: `ArgumentError` for an unknown set or a priority used twice."""
    sets = rule_sets()
    where = f"network_security_groups.{key}"
    if group.rule_set not in sets:
        raise ArgumentError(
            "A-NET-006", f"{where}.rule_set", found=f"`{group.rule_set}`",
            accepted=", ".join(f"`{known}`" for known in sets), remedy="choose one of them",
        )  # fmt: skip
    bastion = group.remote_administration_source_prefix
    rules = (
        *sets[group.rule_set],
        *([allow_remote_administration(bastion)] if bastion else []),
        *group.security_rules,
    )
    taken: dict[tuple[str, int], str] = {}
    for rule in rules:
        other = taken.setdefault((rule.direction, rule.priority), rule.name)
        if other != rule.name:
            raise ArgumentError(
                "A-NET-007", f"{where}.security_rules",
                found=f"`{rule.name}` and `{other}` at {rule.priority}",
                accepted="one rule per priority and direction", remedy="choose a free priority",
            )  # fmt: skip
    return tuple(sorted(rules, key=lambda rule: (rule.direction, rule.priority)))


def create_security_group(
    owner: Owner,
    key: str,
    group: NetworkSecurityGroup,
    *,
    resource_group_name: pulumi.Input[str],
    location: str,
    diagnostic_settings: DiagnosticSettings | None,
) -> network.NetworkSecurityGroup:
    """Create one security group, its rules inline: the list is the whole truth."""
    made = network.NetworkSecurityGroup(
        owner.child_name(f"nsg-{key}"),
        resource_group_name=resource_group_name,
        network_security_group_name=group.name,
        location=location,
        security_rules=[rule_args(rule) for rule in plan_rules(key, group)],
        tags=owner.tags(),
        opts=owner.stateless(),
    )
    create_diagnostic_settings(
        owner,
        f"nsg-{key}",
        resource_id=made.id,
        arm_type="Microsoft.Network/networkSecurityGroups",
        settings=diagnostic_settings,
    )
    return made
