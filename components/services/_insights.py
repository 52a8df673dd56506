"""The Application Insights that some services write to."""

import pulumi
from pulumi_azure_native import applicationinsights

from components._base import Owner
from components.services._service import ServiceArgs


def create_insights(
    owner: Owner, args: ServiceArgs, *, name: str, workspace_resource_id: pulumi.Input[str]
) -> applicationinsights.Component:
    """Create it on a workspace: whoever writes to it does so by Entra identity and through private links."""
    return applicationinsights.Component(
        owner.child_name("insights"),
        resource_group_name=args.resource_group_name,
        resource_name_=name,
        location=args.location,
        kind="web",
        application_type="web",
        workspace_resource_id=workspace_resource_id,
        ingestion_mode="LogAnalytics",
        disable_local_auth=True,
        public_network_access_for_ingestion="Disabled",
        public_network_access_for_query="Disabled",
        tags=owner.tags(),
        opts=owner.stateless(),
    )
