from typing import Any

import pytest

from arm.schema import UnknownType
from arm.unknown import UNKNOWN
from arm.validate import check_body

ACCOUNT = "Microsoft.Storage/storageAccounts"
GOOD: dict[str, Any] = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_ZRS"}}


def _paths(arm_type: str, body: dict[str, Any]) -> list[str]:
    return [problem.path for problem in check_body(arm_type, body)]


def test_a_good_body_has_no_problem() -> None:
    assert check_body(ACCOUNT, {**GOOD, "properties": {"minimumTlsVersion": "TLS1_2"}}) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({**GOOD, "propertys": {}}, "propertys"),
        ({**GOOD, "properties": {"enableHttpsTrafficOnly": True}}, "properties.enableHttpsTrafficOnly"),
        ({**GOOD, "properties": {"supportsHttpsTrafficOnly": "yes"}}, "properties.supportsHttpsTrafficOnly"),
        ({**GOOD, "properties": {"networkAcls": []}}, "properties.networkAcls"),
        ({**GOOD, "properties": {"networkAcls": {"defaultAction": "Block"}}}, "properties.networkAcls.defaultAction"),
        ({**GOOD, "properties": {"networkAcls": {}}}, "properties.networkAcls.defaultAction"),
        ({**GOOD, "tags": {"owner": 1}}, "tags.owner"),
        ({**GOOD, "tags": "owner"}, "tags"),
        ({**GOOD, "properties": "none"}, "properties"),
        ({"location": "westeurope", "kind": "StorageV2"}, "sku"),
        ({**GOOD, "sku": {}}, "sku.name"),
    ],
)
def test_each_problem_names_its_path(body: dict[str, Any], path: str) -> None:
    assert _paths(ACCOUNT, body) == [path]


def test_unknown_fits_everywhere() -> None:
    assert check_body(ACCOUNT, {"location": UNKNOWN, "kind": UNKNOWN, "sku": UNKNOWN, "properties": UNKNOWN}) == []


def test_open_enums_take_values_that_are_not_listed() -> None:
    body = {"location": "westeurope", "kind": "StorageV3", "sku": {"name": "Standard_ZRS"}}
    assert check_body(ACCOUNT, body) == []


def test_read_only_members_are_ignored() -> None:
    assert check_body(ACCOUNT, {**GOOD, "properties": {"provisioningState": "Succeeded"}}) == []


def test_identities_are_a_map_by_id() -> None:
    assert check_body(ACCOUNT, {**GOOD, "identity": {"type": "None", "userAssignedIdentities": {"/id": {}}}}) == []
    wrong = {**GOOD, "identity": {"type": "None", "userAssignedIdentities": ["/id"]}}
    assert _paths(ACCOUNT, wrong) == ["identity.userAssignedIdentities"]


def test_a_union_is_judged_by_the_option_that_its_mark_names() -> None:
    linked = "Microsoft.DataFactory/factories/linkedservices"
    good = {"properties": {"type": "AzureBlobFS", "typeProperties": {"url": "https://lake"}}}
    assert check_body(linked, good) == []
    assert _paths(linked, {"properties": {"type": "AzureBlobFS", "typeProperties": {"urls": "x"}}}) == [
        "properties.typeProperties.urls"
    ]


def test_the_name_in_the_id_need_not_stand_in_the_body() -> None:
    body = {"properties": {"userName": "u", "password": "p"}}
    assert check_body("Microsoft.Automation/automationAccounts/credentials", body) == []


def test_of_several_tokens_the_one_that_fits_judges() -> None:
    common = {"retentionInterval": "P1D", "scriptContent": "x"}
    for kind, version in (("AzureCLI", "azCliVersion"), ("AzurePowerShell", "azPowerShellVersion")):
        body = {"location": "westeurope", "kind": kind, "properties": {**common, version: "2.0"}}
        assert check_body("Microsoft.Resources/deploymentScripts", body) == []


def test_a_type_without_a_table_is_refused() -> None:
    with pytest.raises(UnknownType):
        check_body("Microsoft.Nowhere/things", {})
