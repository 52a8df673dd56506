"""What is refused of a folder of Azure Policy: everything at once, in five parts."""

from pathlib import Path
from typing import Any

import pytest

from policies.bring_your_own import load_own
from policies.problems import GuardrailDataError
from tests.unit.policies.own_folder import ASSIGNMENT, DEFINITION, EXEMPTION, INITIATIVE, changed, write


def problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(GuardrailDataError) as raised:
        load_own(folder)
    assert all(str(each).count(" · ") == 4 for each in raised.value.problems)
    return [(each.code, each.where.split(" ")[0]) for each in raised.value.problems]


BAD: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "not-json": ({"a": "{"}, [("P-OWN-002", "a.json")]),
    "key-twice": ({"a": '{"name": 1, "name": 2}'}, [("P-OWN-002", "a.json")]),
    "no-policy": ({"a": {"colour": "red"}, "b": [7]}, [("P-OWN-003", "a.json"), ("P-OWN-003", "b.json[0]")]),
    "bad-operator": (
        {"a": {"if": {"field": "type", "is": "x"}, "then": {"effect": "deny"}}},
        [("P-OWN-004", "a.json")],
    ),
    "bad-initiative": ({"a": {"properties": {"policyDefinitions": []}}}, [("P-OWN-004", "a.json")]),
    "bad-mode": (
        {"tls": DEFINITION, "a": changed(ASSIGNMENT, policyDefinitionId="tls", enforcementMode="Perhaps")},
        [("P-OWN-004", "a.json")],
    ),
    "bad-category": (
        {"tls": DEFINITION, "set": INITIATIVE, "a": ASSIGNMENT, "e": changed(EXEMPTION, exemptionCategory="Mercy")},
        [("P-OWN-004", "e.json")],
    ),
    "member-missing": ({"set": INITIATIVE}, [("P-OWN-005", "set.json")]),
    "definition-missing": ({"a": ASSIGNMENT}, [("P-OWN-005", "a.json")]),
    "assignment-missing": ({"tls": DEFINITION, "e": EXEMPTION}, [("P-OWN-005", "e.json")]),
    "values-of-nothing": (
        {"tls": DEFINITION, "x_parameters": {"a": {"value": 1}}},
        [("P-OWN-005", "x.parameters.json")],
    ),
    "declarations-of-nothing": (
        {"tls": DEFINITION, "x_parameters": {"a": {"type": "String"}}},
        [("P-OWN-005", "x.parameters.json")],
    ),
    "twice": ({"a": DEFINITION, "b": DEFINITION}, [("P-OWN-006", "b.json")]),
    "value-not-allowed": (
        {"tls": DEFINITION, "tls_parameters": {"effect": {"value": "Modify"}}},
        [("P-OWN-007", "tls.json")],
    ),
    "name-not-declared": ({"tls": DEFINITION, "tls_parameters": {"colour": {"value": 1}}}, [("P-OWN-007", "tls.json")]),
    "no-value": (
        {"tls": changed(DEFINITION, parameters={"versions": {"type": "Array"}, "effect": {"type": "String"}})},
        [("P-OWN-007", "tls.json")],
    ),
    "initiative-value": (
        {"tls": DEFINITION, "set": INITIATIVE, "baseline_parameters": {"floor": {"value": "TLS1_3"}}},
        [("P-OWN-007", "set.json")],
    ),
    "together": ({"a": "{", "set": INITIATIVE}, [("P-OWN-002", "a.json"), ("P-OWN-005", "set.json")]),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told(tmp_path: Path, name: str) -> None:
    files, expected = BAD[name]
    assert sorted(problems(write(tmp_path, **files))) == sorted(expected)


def test_a_folder_must_be_there_and_hold_something(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "gone", file, tmp_path / "empty"):
        assert problems(folder)[0][0] == "P-OWN-001"
