"""Rights, identities, groups, management groups, budgets, alerts, areas."""

from dataclasses import replace
from uuid import UUID

import pytest

from arm.diagnostics import categories
from components._errors import ArgumentError
from components._interfaces import DiagnosticSettings
from components.identity.deploy_identity import DeployIdentityArgs, check
from components.management.hierarchy import ManagementGroup, ManagementGroupsArgs, plan_order, plan_placements
from components.management.vending import SubscriptionVendingArgs, VendedSubscription
from components.management.vending import check as check_vending
from components.monitoring.action_group import ActionGroupArgs
from components.monitoring.action_group import check as check_actions
from components.monitoring.alert_rules import METRIC_RULES
from components.monitoring.alerts import AlertTarget, plan_metric_alerts
from components.monitoring.budget import plan_start
from components.monitoring.diagnostics import plan_diagnostics
from components.security.role_assignments import assignment_name, definition_id
from components.teams.team_area import DEPLOY_ROLES
from components.zones.resource_groups import LANDING_ZONE, MANAGEMENT_ZONE, plan_groups
from tests.unit.components.before import ACTION_GROUP_ID, SUBSCRIPTION, WORKSPACE_ID
from tests.unit.components.built import built
from tests.unit.components.variants.governance import NAMES
from tests.unit.components.variants.identity import credential
from tests.unit.components.variants.shared import READER

_READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"


def test_an_assignment_has_one_name_for_ever() -> None:
    name = assignment_name("/subscriptions/1/resourceGroups/RG", "ops", _READER)
    assert name == assignment_name("/SUBSCRIPTIONS/1/resourcegroups/rg/", "ops", _READER.upper())
    assert str(UUID(name)) == name


@pytest.mark.parametrize(
    ("scope", "principal", "role"),
    [("/subscriptions/2", "ops", _READER), ("/subscriptions/1", "team", _READER), ("/subscriptions/1", "ops", "0")],
)
def test_another_scope_principal_or_role_is_another_name(scope: str, principal: str, role: str) -> None:
    assert assignment_name(scope, principal, role) != assignment_name("/subscriptions/1", "ops", _READER)


def test_a_definition_id_is_what_azure_prints_for_the_scope() -> None:
    of_subscription = f"/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/{_READER}"
    assert definition_id("Reader", "/subscriptions/1/resourceGroups/rg") == of_subscription
    tenant = f"/providers/Microsoft.Authorization/roleDefinitions/{_READER}"
    assert definition_id("Reader", "/providers/Microsoft.Management/managementGroups/x") == tenant
    assert definition_id(of_subscription, "/subscriptions/2") == of_subscription


def test_an_identity_gets_its_roles_as_a_service_principal() -> None:
    world = built("UserAssignedIdentity", "max")
    identity = world.answer("keys-identity")
    made = world.one("RoleAssignment").inputs
    assert (made["principalId"], made["principalType"]) == (identity["principalId"], "ServicePrincipal")


@pytest.mark.parametrize(
    ("variant", "token"),
    [("secure", "FederatedIdentityCredential"), ("max", "ApplicationFederatedIdentityCredential")],
)
def test_credentials_are_written_one_after_another_and_hold_no_secret(variant: str, token: str) -> None:
    world = built("DeployIdentity", variant)
    first, second = world.of(token)
    assert first.name in second.after
    assert first.inputs["audiences"] == ["api://AzureADTokenExchange"]
    assert not [made for made in world.resources if "assword" in made.token]


def test_a_managed_identity_needs_a_place() -> None:
    with pytest.raises(ArgumentError, match="A-IDN-001"):
        check(DeployIdentityArgs(identity_name="x", federated_credentials={}))


def test_an_identity_takes_twenty_credentials() -> None:
    many = {str(number): credential(str(number)) for number in range(21)}
    args = DeployIdentityArgs(identity_name="x", federated_credentials=many, application=True)
    with pytest.raises(ArgumentError, match="A-IDN-002"):
        check(args)
    check(replace(args, federated_credentials=dict(list(many.items())[:20])))


