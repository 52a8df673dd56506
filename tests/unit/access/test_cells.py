"""Every cell of the matrix, from its mark to the rights that are deployed, and to no others.

The profiles below are the rule that turns a mark into rights, written down a second time by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from config.access.deployed import Deployed, deployed
from config.access.effective import rights_at
from config.access.expected import scopes
from config.administrators import service_grants
from config.delivery import repositories
from config.deploy_rights import deploy_grants
from config.estate import Estate
from config.groups import group_of, groups_of, scope_of, team_groups
from config.load import load_estate
from config.responsibilities import Mark, Role, Scope, matrix
from config.rights import Reach
from servicedesk.approval import told
from simulator.core.cloud import Cloud
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment

CELLS = [pytest.param(role, scope, id=f"{role}-{scope}") for role in Role for scope in Scope]
WRITES = frozenset({"Reader", "Contributor"})
READS = frozenset({"Reader"})
NOTHING: frozenset[str] = frozenset()
PROFILES = {
    (Mark.RESPONSIBLE, True): WRITES,
    (Mark.RESPONSIBLE, False): READS,
    (Mark.ACCOUNTABLE, True): READS,
    (Mark.ACCOUNTABLE, False): READS,
    (Mark.CONSULTED, True): READS,
    (Mark.CONSULTED, False): READS,
    (Mark.INFORMED, True): NOTHING,
    (Mark.INFORMED, False): NOTHING,
    (None, True): NOTHING,
    (None, False): NOTHING,
}
"""Roles on a scope by mark, and by whether people write in its environment."""


@dataclass(frozen=True)
class Standing:
    """An estate and what grants rights in it."""

    estate: Estate
    rights: Deployed

    def roles(self, principal: str, scope: str) -> frozenset[str]:
        """The roles that a group or identity has at a scope, by its name."""
        found = self.rights.named(principal)
        assert found, principal
        return frozenset(right.role for right in rights_at(self.rights, found.id, scope))

    def people_write(self, stack: str) -> bool:
        """Whether people write in the stack's environment."""
        environment = self.estate.environment(self.estate.stacks[stack])
        return bool(environment and environment.people_write)


def _standing(estate: Estate, cloud: Cloud) -> Standing:
    return Standing(estate, deployed(cloud.list(), cloud.directory.principals()))


@pytest.fixture(scope="module")
def estates(reference: Deployment, tmp_path_factory: pytest.TempPathFactory) -> list[Standing]:
    """The reference estate; and its platform and management zone, this one in development."""
    changed = copy_estate(tmp_path_factory.mktemp("dev"), change={"Pulumi.management.yaml": {"environment": "dev"}})
    second = Deployment(load_estate(changed))
    for stack in ("platform", "management"):
        second.up(stack)
    return [_standing(reference.estate, reference.cloud), _standing(second.estate, second.cloud)]


@dataclass(frozen=True)
class Held:
    """What one group really has at one place of a cell."""

    group: str
    place: str
    roles: frozenset[str]
    people_write: bool


def _mark(role: Role, scope: Scope) -> Mark | None:
    marks = matrix().marks(role, scope, purpose="rights") - {Mark.INFORMED}
    return next(iter(marks), Mark.INFORMED if matrix().cells[role, scope] else None)


def _held(standing: Standing, role: Role, scope: Scope) -> Iterator[Held]:
    """What the groups of a role hold on the places of a scope that is deployed."""
    estate = standing.estate
    names = {group.key: group.display_name for group in team_groups(estate)}
    for stack in estate.stacks:
        if scope_of(estate, stack) is not scope or stack in estate.peerings:
            continue
        places = [*scopes(estate, stack, Reach.WHOLE)]
        if stack in estate.zones:
            places = [*scopes(estate, stack, Reach.WORKLOADS)]
        for group in groups_of(estate, role, stack):
            for place in places:
                yield Held(names[group], place, standing.roles(names[group], place), standing.people_write(stack))


def _deployed(estates: list[Standing], role: Role, scope: Scope) -> list[Held]:
    whole, partial = estates
    more = list(_held(partial, role, scope)) if scope in (Scope.CLOUD_ENVIRONMENT, Scope.MANAGEMENT_ZONE) else []
    found = [*_held(whole, role, scope), *more]
    assert found
    return found


@pytest.mark.parametrize(("role", "scope"), CELLS)
def test_a_cell_gets_what_its_mark_gives(estates: list[Standing], role: Role, scope: Scope) -> None:
    for held in _deployed(estates, role, scope):
        assert held.roles == PROFILES[_mark(role, scope), held.people_write], held


@pytest.mark.parametrize(("role", "scope"), CELLS)
def test_a_cell_does_not_get_what_another_mark_gives(estates: list[Standing], role: Role, scope: Scope) -> None:
    own = _mark(role, scope)
    for held in _deployed(estates, role, scope):
        others = {PROFILES[mark, held.people_write] for mark in (*Mark, None)} - {PROFILES[own, held.people_write]}
        assert held.roles not in others, held


