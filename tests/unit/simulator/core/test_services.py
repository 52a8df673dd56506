"""Data services."""

from typing import Any

import pytest

from arm.errors import ArmError
from simulator.core import schemas
from simulator.core.types import HANDLERS
from simulator.core.types.services.tabled import Tabled

from .conftest import GROUP, ONE, TWO, Estate
from .refusing import refused
from .test_monitor import workspace
from .test_networks import network, subnet
from .test_storage import account
from .test_vaults import TENANT, vault

FACTORY = "Microsoft.DataFactory/factories"
HUBS = "Microsoft.EventHub/namespaces"


def factory(estate: Estate, name: str = "adf-sales") -> str:
    return str(estate.here(f"{FACTORY}/{name}")["id"])


def test_factories_have_names_of_their_own_and_a_runtime(estate: Estate) -> None:
    made = factory(estate)
    assert estate.cloud.exists(f"{made}/integrationRuntimes/AutoResolveIntegrationRuntime")
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    with refused("DataFactoryNameInUse", 409):
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/{FACTORY}/adf-sales", {"location": "westeurope"})
    with refused("BadRequest", 400):
        reference = {"referenceName": "other", "type": "ManagedVirtualNetworkReference"}
        estate.put(f"{made}/integrationRuntimes/runtime", type="Managed", managedVirtualNetwork=reference)


def server(estate: Estate, name: str = "sql-sales", **more: Any) -> dict[str, Any]:
    return estate.here(f"Microsoft.Sql/servers/{name}", **more)


def test_sql_servers(estate: Estate) -> None:
    administrators = {"azureADOnlyAuthentication": True, "login": "dba", "sid": TENANT, "tenantId": TENANT}
    entra: dict[str, Any] = {"administrators": administrators}
    made = server(estate, **entra)
    assert made["properties"]["fullyQualifiedDomainName"] == "sql-sales.database.windows.net"
    with refused("CannotDropMasterDatabase", 400):
        estate.cloud.delete(f"{made['id']}/databases/master")
    with refused("AadOnlyAuthenticationIsEnabled", 400):
        server(estate, administratorLoginPassword="pass")
    with refused("InvalidParameterValue", 400):
        server(estate, "sql-two", administratorLogin="sa")
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    with refused("NameAlreadyExists", 409):
        body = {"location": "westeurope", "properties": entra}
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/Microsoft.Sql/servers/sql-sales", body)
    estate.cloud.store.set_setting("sql_regions_closed", ["westeurope"])
    with refused("RegionDoesNotAllowProvisioning", 409):
        server(estate, "sql-two", **entra)
    with refused("ProvisioningDisabled", 400):
        body = {"location": "westeurope", "sku": {"name": "S0", "tier": "Standard"}}
        estate.put(f"{made['id']}/databases/db", body, zoneRedundant=True)


def namespace(estate: Estate, tier: str = "Standard", name: str = "evhns-sales") -> str:
    return str(estate.here(f"{HUBS}/{name}", {"sku": {"name": tier, "tier": tier}})["id"])


