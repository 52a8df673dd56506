"""The third pack: a folder of Azure Policy, judged as Azure would."""

import json
from pathlib import Path
from typing import Any

import pytest

from arm.unknown import UNKNOWN
from policies.bring_your_own.pack import FOLDER, OwnPack
from policies.kit.analyzer import Finding
from policies.kit.settings import parse
from policies.model import Level
from policies.problems import GuardrailDataError
from tests.unit.policies.own_folder import (
    ASSIGNMENT,
    DECLARED,
    DEFINITION,
    EXEMPTION,
    INITIATIVE,
    RULE,
    account,
    changed,
    judged,
    write,
)

TODAY = {"today": "2026-11-23"}


def names(found: list[Finding]) -> set[tuple[str, str, Level]]:
    return {(each.policy, each.urn.rsplit("::", 1)[-1], each.level) for each in found}


def test_one_definition_is_enough(tmp_path: Path) -> None:
    folder = write(tmp_path, tls=DEFINITION)
    found = judged(folder, [account(), account(name="stold", minimumTlsVersion="TLS1_0")])
    assert names(found) == {("tls", "stold", Level.MANDATORY)}
    for part in ("Storage accounts speak modern TLS", "`minimumTlsVersion` `TLS1_0`", "tls.json"):
        assert part in found[0].message


@pytest.mark.parametrize(
    "files",
    [
        {"tls": DEFINITION["properties"]},
        {"all": [DEFINITION]},
        {"page": {"value": [DEFINITION]}},
        {"tls_rules": RULE, "tls_parameters": DECLARED},
        {"tls__azurepolicy": DEFINITION, "tls__azurepolicy_rules": RULE, "tls__azurepolicy_parameters": DECLARED},
        {"tls__azurepolicy_rules": RULE, "tls__azurepolicy_parameters": DECLARED},
        {"tls": "\ufeff" + json.dumps(DEFINITION)},
    ],
    ids=["properties", "list", "page", "parts", "whole-and-parts", "parts-in-a-folder", "byte-order-mark"],
)
def test_every_spelling_of_a_definition_is_read(tmp_path: Path, files: dict[str, Any]) -> None:
    found = judged(write(tmp_path, **files), [account(minimumTlsVersion="TLS1_0")])
    named = {each.policy for each in found}
    assert named == ({"all"} if named == {"all"} else {"tls"})


def test_values_come_from_parameter_files(tmp_path: Path) -> None:
    by_name = write(tmp_path / "a", tls=DEFINITION, tls_parameters={"versions": {"value": ["TLS1_3"]}})
    assert names(judged(by_name, [account()])) == {("tls", "stlake", Level.MANDATORY)}
    shared = write(tmp_path / "b", deep__tls=DEFINITION, parameters={"effect": "Audit", "versions": ["TLS1_3"]})
    assert names(judged(shared, [account()])) == {("tls", "stlake", Level.ADVISORY)}


def test_an_initiative_passes_its_parameters_on_and_hides_its_members(tmp_path: Path) -> None:
    folder = write(tmp_path, tls=DEFINITION, set=INITIATIVE)
    assert names(judged(folder, [account(minimumTlsVersion="TLS1_3")])) == {
        ("baseline.storageTls", "stlake", Level.MANDATORY)
    }


