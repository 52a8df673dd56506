"""Variants of the components in `components/delivery`."""

import pulumi

from components.delivery.groups import DevOpsGroups, DevOpsGroupsArgs, KnownGroup
from components.delivery.pipeline import Pipeline, PipelineArgs
from components.delivery.project import DevOpsProject, DevOpsProjectArgs
from components.delivery.repository import Repository, RepositoryArgs, RequiredReview
from tests.unit.components.before import SUBSCRIPTION, TENANT
from tests.unit.components.variants.shared import Variants

OPS_ID = "00000000-0000-0000-0000-00000000000a"
OWNER_ID = "00000000-0000-0000-0000-00000000000b"


def _groups() -> dict[str, KnownGroup]:
    made = DevOpsGroups("known", DevOpsGroupsArgs(object_ids={"sales-dev/ops": OPS_ID, "sales-dev/owner": OWNER_ID}))
    return dict(made.outputs.groups)


def _project(name: str = "home") -> pulumi.Output[str]:
    return DevOpsProject(name, DevOpsProjectArgs(project_name=f"cts-{name}", description="Home.")).outputs.project_id


def _groups_alone() -> None:
    DevOpsGroups("groups", DevOpsGroupsArgs(object_ids={"sales-dev/ops": OPS_ID}))


def _project_with_readers() -> None:
    DevOpsProject("zone", _project_args())


def _project_args() -> DevOpsProjectArgs:
    return DevOpsProjectArgs(project_name="cts-zone", description="Sales.", readers=_groups(), allow_data_removal=True)


def _repository() -> None:
    Repository("crm", RepositoryArgs(project_id=_project(), repository_name="crm"))


def _fork() -> None:
    known, project = _groups(), _project()
    template = Repository("template", RepositoryArgs(project_id=project, repository_name="integration"))
    Repository(
        "crm",
        RepositoryArgs(
            project_id=project,
            repository_name="crm",
            fork_of=template.outputs.repository_id,
            writers={"sales-dev/ops": known["sales-dev/ops"]},
            reviewers=2,
            required_reviews={
                "sales-dev/ops": RequiredReview(group=known["sales-dev/ops"], message="Keeps main."),
                "sales-dev/owner": RequiredReview(
                    group=known["sales-dev/owner"], message="Consulted.", paths=("/stacks/*",)
                ),
            },
            allow_data_removal=True,
        ),
    )


def _pipeline(approved: bool = False) -> None:
    project = _project()
    repository = Repository("crm", RepositoryArgs(project_id=project, repository_name="crm"))
    Pipeline(
        "deliver",
        PipelineArgs(
            project_id=project,
            repository_id=repository.outputs.repository_id,
            stack="crm",
            tenant_id=TENANT,
            subscription_id=SUBSCRIPTION,
            subscription_name="sales",
            identity_name="sp-cts-crm-deploy-dev",
            approvers={"sales-dev/owner": _groups()["sales-dev/owner"]} if approved else {},
            main_only=not approved,
        ),
    )


VARIANTS: Variants = {
    "DevOpsGroups": {"defaults": _groups_alone},
    "DevOpsProject": {
        "defaults": lambda: _project("zone"),
        "max": _project_with_readers,
    },
    "Repository": {"defaults": _repository, "max": _fork},
    "Pipeline": {"defaults": _pipeline, "max": lambda: _pipeline(approved=True)},
}
