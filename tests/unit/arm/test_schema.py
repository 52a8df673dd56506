import csv
import json
from pathlib import Path

import pytest

from arm import schema
from arm.schema import ObjectType, Property, UnknownType, by_arm_type, by_token

ROOT = Path(__file__).parents[3]
ACCOUNT = "azure-native:storage:StorageAccount"


def test_a_type_knows_its_id_and_version() -> None:
    kind = by_token(ACCOUNT)
    assert kind.arm_type == "Microsoft.Storage/storageAccounts"
    assert kind.id_template.endswith("/providers/Microsoft.Storage/storageAccounts/{accountName}")
    assert [item.client for item in kind.path_parameters] == ["resourceGroupName", "accountName"]
    assert kind.date == "2026-11-23"
    assert any(source.startswith("azure-mgmt-storage ") for source in kind.source)


def test_a_versioned_token_reads_as_the_plain_one() -> None:
    assert by_token("azure-native:storage/v20240101:StorageAccount") is by_token(ACCOUNT)


@pytest.mark.parametrize(
    ("client", "wire"),
    [
        ("networkRuleSet", ("properties", "networkAcls")),
        ("enableHttpsTrafficOnly", ("properties", "supportsHttpsTrafficOnly")),
        ("enableNfsV3", ("properties", "isNfsV3Enabled")),
        ("location", ("location",)),
        ("sku", ("sku",)),
    ],
)
def test_a_property_knows_its_wire_path(client: str, wire: tuple[str, ...]) -> None:
    assert by_token(ACCOUNT).body.properties[client].wire == wire


def test_outputs_are_apart_from_the_body() -> None:
    kind = by_token(ACCOUNT)
    assert kind.outputs["primaryEndpoints"] == ("properties", "primaryEndpoints")
    assert "primaryEndpoints" not in kind.body.properties
    assert kind.shown.properties["primaryEndpoints"].read_only


def test_values_requirements_and_secrets_are_marked() -> None:
    account = by_token(ACCOUNT).body.properties
    assert "TLS1_2" in account["minimumTlsVersion"].values
    assert account["minimumTlsVersion"].open
    assert not account["accessTier"].open
    assert account["sku"].required
    assert by_token("azure-native:sql:Server").body.properties["administratorLoginPassword"].secret


def test_a_union_lists_its_options_with_their_marks() -> None:
    kind = by_token("azure-native:datafactory:LinkedService").body.properties["properties"].type
    assert kind.kind == "union"
    marks = {option.name: option.properties["type"].constant for option in kind.objects}
    assert marks["AzureBlobStorageLinkedService"] == "AzureBlobStorage"


def test_assigned_identities_are_keys_on_the_wire() -> None:
    identity = by_token(ACCOUNT).body.properties["identity"].type.objects[0]
    assert identity.properties["userAssignedIdentities"].type.kind == "keys"


def test_a_singleton_has_the_name_that_azure_gives_it() -> None:
    named = by_token("azure-native:storage:BlobServiceProperties").path_parameters[-1]
    assert (named.client, named.default) == ("blobServicesName", "default")


def test_arm_types_are_found_without_case_and_by_the_type_in_an_id() -> None:
    assert by_arm_type("microsoft.storage/STORAGEACCOUNTS").token == ACCOUNT
    assert by_arm_type("Microsoft.Network/privateDnsZones/A").token == "azure-native:privatedns:PrivateRecordSet"
    assert set(schema.tokens_of("Microsoft.Resources/deploymentScripts")) == {
        "azure-native:resources:AzureCliScript",
        "azure-native:resources:AzurePowerShellScript",
    }


def test_an_unknown_type_names_its_nearest() -> None:
    with pytest.raises(UnknownType, match="azure-native:storage:StorageAccount"):
        by_token("azure-native:storage:StorageAcount")
    with pytest.raises(UnknownType, match=r"Microsoft\.KeyVault/vaults"):
        by_arm_type("Microsoft.KeyVault/vault")


def test_every_table_can_be_walked() -> None:
    seen: set[int] = set()

    def walk(kind: ObjectType) -> None:
        if id(kind) in seen:
            return
        seen.add(id(kind))
        for item in kind.properties.values():
            assert item.wire
            inner = item.type
            while inner.inner:
                inner = inner.inner
            for option in inner.objects:
                walk(option)

    for kind in schema.all_types():
        walk(kind.shown)
    assert len(seen) > 1000


def test_no_output_is_secret_or_required() -> None:
    wrong = [
        f"{kind.token}.{item.client}"
        for kind in schema.all_types()
        for item in kind.shown.properties.values()
        if item.read_only and (item.secret or item.required)
    ]
    assert wrong == []


def test_wire_paths_of_a_body_are_unique() -> None:
    for kind in schema.all_types():
        wires = [item.wire for item in kind.body.properties.values()]
        assert len(set(wires)) == len(wires), kind.token


def test_the_wanted_types_have_tables_and_the_skipped_ones_a_reason() -> None:
    folder = ROOT / "tools/arm_tables"
    with (folder / "types.csv").open(encoding="utf-8") as stream:
        wanted = {f"azure-native:{row['token']}" for row in csv.DictReader(stream)}
    assert wanted == {kind.token for kind in schema.all_types()}
    with (folder / "skipped.csv").open(encoding="utf-8") as stream:
        skipped = {row["token"]: row["reason"] for row in csv.DictReader(stream)}
    assert all(skipped.values())
    assert not {f"azure-native:{token}" for token in skipped} & wanted


def test_every_correction_has_a_reason() -> None:
    corrections = json.loads((ROOT / "tools/arm_tables/overrides.json").read_text(encoding="utf-8"))
    assert all(entry["reason"] for part in corrections.values() for entry in part.values())


def test_the_tree_of_wires_leads_back_to_properties() -> None:
    node = by_token(ACCOUNT).body.wires["properties"]
    assert isinstance(node, dict)
    found = node["networkAcls"]
    assert isinstance(found, Property)
    assert found.client == "networkRuleSet"
