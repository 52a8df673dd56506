"""Settings: defaults without a file, every problem with a bad one, the most specific level wins."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.describe import find
from policies.kit.settings import VARIABLE, Settings, parse, settings_from
from policies.model import Level
from policies.packs import all_rules
from policies.problems import GuardrailDataError

ALL = all_rules()
VAULT = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
EXEMPTION = {
    "guardrail": "G-KVT-001",
    "scope": VAULT,
    "reason": "Test vault",
    "ticket": "CHG-1",
    "approver": "security@contoso.example",
    "expires": "2026-12-31",
}


def settings(**loaded: Any) -> Settings:
    return parse("settings.json", {"today": "2026-11-23", **loaded}, ALL)


def level(rule_id: str, **loaded: Any) -> Level:
    rule, chosen = find(rule_id), settings(**loaded)
    return chosen.level_of(rule, rule.level_for(chosen.parameters_for(rule)))


def problems_of(**loaded: Any) -> list[tuple[str, str]]:
    with pytest.raises(GuardrailDataError) as caught:
        settings(**loaded)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_without_a_file_rules_keep_their_own_levels() -> None:
    chosen = settings_from({}, ALL)
    assert chosen.level_of(find("G-STO-001"), Level.MANDATORY) is Level.MANDATORY
    assert chosen.exemptions == ()


def test_a_rule_that_reports_is_advisory_and_one_that_refuses_is_mandatory() -> None:
    assert level("G-STO-001") is Level.MANDATORY
    assert level("G-GEN-005") is Level.ADVISORY
    assert level("G-LOG-005") is Level.ADVISORY


def test_the_default_level_is_for_rules_that_refuse() -> None:
    assert level("G-STO-001", levels={"default": "advisory"}) is Level.ADVISORY
    assert level("G-GEN-005", levels={"default": "mandatory"}) is Level.ADVISORY


def test_the_most_specific_level_wins() -> None:
    levels = {"default": "advisory", "network-isolation": "disabled", "G-STO-001": "mandatory"}
    assert level("G-STO-001", levels=levels) is Level.MANDATORY
    assert level("G-STO-002", levels=levels) is Level.DISABLED
    assert level("G-STO-007", levels=levels) is Level.ADVISORY


def test_an_effect_of_disabled_wins_over_any_level() -> None:
    parameters = {"G-STO-001": {"effect": "Disabled"}}
    assert level("G-STO-001", parameters=parameters, levels={"G-STO-001": "mandatory"}) is Level.DISABLED


def test_parameters_of_a_rule_win_over_shared_ones() -> None:
    chosen = settings(parameters={"*": {"minimumDays": 30}, "G-KVT-002": {"minimumDays": 60}})
    assert chosen.parameters_for(find("G-KVT-002"))["minimumDays"] == 60
    assert chosen.parameters_for(find("G-LOG-001"))["minimumDays"] == 30
    assert "minimumDays" not in chosen.parameters_for(find("G-STO-001"))


def test_exemptions_are_read() -> None:
    (exemption,) = settings(exemptions=[{**EXEMPTION, "guardrail": "key-vault-purge-protection"}]).exemptions
    assert exemption.guardrail == "G-KVT-001"
    assert exemption.expires == date(2026, 12, 31)
    assert "CHG-1" in str(exemption)


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [
        ({"level": {}}, ("P-SET-003", "settings.json")),
        ({"levels": []}, ("P-SET-003", "settings.json levels")),
        ({"levels": {"G-STO-999": "advisory"}}, ("P-SET-002", "settings.json levels")),
        ({"levels": {"G-STO-001": "off"}}, ("P-SET-003", "settings.json levels.G-STO-001")),
        ({"parameters": {"G-STO-001": []}}, ("P-SET-003", "settings.json parameters.G-STO-001")),
        ({"parameters": {"G-XXX-001": {}}}, ("P-SET-002", "settings.json parameters")),
        ({"parameters": {"*": {"colour": 1}}}, ("P-SET-002", "settings.json parameters.*")),
        (
            {"parameters": {"G-KVT-002": {"minimumDays": "7"}}},
            ("P-SET-003", "settings.json parameters.G-KVT-002.minimumDays"),
        ),
        (
            {"parameters": {"G-STO-001": {"effect": "Modify"}}},
            ("P-SET-003", "settings.json parameters.G-STO-001.effect"),
        ),
        ({"today": "23.11.2026"}, ("P-SET-003", "settings.json today")),
        ({"exemptions": [{}]}, ("P-SET-003", "settings.json exemptions[0]")),
        ({"exemptions": [{**EXEMPTION, "ticket": " "}]}, ("P-SET-003", "settings.json exemptions[0].ticket")),
        ({"exemptions": [{**EXEMPTION, "scope": "rg"}]}, ("P-SET-003", "settings.json exemptions[0].scope")),
        ({"exemptions": [{**EXEMPTION, "expires": "soon"}]}, ("P-SET-003", "settings.json exemptions[0].expires")),
        (
            {"exemptions": [{**EXEMPTION, "guardrail": "G-XXX-001"}]},
            ("P-SET-002", "settings.json exemptions[0].guardrail"),
        ),
    ],
)
def test_bad_settings_are_refused(loaded: dict[str, Any], expected: tuple[str, str]) -> None:
    assert problems_of(**loaded) == [expected]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(GuardrailDataError, match="P-SET-001"):
        settings_from({VARIABLE: str(tmp_path / "none.json")}, ALL)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "guardrails.json"
    path.write_text(json.dumps({"today": "2026-11-23", "tenantId": "t"}), encoding="utf-8")
    assert settings_from({VARIABLE: str(path)}, ALL).tenant_id == "t"
