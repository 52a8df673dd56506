"""What is worth waking people for, as data: metrics by type, and events of the activity log."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class MetricRule:
    """A threshold on one metric."""

    key: str
    """The last part of the alert's name."""
    metric: str
    operator: str
    threshold: float
    aggregation: str
    severity: int
    """0 critical, 1 error, 2 warning, 3 informational."""
    description: str
    window: str = "PT15M"
    frequency: str = "PT5M"
    dimensions: tuple[tuple[str, str], ...] = ()
    """Name and value of dimensions to which the rule is narrowed."""


@dataclass(frozen=True, kw_only=True)
class EventRule:
    """Events of a subscription's activity log."""

    key: str
    category: str
    """`ServiceHealth`, `ResourceHealth` or `Administrative`."""
    description: str
    operations: tuple[str, ...] = ()
    """Operations of the category `Administrative`, any of which counts."""
    states: tuple[str, ...] = ()
    """Current states of the category `ResourceHealth`, any of which counts."""


_FLEXIBLE_SERVER = (
    MetricRule(
        key="cpu", metric="cpu_percent", operator="GreaterThan", threshold=90,
        aggregation="Average", severity=2, description="The server is short of compute.",
    ),
    MetricRule(
        key="storage", metric="storage_percent", operator="GreaterThan", threshold=90,
        aggregation="Maximum", severity=1, description="The server is nearly full.",
    ),
)  # fmt: skip

