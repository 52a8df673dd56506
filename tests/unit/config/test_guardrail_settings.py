"""What the estate's data tells its guardrails, accepted by the packs themselves."""

import json
from pathlib import Path

import pytest

from config.guardrails import guardrail_settings
from config.load import load_estate
from policies.catalogue import rules
from policies.kit.settings import VARIABLE, settings_from
from tests.unit.config.reference import REFERENCE, copy_estate


@pytest.mark.parametrize("stack", ["platform", "management", "sales-dev", "crm", "peering"])
def test_the_packs_accept_the_settings_of_every_kind(stack: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(guardrail_settings(load_estate(REFERENCE), stack)), encoding="utf-8")
    settings = settings_from({VARIABLE: str(file)}, rules())
    assert "westeurope" in settings.parameters["*"]["allowedLocations"]


def test_hubs_may_be_peered_with() -> None:
    found = guardrail_settings(load_estate(REFERENCE), "peering")
    assert "0e2f7c84-52f4-4b66-9d0c-5f7f1b9c4a01" in found["parameters"]["*"]["allowedSubscriptions"]


def test_an_exemption_reaches_the_stack_that_needs_it_and_no_other(tmp_path: Path) -> None:
    entry = {
        "guardrail": "G-STO-003",
        "scope": "/subscriptions/3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3",
        "reason": "An appliance",
        "ticket": "CHG-1",
        "approver": "ines.carvalho@contoso.example",
        "expires": "2999-12-31",
    }
    text = json.dumps({"exemptions": [{**entry, "stack": "sales-dev"}]})
    estate = load_estate(copy_estate(tmp_path, raw={"exemptions.yaml": text}))
    assert guardrail_settings(estate, "crm")["exemptions"] == []
    found = guardrail_settings(estate, "sales-dev")
    assert found["exemptions"] == [entry]
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    assert str(settings_from({VARIABLE: str(file)}, rules()).exemptions[0].expires) == "2999-12-31"


def test_the_folder_of_own_policies_is_named_from_the_estates_folder(tmp_path: Path) -> None:
    assert "policyFolder" not in guardrail_settings(load_estate(REFERENCE), "crm")
    text = (REFERENCE / "estate.yaml").read_text(encoding="utf-8") + "\npolicy_folder: azure-policy\n"
    folder = copy_estate(tmp_path, raw={"estate.yaml": text})
    found = guardrail_settings(load_estate(folder), "crm")
    assert found["policyFolder"] == str((folder / "azure-policy").resolve())
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    assert settings_from({VARIABLE: str(file)}, rules()).policy_folder == found["policyFolder"]
