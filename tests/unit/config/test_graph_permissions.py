"""What deploy identities need in Entra follows from what their stacks build there."""

from collections import defaultdict
from pathlib import Path

from config.graph_permissions import graph_permissions
from config.load import load_estate
from tests.unit.config.reference import REFERENCE, copy_estate

_OWN_GROUPS = {"Group.Create", "GroupMember.Read.All", "User.Read.All"}
_PACKAGES = "EntitlementManagement.ReadWrite.All"


def _by_stack(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in graph_permissions(load_estate(folder)):
        found[one.stack].add(one.permission)
    return dict(found)


def test_who_has_datasets_makes_groups_and_nobody_else(tmp_path: Path) -> None:
    teams = load_estate(REFERENCE).teams
    wanted = {name: _OWN_GROUPS for name, team in teams.items() if team.datasets}
    assert wanted
    plain = copy_estate(tmp_path, change={"estate.yaml": {"access_packages": False}})
    assert _by_stack(plain) == wanted


def test_with_access_packages_zones_and_teams_reach_entitlement_management(tmp_path: Path) -> None:
    changed = copy_estate(tmp_path, change={"estate.yaml": {"access_packages": True}})
    found, estate = _by_stack(changed), load_estate(changed)
    assert {name for name, permissions in found.items() if permissions == {_PACKAGES}} == set(estate.landing_zones)
    assert {name for name, permissions in found.items() if permissions == {*_OWN_GROUPS, _PACKAGES}} == {
        name for name, team in estate.teams.items() if team.datasets
    }


def test_without_delivery_nobody_needs_anything(tmp_path: Path) -> None:
    assert not _by_stack(copy_estate(tmp_path, change={"estate.yaml": {"delivery": None}}))
