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
