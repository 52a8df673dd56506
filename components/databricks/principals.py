"""Groups and identities of Entra as Databricks names them."""

from dataclasses import dataclass
from typing import Literal

import pulumi
import pulumi_databricks as databricks

from components._base import Owner


@dataclass(frozen=True, kw_only=True)
class BricksPrincipal:
    """A group or a service principal of Entra."""

    object_id: pulumi.Input[str]
    """Required. Its object id."""
    kind: Literal["group", "service-principal"] = "group"
    """Optional. What it is."""


def name_of(owner: Owner, principal: BricksPrincipal) -> pulumi.Output[str]:
    """The name by which Databricks grants: the account takes the principal from Entra when it is first asked for."""
    opts = pulumi.InvokeOutputOptions(parent=owner)
    if principal.kind == "group":
        wanted = pulumi.Output.concat("external-groups/", principal.object_id)
        group = databricks.get_workspace_iam_external_group_v2_output(name=wanted, opts=opts)
        found: pulumi.Output[str] = group.apply(lambda known: known.display_name)
        return found
    wanted = pulumi.Output.concat("external-service-principals/", principal.object_id)
    identity = databricks.get_workspace_iam_external_service_principal_v2_output(name=wanted, opts=opts)
    named: pulumi.Output[str] = identity.apply(lambda known: known.application_id)
    return named