def test_event_hubs(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    made = namespace(estate)
    keys = estate.cloud.action(f"{made}/authorizationRules/RootManageSharedAccessKey", "listKeys")
    assert keys["primaryConnectionString"].startswith("Endpoint=sb://evhns-sales.servicebus.windows.net/")
    hub = estate.put(f"{made}/eventhubs/orders", partitionCount=2)
    assert hub["properties"]["partitionIds"] == ["0", "1"]
    assert estate.cloud.exists(f"{hub['id']}/consumergroups/$Default")
    with refused("BadRequest", 400):
        estate.put(f"{made}/eventhubs/other", partitionCount=33)
    with refused("BadRequest", 400):
        estate.put(f"{made}/eventhubs/other", messageRetentionInDays=8)
    with refused("BadRequest", 400):
        estate.put(f"{made}/eventhubs/orders", partitionCount=4)
    plain = subnet(estate, network(estate), "plain", "10.1.0.0/24")
    with refused("SubnetsHaveNoServiceEndpointsConfigured", 400):
        estate.put(f"{made}/networkRuleSets/default", virtualNetworkRules=[{"subnet": {"id": plain}}])
    basic = namespace(estate, "Basic", "evhns-basic")
    small = estate.put(f"{basic}/eventhubs/orders")["id"]
    with refused("MessagingGatewayTooManyRequests", 403):
        estate.put(f"{small}/consumergroups/readers")
    with refused("BadRequest", 400):
        estate.put(f"{basic}/eventhubs/captured", captureDescription={"enabled": True})
    monkeypatch.setattr("simulator.core.types.services.event_hubs.limit", lambda key: 1)
    with refused("MessagingGatewayTooManyRequests", 403):
        estate.put(f"{made}/eventhubs/second")
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    with refused("NamespaceUnavailable", 409):
        body = {"location": "westeurope", "sku": {"name": "Standard"}}
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/{HUBS}/evhns-sales", body)


def cognitive(estate: Estate, name: str = "cog-sales", **more: Any) -> dict[str, Any]:
    body = {"kind": "OpenAI", "sku": {"name": "S0"}}
    return estate.here(f"Microsoft.CognitiveServices/accounts/{name}", body, **more)


def test_cognitive_accounts(estate: Estate) -> None:
    made = cognitive(estate, customSubDomainName="contoso")
    assert made["properties"]["endpoint"] == "https://contoso.cognitiveservices.azure.com/"
    with refused("CustomDomainInUse", 409):
        cognitive(estate, "cog-two", customSubDomainName="contoso")
    with refused("BadRequest", 400):
        cognitive(estate, "cog-two", publicNetworkAccess="Disabled")
    model = {"model": {"format": "OpenAI", "name": "gpt-4o", "version": "1"}}
    estate.cloud.store.set_setting("limits", {"capacity:gpt-4o": 10})
    estate.put(f"{made['id']}/deployments/chat", {"sku": {"name": "Standard", "capacity": 8}}, **model)
    with refused("InsufficientQuota", 400):
        estate.put(f"{made['id']}/deployments/more", {"sku": {"name": "Standard", "capacity": 3}}, **model)
    estate.cloud.delete(made["id"])
    with refused("FlagMustBeSetForRestore", 409):
        cognitive(estate, customSubDomainName="contoso")
    with refused("CustomDomainInUse", 409):
        cognitive(estate, "cog-two", customSubDomainName="contoso")
    cognitive(estate, restore=True)
    assert estate.cloud.exists(f"{made['id']}/deployments/chat")


def learning(estate: Estate, name: str = "mlw-sales", kind: str = "Default", **more: Any) -> dict[str, Any]:
    body = {"kind": kind, "identity": {"type": "SystemAssigned"}}
    return estate.here(f"Microsoft.MachineLearningServices/workspaces/{name}", body, **more)


def test_machine_learning_workspaces(estate: Estate) -> None:
    insights = estate.here(
        "Microsoft.Insights/components/appi",
        {"kind": "web"},
        Application_Type="web",
        WorkspaceResourceId=workspace(estate),
    )["id"]
    needed = {"storageAccount": account(estate), "keyVault": vault(estate), "applicationInsights": insights}
    with refused("ValidationError", 400):
        learning(estate, storageAccount=needed["storageAccount"])
    with refused("ValidationError", 400):
        learning(estate, **{**needed, "storageAccount": account(estate, "stlake", isHnsEnabled=True)})
    with refused("InvalidResourceReference", 400):
        learning(estate, **{**needed, "keyVault": f"{needed['keyVault']}x"})
    hub = learning(estate, kind="Hub", **needed)["id"]
    project = learning(estate, "mlw-project", "Project", hubResourceId=hub)["id"]
    with refused("BadRequest", 400):
        estate.cloud.delete(hub)
    estate.cloud.delete(project)
    estate.cloud.delete(hub)
    with refused("Conflict", 409):
        learning(estate, kind="Hub", **needed)


def test_purview_accounts(estate: Estate) -> None:
    body = {"identity": {"type": "SystemAssigned"}, "tags": {"Owner": "governance"}}
    made = estate.here("Microsoft.Purview/accounts/pview-sales", body)
    assert made["properties"]["endpoints"]["scan"] == "https://pview-sales.purview.azure.com/scan"
    group = made["properties"]["managedResources"]["resourceGroup"]
    assert estate.cloud.get(group)["tags"] == {"Owner": "governance"}
    for name in ("pv", "pview_sales", "-pview", "pview--sales"):
        with refused("InvalidResourceName", 400):
            estate.here(f"Microsoft.Purview/accounts/{name}", body)
    with refused("DenyAssignmentAuthorizationFailed", 403):
        estate.cloud.delete(group)
    estate.cloud.store.set_setting("taken", {"Microsoft.Purview/accounts": ["pview-taken"]})
    with refused("AccountNameNotAvailable", 409):
        estate.here("Microsoft.Purview/accounts/pview-taken", body)
    estate.cloud.store.set_setting("limits", {"purview-accounts-per-tenant": 1})
    with refused("2005", 400):
        estate.here("Microsoft.Purview/accounts/pview-two", body)
    estate.cloud.delete(made["id"])
    assert not estate.cloud.exists(group)


def test_synapse_workspaces(estate: Estate) -> None:
    lake = {"accountUrl": "https://stlake.dfs.core.windows.net", "filesystem": "raw"}
    made = estate.here("Microsoft.Synapse/workspaces/syn-sales", defaultDataLakeStorage=lake)
    assert made["properties"]["connectivityEndpoints"]["sql"] == "syn-sales.sql.azuresynapse.net"
    estate.cloud.store.set_setting("taken", {"Microsoft.Synapse/workspaces": ["syn-taken"]})
    with refused("WorkspaceNameExists", 409):
        estate.here("Microsoft.Synapse/workspaces/syn-taken", defaultDataLakeStorage=lake)


def budget(estate: Estate, start: str, grain: str = "Monthly", **more: Any) -> dict[str, Any]:
    given = {"amount": 100, "category": "Cost", "timeGrain": grain, "timePeriod": {"startDate": start}}
    return estate.put(f"{GROUP}/providers/Microsoft.Consumption/budgets/bgt", **{**given, **more})


def test_budgets(estate: Estate) -> None:
    for start in ("2026-11-02", "2026-10-01", "2027-12-01", "soon"):
        with refused("BadRequest", 400):
            budget(estate, start)
    for wrong in (
        {"amount": 0},
        {"timePeriod": {"startDate": "2026-11-01", "endDate": "2026-10-01"}},
        {"notifications": {str(n): _notification() for n in range(6)}},
        {"notifications": {"a": {**_notification(), "threshold": 1001}}},
    ):
        with refused("BadRequest", 400):
            budget(estate, "2026-11-01", **wrong)
    assert budget(estate, "2026-11-01")["properties"]["currentSpend"]["amount"] == 0
    estate.clock.forward(days=60)
    budget(estate, "2026-11-01", amount=200)
    with refused("BadRequest", 400):
        budget(estate, "2027-01-01")
    estate.cloud.delete(f"{GROUP}/providers/Microsoft.Consumption/budgets/bgt")
    budget(estate, "2027-01-01", "Quarterly")


def _notification() -> dict[str, Any]:
    return {"enabled": True, "operator": "GreaterThan", "threshold": 90, "contactEmails": ["a@contoso.example"]}


def test_defender_plans(estate: Estate) -> None:
    estate.put(f"{ONE}/providers/Microsoft.Security/pricings/StorageAccounts", pricingTier="Standard")
    with refused("InvalidPricingName", 400):
        estate.put(f"{ONE}/providers/Microsoft.Security/pricings/Cars", pricingTier="Standard")


def test_services_of_the_table_have_addresses_and_names_of_their_own(estate: Estate) -> None:
    kind = "Microsoft.ContainerRegistry/registries"
    made = estate.here(f"{kind}/crsales", {"sku": {"name": "Premium"}})
    assert made["properties"]["loginServer"] == "crsales.azurecr.io"
    estate.clock.forward(days=1)
    assert estate.here(f"{kind}/crsales", {"sku": {"name": "Premium"}})["properties"] == made["properties"]
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    with refused("AlreadyInUse", 409):
        body = {"location": "westeurope", "sku": {"name": "Premium"}}
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/{kind}/crsales", body)


def test_every_row_of_the_table_names_a_type_that_there_is() -> None:
    tabled = [handler.arm_type for handler in HANDLERS.values() if isinstance(handler, Tabled)]
    assert [one for one in tabled if not schemas.is_known(one)] == []


def test_what_a_type_cannot_do_is_an_error(estate: Estate) -> None:
    with pytest.raises(ArmError) as gap:
        estate.cloud.action(factory(estate), "dance")
    assert (gap.value.code, gap.value.status) == ("S-ACT-001", 501)
