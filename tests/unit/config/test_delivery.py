"""Who keeps, reviews and releases repositories, computed from the matrix."""

import pytest

from config.delivery import projects, readers, repositories
from config.estate import Estate
from config.groups import group_of, scope_of, team_groups
from config.load import load_estate
from config.responsibilities import Mark, Role, matrix
from tests.unit.config.reference import REFERENCE


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(REFERENCE)


def test_every_zone_has_a_project_and_every_zone_and_team_a_repository_in_it(estate: Estate) -> None:
    assert set(projects(estate)) == set(estate.zones)
    found = repositories(estate)
    assert set(found) == {*estate.zones, *estate.teams}
    assert {stack: found[stack].project for stack in estate.teams} == {
        stack: team.landing_zone for stack, team in estate.teams.items()
    }


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("mark", [Mark.RESPONSIBLE, Mark.CONSULTED, Mark.ACCOUNTABLE])
def test_each_mark_has_its_part_and_no_other_has_it(estate: Estate, role: Role, mark: Mark) -> None:
    for stack, repository in repositories(estate).items():
        group = group_of(estate, role, stack)
        holders = {
            Mark.RESPONSIBLE: repository.writers,
            Mark.CONSULTED: repository.consulted,
            Mark.ACCOUNTABLE: repository.approvers,
        }[mark]
        wanted = mark in matrix().marks(role, scope_of(estate, stack), purpose="rights")
        assert (group is not None and group in holders) is (wanted and group is not None), (stack, role, mark)


def test_a_zones_operators_keep_every_main_branch_in_it(estate: Estate) -> None:
    found = repositories(estate)
    assert {found[stack].reviewers for stack in ("sales-dev", "crm", "customer-360")} == {("sales-dev/ops",)}
    assert found["management"].reviewers == ("data-platform-ops",)


def test_feature_branches_are_deployed_only_where_people_may_write(estate: Estate) -> None:
    assert {stack: one.main_only for stack, one in repositories(estate).items() if stack in estate.landing_zones} == {
        "sales-dev": False,
        "logistics-prod": True,
    }


def test_those_who_have_a_part_read_and_those_without_do_not(estate: Estate) -> None:
    reading = set(readers(estate, "sales-dev"))
    assert {"sales-dev/ops", "sales-dev/service-owner", "crm/team", "data-platform-ops"} <= reading
    assert not reading & {"logistics-prod/ops", "data-office", "telematics/team"}
    assert reading <= {group.key for group in team_groups(estate)}


def test_identities_have_a_name_of_their_own(estate: Estate) -> None:
    names = [one.identity_name for one in repositories(estate).values()]
    assert len(names) == len(set(names))
    assert repositories(estate)["crm"].identity_name == "sp-cts-crm-deploy-dev"


def test_nothing_where_delivery_is_kept_outside(estate: Estate) -> None:
    settings = estate.settings.model_copy(update={"delivery": None})
    outside = Estate(folder=estate.folder, settings=settings, stacks=estate.stacks, sources=estate.sources)
    assert (repositories(outside), projects(outside)) == ({}, {})
