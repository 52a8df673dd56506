"""Who keeps, reviews and releases what in Azure DevOps: computed from the responsibility matrix.

R writes branches and opens pull requests; A releases a deployment; C reviews changes of the template's own code;
I gets no right. A change of a main branch needs Data Landing Zone Ops, whose repositories these are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from config.estate import Estate
from config.groups import group_of, scope_of
from config.models.stacks import TeamStack
from config.responsibilities import Mark, Role, Scope, matrix

DESIGN_PATHS = ("/components/*", "/pipelines/*", "/policies/*", "/stacks/*", "/templates/*")
"""Paths of a fork that hold the template's own code. A change of them is a change of design."""
TEMPLATES = ("landing-zone", "integration", "product", "management-zone")
"""The template repositories, named after the kinds of stack that are deployed from a fork of them."""


@dataclass(frozen=True, kw_only=True)
class Repository:
    """One stack's fork of its template, and what its pipeline may deploy."""

    stack: str
    project: str
    """The key of its project: the stack of the zone it belongs to."""
    template: str
    """One of `TEMPLATES`."""
    environment: str
    subscription_id: str
    identity_name: str
    """The display name of the deploy identity, such as `sp-cts-crm-deploy-dev`."""
    writers: tuple[str, ...]
    """Groups that write branches and open pull requests (R)."""
    reviewers: tuple[str, ...]
    """Groups of which every change of the main branch needs somebody."""
    consulted: tuple[str, ...]
    """Groups of which a change of design needs somebody (C)."""
    approvers: tuple[str, ...]
    """Groups of which every deployment needs somebody (A)."""
    main_only: bool
    """Whether only the main branch may be deployed; elsewhere feature branches may, too."""


def repositories(estate: Estate) -> Mapping[str, Repository]:
    """The repository of every zone and team, by stack; none where delivery is kept outside."""
    if estate.settings.delivery is None:
        return {}
    return {name: _repository(estate, name) for name in (*estate.zones, *estate.teams)}


def projects(estate: Estate) -> Mapping[str, str]:
    """The name of each zone's project, by the zone's stack."""
    prefix = estate.settings.organization.prefix
    return {zone: f"{prefix}-{zone}" for zone in estate.zones} if estate.settings.delivery else {}


def repository_url(estate: Estate, stack: str) -> str | None:
    """Where a stack's fork lies; None where delivery is kept outside, or the stack has none."""
    found = repositories(estate).get(stack)
    delivery = estate.settings.delivery
    if found is None or delivery is None:
        return None
    return f"{delivery.organization_url}/{projects(estate)[found.project]}/_git/{stack}"


def template_url(estate: Estate, stack: str) -> str | None:
    """Where the template of a stack's fork lies; None where there is none."""
    found = repositories(estate).get(stack)
    delivery = estate.settings.delivery
    if found is None or delivery is None:
        return None
    return f"{delivery.organization_url}/{delivery.template_project}/_git/{found.template}"


def readers(estate: Estate, project: str) -> tuple[str, ...]:
    """The groups with a part in any repository of a project, sorted: they read it."""
    own = [repository for repository in repositories(estate).values() if repository.project == project]
    return tuple(sorted({group for one in own for group in _everybody(one)}))


def _everybody(repository: Repository) -> tuple[str, ...]:
    return (*repository.writers, *repository.reviewers, *repository.consulted, *repository.approvers)


def _repository(estate: Estate, stack: str) -> Repository:
    value = estate.stacks[stack]
    zone = value.landing_zone if isinstance(value, TeamStack) else stack
    environment = estate.zones[zone].environment
    settings = estate.environment(value)
    keeper = Role.DATA_PLATFORM_OPS if scope_of(estate, stack) is Scope.MANAGEMENT_ZONE else Role.LANDING_ZONE_OPS
    return Repository(
        stack=stack,
        project=zone,
        template=value.kind,
        environment=environment,
        subscription_id=estate.zones[zone].subscription_id,
        identity_name=f"sp-{estate.settings.organization.prefix}-{stack}-deploy-{environment}",
        writers=_groups(estate, stack, Mark.RESPONSIBLE),
        reviewers=tuple(filter(None, [group_of(estate, keeper, stack)])),
        consulted=_groups(estate, stack, Mark.CONSULTED),
        approvers=_groups(estate, stack, Mark.ACCOUNTABLE),
        main_only=not (settings and settings.people_write),
    )


def _groups(estate: Estate, stack: str, mark: Mark) -> tuple[str, ...]:
    holders = matrix().roles(scope_of(estate, stack), mark, purpose="rights")
    return tuple(sorted(filter(None, (group_of(estate, role, stack) for role in holders))))
