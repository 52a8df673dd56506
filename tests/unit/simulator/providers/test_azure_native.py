"""The azure-native provider on a simulated Azure, as the engine drives it."""

from collections.abc import Callable
from typing import Any

import pytest

from arm.errors import ArmError
from arm.unknown import UNKNOWN
from simulator.core.cloud import Cloud
from simulator.providers.provider import HalfMadeError, InvalidRequestError, Naming, State

from .conftest import ACCOUNTS, GROUP, GROUPS, NETWORKS, ONE, SUBNETS, TWO, Driver

BLOBS = "azure-native:storage:BlobServiceProperties"
RULES = "azure-native:eventhub:NamespaceNetworkRuleSet"
SPACE = {"addressPrefixes": ["10.1.0.0/16"]}


def network_inputs(**more: Any) -> dict[str, Any]:
    return {"resourceGroupName": "rg-lake", "virtualNetworkName": "vnet", "addressSpace": SPACE, **more}


def test_names_that_the_type_does_not_have_are_all_reported_with_their_paths(azure: Driver) -> None:
    found = azure.problems(NETWORKS, **network_inputs(adressSpace=1, subnets=[{"name": "a", "prefix": "10.1.0.0/24"}]))
    assert set(found) == {"adressSpace", "subnets[0].prefix"}
    assert "`addressSpace`" in found["adressSpace"]


def test_types_enums_and_required_properties_are_refused_by_their_names_in_the_program(azure: Driver) -> None:
    place = {"resourceGroupName": "rg-lake", "accountName": "stlake", "kind": "StorageV2"}
    found = azure.problems(ACCOUNTS, **place, networkRuleSet={"defaultAction": "Perhaps"}, isHnsEnabled="yes")
    assert {"sku", "networkRuleSet.defaultAction", "isHnsEnabled"} <= set(found)
    assert "`Deny`" in found["networkRuleSet.defaultAction"]


def test_a_missing_name_is_a_failure_because_nothing_names_by_itself(azure: Driver) -> None:
    inputs = {name: value for name, value in network_inputs().items() if name != "virtualNetworkName"}
    assert "autonaming is disabled" in azure.problems(NETWORKS, **inputs)["virtualNetworkName"]
    checked = azure.session.check(NETWORKS, inputs, {}, Naming(proposed="net-1234"))
    assert [one.property for one in checked.failures] == ["virtualNetworkName"]


def test_an_unknown_type_is_an_error(azure: Driver) -> None:
    with pytest.raises(InvalidRequestError, match="S-TYP-001"):
        azure.check("azure-native:network:VirtualNetwrok")


def test_the_location_comes_from_the_old_inputs_the_provider_or_the_group(
    azure: Driver, open_driver: Callable[..., Driver]
) -> None:
    assert azure.check(NETWORKS, **network_inputs())["location"] == "westeurope"
    elsewhere = open_driver("azure-native", subscriptionId=ONE, location="northeurope")
    assert elsewhere.check(NETWORKS, **network_inputs())["location"] == "northeurope"
    assert azure.check(NETWORKS, **network_inputs(resourceGroupName=UNKNOWN))["location"] is UNKNOWN
    kept = azure.session.check(NETWORKS, network_inputs(), {"location": "uksouth"}, Naming(disabled=True))
    assert kept.inputs["location"] == "uksouth"


def test_unknown_values_pass_the_check_and_stay_unknown(azure: Driver) -> None:
    inputs = azure.check(NETWORKS, **network_inputs(addressSpace=UNKNOWN, tags={"owner": UNKNOWN}))
    foreseen = azure.session.preview(NETWORKS, inputs, None)
    assert foreseen["tags"] == {"owner": UNKNOWN}
    assert foreseen["resourceGuid"] is foreseen["name"] is foreseen["addressSpace"] is UNKNOWN
    assert "id" not in foreseen


def test_a_preview_of_an_update_keeps_name_and_location(azure: Driver, network: State) -> None:
    foreseen = azure.session.preview(NETWORKS, {**network.inputs, "tags": {"a": "b"}}, network)
    assert (foreseen["name"], foreseen["location"], foreseen["tags"]) == ("vnet-lake", "westeurope", {"a": "b"})
    assert foreseen["resourceGuid"] is UNKNOWN


def test_an_identity_that_azure_will_make_is_unknown_inside_what_was_given(azure: Driver) -> None:
    foreseen = azure.session.preview(ACCOUNTS, {"identity": {"type": "SystemAssigned"}}, None)
    assert foreseen["identity"]["type"] == "SystemAssigned"
    assert foreseen["identity"]["principalId"] is UNKNOWN


def test_the_outputs_are_what_a_later_refresh_reads(azure: Driver, account: State) -> None:
    assert account.outputs["primaryEndpoints"]["dfs"] == "https://stlakesales.dfs.core.windows.net/"
    found = azure.refresh(ACCOUNTS, account)
    assert found == account


def test_what_stands_already_is_not_created_again(azure: Driver, network: State) -> None:
    with pytest.raises(InvalidRequestError, match="cannot create already existing resource"):
        azure.session.create(NETWORKS, network.inputs)


