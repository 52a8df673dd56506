"""Data contracts, held against the standard's own schema."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from open_data_contract_standard.model import OpenDataContractStandard

from config.data_contract import API_VERSION, data_contract
from config.datasets import dataset_groups
from config.estate import Estate
from config.load import load_estate
from tests.unit.config.reference import REFERENCE, copy_estate


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(REFERENCE)


@pytest.fixture(name="standard", scope="module")
def _standard() -> jsonschema_rs.Validator:
    text = files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text))


def problems(standard: Any, contract: dict[str, Any]) -> list[str]:
    return [error.message for error in standard.iter_errors(contract)]


def test_every_contract_of_the_reference_estate_keeps_to_the_standard(estate: Estate, standard: Any) -> None:
    contracts = [data_contract(estate, stack, name) for stack, team in estate.teams.items() for name in team.datasets]
    assert len(contracts) >= 4
    assert [found for one in contracts for found in problems(standard, one)] == []
    assert {OpenDataContractStandard(**one).apiVersion for one in contracts} == {API_VERSION}


def test_the_standard_refuses_what_is_none(estate: Estate, standard: Any) -> None:
    assert problems(standard, data_contract(estate, "crm", "contacts") | {"kind": "Contract"})
    assert problems(standard, {"kind": "DataContract"})


def test_a_contract_says_what_the_estate_knows(estate: Estate) -> None:
    contract = data_contract(estate, "crm", "contacts")
    assert contract["servers"][0]["location"].startswith("abfss://enriched@")
    assert contract["servers"][0]["location"].endswith("/crm/Transactional/Sensitive/contacts")
    assert [one["name"] for one in contract["schema"][0]["properties"]] == ["contact_id", "customer_id", "mail"]
    assert contract["schema"][0]["quality"] == [{"type": "text", "description": "contact_id is unique"}]
    assert {"property": "retention", "value": 730, "unit": "d"} in contract["slaProperties"]
    assert [one["role"] for one in contract["roles"]] == [
        group.display_name for group in dataset_groups(estate, "crm", date(2026, 1, 1))
    ]


@pytest.mark.parametrize(
    ("kind", "logical"),
    [("decimal(10,2)", "number"), ("array<string>", "array"), ("BIGINT", "integer"), ("geometry", "object")],
)
def test_types_get_the_standards_word(kind: str, logical: str, tmp_path: Path, standard: Any) -> None:
    folder = copy_estate(tmp_path, change={"Pulumi.crm.yaml": {"datasets": {"contacts": {"columns": {"mail": kind}}}}})
    contract = data_contract(load_estate(folder), "crm", "contacts")
    (mail,) = [one for one in contract["schema"][0]["properties"] if one["name"] == "mail"]
    assert (mail["physicalType"], mail["logicalType"]) == (kind, logical)
    assert problems(standard, contract) == []


def test_a_contract_survives_its_file(estate: Estate) -> None:
    contract = data_contract(estate, "crm", "contacts")
    assert yaml.safe_load(yaml.safe_dump(contract)) == contract
