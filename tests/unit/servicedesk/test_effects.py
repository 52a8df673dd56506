"""What a request changes, and that the changed estate is one that can be deployed."""

from collections.abc import Mapping
from datetime import date, timedelta
from ipaddress import IPv4Network
from typing import Any

import pytest

from config.datasets import dataset_groups
from config.models.dataset import Layer
from config.models.integration import IntegrationStack
from config.models.landing_zone import LandingZoneStack
from config.models.product import ProductStack
from config.services import services_of
from servicedesk.effects import RECORD_ONLY, Change, Context, RecordOnly, effect
from servicedesk.effects.upload_storage import without_ended_uploads
from servicedesk.model import KINDS
from servicedesk.problems import Refusal
from servicedesk.texts import changed_texts, load_texts
from servicedesk.yaml_text import edited
from tests.unit.servicedesk.world import MONDAY, World, body, codes

KEYS_TURNED = {"Pulumi.churn-model.yaml": "    allow_data_removal: true\n"}
"""Lines added to files of the reference estate, so that a product may go."""


def planned(world: World, kind: str, *, request: str = "R-0001", **changes: Any) -> Change | RecordOnly | Refusal:
    context = Context(estate=world.estate, texts=world.texts, today=MONDAY.date(), request=request)
    return effect(context, body(kind, **changes))


def changed(world: World, kind: str, *, request: str = "R-0001", **changes: Any) -> Change:
    """The change of a request, applied to the world."""
    found = planned(world, kind, request=request, **changes)
    assert isinstance(found, Change), found
    world.texts = changed_texts(world.texts, found.files)
    return found


def refused(world: World, kind: str, **changes: Any) -> set[str]:
    found = planned(world, kind, **changes)
    assert isinstance(found, Refusal), found
    return codes(found)


def adding(world: World, lines: Mapping[str, str]) -> None:
    world.texts = {name: text + lines.get(name, "") for name, text in world.texts.items()}


def test_a_team_gets_one_service_more_and_then_another_of_its_type(world: World) -> None:
    changed(world, "service", stack="crm", service="event-hubs", key="events")
    changed(world, "service", stack="crm", service="event-hubs")
    stack = world.estate.stacks["crm"]
    assert isinstance(stack, IntegrationStack)
    assert sorted(services_of(stack)) == ["event-hubs", "events", "pipelines"]
    assert refused(world, "service", stack="crm", service="data-factory", key="pipelines") == {"D-EFF-008"}
    assert refused(world, "service", stack="crm", service="firewall") == {"D-EFF-006"}


def test_every_file_of_the_estate_is_written_back_as_it_stands(world: World) -> None:
    for name, text in world.texts.items():
        assert edited(text, lambda data: None) == text, name


def test_a_landing_zone_gets_the_first_free_block(world: World) -> None:
    change = changed(world, "landing-zone")
    zone = world.estate.stacks["finance-dev"]
    assert isinstance(zone, LandingZoneStack)
    assert zone.address_prefix == IPv4Network("10.16.16.0/20")
    assert set(change.files) == {"Pulumi.finance-dev.yaml"}
    assert zone.ops.members == ("omar.haddad@contoso.example", "julia.novak@contoso.example")


def test_a_zone_of_an_environment_that_nobody_peers_gets_a_peering(world: World) -> None:
    text = world.texts["estate.yaml"].replace("  prod: {}", "  prod: {}\n  test: {}")
    world.texts = {**world.texts, "estate.yaml": text}
    assert set(changed(world, "landing-zone", environment="test").files) == {
        "Pulumi.finance-test.yaml",
        "Pulumi.peering-test.yaml",
    }
    assert world.estate.peerings["peering-test"].environments == ("test",)


def test_integration_and_product_get_the_next_free_slots(world: World) -> None:
    changed(world, "integration")
    changed(world, "product")
    orders, campaigns = world.estate.stacks["orders"], world.estate.stacks["campaigns"]
    assert isinstance(orders, IntegrationStack)
    assert isinstance(campaigns, ProductStack)
    assert (orders.subnet_slot, campaigns.subnet_slot) == (3, 4)


def test_a_name_used_in_another_environment_gets_the_environment_too(world: World) -> None:
    change = changed(world, "integration", name="crm", landing_zone="logistics-prod", classification="internal")
    assert set(change.files) == {"Pulumi.crm-prod.yaml"}


def test_a_service_changes_one_line_and_keeps_comments(world: World) -> None:
    name = "Pulumi.sales-dev.yaml"
    before = world.texts[name].replace("    name: sales\n", "    # The first zone.\n    name: sales  # short\n")
    world.texts = {**world.texts, name: before}
    changed(world, "service")
    assert world.texts[name] == before + "    bastion: true\n"


