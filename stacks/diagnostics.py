"""Who writes the diagnostic settings of a zone: the stacks that make its resources, or Azure by policy."""

import pulumi

from components._interfaces import DiagnosticSettings
from components.governance.assignments import GuardrailAssignment, GuardrailAssignments, GuardrailAssignmentsArgs
from components.governance.catalogue import GuardrailCatalogue, GuardrailCatalogueArgs
from components.governance.diagnostics_by_policy import INITIATIVE, WORKSPACE, catalogue
from components.governance.plan import needed_roles
from components.identity.grants import Grant
from components.management.hierarchy import ManagementGroups
from config.estate import Estate
from config.models.organization import DiagnosticsRegistration
from config.names import names_of


def zone_diagnostics(estate: Estate, workspace_id: pulumi.Input[str]) -> DiagnosticSettings | None:
    """The settings that stacks of a landing zone write; None where policies do."""
    if estate.settings.diagnostics is DiagnosticsRegistration.POLICY:
        return None
    return DiagnosticSettings(workspace_resource_id=workspace_id)


def build_diagnostics(estate: Estate, hierarchy: ManagementGroups, provider: pulumi.ProviderResource) -> None:
    """Assign to each landing zone's subscription what writes its diagnostic settings; nothing where its stacks do.

    A management zone writes its own in any case: most of it stands before the workspace does.
    """
    if estate.settings.diagnostics is not DiagnosticsRegistration.POLICY:
        return
    definitions, initiatives = catalogue()
    stored = GuardrailCatalogue(
        INITIATIVE,
        GuardrailCatalogueArgs(
            management_group_name=hierarchy.groups["estate"].name, definitions=definitions, initiatives=initiatives
        ),
        opts=pulumi.ResourceOptions(provider=provider),
    )
    for name, zone in sorted(estate.landing_zones.items()):
        workspace = _workspace(estate, zone.management_zone)
        parameters = {WORKSPACE: workspace}
        wanted = GuardrailAssignment(
            display_name="Data estate: diagnostics",
            policy_definition_id=stored.outputs.initiative_ids[INITIATIVE],
            parameters=parameters,
            role_definition_ids=needed_roles(initiatives[INITIATIVE], definitions, parameters),
            grants={"workspace": _may_send(estate, workspace)},
        )
        GuardrailAssignments(
            f"{INITIATIVE}-{name}",
            GuardrailAssignmentsArgs(
                scope=f"/subscriptions/{zone.subscription_id}",
                location=zone.region,
                assignments={INITIATIVE: wanted},
            ),
            # A definition is seen from a subscription once that stands below the definition's management group.
            opts=pulumi.ResourceOptions(provider=provider, depends_on=[hierarchy]),
        )


def _workspace(estate: Estate, management_zone: str) -> str:
    """The id of the workspace of a management zone, which a later stack makes."""
    existing = estate.settings.connectivity.log_analytics_workspace_resource_id
    if existing:
        return existing
    names = names_of(estate, management_zone)
    subscription = estate.management_zones[management_zone].subscription_id
    return (
        f"/subscriptions/{subscription}/resourceGroups/{names['group-monitoring']}"
        f"/providers/Microsoft.OperationalInsights/workspaces/{names['log-workspace']}"
    )


def _may_send(estate: Estate, workspace: str) -> Grant:
    """The right to join resources to the workspace; on the subscription, where the workspace is made later."""
    existing = estate.settings.connectivity.log_analytics_workspace_resource_id
    return Grant(
        scope=workspace if existing else workspace.partition("/resourceGroups/")[0],
        role_definition_id_or_name="Log Analytics Contributor",
        description="Sends logs by policy",
    )
