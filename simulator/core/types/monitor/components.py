"""Application Insights, data collection, what stands in private link scopes, and workbooks."""

import json
from typing import Any

from arm.ids import parse
from simulator.core.request import Request, put_default
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles
from simulator.core.types.monitor.alerts import INVALID, SOURCE, check_targets

COMPONENT = "Microsoft.Insights/components"
CLASSIC = refusal(
    "BadRequest",
    400,
    "Component `{name}` needs WorkspaceResourceId: components without a workspace can no longer be created.",
    source=SOURCE,
)

SCOPED = frozenset(
    {
        "microsoft.insights/components",
        "microsoft.insights/datacollectionendpoints",
        "microsoft.operationalinsights/workspaces",
    }
)
"""Types that a private link scope holds: azure-docs azure-monitor/logs/private-link-security."""

ACCESS_ENDPOINT = "configurationAccessEndpoint"
"""The name of an association with an endpoint: azure-docs azure-monitor/essentials/data-collection-rule-overview."""


@handles(COMPONENT)
class Components(Handler):
    """A component over a workspace."""

    def validate(self, request: Request) -> None:
        """The workspace is named and exists."""
        workspace = request.properties.get("WorkspaceResourceId")
        if not workspace:
            raise CLASSIC(request.id, name=request.id.name)
        check_targets(request, [workspace])

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Keys and addresses."""
        world, properties = request.cloud.world, body["properties"]
        made = world.guid("instrumentation", request.id.key, world.incarnation(request.id.key))
        application = world.guid("application", request.id.key, world.incarnation(request.id.key))
        location = body["location"]
        properties.update(
            InstrumentationKey=made,
            AppId=application,
            ApplicationId=request.id.name,
            Name=request.id.name,
            TenantId=str(request.id.subscription_id),
            CreationDate=request.before("properties", "CreationDate") or world.now(),
            ConnectionString=f"InstrumentationKey={made};IngestionEndpoint=https://{location}-0.in.applicationinsights.azure.com/;"
            f"LiveEndpoint=https://{location}.livediagnostics.monitor.azure.com/;ApplicationId={application}",
        )
        put_default(
            properties,
            IngestionMode="LogAnalytics",
            RetentionInDays=90,
            publicNetworkAccessForIngestion="Enabled",
            publicNetworkAccessForQuery="Enabled",
        )


@handles("Microsoft.Insights/privateLinkScopes/scopedResources")
class ScopedResources(Handler):
    """A place in a private link scope."""

    def validate(self, request: Request) -> None:
        """What is put in stands, and is of a type that a scope holds."""
        linked = request.properties.get("linkedResourceId")
        check_targets(request, [linked])
        kind = parse(str(linked)).resource_type
        if kind.lower() not in SCOPED:
            problem = f"`{kind}` cannot be in a private link scope, {', '.join(sorted(SCOPED))} can"
            raise INVALID(request.id, problem=problem)


@handles("Microsoft.Insights/dataCollectionRuleAssociations")
class Associations(Handler):
    """A resource whose agent follows a rule, or takes its rules from an endpoint."""

    def validate(self, request: Request) -> None:
        """It names a rule or an endpoint that stands; one with an endpoint has the name that agents look for."""
        rule, endpoint = (request.properties.get(f"dataCollection{kind}Id") for kind in ("Rule", "Endpoint"))
        if bool(rule) == bool(endpoint):
            raise INVALID(request.id, problem="an association names either a rule or an endpoint")
        if endpoint and request.id.name != ACCESS_ENDPOINT:
            raise INVALID(request.id, problem=f"an association with an endpoint is called `{ACCESS_ENDPOINT}`")
        check_targets(request, [rule or endpoint])


@handles("Microsoft.Insights/workbooks")
class Workbooks(Handler):
    """A workbook: its content is JSON."""

    def validate(self, request: Request) -> None:
        """Check the content."""
        try:
            json.loads(request.properties.get("serializedData") or "{}")
        except ValueError as problem:
            raise INVALID(request.id, problem=f"serializedData is not JSON ({problem})") from problem

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """When it was written; what it is about, in lower case; its title as a tag."""
        properties = body["properties"]
        properties["timeModified"] = request.cloud.world.now()
        properties["sourceId"] = str(properties.get("sourceId") or "azure monitor").lower()
        body["tags"] = {**(body.get("tags") or {}), "hidden-title": properties["displayName"]}
