"""Groups and folders that follow from datasets."""

from datetime import date
from pathlib import Path

import pytest

from config.datasets import dataset_folders, dataset_groups
from config.estate import Estate
from config.load import load_estate
from tests.unit.config.reference import REFERENCE, copy_estate

TODAY = date(2026, 11, 23)
_WITH_TWO_LAYERS = ["Pulumi.crm.yaml", "Pulumi.telematics.yaml"]


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(REFERENCE)


def test_each_layer_has_a_group_that_reads_and_one_that_writes(estate: Estate) -> None:
    groups = dataset_groups(estate, "crm", TODAY)
    assert [group.display_name for group in groups] == [
        "grp-cts-sales-dev-crm-ENR-contacts-R",
        "grp-cts-sales-dev-crm-ENR-contacts-RW",
        "grp-cts-sales-dev-crm-RAW-contacts-R",
        "grp-cts-sales-dev-crm-RAW-contacts-RW",
    ]
    assert all(group.members == () for group in groups)
    assert {group.owners for group in groups} == {("jordan.silva@contoso.example",)}


def test_names_are_unique_in_the_tenant(estate: Estate) -> None:
    names = [group.display_name for stack in estate.teams for group in dataset_groups(estate, stack, TODAY)]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 256


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["zone", "owner", "dataset", "right"], "grp-cts-sales-dev-customer-360-customers-R"),
        (["domain", "owner", "layer", "dataset", "right"], "grp-cts-sales-customer-360-CUR-customers-R"),
        (["domain", "dataset", "layer", "right"], "grp-cts-sales-customers-CUR-R"),
    ],
)
def test_an_estate_says_what_names_of_groups_are_made_of(tmp_path: Path, parts: list[str], name: str) -> None:
    folder = copy_estate(tmp_path, change={"estate.yaml": {"dataset_group_name": parts}}, delete=_WITH_TWO_LAYERS)
    assert dataset_groups(load_estate(folder), "customer-360", TODAY)[0].display_name == name


def test_personal_data_are_kept_apart(estate: Estate) -> None:
    folders = {
        (one.dataset, str(one.layer)): (one.lake, one.container, one.path) for one in dataset_folders(estate, "crm")
    }
    assert folders == {
        ("contacts", "raw"): ("raw", "raw", "Sensitive/crm/contacts"),
        ("contacts", "enriched"): ("enriched-curated", "enriched", "crm/Transactional/Sensitive/contacts"),
    }
    (curated,) = dataset_folders(estate, "customer-360")
    assert (curated.container, curated.path) == ("curated", "customer-360/Transactional/General/customers")