def test_an_exemption_is_added_below_those_that_stand(world: World) -> None:
    changed(world, "policy-exemption")
    first = "# Reviewed every quarter.\n" + world.texts["exemptions.yaml"]
    world.texts = {**world.texts, "exemptions.yaml": first}
    changed(world, "policy-exemption", guardrail="G-STO-004", ticket="CHG-2")
    assert world.texts["exemptions.yaml"].startswith(first)
    assert [exemption.ticket for exemption in world.estate.exemptions] == ["CHG-2201", "CHG-2"]


def test_a_product_leaves_when_both_keys_are_turned(world: World) -> None:
    assert refused(world, "decommission") == {"D-EFF-007"}
    adding(world, KEYS_TURNED)
    change = changed(world, "decommission")
    assert change.files == {"Pulumi.churn-model.yaml": None}
    assert change.before_merge
    assert "churn-model" not in world.estate.stacks


def test_a_dataset_is_kept_in_the_layers_of_its_owner(world: World) -> None:
    before = world.texts["Pulumi.crm.yaml"]
    changed(world, "dataset")
    assert world.texts["Pulumi.crm.yaml"].startswith(before)
    offered = world.estate.teams["crm"].datasets["opportunities"]
    assert (offered.layers, offered.owner) == ((Layer.RAW, Layer.ENRICHED), "jordan.silva@contoso.example")
    assert offered.workloads == {"pipelines": "write"}
    assert refused(world, "dataset") == {"D-EFF-012"}


def test_an_update_changes_what_it_names_and_nothing_else(world: World) -> None:
    changed(world, "dataset-update", columns_removed=["mail"], frequency="hourly")
    contacts = world.estate.teams["crm"].datasets["contacts"]
    assert dict(contacts.columns) == {"contact_id": "string", "customer_id": "string", "language": "string"}
    assert (contacts.frequency, contacts.retention_days) == ("hourly", 730)
    assert refused(world, "dataset-update", columns_added={"language": "string"}) == {"D-EFF-013"}
    assert refused(world, "dataset-update", columns_removed=["mail"], columns_added={}) == {"D-REQ-004"}


def test_access_ends_by_itself_and_a_renewal_takes_its_place(world: World) -> None:
    changed(world, "access")
    (given,) = world.estate.teams["crm"].datasets["contacts"].access
    assert (given.until.isoformat(), given.request) == ("2026-12-23", "R-0001")
    changed(world, "access", days=90, renewal_of="R-0001")
    (renewed,) = world.estate.teams["crm"].datasets["contacts"].access
    assert renewed.until.isoformat() == "2027-02-21"

    def members(today: date) -> tuple[str, ...]:
        groups = {group.key: group for group in dataset_groups(world.estate, "crm", today)}
        return groups["contacts-enriched-read"].members

    assert members(renewed.until) == ("yuki.sato@contoso.example",)
    assert members(renewed.until + timedelta(days=1)) == ()


def test_uploads_bring_the_exemptions_that_their_door_needs_for_as_long_as_the_last(world: World) -> None:
    first = changed(world, "upload-storage")
    assert set(first.files) == {"Pulumi.sales-dev.yaml", "exemptions.yaml"}
    zone = world.estate.landing_zones["sales-dev"]
    assert [(key, one.provider, one.remove_on) for key, one in zone.uploads.items()] == [
        ("r0001", "Market data agency", date(2027, 3, 31))
    ]
    changed(world, "policy-exemption", guardrail="G-STO-006", ticket="CHG-2")
    changed(world, "upload-storage", request="R-0007", remove_on="2027-05-31")
    found = {(one.guardrail, one.ticket, one.expires.isoformat()) for one in world.estate.exemptions}
    assert found == {
        *((guardrail, "upload storage", "2027-05-31") for guardrail in ("G-STO-001", "G-STO-004", "E-NET-006")),
        ("G-STO-006", "CHG-2", world.estate.exemptions[0].expires.isoformat()),
    }
    scopes = {one.scope.rsplit("/", 1)[-1] for one in world.estate.exemptions if one.ticket == "upload storage"}
    assert scopes == {"rg-cts-sales-external-storage-dev-weu"}


def test_uploads_leave_on_their_day_with_what_nothing_needs_any_more(world: World) -> None:
    changed(world, "upload-storage")
    changed(world, "upload-storage", request="R-0007", remove_on="2027-05-31")
    texts = world.texts
    assert without_ended_uploads(texts, date(2027, 3, 30)) is None
    one_left = without_ended_uploads(texts, date(2027, 3, 31))
    assert one_left is not None
    assert one_left.summary == ("Market data agency uploads no longer to `sales-dev`",)
    texts = changed_texts(texts, one_left.files)
    estate = load_texts(texts, date(2027, 5, 1))
    assert not isinstance(estate, Refusal)
    assert list(estate.landing_zones["sales-dev"].uploads) == ["r0007"]
    assert {one.expires for one in estate.exemptions} == {date(2027, 5, 31)}
    late = without_ended_uploads(texts, date(2027, 6, 30))  # the estate is invalid since the exemptions ended
    assert late is not None
    estate = load_texts(changed_texts(texts, late.files), date(2027, 6, 30))
    assert not isinstance(estate, Refusal)
    assert not estate.exemptions
    assert not estate.landing_zones["sales-dev"].uploads


