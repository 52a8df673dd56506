"""Subscriptions that the platform makes for landing zones to come."""

import pytest

from arm.errors import ArmError
from config.access.deployed import deployed
from config.access.effective import rights_at
from config.load import load_estate
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment

_SCOPE = "/providers/Microsoft.Billing/billingAccounts/1234567/enrollmentAccounts/7654321"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    """The platform of the reference estate, which makes a subscription for finance; nothing is delivered from it."""
    vending = {"billing_scope": _SCOPE, "subscriptions": {"finance-dev": {"environment": "dev", "workload": "DevTest"}}}
    folder = copy_estate(
        tmp_path_factory.mktemp("vending"),
        change={"Pulumi.platform.yaml": {"vending": vending}, "estate.yaml": {"delivery": None}},
    )
    deployment = Deployment(load_estate(folder))
    deployment.up("platform")
    return deployment


@pytest.fixture
def made(platform: Deployment) -> str:
    """The id of the subscription that was made."""
    ((zone, found),) = platform.exported["platform"]["contract"]["subscriptions"].items()
    assert zone == "finance-dev"
    return str(found)


def test_a_subscription_is_made_in_its_environments_group(platform: Deployment, made: str) -> None:
    (alias,) = platform.cloud.list(type="Microsoft.Subscription/aliases")
    assert (alias["name"], alias["properties"]["subscriptionId"]) == ("sub-cts-finance-dev", made)
    (group,) = [
        item
        for item in platform.cloud.list(type="Microsoft.Management/managementGroups")
        if f"/subscriptions/{made}" in {child["id"] for child in item["properties"]["children"]}
    ]
    assert group["name"] == "mg-cts-data-dev"


def test_guardrails_and_rights_hold_in_it_from_the_first_moment(platform: Deployment, made: str) -> None:
    with pytest.raises(ArmError, match="RequestDisallowedByPolicy"):
        platform.cloud.put(f"/subscriptions/{made}/resourceGroups/rg-a", "2024-03-01", {"location": "southindia"})
    rights = deployed(platform.cloud.list(), platform.cloud.directory.principals())
    operators = rights.named("grp-cts-cloud-platform-ops")
    assert operators
    assert {right.role for right in rights_at(rights, operators.id, f"/subscriptions/{made}")} == {"Reader"}


def test_an_estate_without_delivery_has_no_deploy_identities(platform: Deployment) -> None:
    assert platform.exported["platform"]["contract"]["deploy_identities"] == {}


def test_nothing_is_made_where_nothing_is_asked_for(reference: Deployment) -> None:
    assert reference.exported["platform"]["contract"]["subscriptions"] == {}
    assert reference.cloud.list(type="Microsoft.Subscription/aliases") == []
