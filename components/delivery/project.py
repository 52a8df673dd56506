"""An Azure DevOps project: the place of a zone's repositories and pipelines."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_azuredevops as azuredevops

from components._base import EstateComponent
from components._tokens import Token
from components.delivery.groups import KnownGroup

_FEATURES = {
    "artifacts": "disabled",
    "boards": "enabled",
    "pipelines": "enabled",
    "repositories": "enabled",
    "testplans": "disabled",
}


@dataclass(frozen=True, kw_only=True)
class DevOpsProjectArgs:
    """One project."""

    project_name: str
    """Required. Its name, unique in the organisation, at most 64 characters."""
    description: str
    """Required. What it is for."""
    readers: Mapping[str, KnownGroup] = field(default_factory=dict)
    """Optional. Groups that read everything in it, by key. Writing is granted per repository."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: the project, with its history, may be deleted."""


@dataclass(frozen=True, kw_only=True)
class DevOpsProjectOutputs:
    """The project for its repositories and pipelines."""

    project_id: pulumi.Output[str]


class DevOpsProject(EstateComponent[DevOpsProjectOutputs]):
    """A private project. Its pipelines see the repositories that they name, and none other."""

    def __init__(self, name: str, args: DevOpsProjectArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DEVOPS_PROJECT, name, opts=opts)
        project = azuredevops.Project(
            self.child_name("project"),
            name=args.project_name,
            description=args.description,
            visibility="private",
            version_control="Git",
            work_item_template="Agile",
            features=_FEATURES,
            opts=self.data_bearing(allow_removal=args.allow_data_removal),
        )
        azuredevops.ProjectPipelineSettings(
            self.child_name("pipeline-settings"),
            project_id=project.id,
            enforce_job_scope=True,
            enforce_job_scope_for_release=True,
            enforce_referenced_repo_scoped_token=True,
            enforce_settable_var=True,
            opts=self.stateless(),
        )
        if args.readers:
            group = azuredevops.get_group_output(
                project_id=project.id, name="Readers", opts=pulumi.InvokeOutputOptions(parent=self)
            )
            azuredevops.GroupMembership(
                self.child_name("readers"),
                group=group.descriptor,
                members=[known.descriptor for _, known in sorted(args.readers.items())],
                mode="add",
                opts=self.stateless(),
            )
        self.publish(DevOpsProjectOutputs(project_id=project.id))