def test_an_upload_that_ended_before_it_began_is_refused(world: World) -> None:
    assert refused(world, "upload-storage", remove_on=MONDAY.date().isoformat()) == {"D-EFF-010"}
    assert refused(world, "upload-storage", integration="telematics") == {"C-UPL-001"}


def test_a_certified_product_carries_its_evidence(world: World) -> None:
    changed(world, "certification")
    product = world.estate.teams["customer-360"]
    assert isinstance(product, ProductStack)
    assert product.certified is not None
    assert (product.certified.on, len(product.certified.evidence)) == (MONDAY.date(), 3)
    assert refused(world, "certification", product="crm") == {"D-EFF-014"}


@pytest.mark.parametrize("kind", RECORD_ONLY)
def test_kinds_without_a_place_in_the_data_say_so(world: World, kind: str) -> None:
    found = planned(world, kind)
    assert isinstance(found, RecordOnly)
    assert found.work


def test_every_kind_has_an_effect(world: World) -> None:
    adding(world, KEYS_TURNED)
    for kind in KINDS:
        assert not isinstance(planned(world, kind), Refusal), kind


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("landing-zone", {"management_zone": "governance"}, "D-REQ-004"),
        ("landing-zone", {"environment": "test"}, "D-REQ-004"),
        ("landing-zone", {"region": "swedencentral"}, "D-REQ-004"),
        ("landing-zone", {"name": "sales"}, "D-EFF-003"),
        ("landing-zone", {"subscription_id": "3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3"}, "D-EFF-009"),
        ("integration", {"landing_zone": "sale-dev"}, "D-REQ-004"),
        ("integration", {"name": "crm"}, "D-EFF-003"),
        ("integration", {"name": "sales"}, "C-UNI-001"),
        ("product", {"classification": "restricted"}, "D-EFF-004"),
        ("service", {"service": "firewall"}, "D-EFF-006"),
        ("service", {"stack": "crm"}, "D-EFF-006"),
        ("decommission", {"stack": "sales-dev"}, "D-EFF-005"),
        ("decommission", {"stack": "management"}, "D-EFF-005"),
        ("decommission", {"consumers_told": False}, "D-EFF-005"),
        ("policy-exemption", {"expires": "2026-11-22"}, "D-EFF-010"),
        ("policy-exemption", {"expires": "2027-11-30"}, "D-EFF-010"),
        ("policy-exemption", {"approver": "grace.hall@contoso.example"}, "D-APR-002"),
        ("policy-exemption", {"stack": "logistics-prod"}, "C-EXM-003"),
    ],
)
def test_what_could_not_be_deployed_is_refused(world: World, kind: str, changes: dict[str, Any], code: str) -> None:
    assert code in refused(world, kind, **changes)


def test_a_guardrail_that_judges_nothing_is_refused(world: World) -> None:
    context = Context(
        estate=world.estate,
        texts=world.texts,
        today=MONDAY.date(),
        request="R-0001",
        guardrails=frozenset({"G-STO-003"}),
    )
    found = effect(context, body("policy-exemption", guardrail="G-STO-999"))
    assert isinstance(found, Refusal)
    assert codes(found) == {"D-EFF-011"}


def test_a_service_that_is_there_is_refused(world: World) -> None:
    changed(world, "service")
    assert refused(world, "service") == {"D-EFF-008"}


def test_a_full_region_is_refused(world: World) -> None:
    text = world.texts["estate.yaml"].replace("westeurope: [10.16.0.0/12]", "westeurope: [10.16.0.0/15]")
    world.texts = {**world.texts, "estate.yaml": text}
    assert refused(world, "landing-zone", address_prefix_length=16) == {"D-EFF-001"}


def test_a_full_zone_is_refused(world: World) -> None:
    name = "Pulumi.sales-dev.yaml"
    world.texts = {**world.texts, name: world.texts[name].replace("10.17.0.0/16", "10.17.0.0/22")}
    for number in range(13):
        changed(world, "integration", name=f"source-{number}")
    assert refused(world, "integration", name="one-more") == {"D-EFF-002"}


def test_all_problems_are_told_at_once(world: World) -> None:
    found = refused(world, "integration", name="crm", classification="restricted")
    assert found == {"D-EFF-003", "D-EFF-004"}


def test_a_broken_estate_is_told_as_it_is(world: World) -> None:
    broken = load_texts({**world.texts, "Pulumi.crm.yaml": "config: {}\n"})
    assert isinstance(broken, Refusal)
    assert codes(broken) == {"C-KEY-002"}
