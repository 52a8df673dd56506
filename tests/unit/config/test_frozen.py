"""What is fixed once a stack stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from config.estate import Estate
from config.frozen import check_frozen, configuration
from config.load import load_estate
from config.problems import Problem
from tests.unit.config.reference import REFERENCE, copy_estate


@pytest.fixture(scope="module")
def estate() -> Estate:
    return load_estate(REFERENCE)


def moved(estate: Estate) -> list[Problem]:
    """The problems of an estate whose zone stood elsewhere, and whose names carried another salt."""
    deployed = _deployed(estate, "sales-dev", region="northeurope", address_prefix="10.33.0.0/16", bastion=True)
    deployed["crm"] = {"stack": {"kind": "product"}, "organization": {"name": "Old", "name_salt": "old-salt"}}
    return sorted(set(check_frozen(estate, deployed)))


def _deployed(estate: Estate, name: str, **stack: Any) -> dict[str, Mapping[str, Any]]:
    known = configuration(estate, name)
    return {name: {**known, "stack": {**known["stack"], **stack}}}


def test_every_stack_agrees_with_itself(estate: Estate) -> None:
    assert not list(check_frozen(estate, {name: configuration(estate, name) for name in estate.stacks}))


def test_every_immutable_difference_is_told_with_both_values(estate: Estate) -> None:
    problems = {(item.file, item.path.rsplit(".", 1)[-1]): item for item in moved(estate)}
    assert set(problems) == {
        ("Pulumi.sales-dev.yaml", "address_prefix"),
        ("Pulumi.sales-dev.yaml", "region"),
        ("Pulumi.crm.yaml", "kind"),
        ("estate.yaml", "name_salt"),
    }
    assert {problem.code for problem in problems.values()} == {"C-FRZ-001"}
    region = problems["Pulumi.sales-dev.yaml", "region"]
    assert "`westeurope`" in region.found
    assert "`northeurope`" in region.found
    assert region.line


def test_what_may_change_may_change(estate: Estate) -> None:
    deployed = _deployed(estate, "sales-dev", classification="public", cost_center="CC-0", lakes={"layout": "layers"})
    assert not list(check_frozen(estate, deployed))


def test_values_of_older_and_newer_versions_are_left_alone(estate: Estate) -> None:
    assert not list(check_frozen(estate, {"sales-dev": {"stack": {"kind": "landing-zone", "color": "blue"}}}))
    assert not list(check_frozen(estate, {"sales-dev": {}, "gone": {"stack": {"kind": "product"}}}))


@pytest.mark.parametrize(
    ("service", "deployed", "path"),
    [
        ({"type": "function-app", "plan": "EP1"}, {"plan": "FC1"}, "services.api.plan"),
        ({"type": "event-hubs", "hubs": {"clicks": {"partitions": 8}}}, {"hubs": {"clicks": {"partitions": 4}}},
         "services.api.hubs.clicks.partitions"),
    ],
)  # fmt: skip
def test_what_azure_fixes_of_a_service_stays(
    tmp_path: Path, service: dict[str, Any], deployed: dict[str, Any], path: str
) -> None:
    slots = {"api": 7} if service["type"] == "function-app" else {}
    change = {"Pulumi.crm.yaml": {"services": {"api": service}, "service_slots": slots}}
    estate = load_estate(copy_estate(tmp_path, change=change))
    known = configuration(estate, "crm")
    assert not list(check_frozen(estate, {"crm": known}))
    known["services"]["api"] |= deployed
    (problem,) = check_frozen(estate, {"crm": known})
    assert problem.path.endswith(path)
    known["services"]["api"]["type"] = "mysql"
    assert not list(check_frozen(estate, {"crm": known}))


def test_a_service_of_a_template_is_held_too(tmp_path: Path) -> None:
    known = configuration(load_estate(REFERENCE), "fleet-live")
    assert known["stack"]["services"] == {}
    change = {"services": {"processing": {"type": "stream-analytics", "cluster": False}}}
    after = load_estate(copy_estate(tmp_path, change={"Pulumi.fleet-live.yaml": change}))
    (problem,) = check_frozen(after, {"fleet-live": known})
    assert problem.path.endswith("services.processing.cluster")


def test_slots_of_services_come_and_go_but_never_move(tmp_path: Path) -> None:
    change = {
        "services": {"api": {"type": "web-app"}, "site": {"type": "web-app"}},
        "service_slots": {"api": 7, "site": 8},
    }
    estate = load_estate(copy_estate(tmp_path, change={"Pulumi.crm.yaml": change}))
    deployed = _deployed(estate, "crm", service_slots={"api": 6, "gone": 9})
    (problem,) = check_frozen(estate, deployed)
    assert problem.path.endswith("service_slots.api")
    assert "`6`" in problem.found
