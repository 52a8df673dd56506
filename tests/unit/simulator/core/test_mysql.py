"""MySQL flexible servers: who administers them, and which of them have a standby."""

from typing import Any

import pytest

from .conftest import GROUP, Estate
from .refusing import refused

TYPE = "Microsoft.DBforMySQL/flexibleServers"
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-sales"
LOGIN = {"administratorLogin": "unused", "administratorLoginPassword": "A-1.opens-nothing"}
GENERAL = {"name": "Standard_D2ads_v5", "tier": "GeneralPurpose"}


def server(estate: Estate, sku: dict[str, str] | None = None, **properties: Any) -> dict[str, Any]:
    estate.put(IDENTITY, {"location": "westeurope"})
    identity = {"type": "UserAssigned", "userAssignedIdentities": {IDENTITY: {}}}
    return estate.here(f"{TYPE}/mysql-sales", {"sku": sku or GENERAL, "identity": identity}, **LOGIN, **properties)


def test_a_server_is_made_with_a_login(estate: Estate) -> None:
    with refused("InvalidParameterValue", 400):
        estate.here(f"{TYPE}/mysql-sales", {"sku": GENERAL}, administratorLogin="unused")
    made = server(estate)
    assert made["properties"]["fullyQualifiedDomainName"] == "mysql-sales.mysql.database.azure.com"
    assert "administratorLoginPassword" not in made["properties"]


def test_its_administrator_is_looked_up_by_its_own_identity(estate: Estate) -> None:
    made = server(estate)["id"]
    with refused("InvalidParameterValue", 400):
        estate.put(f"{made}/administrators/team", login="grp-team", identityResourceId=IDENTITY)
    with refused("InvalidParameterValue", 400):
        estate.put(f"{made}/administrators/ActiveDirectory", login="grp-team", identityResourceId=f"{IDENTITY}-two")
    estate.put(f"{made}/administrators/ActiveDirectory", login="grp-team", identityResourceId=IDENTITY.upper())


@pytest.mark.parametrize(
    ("sku", "properties"),
    [
        ({"name": "Standard_B2s", "tier": "Burstable"}, {}),
        (GENERAL, {"storage": {"autoGrow": "Disabled"}}),
    ],
)
def test_where_there_is_no_standby(estate: Estate, sku: dict[str, str], properties: dict[str, Any]) -> None:
    server(estate, sku, **properties, highAvailability={"mode": "Disabled"})
    with refused("HighAvailabilityNotSupported", 400):
        server(estate, sku, **properties, highAvailability={"mode": "SameZone"})


def test_a_standby_in_another_zone_is_chosen_at_creation(estate: Estate) -> None:
    server(estate, highAvailability={"mode": "SameZone"})
    with refused("HighAvailabilityNotSupported", 400):
        server(estate, highAvailability={"mode": "ZoneRedundant"})


def test_a_standby_in_another_zone_stays(estate: Estate) -> None:
    server(estate, highAvailability={"mode": "ZoneRedundant"})
    again = server(estate, highAvailability={"mode": "ZoneRedundant"})
    assert again["properties"]["highAvailability"]["mode"] == "ZoneRedundant"
