"""Private endpoints and private DNS zones."""

import re

from arm.fact_table import rows
from arm.name_rules import check_name
from arm.private_link import (
    ZONES_PER_ZONE_GROUP,
    Record,
    all_zones,
    approval_action,
    groups,
    records,
    superseded_zones,
    supported,
    zones,
)
from arm.regions import REGIONS

ZONE = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
STORAGE = "Microsoft.Storage/storageAccounts"


def test_storage_groups_and_zones() -> None:
    assert {"blob", "dfs", "file", "queue", "table", "web"} <= set(groups(STORAGE))
    assert zones(STORAGE, "dfs", "westeurope") == ("privatelink.dfs.core.windows.net",)
    assert zones(STORAGE, "blob", "usgovvirginia", "usgov") == ("privatelink.blob.core.usgovcloudapi.net",)


def test_group_ids_are_case_sensitive() -> None:
    assert zones("Microsoft.Synapse/workspaces", "Sql", "westeurope")
    assert zones("Microsoft.Synapse/workspaces", "sql", "westeurope") == ()


def test_regional_zones_use_the_right_code() -> None:
    assert "privatelink.westeurope.kusto.windows.net" in zones("Microsoft.Kusto/clusters", "cluster", "West Europe")
    backup = zones("Microsoft.RecoveryServices/vaults", "AzureBackup", "westeurope")
    assert backup[0] == "privatelink.we.backup.windowsazure.com"


def test_group_with_a_chosen_name() -> None:
    assert zones("Microsoft.Web/sites", "sites-blue", "westeurope") == ("privatelink.azurewebsites.net",)


def test_unsupported_type() -> None:
    assert not supported("Microsoft.Network/virtualNetworks")
    assert groups("Microsoft.Network/virtualNetworks") == ()


def test_records() -> None:
    registry = "Microsoft.ContainerRegistry/registries"
    assert records(registry, "registry", "westeurope", {"name": "cr1"}) == (
        Record(zone="privatelink.azurecr.io", label="cr1"),
        Record(zone="privatelink.azurecr.io", label="cr1.westeurope.data"),
    )
    assert records(registry, "registry", "westeurope", {}) == ()
    sync = records("Microsoft.StorageSync/storageSyncServices", "afs", "westeurope", {"name": "s"})
    assert [record.label for record in sync][:2] == ["smanagement.westeurope", "ssyncp.westeurope"]


def test_a_management_zone_creates_the_zones_of_its_regions() -> None:
    created = all_zones(["westeurope", "northeurope"])
    assert len(created) == len(set(created)) > 70
    for zone in (
        "privatelink.openai.azure.com",
        "privatelink.services.ai.azure.com",
        "privatelink.monitor.azure.com",
        "privatelink.northeurope.kusto.windows.net",
        "privatelink.ne.backup.windowsazure.com",
        "privatelink.batch.azure.com",
        "privatelink.redisenterprise.cache.azure.net",
        "privatelink.prod.powerquery.microsoft.com",
    ):
        assert zone in created
    assert not {"privatelink.mariadb.database.azure.com", "privatelink.westeurope.batch.azure.com"} & set(created)


def test_every_region_gives_well_formed_zones() -> None:
    for name, found in REGIONS.items():
        for zone in all_zones([name], found.cloud):
            assert ZONE.fullmatch(zone), zone
            assert check_name("Microsoft.Network/privateDnsZones", zone) is None


def test_a_zone_group_has_room_for_every_group() -> None:
    for row in rows("private_link"):
        assert len(zones(row["arm_type"], row["group_id"], "westeurope")) <= ZONES_PER_ZONE_GROUP


def test_superseded_zones_lead_to_created_ones() -> None:
    created = set(all_zones(["westeurope"]))
    assert all(new in created for new in superseded_zones().values() if new)


def test_approval_action() -> None:
    assert approval_action(STORAGE) == f"{STORAGE}/privateEndpointConnectionsApproval/action"
