"""Jobs of Stream Analytics."""

import pytest

from .conftest import Estate
from .refusing import refused


def job(estate: Estate, units: int) -> None:
    transformation = {"name": "Transformation", "properties": {"streamingUnits": units, "query": "SELECT 1"}}
    jobs = "Microsoft.StreamAnalytics/streamingjobs"
    estate.here(f"{jobs}/asa-sales", {}, sku={"name": "StandardV2"}, transformation=transformation)


@pytest.mark.parametrize("units", [3, 7, 10, 20, 660])
def test_units_of_the_second_version_are_thirds_and_whole_ones(estate: Estate, units: int) -> None:
    job(estate, units)


@pytest.mark.parametrize("units", [1, 6, 12, 670])
def test_other_units_are_refused(estate: Estate, units: int) -> None:
    with refused("BadRequest", 400):
        job(estate, units)
