"""Projects, repositories and pipelines of Azure DevOps."""

import pytest

from components._errors import ArgumentError
from components.delivery.repository import RepositoryArgs, check
from tests.unit.components.built import built
from tests.unit.components.variants.delivery import OPS_ID, OWNER_ID


def test_a_pipeline_signs_in_with_its_own_token() -> None:
    world = built("Pipeline", "defaults")
    connection = world.answer("deliver-connection")
    credential = world.named("deliver-deploy-credential-azure-devops").inputs
    application = world.answer("deliver-deploy-application")
    assert world.named("deliver-connection").inputs["credentials"] == {"serviceprincipalid": application["clientId"]}
    assert (credential["issuer"], credential["subject"]) == (
        connection["workloadIdentityFederationIssuer"],
        connection["workloadIdentityFederationSubject"],
    )
    assert not [made for made in world.resources if "assword" in made.token]


def test_deployments_are_released_by_the_accountable_and_not_by_who_asked() -> None:
    approval = built("Pipeline", "max").one("CheckApproval").inputs
    assert (approval["approvers"], approval["requesterCanApprove"]) == ([OWNER_ID], False)


@pytest.mark.parametrize(("variant", "checks"), [("defaults", 1), ("max", 0)])
def test_only_the_main_branch_is_deployed_where_people_may_not_write(variant: str, checks: int) -> None:
    assert len(built("Pipeline", variant).of("CheckBranchControl")) == checks


def test_the_main_branch_asks_for_reviews_that_block() -> None:
    world = built("Repository", "max")
    reviewers = world.named("crm-reviewers").inputs
    assert (reviewers["blocking"], reviewers["enabled"]) == (True, True)
    assert reviewers["settings"]["reviewerCount"] == 2
    assert reviewers["settings"]["submitterCanVote"] is False
    keeper = world.named("crm-review-sales-dev-ops").inputs["settings"]
    assert keeper["autoReviewerIds"] == [OPS_ID]
    assert "pathFilters" not in keeper
    assert world.named("crm-review-sales-dev-owner").inputs["settings"]["pathFilters"] == ["/stacks/*"]


def test_a_fork_remembers_its_template() -> None:
    world = built("Repository", "max")
    fork, template = world.named("crm-git").inputs, world.named("template-git").inputs
    assert fork["initialization"] == {"initType": "Fork"}
    assert fork["parentRepositoryId"]
    assert (template["initialization"], template.get("parentRepositoryId")) == ({"initType": "Clean"}, None)


def test_writers_push_branches_and_pass_no_review() -> None:
    rights = built("Repository", "max").one("GitPermissions").inputs["permissions"]
    assert rights["GenericContribute"] == "Allow"
    assert {rights[name] for name in ("PolicyExempt", "PullRequestBypassPolicy", "ForcePush")} == {"Deny"}


def test_a_main_branch_without_review_is_refused() -> None:
    with pytest.raises(ArgumentError, match="A-DEV-001"):
        check(RepositoryArgs(project_id="1", repository_name="crm", reviewers=0))
