"""Calls that nobody thought of, made from the OpenAPI document: every answer is one that it describes."""

from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)

from api.app import create_app
from api.service import Service
from servicedesk.database import sqlite_url
from tests.unit.api.doors import Doors
from tests.unit.servicedesk.world import GRACE

_CONFIG = SchemathesisConfig(
    projects=ProjectsConfig(
        default=ProjectConfig(
            generation=GenerationConfig(allow_x00=False, deterministic=True),
            checks=ChecksConfig(
                # What a schema cannot say, such as which regions there are, is refused with 422.
                positive_data_acceptance=PositiveDataAcceptanceConfig(expected_statuses=["2xx", 403, 404, 409, 422])
            ),
        )
    )
)


# The document needs no service desk; the fixture puts one behind the application.
APP = create_app(cast("Service", None))
# Editing takes the body that beginning takes, whose thousands of cases are tried once.
DESCRIBED = schemathesis.openapi.from_asgi("/openapi.json", APP, config=_CONFIG).exclude(operation_id="edit_request")


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    """A service desk with one request in each of two statuses."""
    made = Doors(sqlite_url(tmp_path_factory.mktemp("api") / "journal.sqlite"))
    made.post(GRACE, f"/requests/{made.begun(GRACE, 'product')}/submit")
    made.begun(GRACE, "access")
    APP.state.service = made.app.state.service
    return made


@DESCRIBED.parametrize()
@settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_described(case: schemathesis.Case[Any], doors: Doors) -> None:
    case.call_and_validate(headers=doors.headers(GRACE))