def test_groups_of_teams_hold_no_entra_role() -> None:
    for group in built("TeamGroups", "max").of("Group"):
        assert group.inputs["assignableToRole"] is False
        assert group.inputs["preventDuplicateNames"] is True
        assert (group.inputs["securityEnabled"], group.inputs["mailEnabled"]) == (True, False)


def test_members_kept_outside_are_left_alone() -> None:
    (group,) = built("TeamGroups", "defaults").of("Group")
    assert "members" not in group.inputs


def test_parents_come_before_their_children() -> None:
    groups = {
        "a": ManagementGroup(name="a", display_name="A", parent="z"),
        "b": ManagementGroup(name="b", display_name="B", parent="a"),
        "z": ManagementGroup(name="z", display_name="Z"),
    }
    assert plan_order(groups) == ("z", "a", "b")


@pytest.mark.parametrize("parent", ["absent", "a"])
def test_a_group_without_a_way_up_is_refused(parent: str) -> None:
    with pytest.raises(ArgumentError, match="A-MGT-001"):
        plan_order({"a": ManagementGroup(name="a", display_name="A", parent=parent)})


def test_a_subscription_stands_in_a_known_group() -> None:
    with pytest.raises(ArgumentError, match="A-MGT-002"):
        plan_placements(ManagementGroupsArgs(groups={}, subscriptions={SUBSCRIPTION: "absent"}))


def test_a_budget_starts_where_it_is_told() -> None:
    assert plan_start("2026-01-01", where="x") == "2026-01-01T00:00:00Z"
    made = built("Budget", "max").one("Budget").inputs
    assert made["timePeriod"] == {"startDate": "2026-01-01T00:00:00Z"}
    assert {notice["contactGroups"][0] for notice in made["notifications"].values()} == {ACTION_GROUP_ID}


@pytest.mark.parametrize("start", ["2026-01-02", "January", ""])
def test_a_budget_starts_with_a_month(start: str) -> None:
    with pytest.raises(ArgumentError, match="A-BUD-001"):
        plan_start(start, where="x")


def test_the_short_name_of_an_action_group_is_short() -> None:
    args = ActionGroupArgs(
        resource_group_name="rg", action_group_name="ag", short_name="much-too-long", email_receivers={}
    )
    with pytest.raises(ArgumentError, match="A-MON-001"):
        check_actions(args)


def test_a_type_without_rules_is_refused() -> None:
    with pytest.raises(ArgumentError, match="A-MON-002"):
        plan_metric_alerts({"x": AlertTarget(resource_id="/x", arm_type="Microsoft.Maps/accounts", name_stem="x")})


def test_every_rule_of_a_type_is_an_alert() -> None:
    world = built("Alerts", "max")
    assert len(world.of("MetricAlert")) == sum(len(rules) for rules in METRIC_RULES.values())
    assert len(world.of("ActivityLogAlert")) == 3


def test_deletions_count_whichever_it_is() -> None:
    alert = built("Alerts", "max").named("sales-alerts-subscription-protected-deletions").inputs
    category, operations, status = alert["condition"]["allOf"]
    assert category == {"field": "category", "equals": "Administrative"}
    assert {leaf["field"] for leaf in operations["anyOf"]} == {"operationName"}
    assert status == {"field": "status", "equals": "Succeeded"}


def test_diagnostics_take_the_group_of_all_logs_where_there_is_one() -> None:
    plan = plan_diagnostics("Microsoft.KeyVault/vaults", DiagnosticSettings(workspace_resource_id=WORKSPACE_ID))
    assert (plan.log_groups, plan.logs, plan.metrics) == (("allLogs",), (), ("AllMetrics",))
    assert plan.dedicated_tables


def test_diagnostics_take_every_category_where_there_is_no_group() -> None:
    blobs = "Microsoft.Storage/storageAccounts/blobServices"
    plan = plan_diagnostics(blobs, DiagnosticSettings(workspace_resource_id=WORKSPACE_ID))
    assert plan.log_groups == ()
    assert set(plan.logs) == set(categories(blobs).logs)


