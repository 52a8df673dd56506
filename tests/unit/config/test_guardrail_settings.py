"""What the estate's data tells its guardrails, accepted by the packs themselves."""

import json
from pathlib import Path

import pytest

from config.guardrails import guardrail_settings
from config.load import load_estate
from policies.catalogue import rules
from policies.kit.settings import VARIABLE, settings_from
from tests.unit.config.reference import REFERENCE


@pytest.mark.parametrize("stack", ["platform", "management", "sales-dev", "crm", "peering"])
def test_the_packs_accept_the_settings_of_every_kind(stack: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(guardrail_settings(load_estate(REFERENCE), stack)), encoding="utf-8")
    settings = settings_from({VARIABLE: str(file)}, rules())
    assert "westeurope" in settings.parameters["*"]["allowedLocations"]


def test_hubs_may_be_peered_with() -> None:
    found = guardrail_settings(load_estate(REFERENCE), "peering")
    assert "0e2f7c84-52f4-4b66-9d0c-5f7f1b9c4a01" in found["parameters"]["*"]["allowedSubscriptions"]
