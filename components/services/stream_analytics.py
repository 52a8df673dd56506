"""An Azure Stream Analytics job, in a cluster of its own where it needs private endpoints."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import streamanalytics

from components._tokens import Token
from components.identity.grants import Grant, create_grants
from components.services._reached import Reached
from components.services._service import ServiceArgs, ServiceComponent, outputs_of, principal_of

_TYPE = "Microsoft.StreamAnalytics/streamingjobs"
_CLUSTER_UNITS = 36
"""The smallest cluster (SKU Default)."""


@dataclass(frozen=True, kw_only=True)
class StreamAnalyticsArgs(ServiceArgs):
    """One job."""

    job_name: str
    """Required. Its name."""
    cluster_name: str | None = None
    """Optional. A dedicated cluster: the job's only way to private endpoints. Absent: the shared service."""
    reaches: Mapping[str, Reached] = field(default_factory=dict)
    """Optional. What its cluster reaches privately, by a stable key."""
    event_hubs: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Optional. Namespaces, by a stable key, whose hubs the job reads and writes by its identity."""
    streaming_units: int = 3
    """Optional. 3, 7, 10, 20, 30 … 660: 10 are one unit of the second version."""


class StreamAnalytics(ServiceComponent):
    """A job whose query is the team's: the deployment lays the first, and leaves later ones alone."""

    def __init__(self, name: str, args: StreamAnalyticsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.STREAM_ANALYTICS, name, tags=args.tags, opts=opts)
        cluster = self._cluster(args)
        job = streamanalytics.StreamingJob(
            self.child_name("job"),
            resource_group_name=args.resource_group_name,
            job_name=args.job_name,
            location=args.location,
            sku={"name": "StandardV2"},
            job_type="Cloud",
            identity={"type": "SystemAssigned"},
            cluster={"id": cluster.id} if cluster else None,
            compatibility_level="1.2",
            content_storage_policy="SystemAccount",
            data_locale="en-US",
            events_late_arrival_max_delay_in_seconds=5,
            events_out_of_order_max_delay_in_seconds=0,
            events_out_of_order_policy="Adjust",
            output_error_policy="Stop",
            transformation={
                "name": "Transformation",
                "query": "SELECT\n    *\nINTO\n    [output]\nFROM\n    [input]",
                "streaming_units": args.streaming_units,
            },
            tags=self.tags(),
            opts=self.stateless(ignore_changes=["transformation.query"]),
        )
        grants = {
            f"{key}-{does}": Grant(
                scope=namespace,
                role_definition_id_or_name=f"Azure Event Hubs Data {role}",
                description=f"The job {does}.",
            )
            for key, namespace in args.event_hubs.items()
            for does, role in (("reads", "Receiver"), ("writes", "Sender"))
        }
        create_grants(self, principal_id=principal_of(job), grants=grants)
        self.surround(args, job, _TYPE, holds_data=False)
        self.publish(outputs_of(job, _TYPE))

    def _cluster(self, args: StreamAnalyticsArgs) -> streamanalytics.Cluster | None:
        if args.cluster_name is None:
            return None
        cluster = streamanalytics.Cluster(
            self.child_name("cluster"),
            resource_group_name=args.resource_group_name,
            cluster_name=args.cluster_name,
            location=args.location,
            sku={"name": "Default", "capacity": _CLUSTER_UNITS},
            tags=self.tags(),
            opts=self.stateless(),
        )
        for key, target in sorted(args.reaches.items()):
            streamanalytics.PrivateEndpoint(
                self.child_name(f"{key}-endpoint"),
                resource_group_name=args.resource_group_name,
                cluster_name=cluster.name,
                private_endpoint_name=target.name,
                manual_private_link_service_connections=[
                    {"private_link_service_id": target.resource_id, "group_ids": [target.group_id]}
                ],
                opts=self.stateless(),
            )
        return cluster