def test_two_subscriptions_are_two_places(azure: Driver, open_driver: Callable[..., Driver]) -> None:
    other = open_driver("azure-native", subscriptionId=TWO)
    made = other.create(GROUPS, resourceGroupName="rg-lake", location="northeurope")
    assert made.id == GROUP.replace(ONE, TWO)


def test_without_a_subscription_there_is_no_id(open_driver: Callable[..., Driver]) -> None:
    with pytest.raises(InvalidRequestError, match="subscriptionId"):
        open_driver("azure-native").create(GROUPS, resourceGroupName="rg", location="westeurope")


def test_spelling_of_locations_and_ids_is_no_change(azure: Driver, network: State) -> None:
    assert azure.changes(NETWORKS, network, location="West Europe") == {}
    plan = {"id": f"{GROUP}/providers/Microsoft.Network/ddosProtectionPlans/plan"}
    standing = State(network.id, network.outputs, {**network.inputs, "ddosProtectionPlan": plan})
    assert (
        azure.changes(NETWORKS, standing, ddosProtectionPlan={"id": plan["id"].upper().replace("/SUB", "/sub")}) == {}
    )


@pytest.mark.parametrize(
    ("token", "change", "differs"),
    [
        (ACCOUNTS, {"tags": {"a": "b"}}, {"tags": False}),
        (ACCOUNTS, {"location": "northeurope"}, {"location": True}),
        (ACCOUNTS, {"accountName": "stother"}, {"accountName": True}),
        (ACCOUNTS, {"isHnsEnabled": False}, {"isHnsEnabled": True}),
        (ACCOUNTS, {"isHnsEnabled": UNKNOWN}, {"isHnsEnabled": True}),
        (ACCOUNTS, {"minimumTlsVersion": UNKNOWN}, {"minimumTlsVersion": False}),
        (ACCOUNTS, {"azureApiVersion": "2030-01-01"}, {"azureApiVersion": False}),
    ],
)
def test_a_change_is_an_update_unless_azure_fixes_the_property(
    azure: Driver, account: State, token: str, change: dict[str, Any], differs: dict[str, bool]
) -> None:
    assert azure.changes(token, account, **change) == differs


def test_an_update_keeps_the_subnets_that_are_resources_of_their_own(
    azure: Driver, network: State, cloud: Cloud
) -> None:
    azure.create(
        SUBNETS,
        resourceGroupName="rg-lake",
        virtualNetworkName="vnet-lake",
        subnetName="endpoints",
        addressPrefix="10.1.1.0/24",
    )
    changed = azure.update(NETWORKS, network, tags={"owner": "sales"})
    assert [subnet["name"] for subnet in changed.outputs["subnets"]] == ["endpoints"]
    assert cloud.exists(f"{network.id}/subnets/endpoints")
    refreshed = azure.refresh(NETWORKS, changed)
    assert refreshed is not None
    assert "subnets" not in refreshed.inputs


def test_a_refresh_takes_over_what_changed_in_azure_and_nothing_azure_filled_in(
    azure: Driver, network: State, cloud: Cloud
) -> None:
    body = cloud.get(network.id)
    body["tags"] = {"owner": "somebody"}
    body["properties"]["enableDdosProtection"] = False
    cloud.put(network.id, "", {name: body[name] for name in ("location", "tags", "properties")})
    refreshed = azure.refresh(NETWORKS, network)
    assert refreshed is not None
    assert refreshed.inputs == {**network.inputs, "tags": {"owner": "somebody"}}


def test_an_import_states_every_input_and_plans_no_change(azure: Driver, account: State) -> None:
    found = azure.session.read(ACCOUNTS, State(account.id))
    assert found is not None
    checked = azure.session.check(ACCOUNTS, found.inputs, {}, Naming(disabled=True))
    assert checked.failures == []
    assert found.inputs["accountName"] == "stlakesales"
    assert azure.session.diff(ACCOUNTS, State(found.id, found.outputs, found.inputs), checked.inputs).changes == []


def test_what_is_gone_reads_as_nothing_and_is_deleted_without_a_word(azure: Driver, network: State) -> None:
    azure.session.delete(NETWORKS, network)
    assert azure.refresh(NETWORKS, network) is None
    azure.session.delete(NETWORKS, network)


def test_what_stands_by_default_is_created_by_an_update_and_deleted_by_a_reset(azure: Driver, cloud: Cloud) -> None:
    place = {"resourceGroupName": "rg-lake", "namespaceName": "evhns-lake"}
    sku = {"name": "Standard", "tier": "Standard"}
    azure.create("azure-native:eventhub:Namespace", **place, sku=sku)
    rules = azure.create(RULES, **place, defaultAction="Allow", publicNetworkAccess="Enabled")
    assert cloud.get(rules.id)["properties"]["defaultAction"] == "Allow"
    azure.session.delete(RULES, rules)
    assert cloud.get(rules.id)["properties"]["defaultAction"] == "Deny"


