"""Security rules of subnets: sets by purpose, as data, and their form for Azure."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_azure_native import network

from arm.network_rules import SecurityRule as RequiredRule
from arm.network_rules import security_rules

_REMOTE_ADMINISTRATION = ("22", "3389", "5985-5986")
"""SSH, RDP, Windows remote management."""

_DATABRICKS_PREFIX = "Microsoft.Databricks-workspaces_UseOnly_"
"""Databricks writes its own rules under this prefix; rules of the same name are taken as its own."""

_FIRST_PRIORITY = 100


@dataclass(frozen=True, kw_only=True)
class SecurityRule:
    """One rule of a network security group."""

    name: str
    """Required. Unique in the group."""
    priority: int
    """Required. 100 to 4096, unique in its direction; the lowest is judged first."""
    direction: str
    """Required. `Inbound` or `Outbound`."""
    access: str
    """Required. `Allow` or `Deny`."""
    protocol: str = "*"
    """Optional. `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah` or `*`."""
    source: str = "*"
    """Optional. A range, a service tag or `*`."""
    destination: str = "*"
    """Optional. A range, a service tag or `*`."""
    ports: tuple[str, ...] = ("*",)
    """Optional. Destination ports and ranges."""
    description: str = ""
    """Optional. Why."""


_DENY_INTERNET = SecurityRule(
    name="deny-internet-inbound",
    priority=4000,
    direction="Inbound",
    access="Deny",
    source="Internet",
    description="Nothing of the estate is reached from the internet.",
)

_DENY_REMOTE_ADMINISTRATION = SecurityRule(
    name="deny-remote-administration-inbound",
    priority=3900,
    direction="Inbound",
    access="Deny",
    protocol="Tcp",
    source="VirtualNetwork",
    ports=_REMOTE_ADMINISTRATION,
    description="Machines are administered through Bastion only.",
)


def allow_remote_administration(source_prefix: str) -> SecurityRule:
    """Let Bastion's subnet reach the machines of a subnet."""
    return SecurityRule(
        name="allow-bastion-inbound",
        priority=3800,
        direction="Inbound",
        access="Allow",
        protocol="Tcp",
        source=source_prefix,
        ports=("22", "3389"),
        description="Bastion reaches machines by SSH and RDP.",
    )


def _required(rule_set: str, prefix: str = "") -> tuple[SecurityRule, ...]:
    """What a service needs where hosts have no public address, with priorities in the table's order."""
    counters: dict[str, int] = {}

    def priority(rule: RequiredRule) -> int:
        counters[rule.direction] = counters.get(rule.direction, _FIRST_PRIORITY - 1) + 1
        return counters[rule.direction]

    return tuple(
        SecurityRule(
            name=prefix + rule.name,
            priority=priority(rule),
            direction=rule.direction,
            access="Allow",
            protocol=rule.protocol,
            source=rule.source,
            destination=rule.destination,
            ports=rule.ports,
            description="Required by the service that owns the subnet.",
        )
        for rule in security_rules(rule_set)
        if rule.when != "public-ip"
    )


def rule_sets() -> Mapping[str, tuple[SecurityRule, ...]]:
    """The rules of each purpose that has a network security group."""
    return {
        "private-endpoints": (_DENY_INTERNET,),
        "team": (_DENY_REMOTE_ADMINISTRATION, _DENY_INTERNET),
        "machines": (_DENY_REMOTE_ADMINISTRATION, _DENY_INTERNET),
        "databricks": _required("databricks", _DATABRICKS_PREFIX),
        "bastion": _required("bastion"),
    }


def rule_args(rule: SecurityRule) -> network.SecurityRuleArgs:
    """One rule in the form of the SDK: one port as a value, several as a list, as Azure gives them back."""
    single = len(rule.ports) == 1
    return network.SecurityRuleArgs(
        name=rule.name,
        priority=rule.priority,
        direction=rule.direction,
        access=rule.access,
        protocol=rule.protocol,
        source_address_prefix=rule.source,
        source_port_range="*",
        destination_address_prefix=rule.destination,
        destination_port_range=rule.ports[0] if single else None,
        destination_port_ranges=None if single else list(rule.ports),
        description=rule.description or None,
    )
