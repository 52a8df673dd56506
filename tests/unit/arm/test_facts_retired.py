"""Retired services."""

from datetime import date

import pytest

from arm.retired import retirements, retirements_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("key", sorted(retirements()))
def test_a_date_goes_with_its_status(key: str) -> None:
    found = retirements()[key]
    assert found.status in {"ends", "removed", "supported"}
    assert (found.ends is not None) is (found.status == "ends")
    assert (found.path is None) is (not found.values)


def test_a_whole_type() -> None:
    [found] = retirements_of("microsoft.dbformariadb/SERVERS")
    assert found.covers(None)
    assert found.gone(TODAY)
    assert found.successor == "Microsoft.DBforMySQL/flexibleServers"


def test_a_value() -> None:
    [found] = retirements_of("Microsoft.Network/publicIPAddresses")
    assert found.covers("basic")
    assert not found.covers("Standard")
    assert not found.covers(None)


def test_a_pattern() -> None:
    [found] = retirements_of("Microsoft.Network/networkWatchers/flowLogs")
    group = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n"
    assert found.covers(group)
    assert not found.covers(group.replace("networkSecurityGroups", "virtualNetworks"))
    assert not found.gone(TODAY)
    assert found.gone(date(2027, 9, 30))


def test_without_a_date() -> None:
    assert retirements()["machine-learning-linked-services"].gone(TODAY)
    assert not retirements()["analysis-services"].gone(TODAY)
    assert retirements_of("Microsoft.Storage/storageAccounts") == ()
