"""Microsoft Purview: one account."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import purview

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, principal_of

_TYPE = "Microsoft.Purview/accounts"


@dataclass(frozen=True, kw_only=True)
class DataCatalogueArgs(ServiceArgs):
    """One account."""

    account_name: str
    """Required. Its name, unique in the world."""
    managed_resource_group_name: str | None = None
    """Optional. The group that Azure makes for what the account manages. Absent: Azure names it."""


class DataCatalogue(ServiceComponent):
    """A Purview account that public networks do not reach, nor what it manages. Its identity reads what it scans."""

    principal_id: pulumi.Output[str]
    """The object id of its identity."""

    def __init__(self, name: str, args: DataCatalogueArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DATA_CATALOGUE, name, tags=args.tags, opts=opts)
        account = purview.Account(
            self.child_name("account"),
            resource_group_name=args.resource_group_name,
            account_name=args.account_name,
            location=args.location,
            identity={"type": "SystemAssigned"},
            public_network_access="Disabled",
            managed_resources_public_network_access="Disabled",
            managed_event_hub_state="Disabled",
            managed_resource_group_name=args.managed_resource_group_name,
            tags=self.tags(),
            opts=self.keep(args),
        )
        self.surround(args, account, _TYPE, holds_data=True)
        self.principal_id = principal_of(account)
        self.publish(
            ServiceOutputs(
                name=account.name,
                resource_id=account.id,
                principal_id=self.principal_id,
                watched={_TYPE: account.id},
            )
        )