def test_diagnostics_take_what_is_asked() -> None:
    settings = DiagnosticSettings(
        workspace_resource_id=WORKSPACE_ID, log_categories=["AuditEvent"], metric_categories=[]
    )
    plan = plan_diagnostics("Microsoft.KeyVault/vaults", settings)
    assert (plan.log_groups, plan.logs, plan.metrics) == ((), ("AuditEvent",), ())


def test_a_type_without_logs_is_refused() -> None:
    with pytest.raises(ArgumentError, match="A-DIA-001"):
        plan_diagnostics("Microsoft.Network/routeTables", DiagnosticSettings(workspace_resource_id=WORKSPACE_ID))


def test_a_workspace_is_closed_and_audits_itself() -> None:
    world = built("Workspace", "defaults")
    workspace = world.named("logs-workspace").inputs
    assert workspace["publicNetworkAccessForIngestion"] == "Disabled"
    assert workspace["publicNetworkAccessForQuery"] == "Disabled"
    assert workspace["features"]["disableLocalAuth"] is True
    assert workspace["workspaceCapping"] == {"dailyQuotaGb": -1}
    assert world.one("DiagnosticSetting").inputs["resourceUri"] == world.one("DiagnosticSetting").inputs["workspaceId"]


def test_zones_have_every_required_group() -> None:
    planned = plan_groups(LANDING_ZONE, NAMES, {"storage": READER})
    assert set(planned) == set(LANDING_ZONE)
    assert planned["storage"].holds_data
    assert planned["storage"].role_assignments == READER
    assert not planned["network"].holds_data


@pytest.mark.parametrize("names", [{}, {**NAMES, "kitchen": "rg-kitchen"}])
def test_a_zone_lacks_no_group_and_has_no_other(names: dict[str, str]) -> None:
    with pytest.raises(ArgumentError, match="A-ZON-001"):
        plan_groups(LANDING_ZONE, names, {})


def test_optional_groups_may_stay_away() -> None:
    required = {role: f"rg-{role}" for role, group in MANAGEMENT_ZONE.items() if group.required}
    assert set(plan_groups(MANAGEMENT_ZONE, required, {})) == set(required)


def test_a_locked_group_is_locked_last() -> None:
    world = built("ResourceGroupSet", "max")
    lock = world.one("ManagementLockByScope")
    assert lock.inputs["level"] == "ReadOnly"
    assert {"sales-groups-area-budget", "sales-groups-area-ops"} <= set(lock.after)


def test_the_deploy_identity_works_in_its_area_only() -> None:
    world = built("TeamArea", "max")
    deploy = [made for made in world.of("RoleAssignment") if "-deploy" in made.name]
    assert len(deploy) == sum(len(roles) for roles in DEPLOY_ROLES.values())
    scopes = {made.inputs["scope"].rsplit("/", 1)[-1] for made in deploy}
    assert scopes == {"rg-cts-crm-dev-weu", "snet-crm", "kv-cts-crm-abcde"}


def test_the_vault_of_a_team_stands_in_its_own_subnet() -> None:
    world = built("TeamArea", "secure")
    assert world.one("PrivateEndpoint").inputs["subnet"]["id"] == world.one("Subnet").arm_id
    assert world.one("Vault").inputs["resourceGroupName"] == "rg-cts-crm-dev-weu"


def test_a_subscription_has_a_short_name() -> None:
    long = VendedSubscription(alias_name="a", display_name="n" * 65, management_group_id="/x")
    with pytest.raises(ArgumentError, match="A-SUB-001"):
        check_vending(SubscriptionVendingArgs(billing_scope="/b", subscriptions={"a": long}))


def test_two_subscriptions_have_two_aliases() -> None:
    one = VendedSubscription(alias_name="sub-a", display_name="A", management_group_id="/x")
    twice = {"a": one, "b": replace(one, alias_name="SUB-A", display_name="B")}
    with pytest.raises(ArgumentError, match="A-SUB-002"):
        check_vending(SubscriptionVendingArgs(billing_scope="/b", subscriptions=twice))


def test_a_subscription_that_is_not_asked_for_any_more_stays() -> None:
    assert all(alias.retained for alias in built("SubscriptionVending", "max").of("Alias"))