def test_an_assignment_says_where_with_what_and_what_people_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path, tls=DEFINITION, set=INITIATIVE, assigned=ASSIGNMENT)
    plan = [account(), account("rg-lab", "stlab"), account(name="stnew", minimumTlsVersion="TLS1_3")]
    (found,) = judged(folder, plan)
    assert names([found]) == {("prod.storageTls", "stlake", Level.MANDATORY)}
    assert "Ask the platform team for TLS 1.3." in found.message


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"enforcementMode": "DoNotEnforce"}, {("prod.storageTls", "stlake", Level.ADVISORY)}),
        ({"scope": "/subscriptions/00000000-0000-0000-0000-000000000009"}, set()),
        (
            {"scope": "/providers/Microsoft.Management/managementGroups/data"},
            {("prod.storageTls", "stlake", Level.MANDATORY)},
        ),
        ({"resourceSelectors": [{"selectors": [{"kind": "resourceLocation", "in": ["northeurope"]}]}]}, set()),
        (
            {"overrides": [{"kind": "policyEffect", "value": "audit", "selectors": []}]},
            {("prod.storageTls", "stlake", Level.ADVISORY)},
        ),
        (
            {
                "overrides": [
                    {
                        "kind": "policyEffect",
                        "value": "disabled",
                        "selectors": [{"kind": "resourceLocation", "in": ["northeurope"]}],
                    }
                ]
            },
            {("prod.storageTls", "stlake", Level.MANDATORY)},
        ),
    ],
    ids=["not-enforced", "elsewhere", "management-group", "selector", "override", "override-elsewhere"],
)
def test_an_assignment_is_read_whole(tmp_path: Path, properties: dict[str, Any], expected: set[Any]) -> None:
    folder = write(tmp_path, tls=DEFINITION, set=INITIATIVE, assigned=changed(ASSIGNMENT, **properties))
    assert names(judged(folder, [account()])) == expected


def test_an_exemption_lets_pass_until_it_expires(tmp_path: Path) -> None:
    folder = write(tmp_path, tls=DEFINITION, set=INITIATIVE, assigned=ASSIGNMENT, waiver=EXEMPTION)
    plan = [account("rg-scans"), account(name="stother")]
    assert {name for _, name, _ in names(judged(folder, plan))} == {"stother"}
    late = judged(folder, plan, today="2027-02-01")
    assert {name for _, name, _ in names(late)} == {"stlake", "stother"}


def test_what_is_not_known_is_advice(tmp_path: Path) -> None:
    folder = write(tmp_path, tls=DEFINITION, set=INITIATIVE, assigned=ASSIGNMENT)
    (found,) = judged(folder, [account(minimumTlsVersion=UNKNOWN)])
    assert (found.level, "`minimumTlsVersion` not known yet" in found.message) == (Level.ADVISORY, True)
    (found,) = judged(folder, [account(resourceGroupName=UNKNOWN)])
    assert "`id` not known yet" in found.message


def test_related_resources_are_looked_for_in_the_plan_where_it_can_tell(tmp_path: Path) -> None:
    def asks_for(kind: str) -> dict[str, Any]:
        effect = {"effect": "auditIfNotExists", "details": {"type": kind}}
        return {"if": RULE["if"]["allOf"][0], "then": effect}

    folder = write(
        tmp_path,
        blob_rules=asks_for("Microsoft.Storage/storageAccounts/blobServices"),
        plan_rules=asks_for("Microsoft.Network/networkWatchers"),
    )
    assert names(judged(folder, [account()])) == {("blob", "stlake", Level.ADVISORY)}


def test_the_settings_say_how_much_a_refusal_weighs(tmp_path: Path) -> None:
    found = judged(
        write(tmp_path, tls=DEFINITION), [account(minimumTlsVersion="TLS1_0")], levels={"default": "advisory"}
    )
    assert names(found) == {("tls", "stlake", Level.ADVISORY)}


def test_without_a_folder_the_pack_says_so() -> None:
    (found,) = judged(None, [account()])
    assert (found.policy, found.level) == (FOLDER.name, Level.MANDATORY)


def test_the_configuration_of_the_engine_names_a_folder_too(tmp_path: Path) -> None:
    pack = OwnPack(None, parse("s.json", TODAY, ()))
    pack.configure({FOLDER.name: {"folder": str(write(tmp_path, tls=DEFINITION))}})
    assert "tls" in {policy.name for policy in pack.policies}
    with pytest.raises(GuardrailDataError, match=r"P-OWN-001 .* an absolute path"):
        pack.configure({FOLDER.name: {"folder": "policies"}})
