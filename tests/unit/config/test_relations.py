"""Order, peering, groups and rights, computed from the reference estate."""

from pathlib import Path

import pytest

from config.estate import Estate
from config.graph import dependencies, waves
from config.groups import groups_of, team_groups
from config.load import load_estate
from config.peering import pairs
from config.responsibilities import Mark, Role, Scope, matrix
from config.rights import Reach, grants
from tests.unit.config.reference import REFERENCE, copy_estate


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(REFERENCE)


def test_waves_follow_what_each_stack_reads(estate: Estate) -> None:
    assert waves(estate) == (
        ("platform",),
        ("management",),
        ("logistics-prod", "sales-dev"),
        ("churn-model", "crm", "customer-360", "fleet-live", "peering", "route-insights", "telematics"),
    )
    assert waves(estate, only=("crm", "platform")) == (("platform",), ("crm",))


def test_a_team_comes_before_those_whose_datasets_are_opened_to_its_services(tmp_path: Path) -> None:
    contacts = {"workloads": {"customer-360/pipelines": "read"}}
    change = {"Pulumi.crm.yaml": {"datasets": {"contacts": contacts}}}
    assert "customer-360" in dependencies(load_estate(copy_estate(tmp_path, change=change)))["crm"]


def test_every_dependency_comes_first(estate: Estate) -> None:
    order = {name: index for index, wave in enumerate(waves(estate)) for name in wave}
    assert all(order[need] < order[name] for name, needs in dependencies(estate).items() for need in needs)


def test_pairs_are_hubs_governance_and_mesh(estate: Estate) -> None:
    found = [(str(p.first.name), str(p.second.name)) for p in pairs(estate, estate.peerings["peering"])]
    zones = len(estate.landing_zones)
    assert len(found) == 1 + 2 * zones + zones * (zones - 1) // 2
    assert ("logistics-prod", "sales-dev") in found


def test_each_team_has_a_group_with_a_unique_name(estate: Estate) -> None:
    groups = team_groups(estate)
    assert len({group.display_name for group in groups}) == len(groups) == 5 + 2 * 2 + 6
    assert "sales-dev/ops" in {group.key for group in groups}


def test_the_matrix_has_every_cell() -> None:
    assert set(matrix().cells) == {(role, scope) for role in Role for scope in Scope}


@pytest.mark.parametrize("stack", ["management", "sales-dev", "logistics-prod", "crm", "telematics", "fleet-live"])
def test_no_grant_exceeds_the_matrix(estate: Estate, stack: str) -> None:
    write = {"Contributor", "Network Contributor"}
    for grant in grants(estate, stack):
        mark, role = grant.because.split(" of ")[0], grant.because.split(" of ")[1].split(" on ")[0]
        assert grant.group in groups_of(estate, Role(role), stack)
        if grant.role in write:
            assert mark == Mark.RESPONSIBLE
            assert estate.environment_name(estate.stacks[stack]) == "dev"


def test_people_write_in_development_only(estate: Estate) -> None:
    assert {grant.role for grant in grants(estate, "crm")} == {"Reader", "Contributor", "Network Contributor"}
    assert {grant.role for grant in grants(estate, "telematics")} == {"Reader"}


def test_informed_gets_nothing(estate: Estate) -> None:
    product = {grant.group for grant in grants(estate, "customer-360")}
    assert "customer-360/team" not in {grant.group for grant in grants(estate, "crm")}
    assert "churn-model/team" not in product
    assert {"customer-360/team", "sales-dev/ops", "sales-dev/service-owner"} <= product


def test_the_consulted_read_beside_their_own_line(estate: Estate) -> None:
    assert "crm/team" in {grant.group for grant in grants(estate, "customer-360")}
    assert {"sales-dev/ops", "logistics-prod/service-owner"} <= {one.group for one in grants(estate, "management")}
    assert {one.group for one in grants(estate, "platform")} == {"cloud-platform-ops", "data-platform-ops"}
    assert grants(estate, "peering") == ()


def test_zone_operators_read_the_management_zone_by_override() -> None:
    published = matrix().marks(Role.LANDING_ZONE_OPS, Scope.MANAGEMENT_ZONE)
    rights = matrix().marks(Role.LANDING_ZONE_OPS, Scope.MANAGEMENT_ZONE, purpose="rights")
    assert published == frozenset({Mark.RESPONSIBLE})
    assert rights == frozenset({Mark.CONSULTED})


def test_the_subnet_right_belongs_to_the_team_alone(estate: Estate) -> None:
    holders = {grant.group for grant in grants(estate, "crm") if grant.reach is Reach.SUBNET}
    assert holders == {"crm/team"}
