"""`estate policies evaluate`: two files, or one request on each line."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from orchestrator.cli.app import main

RULE = {
    "if": {"field": "Contoso.Lab/boxes/a", "equals": "[parameters('p')]"},
    "then": {"effect": "[if(equals(resourceGroup().name, 'rg'), 'Deny', 'Audit')]"},
}
DENY = {**RULE, "then": {"effect": "deny"}}
RESOURCE: dict[str, Any] = {"type": "Contoso.Lab/boxes", "name": "b", "properties": {"deep": "x"}}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["policies", "evaluate", *arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    contents = {
        "definition.json": DENY,
        "resource.json": RESOURCE,
        "parameters.json": {"p": {"value": "X"}},
        "aliases.json": {"Contoso.Lab/boxes/a": "properties.deep"},
        "context.json": {"resourceGroup": {"name": "rg"}},
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    found = [str(tmp_path / "definition.json"), str(tmp_path / "resource.json")]
    for option in ("parameters", "aliases", "context"):
        found += [f"--{option}", str(tmp_path / f"{option}.json")]
    return found


def test_the_answer_as_json(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*files, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["effect"], found["compliance"], found["undecided"]) == ("deny", "non-compliant", [])
    assert found["reasons"][0]["path"] == "$.if"


def test_the_answer_as_text(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*files) == 0
    told = capsys.readouterr().out
    assert told.startswith("non-compliant: deny\n")
    assert "$.if: field Contoso.Lab/boxes/a equals [parameters('p')] is true (found 'x')" in told


def test_what_is_not_known_is_named(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(json.dumps({**RESOURCE, "properties": {"$unknown": True}}), encoding="utf-8")
    assert run(*files) == 0
    assert "not known: Contoso.Lab/boxes/a" in capsys.readouterr().out


@pytest.mark.parametrize(("change", "code"), [({"if": {}}, "A-POL-024"), ({"then": {"effect": "shout"}}, "A-POL-041")])
def test_a_definition_that_is_refused(
    change: dict[str, Any], code: str, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[0]).write_text(json.dumps({**DENY, **change}), encoding="utf-8")
    assert run(*files) == 2
    assert code in capsys.readouterr().err


def test_files_that_cannot_be_read(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text("{", encoding="utf-8")
    assert run(*files) == 2
    assert "E-POL-002" in capsys.readouterr().err
    assert run(files[0]) == 2
    assert "E-POL-001" in capsys.readouterr().err
    assert run(files[0], "none.json") == 2


def test_a_request_on_each_line(
    files: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = json.dumps({"definition": DENY, "resource": RESOURCE, "parameters": {"p": "x"}})
    lines = f"{good}\nnonsense\n\n{good}\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines + b'{"\xff": 1}\n')))
    assert run("--batch", "--aliases", files[files.index("--aliases") + 1]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["effect"] for answer in found] == ["deny", None, "deny", None]
    assert found[1]["error"]
    assert found[3]["error"]


def test_a_table_of_aliases_that_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "aliases.json").write_text("5", encoding="utf-8")
    assert run("--batch", "--aliases", str(tmp_path / "aliases.json")) == 2
    assert "A-POL-080" in capsys.readouterr().err
