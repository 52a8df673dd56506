"""Azure DevOps for zones and teams: projects, forks of the templates, pipelines and their deploy identities."""

from collections.abc import Iterable, Mapping

import pulumi
import pulumi_azuread as azuread
import pulumi_azuredevops as azuredevops

from components.delivery.groups import DevOpsGroups, DevOpsGroupsArgs, KnownGroup
from components.delivery.pipeline import Pipeline, PipelineArgs
from components.delivery.project import DevOpsProject, DevOpsProjectArgs
from components.delivery.repository import Repository, RepositoryArgs, RequiredReview
from components.identity.graph_permissions import GraphPermissions, GraphPermissionsArgs
from config.delivery import DESIGN_PATHS, TEMPLATES, projects, readers, repositories
from config.delivery import Repository as Planned
from config.graph_permissions import graph_permissions
from config.models.delivery import Delivery
from stacks.context import Context

_KEEPER = "data-platform-ops"
"""Who owns the templates."""


def build_delivery(
    context: Context, groups: Mapping[str, pulumi.Output[str]], entra: azuread.Provider
) -> Mapping[str, pulumi.Output[str]]:
    """Build what the estate's data ask for, and return the deploy identities' object ids by stack."""
    settings = context.estate.settings.delivery
    if settings is None:
        return {}
    devops = azuredevops.Provider("devops", org_service_url=settings.organization_url)
    opts = pulumi.ResourceOptions(providers=[devops, entra])
    known = DevOpsGroups("devops-groups", DevOpsGroupsArgs(object_ids=groups), opts).outputs.groups
    templates = _templates(settings, known, opts)
    homes = {
        zone: DevOpsProject(
            f"devops-{zone}",
            DevOpsProjectArgs(
                project_name=name,
                description=f"Repositories and pipelines of {zone} and of what is built in it.",
                readers=_chosen(known, readers(context.estate, zone)),
                allow_data_removal=context.allow_data_removal,
            ),
            opts,
        ).outputs.project_id
        for zone, name in projects(context.estate).items()
    }
    identities = {
        stack: _delivered(context, settings, planned, homes[planned.project], templates, known, opts)
        for stack, planned in repositories(context.estate).items()
    }
    if settings.graph_permissions == "platform":
        _permit(context, identities, opts)
    return identities


def _permit(context: Context, identities: Mapping[str, pulumi.Output[str]], opts: pulumi.ResourceOptions) -> None:
    """Give the deploy identities what they need from Microsoft Graph."""
    needed = graph_permissions(context.estate)
    for stack in sorted({one.stack for one in needed}):
        GraphPermissions(
            f"graph-{stack}",
            GraphPermissionsArgs(
                principal_id=identities[stack],
                permissions=tuple(sorted({one.permission for one in needed if one.stack == stack})),
            ),
            opts,
        )


def _templates(
    settings: Delivery, known: Mapping[str, KnownGroup], opts: pulumi.ResourceOptions
) -> Mapping[str, pulumi.Output[str]]:
    """The template repositories' ids by kind of stack."""
    project = DevOpsProject(
        "devops-templates",
        DevOpsProjectArgs(
            project_name=settings.template_project,
            description="Templates that zones and teams fork. Kept by Data Platform Ops.",
            readers=known,
        ),
        opts,
    )
    keeper = known[_KEEPER]
    return {
        kind: Repository(
            f"template-{kind}",
            RepositoryArgs(
                project_id=project.outputs.project_id,
                repository_name=kind,
                writers={_KEEPER: keeper},
                reviewers=settings.reviewers,
                required_reviews={_KEEPER: RequiredReview(group=keeper, message="Every fork takes this change.")},
            ),
            opts,
        ).outputs.repository_id
        for kind in TEMPLATES
    }


def _delivered(
    context: Context,
    settings: Delivery,
    planned: Planned,
    project_id: pulumi.Output[str],
    templates: Mapping[str, pulumi.Output[str]],
    known: Mapping[str, KnownGroup],
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[str]:
    """One stack's fork and pipeline."""
    required = {
        **{
            group: RequiredReview(group=known[group], message="Consulted on changes of design.", paths=DESIGN_PATHS)
            for group in planned.consulted
        },
        **{
            group: RequiredReview(group=known[group], message="Keeps this repository's main branch.")
            for group in planned.reviewers
        },
    }
    repository = Repository(
        f"repository-{planned.stack}",
        RepositoryArgs(
            project_id=project_id,
            repository_name=planned.stack,
            fork_of=templates[planned.template],
            writers=_chosen(known, planned.writers),
            reviewers=settings.reviewers,
            required_reviews=required,
            allow_data_removal=context.allow_data_removal,
        ),
        opts,
    )
    pipeline = Pipeline(
        f"delivery-{planned.stack}",
        PipelineArgs(
            project_id=project_id,
            repository_id=repository.outputs.repository_id,
            stack=planned.stack,
            tenant_id=context.estate.settings.organization.tenant_id,
            subscription_id=planned.subscription_id,
            subscription_name=planned.project,
            identity_name=planned.identity_name,
            approvers=_chosen(known, planned.approvers),
            main_only=planned.main_only,
        ),
        opts,
    )
    return pipeline.outputs.principal_id


def _chosen(known: Mapping[str, KnownGroup], keys: Iterable[str]) -> Mapping[str, KnownGroup]:
    return {key: known[key] for key in keys}
