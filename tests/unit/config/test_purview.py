"""Which Purview account an estate has."""

from pathlib import Path

import pytest

from arm.private_link import zones
from config.graph import waves
from config.load import load_estate
from config.problems import EstateErrors
from config.purview import ACCOUNT_TYPE, account_id, account_region, account_zone, endpoint_groups
from tests.unit.config.reference import REFERENCE, copy_estate

_GROUP = "/subscriptions/9d1c7b3e-0f7a-4f0e-8a56-0c4be1f7a901/resourceGroups/rg-data"
_EXISTING = f"{_GROUP}/providers/Microsoft.Purview/accounts/pview-contoso"
_SECOND = {
    "kind": "management-zone",
    "name": "second",
    "environment": "dev",
    "region": "northeurope",
    "subscription_id": "9d1c7b3e-0f7a-4f0e-8a56-0c4be1f7a999",
    "address_prefix": "10.33.0.0/20",
    "cost_center": "CC-1000",
    "catalogue": {},
}


def test_an_estate_without_one() -> None:
    estate = load_estate(REFERENCE)
    assert (account_zone(estate), account_id(estate)) == (None, None)


def test_an_existing_one(tmp_path: Path) -> None:
    estate = load_estate(
        copy_estate(tmp_path, change={"estate.yaml": {"connectivity": {"purview_account_resource_id": _EXISTING}}})
    )
    assert account_zone(estate) is None
    assert str(account_id(estate)) == _EXISTING


def test_two_of_its_own_are_one_too_many(tmp_path: Path) -> None:
    folder = copy_estate(tmp_path, change={"Pulumi.management.yaml": {"catalogue": {}}, "Pulumi.second.yaml": _SECOND})
    with pytest.raises(EstateErrors) as caught:
        load_estate(folder)
    assert [(one.code, one.file) for one in caught.value.problems] == [("C-CAT-001", "Pulumi.second.yaml")]


def test_every_landing_zone_comes_after_the_zone_that_has_it(tmp_path: Path) -> None:
    estate = load_estate(copy_estate(tmp_path, change={"Pulumi.second.yaml": _SECOND}))
    assert (account_zone(estate), account_region(estate, "second")) == ("second", "northeurope")
    order = [stack for wave in waves(estate) for stack in wave]
    assert all(order.index("second") < order.index(zone) for zone in estate.landing_zones)


def test_endpoints_are_those_that_a_zone_registers() -> None:
    assert set(endpoint_groups("westeurope", "public")) == {"account", "portal", "platform"}
    assert set(endpoint_groups("usgovvirginia", "usgov")) == {"account", "portal"}
    assert all(zones(ACCOUNT_TYPE, group, "westeurope") for group in endpoint_groups("westeurope", "public"))
