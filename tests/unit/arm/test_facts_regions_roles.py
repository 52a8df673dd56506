"""Regions and built-in roles."""

import re

import pytest

from arm.regions import REGIONS, normalised, region
from arm.roles import UnknownRoleError, all_roles, role, role_by_guid, role_definition_id


def test_pairs_stay_in_their_cloud() -> None:
    for found in REGIONS.values():
        if found.paired_region:
            assert REGIONS[found.paired_region].cloud == found.cloud


def test_short_codes_are_unique_and_short() -> None:
    codes = [found.short_code for found in REGIONS.values()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]{2,6}[0-9]?", code) for code in codes)


def test_display_names_lead_to_the_region() -> None:
    assert region("West Europe") is REGIONS["westeurope"]
    assert normalised("North Europe") == "northeurope"
    assert region("atlantis") is None


def test_west_europe() -> None:
    found = REGIONS["westeurope"]
    assert (found.short_code, found.backup_code, found.paired_region, found.zones) == (
        "weu",
        "we",
        "northeurope",
        True,
    )


def test_guids_are_well_formed_and_unique() -> None:
    guids = [found.guid for found in all_roles()]
    assert len(guids) == len(set(guids))
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", guid) for guid in guids)
    assert len({found.name.lower() for found in all_roles()}) == len(guids)


def test_role_by_name_and_back() -> None:
    contributor = role("network contributor")
    assert contributor.guid == "4d97b98b-1d4f-4787-a291-c67834d212e7"
    subscription = "00000000-0000-0000-0000-000000000001"
    assert role_by_guid(contributor.definition_id(subscription)) is contributor
    assert contributor.definition_id() == (f"/providers/Microsoft.Authorization/roleDefinitions/{contributor.guid}")
    assert role_definition_id("x", "s") == "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/x"
    assert role_by_guid("00000000-0000-0000-0000-00000000ffff") is None


def test_unknown_role_names_near_ones() -> None:
    with pytest.raises(UnknownRoleError, match="Network Contributor"):
        role("Netwerk Contributor")
