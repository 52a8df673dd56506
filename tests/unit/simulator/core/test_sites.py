"""Apps on App Service plans: plans, subnets and the configuration of Flex Consumption."""

from typing import Any

import pytest

from .conftest import Estate
from .refusing import refused
from .test_networks import delegated, network, subnet

SITE, PLAN = "Microsoft.Web/sites", "Microsoft.Web/serverfarms"
FUNCTIONS = {"runtime": {"name": "python", "version": "3.12"}}


def plan(estate: Estate, sku: dict[str, Any]) -> str:
    return str(estate.here(f"{PLAN}/asp-sales", {"sku": sku, "kind": "linux"}, reserved=True)["id"])


def app(estate: Estate, **properties: Any) -> dict[str, Any]:
    return estate.here(f"{SITE}/app-sales", {"kind": "app,linux"}, **properties)


def test_an_app_stands_on_a_plan_that_stands(estate: Estate) -> None:
    farm = plan(estate, {"name": "P0v3", "tier": "Premium0V3"})
    with refused("InvalidResourceReference", 400):
        app(estate, serverFarmId=f"{farm}x")
    assert app(estate, serverFarmId=farm)["properties"]["defaultHostName"] == "app-sales.azurewebsites.net"


@pytest.mark.parametrize(
    ("sku", "config", "own", "other"),
    [
        ({"name": "P0v3", "tier": "Premium0V3"}, {}, "Microsoft.Web/serverFarms", "Microsoft.App/environments"),
        (
            {"name": "FC1", "tier": "FlexConsumption"},
            {"functionAppConfig": FUNCTIONS},
            "Microsoft.App/environments",
            "Microsoft.Web/serverFarms",
        ),
    ],
)
def test_its_subnet_belongs_to_the_service_of_its_plan(
    estate: Estate, sku: dict[str, Any], config: dict[str, Any], own: str, other: str
) -> None:
    parent, farm = network(estate), plan(estate, sku)
    wrong = subnet(estate, parent, "wrong", "10.1.0.0/27", delegations=delegated(other))
    right = subnet(estate, parent, "right", "10.1.0.32/27", delegations=delegated(own))
    with refused("SubnetNotDelegated", 400):
        app(estate, serverFarmId=farm, virtualNetworkSubnetId=wrong, **config)
    made = app(estate, serverFarmId=farm, virtualNetworkSubnetId=right, **config)
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(right)
    estate.cloud.delete(made["id"])
    estate.cloud.delete(right)


def test_flex_consumption_has_a_configuration_of_its_own(estate: Estate) -> None:
    farm = plan(estate, {"name": "FC1", "tier": "FlexConsumption"})
    with refused("BadRequest", 400):
        app(estate, serverFarmId=farm)
    parent = network(estate)
    place = subnet(estate, parent, "a_b", "10.1.0.0/27", delegations=delegated("Microsoft.App/environments"))
    with refused("BadRequest", 400):
        app(estate, serverFarmId=farm, functionAppConfig=FUNCTIONS, virtualNetworkSubnetId=place)


def test_other_plans_take_no_configuration_of_flex_consumption(estate: Estate) -> None:
    farm = plan(estate, {"name": "EP1", "tier": "ElasticPremium"})
    with refused("BadRequest", 400):
        app(estate, serverFarmId=farm, functionAppConfig=FUNCTIONS)


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("functionapp", {"WEBSITE_CONTENTAZUREFILECONNECTIONSTRING": "x", "WEBSITE_CONTENTSHARE": "flows"}),
        ("functionapp,workflowapp", {}),
        ("functionapp,workflowapp", {"WEBSITE_CONTENTSHARE": "flows"}),
        ("functionapp,workflowapp", {"WEBSITE_CONTENTAZUREFILECONNECTIONSTRING": "x"}),
        (
            "functionapp,workflowapp",
            {
                "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING": "@Microsoft.KeyVault(SecretUri=https://kv/secrets/one)",
                "WEBSITE_CONTENTSHARE": "flows",
            },
        ),
    ],
)
def test_workflows_need_a_share_that_azure_can_open(estate: Estate, kind: str, settings: dict[str, str]) -> None:
    farm = plan(estate, {"name": "WS1", "tier": "WorkflowStandard"})

    def made(kind: str, **more: str) -> dict[str, Any]:
        named = [{"name": name, "value": value} for name, value in {**settings, **more}.items()]
        site = f"{SITE}/logic-sales"
        return estate.here(site, {"kind": kind}, serverFarmId=farm, siteConfig={"appSettings": named})

    with refused("BadRequest", 400):
        made(kind)
    whole = {
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING": "@Microsoft.KeyVault(SecretUri=https://kv/secrets/one)",
        "WEBSITE_CONTENTSHARE": "flows",
        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION": "1",
    }
    assert made("functionapp,workflowapp", **whole)["kind"] == "functionapp,workflowapp"


def test_flex_consumption_refuses_the_state_of_ftp(estate: Estate) -> None:
    farm = plan(estate, {"name": "FC1", "tier": "FlexConsumption"})
    with refused("BadRequest", 400):
        app(estate, serverFarmId=farm, functionAppConfig=FUNCTIONS, siteConfig={"ftpsState": "Disabled"})
    app(estate, serverFarmId=farm, functionAppConfig=FUNCTIONS, siteConfig={"minTlsVersion": "1.2"})
