"""Logs that Azure sends only when something beside the service asks for them."""

from tests.unit.components.built import built


def test_the_audit_of_a_sql_server_is_the_log_of_its_database_master() -> None:
    world = built("SqlDatabase", "max")
    assert world.one("ExtendedServerBlobAuditingPolicy").inputs["isAzureMonitorTargetEnabled"] is True
    (audit,) = [made.inputs for made in world.of("DiagnosticSetting") if made.inputs["resourceUri"].endswith("/master")]
    assert [log["category"] for log in audit["logs"]] == ["SQLSecurityAuditEvents"]
    assert "metrics" not in audit


def test_a_cluster_logs_through_an_endpoint_where_the_workspace_is_private() -> None:
    world = built("Kubernetes", "max")
    endpoint = world.one("DataCollectionEndpoint")
    assert endpoint.inputs["networkAcls"] == {"publicNetworkAccess": "Disabled"}
    assert world.one("DataCollectionRule").inputs["dataCollectionEndpointId"].endswith("/dce-cts-crm-aks")
    names = {made.inputs["associationName"] for made in world.of("DataCollectionRuleAssociation")}
    assert names == {"ContainerInsightsExtension", "configurationAccessEndpoint"}
    assert not built("Kubernetes", "secure").of("DataCollectionEndpoint")
