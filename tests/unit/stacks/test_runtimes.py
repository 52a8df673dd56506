"""The self-hosted runtime of a zone, and the factories that are linked with it."""

from pathlib import Path
from typing import Any

import pytest

from arm.roles import role
from config.delivery import repositories
from config.deploy_rights import deploy_grants
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, Standing

_RUNTIMES = "Microsoft.DataFactory/factories/integrationRuntimes"
_TEAMS = ("crm", "customer-360")


def with_runtime(standing: Standing, tmp_path: Path, runtime: dict[str, Any] | None, **team: Any) -> Deployment:
    """The reference estate with a runtime in one of its zones, and another `customer-360`."""
    change: dict[str, Any] = {"Pulumi.customer-360.yaml": team}
    folder = copy_estate(tmp_path, change={**change, "Pulumi.sales-dev.yaml": {"runtime": runtime}})
    return standing.again(folder, "sales-dev", *_TEAMS)


def runtimes(made: Deployment) -> dict[str, str | None]:
    """Self-hosted runtimes by their factory, and what each is linked with."""
    return {
        item["id"].split("/")[8]: item["properties"].get("typeProperties", {}).get("linkedInfo", {}).get("resourceId")
        for item in made.cloud.list(type=_RUNTIMES)
        if item["properties"]["type"] == "SelfHosted"
    }


def test_a_zone_that_does_not_ask_has_none(reference: Deployment) -> None:
    assert runtimes(reference) == {}


def test_teams_are_linked_with_the_runtime_of_their_zone(standing: Standing, tmp_path: Path) -> None:
    made = with_runtime(standing, tmp_path, {"registered": True})
    found = runtimes(made)
    (owner,) = [factory for factory, linked in found.items() if linked is None]
    assert owner.startswith("adf-cts-sales-runtimes")
    linked = {factory: target for factory, target in found.items() if target}
    assert len(linked) == len(_TEAMS)
    (runtime,) = set(linked.values())
    assert str(runtime).endswith(f"/factories/{owner}/integrationRuntimes/shared")
    rights = [
        item["properties"]
        for item in made.cloud.list(type="Microsoft.Authorization/roleAssignments")
        if item["properties"]["scope"].lower() == str(runtime).lower()
    ]
    contributor = [one for one in rights if one["roleDefinitionId"].endswith(role("Contributor").guid)]
    assert {one["description"] for one in contributor} == {f"Linked runtime of {factory}." for factory in linked}
    pipelines = [one for one in rights if one not in contributor]
    assert {one["principalId"] for one in pipelines} == {
        made.exported["platform"]["contract"]["deploy_identities"][team] for team in _TEAMS
    }
    assert all(role("Contributor").guid in one["condition"] for one in pipelines)
    assert {grant.identity for grant in deploy_grants(made.estate) if grant.scope == runtime} == {
        repositories(made.estate)[team].identity_name for team in _TEAMS
    }


@pytest.mark.parametrize(
    ("runtime", "team", "linked"),
    [
        ({"registered": False}, {}, 0),
        ({}, {}, 0),
        ({"registered": True}, {"services": {"pipelines": {"type": "data-factory", "shared_runtime": False}}}, 1),
        ({"registered": True}, {"without": ["pipelines"], "datasets": {"customers": {"status": "retired"}}}, 1),
    ],
)
def test_nothing_is_linked_before_machines_have_registered_or_against_a_teams_will(
    standing: Standing, tmp_path: Path, runtime: dict[str, Any], team: dict[str, Any], linked: int
) -> None:
    made = with_runtime(standing, tmp_path, runtime, **team)
    found = runtimes(made)
    assert len(found) == linked + 1
