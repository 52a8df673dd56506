"""Templates and services: what a team gets, by its template and its own entries."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from config.customer_keys import encrypts, kinds, why_none
from config.estate import Estate
from config.load import load_estate
from config.models.services import Service, TeamServiceType
from config.names import names_of
from config.problems import EstateErrors
from config.retired import successor
from config.service_names import endpoint_groups, kinds_by_resource, name_keys
from config.services import services_of
from config.templates import names_for, templates
from tests.unit.config.reference import REFERENCE, copy_estate

TYPES = sorted(kinds_by_resource().values())


def changed(tmp_path: Path, **change: object) -> Estate:
    """The reference estate with another `customer-360`."""
    return load_estate(copy_estate(tmp_path, change={"Pulumi.customer-360.yaml": change}))


def test_models_names_and_requests_know_the_same_types() -> None:
    models = {model.model_fields["type"].annotation.__args__[0] for model in get_args(get_args(Service)[0])}
    assert models == set(TYPES) == set(get_args(TeamServiceType))


def test_of_every_type_is_known_whether_it_takes_a_customers_key() -> None:
    assert kinds() == set(TYPES)
    assert all((encrypts(kind) is None) != (why_none(kind) is None) for kind in kinds())


def test_every_kind_of_stack_has_templates() -> None:
    assert {"batch", "streaming", "analytics", "machine-learning", "application", "custom"} <= set(names_for("product"))
    assert {"integration", "custom"} <= set(names_for("integration"))


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_says_what_it_is_for(name: str) -> None:
    template = templates()[name]
    assert template.purpose
    assert template.services or name == "custom"


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_service_has_names(kind: str) -> None:
    keys = [name for name, _, _ in name_keys("some", kind)]
    assert len(keys) == len(set(keys))
    assert {f"service/some/endpoint-{group}" for group in endpoint_groups(kind)} <= set(keys)


def test_a_stack_gets_its_templates_services() -> None:
    estate = load_estate(REFERENCE)
    assert {key: one.type for key, one in services_of(estate.teams["customer-360"]).items()} == {
        "database": "sql-database",
        "pipelines": "data-factory",
    }


def test_an_own_entry_takes_the_place_of_the_templates(tmp_path: Path) -> None:
    estate = changed(tmp_path, services={"database": {"type": "postgresql"}, "events": {"type": "event-hubs"}})
    assert {key: one.type for key, one in services_of(estate.teams["customer-360"]).items()} == {
        "database": "postgresql",
        "events": "event-hubs",
        "pipelines": "data-factory",
    }
    assert names_of(estate, "customer-360")["service/events"].startswith("evhns-cts-customer-360-events")


def test_what_is_not_wanted_is_left_out(tmp_path: Path) -> None:
    estate = changed(tmp_path, without=["database"])
    assert list(services_of(estate.teams["customer-360"])) == ["pipelines"]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("functions-in-process", "ended on 2026-11-10: write `function-app`"),
        ("iot-central", "ends on 2029-09-20: write `iot-hub`"),
        ("media-services", "ended on 2024-06-30, and nothing takes its place"),
        ("analysis-services", "has a better successor: take semantic models"),
    ],
)
def test_a_retired_service_ended_or_will_end(kind: str, told: str) -> None:
    assert told in str(successor(kind, date(2026, 11, 23)))


def test_the_day_of_the_end_counts() -> None:
    assert "ends on" in str(successor("iot-central", date(2029, 9, 19)))
    assert "ended on" in str(successor("iot-central", date(2029, 9, 20)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"services": {"vault": {"type": "event-grid"}}}, "vault"),
        ({"services": {"lake": {"type": "mariadb"}}}, "write `mysql`"),
        ({"services": {"lake": {"type": "mysql-single-server"}}}, "write `mysql`"),
        (
            {"services": {"lake": {"type": "mysql", "sku": "Standard_B2s", "high_availability": "SameZone"}}},
            "burstable",
        ),
        ({"services": {"api": {"type": "function-app", "maximum_instances": 39}}}, "40 or more"),
        ({"services": {"site": {"type": "web-app", "zone_redundant": True}}}, "two `instances`"),
        ({"services": {"site": {"type": "web-app", "plan": "Y1"}}}, "P0v3"),
        ({"services": {"k": {"type": "kubernetes", "maximum_nodes": 1}}}, "minimum_nodes"),
        ({"service_slots": {"lake": 7}}, "no service `lake` needs a slot"),
        ({"services": {"site": {"type": "web-app"}}, "service_slots": {"site": 1}}, "is taken by `customer-360`"),
        ({"services": {"site": {"type": "web-app"}}, "service_slots": {"site": 999}}, "beyond the zone"),
        ({"services": {"api": {"type": "functions-in-process"}}}, "write `function-app`"),
        ({"services": {"lake": {"type": "time-series-insights"}}}, "write `data-explorer`"),
        ({"services": {"lake": {"type": "sql-databse"}}}, "write `sql-database`"),
        ({"template": "integration"}, "batch"),
        ({"services": {"events": {"type": "event-hubs", "capacity": 0}}}, "capacity"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, change: dict[str, object], told: str) -> None:
    with pytest.raises(EstateErrors) as caught:
        changed(tmp_path, **change)
    assert told in str(caught.value)