def test_people_write_where_development_is_and_nowhere_else(estates: list[Standing]) -> None:
    """Both sides occur, so the cells above are not empty talk."""
    writing = {
        (scope, held.people_write, "Contributor" in held.roles)
        for scope in Scope
        for role in Role
        for held in _deployed(estates, role, scope)
        if _mark(role, scope) is Mark.RESPONSIBLE
    }
    inside = {scope for scope in Scope if scope is not Scope.CLOUD_ENVIRONMENT}
    assert {scope for scope, people, _ in writing if people} == inside
    assert all(writes is people for _, people, writes in writing)


@pytest.mark.parametrize("scope", [Scope.INTEGRATION, Scope.PRODUCT])
def test_a_team_joins_its_own_subnet_in_development_only(estates: list[Standing], scope: Scope) -> None:
    standing = estates[0]
    names = {group.key: group.display_name for group in team_groups(standing.estate)}
    for stack in standing.estate.teams:
        if scope_of(standing.estate, stack) is scope:
            (subnet,) = scopes(standing.estate, stack, Reach.SUBNET)
            roles = standing.roles(names[f"{stack}/team"], subnet)
            assert roles == ({"Network Contributor"} if standing.people_write(stack) else set()), stack


def test_another_zones_groups_get_nothing(estates: list[Standing]) -> None:
    standing = estates[0]
    own = {"sales-dev": {"crm", "customer-360", "churn-model"}, "logistics-prod": set[str]()}
    for key in ("logistics-prod/ops", "logistics-prod/service-owner", "telematics/team", "fleet-live/team"):
        name = next(group.display_name for group in team_groups(standing.estate) if group.key == key)
        for stack in ("sales-dev", *own["sales-dev"]):
            for place in scopes(standing.estate, stack, Reach.WHOLE):
                assert standing.roles(name, place) == set(), (key, stack)


def test_a_team_gets_nothing_on_another_team_of_its_kind(estates: list[Standing]) -> None:
    standing = estates[0]
    (place,) = scopes(standing.estate, "churn-model", Reach.WHOLE)
    assert standing.roles("grp-cts-customer-360-team", place) == set()


@pytest.mark.parametrize("stack", ["management", "sales-dev", "logistics-prod", "crm", "telematics", "fleet-live"])
def test_a_pipeline_writes_in_every_environment_and_holds_nothing_more(estates: list[Standing], stack: str) -> None:
    standing = estates[0]
    name = repositories(standing.estate)[stack].identity_name
    wanted = {(one.role, one.scope.lower()) for one in deploy_grants(standing.estate) if one.identity == name}
    if stack in standing.estate.teams:
        inside = service_grants(standing.estate, stack)
        wanted |= {(one.role, one.scope.lower()) for one in inside if one.holder.name == name}
    identity = standing.rights.named(name)
    assert identity
    held = {(one.role, one.scope.lower()) for one in standing.rights.assignments if one.principal == identity.id}
    assert held == wanted
    assert "Contributor" in standing.roles(name, scopes(standing.estate, stack, Reach.WHOLE)[0])


def test_every_pipeline_signs_in_with_its_own_token_and_no_secret(reference: Deployment) -> None:
    made = reference.registered["platform"]
    kinds = [one.type.rsplit(":", 1)[-1] for one in made]
    pipelines = len(repositories(reference.estate))
    assert pipelines
    assert kinds.count("Application") == kinds.count("ApplicationFederatedIdentityCredential") == pipelines
    assert not [kind for kind in kinds if "Password" in kind or "Certificate" in kind]
    subjects = [one.inputs["subject"] for one in made if one.type.endswith(":ApplicationFederatedIdentityCredential")]
    assert len(set(subjects)) == pipelines


def test_no_pipeline_reaches_another_teams_group(estates: list[Standing]) -> None:
    standing = estates[0]
    for stack in standing.estate.teams:
        name = repositories(standing.estate)[stack].identity_name
        for other in set(standing.estate.teams) - {stack}:
            (place,) = scopes(standing.estate, other, Reach.WHOLE)
            assert standing.roles(name, place) == set(), (stack, other)


@pytest.mark.parametrize("role", list(Role))
def test_the_accountable_release_and_nobody_else(reference: Deployment, role: Role) -> None:
    """The approval gate of each stack's deployment names the object ids of the accountable groups."""
    estate = reference.estate
    ids = reference.exported["platform"]["contract"]["groups"]
    gates = {
        one.name: set(one.inputs["approvers"])
        for one in reference.registered["platform"]
        if one.type.endswith(":CheckApproval")
    }
    for stack in (*estate.zones, *estate.teams):
        group = group_of(estate, role, stack)
        (approvers,) = [people for name, people in gates.items() if f"delivery-{stack}-" in name]
        if group is not None:
            accountable = Mark.ACCOUNTABLE in matrix().cells[role, scope_of(estate, stack)]
            assert (ids[group] in approvers) is accountable, stack


@pytest.mark.parametrize(("role", "scope"), CELLS)
def test_who_has_a_mark_is_told_and_who_has_none_is_not(reference: Deployment, role: Role, scope: Scope) -> None:
    estate = reference.estate
    for stack in estate.stacks:
        if scope_of(estate, stack) is scope:
            receivers = set(told(estate, scope, stack))
            concerned = set(groups_of(estate, role, stack))
            assert (concerned <= receivers) if matrix().cells[role, scope] else not concerned & receivers, stack
