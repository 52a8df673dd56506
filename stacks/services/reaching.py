"""What services with a managed network reach in it: the team's other services, and the lakes."""

from arm.private_link import managed_groups
from components.services._reached import Reached
from config.models.services import Service, StreamAnalytics
from config.service_names import endpoint_groups, main_resource
from config.services import services_of
from stacks.services.site import Site

FACTORY = "Microsoft.DataFactory/factories"
CLUSTER = "Microsoft.StreamAnalytics/clusters"
LEARNING = "Microsoft.MachineLearningServices/workspaces"
TURNS = (0, 1, 2)
_LAKE = "Microsoft.Storage/storageAccounts"
_LAKE_GROUPS = ("blob", "dfs")
"""A hierarchical account is reached by both (azure-docs, data-factory/managed-virtual-network-private-endpoint)."""


def turn(service: Service) -> int:
    """When a service is built: 0, or later where it reaches what stands by then, by a managed network or by role."""
    if isinstance(service, StreamAnalytics):
        return 2 if service.cluster else 1
    return {"machine-learning": 1, "data-factory": 2}.get(service.type, 0)


def reached(site: Site, host: str) -> dict[str, Reached]:
    """Whatever of the team's other services and of its lakes a type of host has managed private endpoints for."""
    services = services_of(site.context.estate.teams[site.context.name])
    found = [
        (key, component.outputs.resource_id, group)
        for key, component in site.beside.items()
        for group in endpoint_groups(services[key].type)
        if group in managed_groups(host, main_resource(services[key].type))
    ]
    found += [
        (f"lake-{role}", lake.resource_id, group)
        for role, lake in site.lakes.items()
        for group in _LAKE_GROUPS
        if group in managed_groups(host, _LAKE)
    ]
    names = [(f"{key}-{group.lower()}", target, group) for key, target, group in found]
    return {name: Reached(name=name, resource_id=target, group_id=group) for name, target, group in names}
