"""What holds for every resource."""

from typing import Any

import pytest

from arm.errors import ArmError
from simulator.core.cloud import Cloud

from .conftest import GROUP, ONE, Estate

HERE: dict[str, Any] = {"location": "westeurope"}
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-sales"


def test_a_resource_is_read_back_with_its_casing_whatever_the_case_of_the_id(estate: Estate) -> None:
    estate.put(IDENTITY, {"location": "West Europe", "tags": {"Owner": "sales"}})
    shown = estate.cloud.get(IDENTITY.upper())
    assert (shown["id"], shown["name"]) == (IDENTITY, "id-sales")
    assert (shown["type"], shown["location"]) == ("Microsoft.ManagedIdentity/userAssignedIdentities", "westeurope")


def test_deleting_what_does_not_exist_is_a_success(cloud: Cloud) -> None:
    cloud.delete(IDENTITY)


@pytest.mark.parametrize(
    ("arm_id", "body", "code", "status"),
    [
        (f"{ONE[:-1]}2/resourceGroups/rg-a", {"location": "westeurope"}, "SubscriptionNotFound", 404),
        (IDENTITY.replace("rg-sales", "rg-other"), {"location": "westeurope"}, "ResourceGroupNotFound", 404),
        (f"{IDENTITY}/federatedIdentityCredentials/github", {}, "ParentResourceNotFound", 404),
        (IDENTITY, {}, "LocationRequired", 400),
        (IDENTITY, {"location": "atlantis"}, "LocationNotAvailableForResourceType", 400),
        (f"{ONE}/resourceGroups/rg-b", {"location": "atlantis"}, "LocationNotAvailableForResourceGroup", 400),
        (f"{ONE}/resourceGroups/rg-b.", {"location": "westeurope"}, "InvalidResourceName", 400),
        (f"{GROUP}/providers/Contoso.Cars/cars/one", {}, "InvalidResourceNamespace", 404),
        (f"{GROUP}/providers/Microsoft.Storage/accounts/one", {}, "InvalidResourceType", 404),
        (
            f"{GROUP}/providers/Microsoft.Storage/storageAccounts/Sales",
            {"location": "westeurope"},
            "AccountNameInvalid",
            400,
        ),
        (
            f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-xbox",
            {"location": "westeurope"},
            "ReservedResourceName",
            400,
        ),
    ],
)
def test_what_resource_manager_refuses_everywhere(
    cloud: Cloud, arm_id: str, body: dict[str, str], code: str, status: int
) -> None:
    with pytest.raises(ArmError) as refused:
        cloud.put(arm_id, "", body)
    assert (refused.value.code, refused.value.status) == (code, status)


def test_a_write_can_ask_for_the_etag_it_has_seen(estate: Estate) -> None:
    network = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-a"
    body = {**HERE, "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}}
    first = estate.cloud.put(network, "", body)["etag"]
    second = estate.cloud.put(network, "", body, if_match=first)["etag"]
    assert first != second
    with pytest.raises(ArmError) as refused:
        estate.cloud.put(network, "", body, if_match=first)
    assert (refused.value.code, refused.value.status) == ("PreconditionFailed", 412)


def test_a_failed_write_leaves_nothing(cloud: Cloud) -> None:
    with pytest.raises(ArmError):
        cloud.put(IDENTITY, "", {"location": "atlantis"})
    assert not cloud.exists(IDENTITY)
