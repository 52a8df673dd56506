"""Which Entra group a property is made of: the matrix names groups, Azure DevOps and role assignments hold ids."""

from collections.abc import Iterator

from policies.kit.plan import Plan
from policies.kit.planned import Planned

DEVOPS_GROUP = "azuredevops:index/group:Group"
ENTRA_GROUP = "azuread:index/group:Group"
ORIGIN = "originId"


def group_names(resource: Planned, name: str, plan: Plan) -> Iterator[str]:
    """The display names of the groups that a property is made of, as the plan records it."""
    by_urn = plan.once("urn", lambda: {each.urn: each for each in plan.resources})
    for urn in resource.links.get(name, ()):
        maker = by_urn.get(urn)
        if maker is None:
            continue
        if maker.token == DEVOPS_GROUP:
            yield from group_names(maker, ORIGIN, plan)
        elif maker.token == ENTRA_GROUP and isinstance(shown := maker.inputs.get("displayName"), str):
            yield shown
