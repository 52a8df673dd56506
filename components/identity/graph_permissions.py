"""Application permissions of Microsoft Graph."""

from dataclasses import dataclass

import pulumi
import pulumi_azuread as azuread

from components._base import EstateComponent
from components._tokens import Token

_MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000"
"""Its application id, the same in every tenant."""


@dataclass(frozen=True, kw_only=True)
class GraphPermissionsArgs:
    """What one identity may do in Entra."""

    principal_id: pulumi.Input[str]
    """Required. The object id of its service principal."""
    permissions: tuple[str, ...]
    """Required. Names of application permissions, such as `Group.Create`."""


@dataclass(frozen=True, kw_only=True)
class GraphPermissionsOutputs:
    """What was granted."""

    permissions: tuple[str, ...]


class GraphPermissions(EstateComponent[GraphPermissionsOutputs]):
    """Permissions with the consent of the tenant. Whoever deploys needs `AppRoleAssignment.ReadWrite.All`."""

    def __init__(self, name: str, args: GraphPermissionsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.GRAPH_PERMISSIONS, name, opts=opts)
        graph = azuread.get_service_principal_output(
            client_id=_MICROSOFT_GRAPH, opts=pulumi.InvokeOutputOptions(parent=self)
        )
        for permission in sorted(args.permissions):
            azuread.AppRoleAssignment(
                self.child_name(permission.lower().replace(".", "-")),
                app_role_id=self._id_of(graph, permission),
                principal_object_id=args.principal_id,
                resource_object_id=graph.object_id,
                opts=self.stateless(),
            )
        self.publish(GraphPermissionsOutputs(permissions=args.permissions))

    @staticmethod
    def _id_of(graph: pulumi.Output[azuread.GetServicePrincipalResult], permission: str) -> pulumi.Output[str]:
        found: pulumi.Output[str] = graph.apply(lambda known: known.app_role_ids[permission])
        return found
