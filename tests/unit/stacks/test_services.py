"""Services of a team in the estate: what the place they stand in decides."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from arm.roles import role
from config.deploy_rights import deploy_grants
from tests.unit.config.reference import REFERENCE, copy_estate
from tests.unit.stacks.deployment import Deployment, Standing
from tests.unit.stacks.test_exemptions import SALES, entry, granted

_MYSQL = "azure-native:dbformysql:Server"
_CLUSTER = "azure-native:containerservice:ManagedCluster"
_ACCESS = "Role Based Access Control Administrator"


def with_services(
    standing: Standing,
    tmp_path: Path,
    services: dict[str, dict[str, Any]],
    *,
    people_write: bool = True,
    slots: dict[str, int] | None = None,
    settings: dict[str, Any] | None = None,
    raw: dict[str, str] | None = None,
) -> Deployment:
    """The reference estate with services in `customer-360`."""
    folder = copy_estate(
        tmp_path,
        change={
            "Pulumi.customer-360.yaml": {"services": services, "service_slots": slots or {}},
            "estate.yaml": {"environments": {"dev": {"people_write": people_write}}, **(settings or {})},
        },
        raw=raw,
    )
    return standing.again(folder, "customer-360")


@pytest.mark.parametrize(
    ("people_write", "wanted", "mode"),
    [
        (True, {}, "Disabled"),
        (False, {}, "ZoneRedundant"),
        (False, {"sku": "Standard_B2s"}, "Disabled"),
        (True, {"high_availability": "SameZone"}, "SameZone"),
    ],
)
def test_a_mysql_server_has_a_standby_where_people_do_not_write(
    standing: Standing, tmp_path: Path, people_write: bool, wanted: dict[str, Any], mode: str
) -> None:
    made = with_services(standing, tmp_path, {"shop": {"type": "mysql", **wanted}}, people_write=people_write)
    (server,) = [one for one in made.registered["customer-360"] if one.type == _MYSQL]
    assert server.inputs["highAvailability"] == {"mode": mode}


def test_the_team_hears_of_its_database(standing: Standing, tmp_path: Path) -> None:
    made = with_services(standing, tmp_path, {"shop": {"type": "mysql"}, "store": {"type": "postgresql"}})
    alerts = {one.name for one in made.registered["customer-360"] if one.type.endswith(":MetricAlert")}
    assert {f"alerts-{key}-{rule}" for key in ("shop", "store") for rule in ("cpu", "storage")} <= alerts


def test_apps_stand_in_subnets_of_their_own(standing: Standing, tmp_path: Path) -> None:
    services = {
        "api": {"type": "function-app"},
        "jobs": {"type": "function-app", "plan": "EP1"},
        "site": {"type": "web-app"},
    }
    made = with_services(standing, tmp_path, services, slots={"api": 7, "jobs": 8, "site": 9})
    subnets = {
        one.inputs["subnetName"]: (one.inputs["addressPrefix"], one.inputs["delegations"][0]["serviceName"])
        for one in made.registered["customer-360"]
        if one.type == "azure-native:network:Subnet" and one.inputs.get("delegations")
    }
    assert subnets == {
        "snet-cts-customer-360-api-dev-weu": ("10.17.135.0/24", "Microsoft.App/environments"),
        "snet-cts-customer-360-jobs-dev-weu": ("10.17.136.0/24", "Microsoft.Web/serverFarms"),
        "snet-cts-customer-360-site-dev-weu": ("10.17.137.0/24", "Microsoft.Web/serverFarms"),
    }
    sites = [one for one in made.registered["customer-360"] if one.type == "azure-native:web:WebApp"]
    assert {one.inputs["virtualNetworkSubnetId"].rsplit("/", 1)[1] for one in sites} == set(subnets)


def test_the_pipeline_may_do_what_the_services_of_its_team_ask(standing: Standing, tmp_path: Path) -> None:
    services = {"site": {"type": "web-app"}, "runtime": {"type": "kubernetes"}}
    made = with_services(standing, tmp_path, services, slots={"site": 9, "runtime": 10})
    principal = made.exported["platform"]["contract"]["deploy_identities"]["customer-360"]
    held = {
        (item["properties"]["scope"].lower(), item["properties"]["roleDefinitionId"].rsplit("/", 1)[1])
        for item in made.cloud.list(type="Microsoft.Authorization/roleAssignments")
        if item["properties"]["principalId"] == principal
    }
    assert held == {
        (grant.scope.lower(), role(grant.role).guid)
        for grant in deploy_grants(made.estate)
        if "customer-360" in grant.identity
    }
    access = {scope.rsplit("/", 1)[1] for scope, guid in held if guid == role(_ACCESS).guid}
    assert access == {"rg-cts-customer-360-dev-weu", "snet-cts-customer-360-runtime-dev-weu"}


@pytest.mark.parametrize(("firewall", "outbound"), [("10.1.0.4", "userDefinedRouting"), (None, "loadBalancer")])
def test_a_cluster_leaves_its_zone_as_the_zone_does(
    standing: Standing, tmp_path: Path, firewall: str | None, outbound: str
) -> None:
    hubs = yaml.safe_load((REFERENCE / "estate.yaml").read_text(encoding="utf-8"))["connectivity"]["hubs"]
    hubs["westeurope"] = {**hubs["westeurope"], "firewall_private_ip": firewall}
    made = with_services(
        standing,
        tmp_path,
        {"runtime": {"type": "kubernetes"}},
        slots={"runtime": 10},
        settings={"connectivity": {"hubs": hubs}},
        raw=granted(*(entry(one, SALES, "customer-360") for one in ("G-NET-001", "G-NET-017"))) if not firewall else {},
    )
    (cluster,) = [one for one in made.registered["customer-360"] if one.type == _CLUSTER]
    assert cluster.inputs["networkProfile"]["outboundType"] == outbound


def test_a_logic_app_stands_by_exemption_and_its_team_opens_its_share(standing: Standing, tmp_path: Path) -> None:
    group = f"{SALES}/resourceGroups/rg-cts-customer-360-dev-weu"
    made = with_services(
        standing,
        tmp_path,
        {"flows": {"type": "logic-app"}},
        slots={"flows": 10},
        raw=granted(entry("G-STO-008", group, "customer-360")),
    )
    (site,) = [one for one in made.registered["customer-360"] if one.type == "azure-native:web:WebApp"]
    assert site.inputs["name"].startswith("logic-cts-customer-360-flows")
    settings = {one["name"]: one["value"] for one in site.inputs["siteConfig"]["appSettings"]}
    vault = made.exported["customer-360"]["contract"]["key_vault_uri"]
    named = f"@Microsoft.KeyVault(SecretUri={vault}secrets/flows-content)"
    assert settings["WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"] == named
