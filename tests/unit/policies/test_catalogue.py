"""The catalogue loads, and refuses what is wrong with every problem at once."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from policies.catalogue import ROOM, initiatives, load, rules
from policies.definition_checks import check_definition
from policies.describe import find
from policies.docs import render_catalogue
from policies.model import Area
from policies.problems import GuardrailDataError, registry

PAGE = Path("docs/reference/guardrails.md")
SOME = "definitions/storage/storage-account-https-only.json"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A copy of the data that a test may break."""
    for folder in ("definitions", "initiatives"):
        shutil.copytree(ROOM / folder, tmp_path / folder)
    return tmp_path


def change(path: Path, edit: Any) -> None:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    edit(loaded)
    path.write_text(json.dumps(loaded), encoding="utf-8")


def problems_of(room: Path) -> list[tuple[str, str]]:
    with pytest.raises(GuardrailDataError) as caught:
        load(room)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_every_rule_is_in_the_initiative_of_its_area() -> None:
    placed = [name for initiative in initiatives() for name in initiative.members]
    assert sorted(placed) == sorted(rule.name for rule in rules())
    assert {initiative.area for initiative in initiatives()} == set(Area)


def test_rules_are_sorted_and_ids_are_unique() -> None:
    ids = [rule.id for rule in rules()]
    assert ids == sorted(set(ids))


def test_effects_can_be_switched_off() -> None:
    for rule in rules():
        assert "Disabled" in rule.parameters["effect"]["allowedValues"], rule.id


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_catalogue(), "run `make docs`"


def test_the_guide_shows_a_rule_that_is_accepted() -> None:
    text = Path("docs/guides/write-a-guardrail.md").read_text(encoding="utf-8")
    shown = json.loads(text.split("```json\n")[1].split("```")[0])
    assert list(check_definition("guide", shown["name"], shown)) == []
    assert shown["properties"]["policyRule"] == find(shown["properties"]["metadata"]["id"]).definition["policyRule"]


def test_every_problem_is_told_at_once(room: Path) -> None:
    change(room / SOME, lambda d: d["properties"]["metadata"].update(severity="dire", area="nowhere"))
    change(room / SOME, lambda d: d["properties"].update(mode="Some"))
    (room / "definitions/storage/broken.json").write_text('{"name": 1, "name": 2}', encoding="utf-8")
    found = problems_of(room)
    assert ("P-DEF-003", f"{SOME} properties.metadata.severity") in found
    assert ("P-DEF-003", f"{SOME} properties.metadata.area") in found
    assert ("P-DEF-003", f"{SOME} properties.mode") in found
    assert ("P-DEF-001", "definitions/storage/broken.json") in found


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda d: d.update(name="other-name"), ("P-DEF-003", f"{SOME} name")),
        (lambda d: d.pop("name"), ("P-DEF-002", SOME)),
        (lambda d: d["properties"].pop("mode"), ("P-DEF-002", f"{SOME} properties")),
        (lambda d: d["properties"]["metadata"].update(color="red"), ("P-DEF-002", f"{SOME} properties.metadata")),
        (lambda d: d["properties"]["metadata"].update(id="STO-7"), ("P-DEF-003", f"{SOME} properties.metadata.id")),
        (lambda d: d["properties"]["metadata"].update(fix=""), ("P-DEF-003", f"{SOME} properties.metadata.fix")),
        (
            lambda d: d["properties"]["metadata"]["controls"].update(pci=["1"]),
            ("P-DEF-003", f"{SOME} properties.metadata.controls"),
        ),
        (
            lambda d: d["properties"]["policyRule"]["then"].update(effect="Deny"),
            ("P-DEF-003", f"{SOME} properties.policyRule.then.effect"),
        ),
        (
            lambda d: d["properties"]["parameters"]["effect"].update(allowedValues=["Deny"]),
            ("P-DEF-003", f"{SOME} properties.parameters.effect.allowedValues"),
        ),
        (
            lambda d: d["properties"]["parameters"]["effect"].update(defaultValue=3),
            ("P-DEF-003", f"{SOME} properties.parameters.effect.defaultValue"),
        ),
        (lambda d: d["properties"].update(displayName="x" * 129), ("P-DEF-003", f"{SOME} properties.displayName")),
        (lambda d: d["properties"].update(policyType="BuiltIn"), ("P-DEF-003", f"{SOME} properties.policyType")),
    ],
)
def test_a_broken_definition_is_refused(room: Path, edit: Any, expected: tuple[str, str]) -> None:
    change(room / SOME, edit)
    assert problems_of(room) == [expected]


def test_what_the_policy_language_refuses_is_refused(room: Path) -> None:
    change(room / SOME, lambda d: d["properties"]["policyRule"].update({"if": {"field": "type", "is": "x"}}))
    assert [code for code, _ in problems_of(room)] == ["P-DEF-005"]


def test_an_id_may_not_be_given_twice(room: Path) -> None:
    change(room / SOME, lambda d: d["properties"]["metadata"].update(id="G-STO-001"))
    assert [code for code, _ in problems_of(room)] == ["P-DEF-004"]


def test_an_initiative_must_agree_with_its_rules(room: Path) -> None:
    path = room / "initiatives/data-estate-encryption.json"
    change(path, lambda d: d["properties"]["policyDefinitions"].pop(0))
    change(path, lambda d: d["properties"]["policyDefinitions"][0]["parameters"].update(color={"value": 1}))
    assert {code for code, _ in problems_of(room)} == {"P-DEF-006"}


def test_every_code_of_the_room_is_registered() -> None:
    used = {
        code
        for path in ROOM.rglob("*.py")
        for code in re.findall(r"\"(P-[A-Z]{3}-\d{3})\"", path.read_text(encoding="utf-8"))
    }
    assert used <= registry().keys()