def test_a_singleton_needs_no_name(azure: Driver, account: State) -> None:
    made = azure.create(BLOBS, resourceGroupName="rg-lake", accountName="stlakesales", isVersioningEnabled=False)
    assert made.id == f"{account.id}/blobServices/default"


@pytest.mark.parametrize("kind", ["throttle", "conflict", "transient", "busy"])
def test_what_passes_is_waited_for(azure: Driver, cloud: Cloud, pauses: list[float], kind: str) -> None:
    cloud.faults.inject({"kind": kind, "type": "microsoft.network/virtualnetworks", "count": 2, "retry_after": 7})
    azure.create(NETWORKS, **network_inputs())
    assert len(pauses) == 2
    if kind == "throttle":
        assert pauses == [7.0, 7.0]


def test_patience_ends(azure: Driver, cloud: Cloud, pauses: list[float]) -> None:
    cloud.faults.inject({"kind": "throttle", "type": "microsoft.network/virtualnetworks", "count": 99})
    with pytest.raises(ArmError) as refused:
        azure.create(NETWORKS, **network_inputs())
    assert (refused.value.code, len(pauses)) == ("TooManyRequests", 3)


def test_a_cancelled_provider_waits_no_more(azure: Driver, cloud: Cloud, pauses: list[float]) -> None:
    cloud.faults.inject({"kind": "throttle", "type": "microsoft.network/virtualnetworks", "count": 99})
    azure.session.cancelled.set()
    with pytest.raises(ArmError):
        azure.create(NETWORKS, **network_inputs())
    assert len(pauses) == 1


def test_a_creation_whose_answer_was_lost_hands_over_what_it_left_behind(
    azure: Driver, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = cloud.put

    def lose_the_answer(*arguments: Any) -> dict[str, Any]:
        put(*arguments)
        raise ArmError("InternalServerError", "The server met an error.", status=501)

    monkeypatch.setattr(cloud, "put", lose_the_answer)
    with pytest.raises(HalfMadeError) as failed:
        azure.create(NETWORKS, **network_inputs())
    assert failed.value.state.id.endswith("/virtualNetworks/vnet")
    assert failed.value.state.outputs["provisioningState"] == "Succeeded"
    assert 'Code="InternalServerError"' in failed.value.reasons[0]


def test_the_answer_of_the_write_stands_in_for_a_read_that_fails(azure: Driver, cloud: Cloud) -> None:
    cloud.faults.inject({"kind": "throttle", "operation": "get", "count": 9})
    assert azure.create(NETWORKS, **network_inputs()).outputs["provisioningState"] == "Succeeded"


def test_a_resource_that_azure_ends_as_failed_is_half_made(
    azure: Driver, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = cloud.get

    def failed(arm_id: str) -> dict[str, Any]:
        shown = get(arm_id)
        return {**shown, "properties": {**shown["properties"], "provisioningState": "Failed"}}

    monkeypatch.setattr(cloud, "get", failed)
    with pytest.raises(HalfMadeError, match="provisioning state Failed"):
        azure.create(NETWORKS, **network_inputs())


def test_functions_read_resources_and_ask_for_keys(azure: Driver, account: State) -> None:
    place = {"resourceGroupName": "rg-lake", "accountName": "stlakesales"}
    assert azure.session.invoke("azure-native:storage:getStorageAccount", place)["id"] == account.id
    keys = azure.session.invoke("azure-native:storage:listStorageAccountKeys", place)["keys"]
    assert [key["keyName"] for key in keys] == ["key1", "key2"]
    with pytest.raises(ArmError) as missing:
        azure.session.invoke("azure-native:storage:getStorageAccount", {**place, "accountName": "stother"})
    assert missing.value.status == 404


def test_the_client_knows_its_subscription_and_tenant(azure: Driver, cloud: Cloud) -> None:
    found = azure.session.invoke("azure-native:authorization:getClientConfig", {})
    assert (found["subscriptionId"], found["tenantId"]) == (ONE, cloud.world.tenant_id)
    assert azure.session.invoke("azure-native:authorization:getClientToken", {})["token"].startswith("simulated.")


@pytest.mark.parametrize("name", ["storage:getStorageAcount", "storage:listAnything", "nonsense"])
def test_an_unknown_function_is_an_error(azure: Driver, name: str) -> None:
    with pytest.raises(InvalidRequestError, match="S-FUN-001"):
        azure.session.invoke(f"azure-native:{name}", {})


def test_a_function_without_a_name_says_what_it_lacks(azure: Driver) -> None:
    with pytest.raises(InvalidRequestError, match="accountName"):
        azure.session.invoke("azure-native:storage:getStorageAccount", {"resourceGroupName": "rg-lake"})


def test_identities_that_are_given_as_a_list_are_answered_as_a_map_and_unknown_until_then(azure: Driver) -> None:
    given = {"identity": {"type": "UserAssigned", "userAssignedIdentities": ["/subscriptions/x"]}}
    foreseen = azure.session.preview(ACCOUNTS, given, None)["identity"]
    assert (foreseen["type"], foreseen["userAssignedIdentities"]) == ("UserAssigned", UNKNOWN)
