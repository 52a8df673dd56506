"""A private link scope of Azure Monitor: workspaces are queried and fed over private addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import monitor

from components._base import EstateComponent, Owner
from components._interfaces import PrivateEndpoint, Tags
from components._tokens import Token
from components.network.private_endpoint import Target, create_private_endpoints

_TYPE = "Microsoft.Insights/privateLinkScopes"


@dataclass(frozen=True, kw_only=True)
class ScopedResource:
    """A workspace, component or collection endpoint inside the scope."""

    name: str
    """Required. The name of its place in the scope."""
    resource_id: pulumi.Input[str]
    """Required. The resource."""


@dataclass(frozen=True, kw_only=True)
class PrivateLinkScopeArgs:
    """One scope. All networks that share private DNS zones can use one scope only."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region of the endpoint; the scope itself is global."""
    scope_name: str
    """Required. Its name."""
    private_endpoints: Mapping[str, PrivateEndpoint]
    """Required. Endpoints by group id; the only one is `azuremonitor`."""
    scoped_resources: Mapping[str, ScopedResource] = field(default_factory=dict)
    """Optional. What is reached through the scope, by key."""
    private_only: bool = False
    """Optional. Cut the networks off from every workspace outside the scope, to prevent data from leaving."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of scope and endpoint."""


@dataclass(frozen=True, kw_only=True)
class PrivateLinkScopeOutputs:
    """The scope."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]


class PrivateLinkScope(EstateComponent[PrivateLinkScopeOutputs]):
    """A private link scope of Azure Monitor."""

    scope: monitor.PrivateLinkScope
    """The scope itself."""

    def __init__(self, name: str, args: PrivateLinkScopeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.PRIVATE_LINK_SCOPE, name, tags=args.tags, opts=opts)
        mode = "PrivateOnly" if args.private_only else "Open"
        self.scope = monitor.PrivateLinkScope(
            self.child_name("scope"),
            resource_group_name=args.resource_group_name,
            scope_name=args.scope_name,
            location="global",
            access_mode_settings=monitor.AccessModeSettingsArgs(ingestion_access_mode=mode, query_access_mode=mode),
            tags=self.tags(),
            opts=self.stateless(),
        )
        previous = _put_in(self, args.resource_group_name, self.scope.name, args.scoped_resources)
        target = Target(
            resource_id=self.scope.id,
            arm_type=_TYPE,
            location=args.location,
            resource_group_name=args.resource_group_name,
        )
        # The endpoint copies its DNS names from what the scope contains when it is made.
        create_private_endpoints(self, "scope", target=target, endpoints=args.private_endpoints, after=previous)
        self.publish(PrivateLinkScopeOutputs(name=self.scope.name, resource_id=self.scope.id))


@dataclass(frozen=True, kw_only=True)
class ScopedResourcesArgs:
    """What is put into a scope that stands already."""

    resource_group_name: pulumi.Input[str]
    """Required. Where the scope stands."""
    scope_name: pulumi.Input[str]
    """Required. The scope."""
    scoped_resources: Mapping[str, ScopedResource]
    """Required. What is reached through it, by key."""


@dataclass(frozen=True, kw_only=True)
class ScopedResourcesOutputs:
    """The places in the scope."""

    count: int


class ScopedResources(EstateComponent[ScopedResourcesOutputs]):
    """Places in a private link scope of Azure Monitor that somebody else keeps."""

    def __init__(self, name: str, args: ScopedResourcesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SCOPED_RESOURCES, name, opts=opts)
        _put_in(self, args.resource_group_name, args.scope_name, args.scoped_resources)
        self.publish(ScopedResourcesOutputs(count=len(args.scoped_resources)))


def _put_in(
    owner: Owner,
    resource_group_name: pulumi.Input[str],
    scope_name: pulumi.Input[str],
    resources: Mapping[str, ScopedResource],
) -> list[pulumi.Resource]:
    """Put resources into a scope, one after the other: Azure changes a scope one resource at a time. The last one."""
    previous: list[pulumi.Resource] = []
    for key, resource in sorted(resources.items()):
        made = monitor.PrivateLinkScopedResource(
            owner.child_name(f"scoped-{key}"),
            resource_group_name=resource_group_name,
            scope_name=scope_name,
            name=resource.name,
            linked_resource_id=resource.resource_id,
            opts=owner.stateless(depends_on=previous),
        )
        previous = [made]
    return previous
