"""Names that outlive what bore them, deployments, and what is too young to go."""

from typing import Any

import pytest

from .conftest import GROUP, Estate
from .refusing import refused
from .test_storage import account, container

SKU: dict[str, Any] = {"sku": {"name": "standard"}}
KINDS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]] = {
    "Microsoft.ApiManagement/service": (
        {"sku": {"name": "Developer", "capacity": 1}},
        {"publisherEmail": "a@contoso.example", "publisherName": "Contoso"},
        {"restore": True},
        "ServiceAlreadyExistsInSoftDeletedState",
    ),
    "Microsoft.AppConfiguration/configurationStores": (SKU, {}, {"createMode": "Recover"}, "NameUnavailable"),
    "Microsoft.KeyVault/managedHSMs": (
        {"sku": {"family": "B", "name": "Standard_B1"}},
        {"tenantId": "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10", "initialAdminObjectIds": []},
        {"createMode": "recover"},
        "NameNotAvailable",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_deleted_service_keeps_its_name(estate: Estate, kind: str) -> None:
    body, given, recovery, code = KINDS[kind]
    name = f"{kind}/contoso-sales"
    made = estate.here(name, body, **given)
    estate.cloud.delete(made["id"])
    with refused(code, 409):
        estate.here(name, body, **given)
    assert estate.here(name, body, **{**given, **recovery})["id"] == made["id"]
    estate.cloud.delete(made["id"])
    estate.clock.forward(days=91)
    estate.here(name, body, **given)


def test_a_cluster_stays_for_four_hours(estate: Estate) -> None:
    made = estate.here("Microsoft.EventHub/clusters/evhcl-sales", {"sku": {"name": "Dedicated", "capacity": 1}})["id"]
    estate.clock.forward(hours=3)
    with refused("BadRequest", 400):
        estate.cloud.delete(made)
    estate.clock.forward(hours=2)
    estate.cloud.delete(made)


def test_a_locked_policy_protects_container_and_account(estate: Estate) -> None:
    made = account(estate)
    box = container(estate, made)["id"]
    days = {"immutabilityPeriodSinceCreationInDays": 7}
    policy = estate.put(f"{box}/immutabilityPolicies/default", None, **days)
    assert policy["properties"]["state"] == "Unlocked"
    estate.cloud.action(policy["id"], "lock")
    with refused("ImmutabilityPolicyLocked", 409):
        estate.cloud.delete(policy["id"])
    with refused("ContainerProtectedFromDeletion", 409):
        estate.cloud.delete(box)
    with refused("AccountProtectedFromDeletion", 409):
        estate.cloud.delete(made)


def deploy(estate: Estate, name: str = "deploy", **template: Any) -> dict[str, Any]:
    whole = {"mode": "Incremental", "template": template, "parameters": {"name": {"value": "id-deployed"}}}
    return estate.put(f"{GROUP}/providers/Microsoft.Resources/deployments/{name}", None, **whole)


def identity(**more: Any) -> dict[str, Any]:
    kind = "Microsoft.ManagedIdentity/userAssignedIdentities"
    place = "[resourceGroup().location]"
    return {"type": kind, "apiVersion": "2023-01-31", "name": "[parameters('name')]", "location": place, **more}


def test_a_deployment_writes_what_its_template_names(estate: Estate) -> None:
    made = deploy(
        estate,
        parameters={"name": {"type": "string"}, "tag": {"type": "string", "defaultValue": "sales"}},
        variables={"tags": {"Owner": "[toLower(parameters('tag'))]"}},
        resources=[identity(tags="[variables('tags')]"), identity(name="never", condition=False)],
    )
    (written,) = made["properties"]["outputResources"]
    assert estate.cloud.get(written["id"])["tags"] == {"Owner": "sales"}


def test_deployments_that_are_refused(estate: Estate) -> None:
    with refused("InvalidTemplate", 400):
        deploy(estate, parameters={"other": {"type": "string"}}, resources=[])
    with refused("InvalidTemplate", 400):
        deploy(estate, resources=[identity(name="[explode()]")])
    with refused("DeploymentFailed", 409):
        deploy(estate, parameters={"name": {"type": "string"}}, resources=[identity(location="atlantis")])
    with refused("DeploymentNameLengthLimitExceeded", 400):
        deploy(estate, "d" * 65, resources=[])
    with refused("DeploymentNameInvalidCharacters", 400):
        deploy(estate, "a b", resources=[])
    with refused("S-DEP-001", 501):
        link = {"uri": "https://contoso.example/template.json"}
        place = f"{GROUP}/providers/Microsoft.Resources/deployments/linked"
        estate.put(place, None, mode="Incremental", templateLink=link)


def test_the_history_of_deployments_is_bounded(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.core.types.resources.deployments.limit", lambda key: 1)
    deploy(estate, resources=[])
    with refused("DeploymentQuotaExceeded", 409):
        deploy(estate, "second", resources=[])
