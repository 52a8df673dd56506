"""Services of a team in the estate: what the place they stand in decides."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, deploy

_MYSQL = "azure-native:dbformysql:Server"


def with_services(tmp_path: Path, services: dict[str, dict[str, Any]], *, people_write: bool = True) -> Deployment:
    """The reference estate with services in `customer-360`."""
    return deploy(
        copy_estate(
            tmp_path,
            change={
                "Pulumi.customer-360.yaml": {"services": services},
                "estate.yaml": {"environments": {"dev": {"people_write": people_write}}},
            },
        )
    )


@pytest.mark.parametrize(
    ("people_write", "wanted", "mode"),
    [
        (True, {}, "Disabled"),
        (False, {}, "ZoneRedundant"),
        (False, {"sku": "Standard_B2s"}, "Disabled"),
        (True, {"high_availability": "SameZone"}, "SameZone"),
    ],
)
def test_a_mysql_server_has_a_standby_where_people_do_not_write(
    tmp_path: Path, people_write: bool, wanted: dict[str, Any], mode: str
) -> None:
    made = with_services(tmp_path, {"shop": {"type": "mysql", **wanted}}, people_write=people_write)
    (server,) = [one for one in made.registered["customer-360"] if one.type == _MYSQL]
    assert server.inputs["highAvailability"] == {"mode": mode}


def test_the_team_hears_of_its_database(tmp_path: Path) -> None:
    made = with_services(tmp_path, {"shop": {"type": "mysql"}, "store": {"type": "postgresql"}})
    alerts = {one.name for one in made.registered["customer-360"] if one.type.endswith(":MetricAlert")}
    assert {f"alerts-{key}-{rule}" for key in ("shop", "store") for rule in ("cpu", "storage")} <= alerts
