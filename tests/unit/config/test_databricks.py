"""What follows for shared Databricks from the estate's data."""

from pathlib import Path

import pytest

from config.databricks import (
    analysts_grants,
    analysts_schema,
    catalog_name,
    has_catalog,
    locations,
    members,
    schema_grants,
    schemas_of,
    team_schemas,
    workspace_of,
)
from config.estate import Estate
from config.lake_folders import places
from config.load import load_estate
from tests.unit.config.reference import REFERENCE

EVERYTHING = Path(__file__).parents[2] / "everything"


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(EVERYTHING)


def _granted(estate: Estate, stack: str, schema: str) -> dict[str, tuple[str, ...]]:
    return {one.holder.key: one.privileges for one in schema_grants(estate, stack) if one.schema == schema}


def test_integrations_work_in_engineering_and_products_in_analytics(estate: Estate) -> None:
    found = {stack: workspace_of(estate, stack) for stack in ("integration", "custom-source", "batch", "analytics")}
    assert found == {
        "integration": "engineering",
        "custom-source": "engineering",
        "batch": "analytics",
        "analytics": "analytics",
    }


def test_a_zone_has_a_catalogue_of_its_own_in_the_metastore_of_its_region(estate: Estate) -> None:
    assert has_catalog(estate, "zone")
    assert catalog_name(estate, "zone") == "evr_zone_dev"


def test_a_schema_stands_for_each_folder_of_a_dataset_and_one_for_the_team(estate: Estate) -> None:
    found = {schema.name: (schema.lake, schema.tables) for schema in team_schemas(estate, "integration")}
    assert found == {
        "integration": ("workspace", True),
        "integration__contacts_raw_sensitive": ("raw", False),
        "integration__contacts_enriched_sensitive": ("enriched-curated", True),
    }


def test_a_team_may_put_schemas_where_it_has_its_place_and_nowhere_else(estate: Estate) -> None:
    standing = locations(estate, "zone")
    assert {one.path for one in standing if one.team is None} == {"_catalog", "_analysts/tables"}
    assert len({one.key for one in standing}) == len(standing)
    for stack in members(estate, "zone"):
        assert {(one.container, one.path) for one in standing if one.team == stack} == {
            (place.container, path) for place in places(estate, stack) for path in place.paths
        }
        for schema in team_schemas(estate, stack):
            (at,) = [
                one.team
                for one in standing
                if one.container == schema.container and f"{schema.path}/".startswith(f"{one.path}/")
            ]
            assert at == stack


def test_who_may_read_a_dataset_may_read_its_tables_and_no_more(estate: Estate) -> None:
    found = _granted(estate, "integration", "integration-contacts-enriched-sensitive")
    assert found["contacts-enriched-read"] == ("USE_SCHEMA", "SELECT")
    assert "MODIFY" in found["contacts-enriched-write"]
    groups, services = (
        {"contacts-enriched-read", "contacts-enriched-write"},
        {"integration/pipelines", "batch/processing"},
    )
    assert set(found) == {*groups, *services, "integration"}
    assert found["batch/processing"] == found["contacts-enriched-read"]
    files = _granted(estate, "integration", "integration-contacts-raw-sensitive")
    assert files["contacts-raw-read"] == ("USE_SCHEMA", "READ_VOLUME")


def test_of_a_retired_dataset_only_the_pipeline_is_left(estate: Estate) -> None:
    (retired,) = [one.key for one in team_schemas(estate, "batch") if "orders" in one.key]
    assert set(_granted(estate, "batch", retired)) == {"batch"}
    (holder,) = [one.holder for one in schema_grants(estate, "batch") if one.schema == retired]
    assert holder.holder == "deploy-identity"


def test_a_dataset_is_found_in_the_catalogue_by_its_schemas(estate: Estate) -> None:
    assert schemas_of(estate, "integration", "contacts") == [
        "evr_zone_dev.integration__contacts_enriched_sensitive",
        "evr_zone_dev.integration__contacts_raw_sensitive",
    ]
    assert schemas_of(load_estate(REFERENCE), "crm", "contacts") == []


def test_analysts_save_results_in_a_schema_that_no_dataset_can_have(estate: Estate) -> None:
    found = analysts_schema(estate, "zone")
    assert found
    assert (found.name, found.path) == ("analysts__results", "_analysts/tables")
    assert found.name not in {one.name for stack in estate.in_zone("zone") for one in team_schemas(estate, stack)}
    given = {one.holder.key: one.privileges for one in analysts_grants(estate, "zone")}
    assert set(given) == {"zone/analysts", "zone"}
    assert "CREATE_TABLE" in given["zone/analysts"]
    assert "MANAGE" not in given["zone/analysts"]


def test_a_team_writes_in_its_own_schema(estate: Estate) -> None:
    own = _granted(estate, "batch", "batch")
    assert "CREATE_TABLE" in own["batch/team"]
