"""Who decides, who does the work, who is told: cell by cell of the matrix."""

from typing import Any

import pytest

from config.responsibilities import Mark, Role, Scope, matrix
from servicedesk.approval import Routing
from servicedesk.asking import may_ask
from servicedesk.identity import EstateDirectory, Person
from servicedesk.model import KINDS
from servicedesk.problems import Refusal
from servicedesk.routing import routing
from tests.unit.servicedesk.world import (
    CARMEN,
    GRACE,
    HENRIK,
    INES,
    JONAS,
    JORDAN,
    NADIA,
    YUKI,
    World,
    body,
    codes,
)

SOMEBODY = Person(name="somebody@contoso.example")


def routed(world: World, kind: str, requester: Person = SOMEBODY, **changes: Any) -> Routing:
    found = routing(world.estate, body(kind, **changes), requester)
    assert isinstance(found, Routing), found
    return found


@pytest.mark.parametrize(
    ("kind", "changes", "deciders"),
    [
        ("landing-zone", {}, ["data-platform-ops"]),
        ("integration", {}, ["sales-dev/ops"]),
        ("integration", {"stewards": [YUKI]}, ["sales-dev/ops", YUKI]),
        ("product", {}, ["sales-dev/ops", "data-office"]),
        ("dataset", {}, ["crm/team"]),
        ("dataset", {"integration": "customer-360"}, ["customer-360/team"]),
        ("dataset-update", {}, ["crm/team"]),
        ("access", {}, ["crm/team"]),
        ("access", {"using_stack": None}, ["crm/team"]),
        ("access", {"owning_stack": "customer-360"}, ["customer-360/team"]),
        ("access", {"using_stack": "fleet-live"}, ["crm/team", "sales-dev/ops", "logistics-prod/ops"]),
        ("access", {"using_stack": "logistics-prod"}, ["crm/team", "sales-dev/ops", "logistics-prod/ops"]),
        ("upload-storage", {}, ["sales-dev/ops"]),
        ("certification", {}, ["data-platform-ops", "digital-security"]),
        ("policy-exemption", {}, ["data-platform-ops", INES]),
        ("template-improvement", {}, ["data-platform-ops"]),
        ("feedback", {}, []),
        ("service", {}, ["sales-dev/ops"]),
        ("service", {"stack": "management"}, ["data-platform-ops"]),
        ("decommission", {}, ["sales-dev/ops", "sales-dev/service-owner"]),
        ("decommission", {"stack": "logistics-prod"}, ["logistics-prod/ops", "logistics-prod/service-owner"]),
    ],
)
def test_those_responsible_decide(world: World, kind: str, changes: dict[str, Any], deciders: list[str]) -> None:
    assert [
        name for need in routed(world, kind, **changes).required for name in (*need.groups, *need.people)
    ] == deciders


def test_every_group_that_decides_by_the_matrix_holds_r_or_a(world: World) -> None:
    for kind in KINDS:
        for need in routed(world, kind).required:
            mark, separator, rest = need.because.partition(" of ")
            if separator and mark in set(Mark):
                role, _, scope = rest.partition(" on ")
                assert Mark(mark) in matrix().cells[Role(role), Scope(scope)], need


@pytest.mark.parametrize(
    ("subject", "stack", "doer"),
    [
        ("data-asset", "crm", "crm/team"),
        ("catalog", None, "data-platform-ops"),
        ("process", "customer-360", "customer-360/team"),
        ("product", "customer-360", "customer-360/team"),
        ("template", None, "data-platform-ops"),
        ("platform", None, "data-platform-ops"),
        ("zone", "crm", "sales-dev/ops"),
    ],
)
def test_feedback_goes_to_who_can_act(world: World, subject: str, stack: str | None, doer: str) -> None:
    assert routed(world, "feedback", subject=subject, stack=stack).fulfilled_by == (doer,)


def test_urgent_feedback_is_told_to_the_accountable(world: World) -> None:
    assert routed(world, "feedback").informed == ()
    assert routed(world, "feedback", severity="critical").informed == ("sales-dev/service-owner",)


def test_a_new_dataset_is_told_to_every_team_of_the_zone(world: World) -> None:
    assert {"crm/team", "customer-360/team", "churn-model/team"} <= set(routed(world, "dataset").informed)


def test_who_is_informed_has_a_mark(world: World) -> None:
    told = routed(world, "integration").informed
    assert "sales-dev/service-owner" in told
    assert "data-platform-ops" in told
    assert "logistics-prod/ops" not in told


def test_the_accountable_stand_in_where_only_the_requester_could_decide(world: World) -> None:
    requester = EstateDirectory(world.estate).person(YUKI)
    (need,) = routed(world, "access", requester, owning_stack="churn-model", principals=[YUKI]).required
    assert need.groups == ("churn-model/team", "sales-dev/service-owner")


def test_a_product_asked_for_by_the_data_office_is_assessed_by_the_accountable(world: World) -> None:
    requester = EstateDirectory(world.estate).person(HENRIK)
    assert routed(world, "product", requester).required[1].groups == ("data-office", "sales-dev/service-owner")


def test_what_nobody_could_approve_is_refused(world: World) -> None:
    found = routing(world.estate, body("policy-exemption", approver=INES), EstateDirectory(world.estate).person(INES))
    assert isinstance(found, Refusal)
    assert codes(found) == {"D-APR-001"}


@pytest.mark.parametrize(
    ("kind", "changes", "where"),
    [
        ("dataset", {"integration": "crn"}, "integration"),
        ("access", {"owning_stack": "crn"}, "owning_stack"),
        ("access", {"using_stack": "platform"}, "using_stack"),
        ("upload-storage", {"landing_zone": "management"}, "landing_zone"),
        ("certification", {"product": "nothing"}, "product"),
        ("service", {"stack": "nothing"}, "stack"),
        ("template-improvement", {"fork_stack": "nothing"}, "fork_stack"),
    ],
)
def test_what_is_named_must_exist(world: World, kind: str, changes: dict[str, Any], where: str) -> None:
    found = routing(world.estate, body(kind, **changes), SOMEBODY)
    assert isinstance(found, Refusal)
    assert [(problem.code, problem.where) for problem in found.problems] == [("D-REQ-004", where)]


def test_feedback_on_a_product_names_it(world: World) -> None:
    found = routing(world.estate, body("feedback", subject="product", stack=None), SOMEBODY)
    assert isinstance(found, Refusal)
    assert codes(found) == {"D-REQ-002"}


@pytest.mark.parametrize(
    ("kind", "changes", "may", "may_not"),
    [
        ("policy-exemption", {}, JONAS, GRACE),
        ("service", {}, JONAS, YUKI),
        ("decommission", {}, YUKI, GRACE),
        ("upload-storage", {}, JORDAN, YUKI),
        ("certification", {"trigger": "popularity"}, NADIA, GRACE),
        ("access", {"right": "write"}, JORDAN, CARMEN),
    ],
)
def test_some_requests_come_from_those_responsible(
    world: World, kind: str, changes: dict[str, Any], may: str, may_not: str
) -> None:
    assert may_ask(world.estate, body(kind, **changes), world.person(may)) is None
    found = may_ask(world.estate, body(kind, **changes), world.person(may_not))
    assert isinstance(found, Refusal)
    assert codes(found) == {"D-REQ-005"}


def test_the_desk_refuses_who_may_not_ask(world: World) -> None:
    state = world.desk.create(world.person(GRACE), body("service"))
    with pytest.raises(Exception, match="D-REQ-005"):
        world.desk.submit(world.person(GRACE), state.id)
