"""The catalogue of guardrails as a page: every rule, where it holds, who is exempt; nothing from elsewhere."""

import json
import re
from pathlib import Path

import pytest

from config.estate import Estate
from config.load import load_estate
from orchestrator.cli.app import main
from orchestrator.report.catalogue import Entry, catalogue_of
from orchestrator.report.page import catalogue_page, coded
from policies.describe import every_rule
from tests.unit.config.reference import copy_estate
from tests.unit.policies.own_folder import DEFINITION, write

EXEMPTION = {
    "guardrail": "G-STO-003",
    "stack": "sales-dev",
    "scope": "/subscriptions/3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3/resourceGroups/rg-scans",
    "reason": "An <old> scanner",
    "ticket": "CHG-1",
    "approver": "ines.carvalho@contoso.example",
    "expires": "2999-12-31",
}


@pytest.fixture
def estate(tmp_path: Path) -> Estate:
    settings = (Path("estate") / "estate.yaml").read_text(encoding="utf-8") + "\npolicy_folder: azure-policy\n"
    settings = settings.replace("  dev:\n", "  dev:\n    guardrails: advisory\n")
    raw = {"estate.yaml": settings, "exemptions.yaml": json.dumps({"exemptions": [EXEMPTION]})}
    folder = copy_estate(tmp_path, raw=raw)
    write(folder / "azure-policy", tls=DEFINITION)
    return load_estate(folder)


def entries(estate: Estate) -> dict[str, Entry]:
    return {entry.id: entry for entry in catalogue_of(estate).entries}


def test_every_rule_of_every_pack_is_there(estate: Estate) -> None:
    assert set(entries(estate)) == {rule.id for rule in every_rule()} | {"tls"}


def test_a_rule_says_what_it_does_in_each_environment_and_where_it_is_assigned(estate: Estate) -> None:
    rule = entries(estate)["G-STO-001"]
    assert dict(rule.levels) == {"dev": "reports", "platform": "refuses", "prod": "refuses"}
    assert dict(rule.assigned)["mg-cts-data-prod"] == "Deny"
    assert dict(rule.assigned)["mg-cts-data-dev"] == "Deny, not enforced"
    assert dict(entries(estate)["G-STO-008"].levels)["prod"] in ("refuses", "reports")
    assert entries(estate)["E-NET-006"].assigned == ()


def test_who_is_exempt_is_told_where_and_until_when(estate: Estate) -> None:
    (leave,) = entries(estate)["G-STO-003"].exemptions
    assert (leave.stack, leave.until, leave.ticket) == ("sales-dev", "2999-12-31", "CHG-1")
    assert entries(estate)["G-STO-004"].exemptions == ()


def test_the_page_needs_nothing_from_elsewhere_and_escapes_what_people_wrote(estate: Estate) -> None:
    text = catalogue_page(catalogue_of(estate))
    assert "An &lt;old&gt; scanner" in text
    assert not re.findall(r"(?:src|href)=\"|url\(|@import|fetch\(", text)
    assert text.count("<details ") == len(every_rule()) + 1
    assert "rg-scans" in re.findall(r'id="G-STO-003" data-words="([^"]*)"', text)[0]


def test_what_stands_in_backticks_is_code_and_the_rest_is_escaped() -> None:
    assert coded("set `a<b` to <1>") == "set <code>a&lt;b</code> to &lt;1&gt;"


def test_the_verb_writes_it(estate: Estate, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out" / "guardrails.html"
    with pytest.raises(SystemExit) as ended:
        main(["--estate", str(estate.folder), "policies", "page", "-o", str(file), "--json"])
    assert not ended.value.code
    found = json.loads(capsys.readouterr().out)
    assert (found["exemptions"], found["page"]) == (1, str(file))
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
