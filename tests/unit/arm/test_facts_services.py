"""Limits, diagnostics, clouds, providers and tag rules."""

import pytest

from arm.clouds import CLOUDS, NotInCloudError, services, suffix
from arm.diagnostics import accepts_settings, categories
from arm.fact_table import rows
from arm.limits import LIMITS, limit
from arm.network_rules import LARGEST_PREFIX_LENGTH, RESERVED_ADDRESSES, SMALLEST_PREFIX_LENGTH
from arm.private_link import ZONES_PER_ZONE_GROUP
from arm.providers import namespace_of, namespaces, needed_for
from arm.providers import services as provider_services
from arm.tag_rules import tag_rule


def test_limits_are_positive_and_unique() -> None:
    assert len(LIMITS) == len(rows("limits"))
    assert all(found.value > 0 for found in LIMITS.values())
    assert all(key == key.lower() for key in LIMITS)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("peerings-per-virtual-network", 500),
        ("subnets-per-virtual-network", 3000),
        ("role-assignments-per-subscription", 4000),
        ("private-endpoints-per-virtual-network", 1000),
        ("management-group-depth", 6),
        ("tags-per-resource", 50),
        ("rules-per-network-security-group", 1000),
        ("resource-groups-per-subscription", 980),
        ("storage-accounts-per-region", 250),
        ("zones-per-zone-group", ZONES_PER_ZONE_GROUP),
        ("reserved-addresses-per-subnet", RESERVED_ADDRESSES),
        ("largest-subnet-prefix-length", LARGEST_PREFIX_LENGTH),
        ("smallest-subnet-prefix-length", SMALLEST_PREFIX_LENGTH),
    ],
)
def test_limits(key: str, value: int) -> None:
    assert limit(key) == value


def test_tag_rules_follow_the_general_limit() -> None:
    general = tag_rule()
    assert general.max_tags == limit("tags-per-resource")
    assert general.max_key_length == limit("tag-key-length")
    assert general.max_value_length == limit("tag-value-length")
    storage = tag_rule("Microsoft.Storage/storageAccounts")
    assert storage.max_key_length == limit("tag-key-length-storage") == 128
    assert tag_rule("microsoft.network/privatednszones").max_tags == 15
    assert tag_rule("Contoso.Nothing/things") == tag_rule()


def test_storage_logs_belong_to_the_services() -> None:
    account = "Microsoft.Storage/storageAccounts"
    assert categories(account).logs == ()
    assert "Transaction" in categories(account).metrics
    for service in ("blobServices", "fileServices", "queueServices", "tableServices"):
        assert categories(f"{account}/{service}").logs == ("StorageDelete", "StorageRead", "StorageWrite")


def test_categories_and_groups() -> None:
    vault = categories("microsoft.keyvault/VAULTS")
    assert vault.groups == ("allLogs", "audit")
    assert "AuditEvent" in vault.logs
    assert not accepts_settings("Microsoft.Network/privateEndpoints")
    assert categories("Microsoft.Network/privateEndpoints").groups == ()
    for row in rows("diagnostics"):
        found = categories(row["arm_type"])
        assert set(found.groups) <= {"allLogs", "audit"}
        assert not any(" " in name for name in (*found.logs, *found.metrics))


def test_suffixes() -> None:
    assert suffix("key-vault") == "vault.azure.net"
    assert suffix("storage", "usgov") == "core.usgovcloudapi.net"
    assert suffix("login", "china") == "login.chinacloudapi.cn"
    with pytest.raises(NotInCloudError, match="no known host name"):
        suffix("front-door", "china")
    with pytest.raises(NotInCloudError, match="is not one of"):
        suffix("nothing")
    assert len(services()) == len(set(services()))
    assert CLOUDS == ("public", "usgov", "china")


def test_every_suffix_has_a_public_host() -> None:
    for service in services():
        host = suffix(service)
        assert "." in host
        assert not host.startswith((".", "https:"))


def test_providers() -> None:
    assert needed_for(["purview", "network"]) == (
        "Microsoft.EventHub",
        "Microsoft.Network",
        "Microsoft.Purview",
        "Microsoft.Storage",
    )
    for wanted in provider_services().values():
        assert set(wanted) <= set(namespaces())
    assert "Microsoft.Resources" not in needed_for(provider_services())
    assert namespace_of("Microsoft.Network/virtualNetworks/subnets") == "Microsoft.Network"