METRIC_RULES: Mapping[str, tuple[MetricRule, ...]] = MappingProxyType(
    {
        "Microsoft.Storage/storageAccounts": (
            MetricRule(
                key="availability", metric="Availability", operator="LessThan", threshold=99,
                aggregation="Average", severity=1, description="Requests to the storage account fail.",
            ),
        ),
        "Microsoft.KeyVault/vaults": (
            MetricRule(
                key="availability", metric="Availability", operator="LessThan", threshold=99,
                aggregation="Average", severity=1, description="Requests to the vault fail.",
            ),
            MetricRule(
                key="saturation", metric="SaturationShoebox", operator="GreaterThan", threshold=75,
                aggregation="Average", severity=2, description="The vault nears its transaction limit.",
            ),
        ),
        "Microsoft.Network/azureFirewalls": (
            MetricRule(
                key="health", metric="FirewallHealth", operator="LessThan", threshold=90,
                aggregation="Average", severity=1, description="The firewall is degraded.",
            ),
            MetricRule(
                key="snat-ports", metric="SNATPortUtilization", operator="GreaterThan", threshold=80,
                aggregation="Average", severity=2, description="The firewall runs out of SNAT ports.",
            ),
        ),
        "Microsoft.DataFactory/factories": (
            MetricRule(
                key="failed-pipelines", metric="PipelineFailedRuns", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="A pipeline failed.",
            ),
        ),
        "Microsoft.Synapse/workspaces": (
            MetricRule(
                key="failed-pipelines", metric="IntegrationPipelineRunsEnded", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="A pipeline failed.",
                dimensions=(("Result", "Failed"),),
            ),
        ),
        "Microsoft.EventHub/namespaces": (
            MetricRule(
                key="throttled", metric="ThrottledRequests", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="The namespace has too few units.",
            ),
        ),
        "Microsoft.StreamAnalytics/streamingjobs": (
            MetricRule(
                key="utilization", metric="ResourceUtilization", operator="GreaterThan", threshold=80,
                aggregation="Maximum", severity=2, description="The job needs more streaming units.",
            ),
            MetricRule(
                key="errors", metric="Errors", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="The job met errors at run time.",
            ),
        ),
        "Microsoft.Sql/servers/databases": (
            MetricRule(
                key="cpu", metric="cpu_percent", operator="GreaterThan", threshold=90,
                aggregation="Average", severity=2, description="The database is short of compute.",
            ),
            MetricRule(
                key="storage", metric="storage_percent", operator="GreaterThan", threshold=90,
                aggregation="Maximum", severity=1, description="The database is nearly full.",
            ),
        ),
        "Microsoft.ContainerService/managedClusters": (
            MetricRule(
                key="cpu", metric="node_cpu_usage_percentage", operator="GreaterThan", threshold=90,
                aggregation="Average", severity=2, description="The nodes are short of compute.",
            ),
            MetricRule(
                key="memory", metric="node_memory_working_set_percentage", operator="GreaterThan", threshold=90,
                aggregation="Average", severity=2, description="The nodes are short of memory.",
            ),
        ),
        "Microsoft.Web/sites": (
            MetricRule(
                key="failed-requests", metric="Http5xx", operator="GreaterThan", threshold=10,
                aggregation="Total", severity=2, description="The app answers with errors.",
            ),
        ),
        "Microsoft.CognitiveServices/accounts": (
            MetricRule(
                key="server-errors", metric="ServerErrors", operator="GreaterThan", threshold=10,
                aggregation="Total", severity=2, description="The account answers with errors.",
            ),
        ),
        "Microsoft.Search/searchServices": (
            MetricRule(
                key="throttled", metric="ThrottledSearchQueriesPercentage", operator="GreaterThan", threshold=10,
                aggregation="Average", severity=2, description="The service has too few replicas for its queries.",
            ),
        ),
        "Microsoft.EventGrid/topics": (
            MetricRule(
                key="failed-publishes", metric="PublishFailCount", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="Events do not reach the topic.",
            ),
        ),
        "Microsoft.Devices/IotHubs": (
            MetricRule(
                key="throttled", metric="d2c.telemetry.ingress.sendThrottle", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="The hub has too few units for its devices.",
            ),
        ),
        "Microsoft.MachineLearningServices/workspaces": (
            MetricRule(
                key="failed-runs", metric="Failed Runs", operator="GreaterThan", threshold=0,
                aggregation="Total", severity=2, description="A run failed.",
            ),
        ),
        "Microsoft.Kusto/clusters": (
            MetricRule(
                key="cpu", metric="CPU", operator="GreaterThan", threshold=80,
                aggregation="Average", severity=2, description="The cluster is short of compute.",
            ),
            MetricRule(
                key="ingestion", metric="IngestionUtilization", operator="GreaterThan", threshold=80,
                aggregation="Average", severity=2, description="The cluster nears what it can take in.",
            ),
        ),
        "Microsoft.Cache/redisEnterprise": (
            MetricRule(
                key="load", metric="serverLoad", operator="GreaterThan", threshold=90,
                aggregation="Maximum", severity=2, description="The cache is short of compute.",
            ),
            MetricRule(
                key="memory", metric="usedmemorypercentage", operator="GreaterThan", threshold=90,
                aggregation="Maximum", severity=1, description="The cache is nearly full.",
            ),
        ),
        "Microsoft.DBforMySQL/flexibleServers": _FLEXIBLE_SERVER,
        "Microsoft.DBforPostgreSQL/flexibleServers": _FLEXIBLE_SERVER,
        "Microsoft.DocumentDB/databaseAccounts": (
            MetricRule(
                key="request-units", metric="NormalizedRUConsumption", operator="GreaterThan", threshold=90,
                aggregation="Maximum", severity=2, description="The account nears its request units.",
            ),
        ),
    }
)  # fmt: skip
"""Rules by ARM type. Metric names: Azure Monitor, supported metrics of each type."""

EVENT_RULES: tuple[EventRule, ...] = (
    EventRule(
        key="service-health",
        category="ServiceHealth",
        description="Azure reports an incident, maintenance or a security notice.",
    ),
    EventRule(
        key="resource-health",
        category="ResourceHealth",
        description="A resource is unavailable or degraded.",
        states=("Unavailable", "Degraded"),
    ),
    EventRule(
        key="protected-deletions",
        category="Administrative",
        description="Something that holds data or guards it was deleted.",
        operations=(
            "Microsoft.Authorization/locks/delete",
            "Microsoft.Authorization/policyAssignments/delete",
            "Microsoft.Insights/diagnosticSettings/delete",
            "Microsoft.KeyVault/vaults/delete",
            "Microsoft.Network/networkSecurityGroups/delete",
            "Microsoft.Storage/storageAccounts/delete",
        ),
    ),
)
"""Alerts on the activity log of every subscription."""
