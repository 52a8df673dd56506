"""What every stack module is given, and the small questions that all of them ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import pulumi
import pulumi_azure as azure
import pulumi_azure_native as azure_native

from components._interfaces import Lock, RoleAssignment
from config.estate import Estate
from config.models.stacks import Stack
from config.names import names_of
from config.rights import Reach, grants
from config.stack_tags import tags_of
from stacks.contracts import PlatformContract
from stacks.references import made

_ENVIRONMENTS = {"public": "public", "usgov": "usgovernment", "china": "china"}
"""What the provider for lakes calls the Azure clouds."""


@dataclass(frozen=True)
class Context:
    """One stack of the estate, about to be built."""

    estate: Estate
    name: str
    """The stack's name."""

    @property
    def stack(self) -> Stack:
        """Its configuration."""
        return self.estate.stacks[self.name]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Physical names by key."""
        return names_of(self.estate, self.name)

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The tags of everything in the stack."""
        return tags_of(self.estate, self.name)

    @property
    def allow_data_removal(self) -> bool:
        """Whether both keys of data removal are turned."""
        return self.estate.may_remove_data(self.stack)

    @property
    def lock(self) -> Lock | None:
        """The lock on what holds data; none where locks are off, or both keys of data removal are turned."""
        return Lock() if self.estate.settings.protection.locks and not self.allow_data_removal else None

    @property
    def budget_name(self) -> str:
        """The name of a team's budget."""
        return f"budget-{self.estate.teams[self.name].name}"

    @staticmethod
    def first_of_this_month() -> str:
        """The first day of the current month: when a budget begins that does not exist yet."""
        return datetime.now(UTC).date().replace(day=1).isoformat()

    def provider(self, subscription_id: str | None = None, label: str = "subscription") -> azure_native.Provider:
        """An explicit provider for a subscription; the stack's own where none is named."""
        return azure_native.Provider(
            label,
            subscription_id=subscription_id or self.estate.subscription_id(self.stack),
            tenant_id=self.estate.settings.organization.tenant_id,
        )

    def lake_provider(self) -> azure.Provider:
        """An explicit provider for the data plane of lakes, by Entra identities, never by an account's keys, and for
        what azure-native leaves out."""
        return azure.Provider(
            "lakes",
            subscription_id=self.estate.subscription_id(self.stack),
            tenant_id=self.estate.settings.organization.tenant_id,
            environment=_ENVIRONMENTS[self.estate.settings.cloud],
            storage_use_azuread=True,
            resource_provider_registrations="none",
        )

    def role_assignments(
        self, reach: Reach, platform: "pulumi.Output[PlatformContract]"
    ) -> Mapping[str, RoleAssignment]:
        """The role assignments that the responsibility matrix gives on a reach of this stack."""
        return self.role_assignments_to(
            reach, lambda group: platform.apply(lambda contract: made(contract.groups, group, "groups"))
        )

    def role_assignments_to(
        self, reach: Reach, principal_id: Callable[[str], pulumi.Input[str]]
    ) -> Mapping[str, RoleAssignment]:
        """The same, where the groups' object ids do not come from the platform's contract."""
        return {
            f"{grant.group.replace('/', '-')}-{grant.role.lower().replace(' ', '-')}": RoleAssignment(
                role_definition_id_or_name=grant.role,
                principal_id=principal_id(grant.group),
                principal_type="Group",
                description=grant.because,
            )
            for grant in grants(self.estate, self.name)
            if grant.reach is reach
        }
