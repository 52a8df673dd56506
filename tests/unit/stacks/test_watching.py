"""How teams hear of their services."""

import json
from pathlib import Path

from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, deploy

_WORKBOOK = "azure-native:applicationinsights:Workbook"


def test_every_team_has_a_workbook_of_its_services(reference: Deployment) -> None:
    for team in reference.estate.teams:
        (made,) = [one for one in reference.registered[team] if one.type == _WORKBOOK]
        contract = reference.exported[team]["contract"]
        shown = {
            item["content"]["title"]: next(iter(first["content"].get("resourceIds", ())), None)
            for item in json.loads(made.inputs["serializedData"])["items"]
            if item["type"] == 12
            for first in item["content"]["items"][:1]
        }
        assert shown.keys() == contract["services"].keys() | {"vault"}
        assert shown["vault"] == contract["key_vault_id"]
        assert f"budgets/budget-{reference.estate.teams[team].name}" in made.inputs["serializedData"]
        assert made.inputs["tags"]["Owner"]


def test_workbooks_have_names_of_their_own(reference: Deployment) -> None:
    books = reference.cloud.list(type="Microsoft.Insights/workbooks")
    assert len({book["name"] for book in books}) == len(reference.estate.teams)


def test_an_estate_may_do_without_workbooks(tmp_path: Path) -> None:
    made = deploy(copy_estate(tmp_path, change={"estate.yaml": {"monitoring": {"workbook": False}}}))
    assert not made.cloud.list(type="Microsoft.Insights/workbooks")
