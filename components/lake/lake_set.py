"""The three lakes of a landing zone: raw, enriched and curated, workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pulumi

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import CustomerManagedKey, DiagnosticSettings, Lock, PrivateEndpoint, Tags
from components._tokens import Token
from components.lake.firewall_rules import FirewallRules
from components.lake.lake import Lake, LakeArgs, LakeOutputs
from components.lake.lifecycle import Lifecycle

CONTAINERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "zones": {
        "raw": ("raw",),
        "enriched-curated": ("enriched", "curated"),
        "workspace": ("workspace",),
    },
    "layers": {
        "raw": ("landing", "conformance"),
        "enriched-curated": ("standardized", "data-products"),
        "workspace": ("analytics-sandbox",),
    },
}
"""Containers by layout and lake: one per zone of data, named as one of the two generations of guidance does."""


@dataclass(frozen=True, kw_only=True)
class LakeOfSet:
    """What differs between the lakes."""

    account_name: str
    """Required. Its name, unique in the world."""
    private_endpoints: Mapping[str, PrivateEndpoint] = field(default_factory=dict)
    """Optional. Endpoints by group id: `blob` and `dfs`."""
    sku: str = "Standard_ZRS"
    """Optional. Performance and redundancy."""
    lifecycle: Lifecycle = field(default_factory=Lifecycle)
    """Optional. When blobs move to colder tiers."""
    containers: Sequence[str] | None = None
    """Optional. Containers. Absent: those of the layout."""


@dataclass(frozen=True, kw_only=True)
class LakeSetArgs:
    """The lakes of a landing zone."""

    resource_group_name: pulumi.Input[str]
    """Required. The zone's storage resource group."""
    location: str
    """Required. The region."""
    lakes: Mapping[str, LakeOfSet]
    """Required. Lakes by role, as a rule `raw`, `enriched-curated` and `workspace`."""
    layout: str = "zones"
    """Optional. `zones` (raw, enriched, curated, workspace) or `layers` (landing, conformance, …)."""
    soft_delete_days: int = 14
    """Optional. Days that deleted blobs and containers can be restored."""
    firewall_rules: FirewallRules = field(default_factory=FirewallRules)
    """Optional. Who passes the firewalls on the public endpoints, such as Purview. Absent: there are none."""
    customer_managed_key: CustomerManagedKey | None = None
    """Optional. A key of the customer's own."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where metrics and the log of every access go."""
    lock: Lock | None = field(default_factory=Lock)
    """Optional. A lock on every lake; None leaves them open."""
    cloud: str = "public"
    """Optional. The Azure cloud."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: lakes may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of lakes and endpoints."""


@dataclass(frozen=True, kw_only=True)
class LakeSetOutputs:
    """The lakes for those who read and write them."""

    lakes: Mapping[str, LakeOutputs]
    """Outputs of each lake by role."""


def plan_lakes(args: LakeSetArgs) -> Mapping[str, LakeArgs]:
    """The arguments of each lake by role. Errors: `ArgumentError` for an unknown layout."""
    shared = LakeArgs(
        resource_group_name=args.resource_group_name,
        location=args.location,
        account_name="",
        containers=(),
        soft_delete_days=args.soft_delete_days,
        firewall_rules=args.firewall_rules,
        customer_managed_key=args.customer_managed_key,
        diagnostic_settings=args.diagnostic_settings,
        lock=args.lock,
        cloud=args.cloud,
        allow_data_removal=args.allow_data_removal,
        tags=args.tags,
    )
    layout = CONTAINERS.get(args.layout)
    if layout is None:
        raise ArgumentError(
            "A-LAK-003", "layout", found=f"`{args.layout}`",
            accepted=", ".join(f"`{known}`" for known in CONTAINERS), remedy="choose one of them",
        )  # fmt: skip
    return {
        role: replace(
            shared,
            account_name=lake.account_name,
            containers=layout.get(role, ()) if lake.containers is None else lake.containers,
            sku=lake.sku,
            lifecycle=lake.lifecycle,
            private_endpoints=lake.private_endpoints,
        )
        for role, lake in args.lakes.items()
    }


class LakeSet(EstateComponent[LakeSetOutputs]):
    """The lakes of a landing zone: accounts of their own for quotas, redundancy, retention and firewalls."""

    lakes: Mapping[str, Lake]
    """The lakes themselves, by role."""

    def __init__(self, name: str, args: LakeSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.LAKE_SET, name, tags=args.tags, opts=opts)
        self.lakes = {role: Lake(self.child_name(role), lake, self.part()) for role, lake in plan_lakes(args).items()}
        self.publish(LakeSetOutputs(lakes={role: lake.outputs for role, lake in self.lakes.items()}))
