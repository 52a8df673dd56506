"""Access packages: only where the estate asks for them, decided by whoever answers for the data."""

import pulumi
import pytest

from simulator.mocks import Registered
from stacks.access_packages import standing_catalog
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, Standing

_READER = "liam.byrne@contoso.example"
_ACCESS = [{"principal": _READER, "layer": "enriched", "until": "2099-12-31", "request": "one"}]


@pytest.fixture(name="packaged", scope="module")
def _packaged(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    change = {
        "estate.yaml": {"access_packages": True},
        "Pulumi.crm.yaml": {"datasets": {"contacts": {"access": _ACCESS}}},
        "Pulumi.customer-360.yaml": {"datasets": {"customers": {"status": "retired"}}},
    }
    folder = copy_estate(tmp_path_factory.mktemp("packaged"), change=change)
    return standing.again(folder, *standing.whole.estate.landing_zones, *standing.whole.estate.teams)


def _of(made: list[Registered], kind: str) -> list[Registered]:
    return [one for one in made if one.type == f"azuread:index/{kind[0].lower()}{kind[1:]}:{kind}"]


def _user(deployment: Deployment, mail: str) -> str:
    found = deployment.cloud.directory.named("user", mail)
    assert found
    return str(found["id"])


def test_every_zone_has_a_catalogue_and_every_group_a_package(packaged: Deployment) -> None:
    for zone in packaged.estate.landing_zones:
        assert len(_of(packaged.registered[zone], "AccessPackageCatalog")) == 1
    names = {one.inputs["displayName"] for one in _of(packaged.registered["crm"], "AccessPackage")}
    assert names == {
        f"grp-cts-sales-dev-crm-{layer}-contacts-{right}" for layer in ("RAW", "ENR") for right in ("R", "RW")
    }


def test_access_lasts_30_or_90_days_and_those_who_answer_decide(packaged: Deployment) -> None:
    policies = _of(packaged.registered["crm"], "AccessPackageAssignmentPolicy")
    assert sorted(one.inputs["durationInDays"] for one in policies) == [30] * 4 + [90] * 4
    stages = [one.inputs["approvalSettings"]["approvalStages"] for one in policies]
    deciding = {approver["objectId"] for (stage,) in stages for approver in stage["primaryApprovers"]}
    assert deciding == {_user(packaged, "jordan.silva@contoso.example")}


def test_who_asked_at_the_service_desk_stays_beside_those_of_packages(packaged: Deployment) -> None:
    (member,) = _of(packaged.registered["crm"], "GroupMember")
    assert member.inputs["memberObjectId"] == _user(packaged, _READER)
    datasets = [one for one in _of(packaged.registered["crm"], "Group") if "-contacts-" in one.inputs["displayName"]]
    assert [one.name for one in datasets if "members" in one.inputs] == []


def test_of_a_retired_dataset_nothing_can_be_asked_for(packaged: Deployment) -> None:
    assert _of(packaged.registered["customer-360"], "AccessPackage") == []


def test_an_estate_has_none_unless_it_asks(reference: Deployment) -> None:
    kinds = {one.type for made in reference.registered.values() for one in made}
    assert not [kind for kind in kinds if "accessPackage" in kind]


def test_packages_wait_for_the_zones_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    assert standing_catalog("one", "sales-dev") == "one"
    with pytest.raises(pulumi.RunError, match=r"R-REF-003 .* `estate up sales-dev`"):
        standing_catalog(None, "sales-dev")
    monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: True)
    assert standing_catalog(None, "sales-dev")
