"""Who holds a grant of a folder or a schema, as an object of Entra."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from components.services._service import ServiceComponent
from config.lake_folders import Grant
from config.workloads import opened_to, signing_in
from stacks.context import Context
from stacks.contracts import PlatformContract, TeamContract
from stacks.references import made, read


@dataclass(frozen=True)
class Holders:
    """Everyone to whom folders and schemas of a stack may be opened."""

    stack: str
    platform: "pulumi.Output[PlatformContract]"
    dataset_groups: Mapping[str, pulumi.Output[str]] = field(default_factory=dict)
    """Object ids of the groups of the team's datasets, by key."""
    services: Mapping[str, pulumi.Output[str]] = field(default_factory=dict)
    """Object ids of the identities of the team's services, by key."""
    teams: "Mapping[str, pulumi.Output[TeamContract]]" = field(default_factory=dict)
    """Contracts of the other teams to whose services its datasets are opened, by stack."""

    def object_id(self, grant: Grant) -> pulumi.Input[str]:
        """The object id of who holds a grant."""
        key = grant.key
        if grant.holder == "dataset-group":
            return self.dataset_groups[key]
        if grant.holder == "team-group":
            return self.platform.apply(lambda known: made(known.groups, key, "groups"))
        if grant.holder == "deploy-identity":
            return self.platform.apply(lambda known: made(known.deploy_identities, key, "deploy identities"))
        if grant.holder == "service":
            return self._service(key)
        return key

    def _service(self, key: str) -> pulumi.Output[str]:
        stack, _, service = key.rpartition("/")
        if stack == self.stack:
            return self.services[service]
        return self.teams[stack].apply(lambda known: made(known.identities, service, "identities", by=f"`{stack}`"))


def is_group(grant: Grant) -> bool:
    """Whether a grant is held by a group, and not by an identity."""
    return grant.holder.endswith("-group")


def identities_of(context: Context, services: Mapping[str, ServiceComponent]) -> Mapping[str, pulumi.Output[str]]:
    """Object ids of the identities of a team's services by key, of those that have one."""
    wanted = signing_in(context.estate, context.name)
    return {
        key: one.outputs.principal_id for key, one in services.items() if key in wanted and one.outputs.principal_id
    }


def contracts(context: Context) -> "Mapping[str, pulumi.Output[TeamContract]]":
    """Contracts of the other teams to whose services a team's datasets are opened."""
    return {stack: read(stack, TeamContract) for stack in sorted(opened_to(context.estate, context.name))}
