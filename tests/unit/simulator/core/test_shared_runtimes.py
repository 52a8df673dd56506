"""Self-hosted runtimes that several factories share."""

from typing import Any
from uuid import UUID, uuid5

import pytest

from arm.roles import role

from .conftest import GROUP, ONE, Estate
from .refusing import refused

FACTORY = "Microsoft.DataFactory/factories"
OWNED = {"identity": {"type": "SystemAssigned"}}


def factory(estate: Estate, name: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    return estate.here(f"{FACTORY}/{name}", OWNED if body is None else body)


def shared(estate: Estate) -> str:
    made = factory(estate, "adf-runtimes")["id"]
    return str(estate.put(f"{made}/integrationRuntimes/shared", type="SelfHosted")["id"])


def link(estate: Estate, user: dict[str, Any], runtime: str) -> dict[str, Any]:
    linked = {"authorizationType": "RBAC", "resourceId": runtime}
    return estate.put(
        f"{user['id']}/integrationRuntimes/shared", type="SelfHosted", typeProperties={"linkedInfo": linked}
    )


def grant(estate: Estate, user: dict[str, Any], scope: str, name: str = "Contributor") -> None:
    principal = user["identity"]["principalId"]
    estate.put(
        f"{scope}/providers/Microsoft.Authorization/roleAssignments/{uuid5(UUID(principal), scope)}",
        roleDefinitionId=role(name).definition_id(),
        principalId=principal,
        principalType="ServicePrincipal",
    )


def test_a_factory_is_linked_once_it_is_let(estate: Estate) -> None:
    runtime, user = shared(estate), factory(estate, "adf-crm")
    with refused("UnauthorizedIntegrationRuntimeAccess", 401):
        link(estate, user, runtime)
    grant(estate, user, runtime, "Reader")
    with refused("UnauthorizedIntegrationRuntimeAccess", 401):
        link(estate, user, runtime)


@pytest.mark.parametrize("scope", ["runtime", "factory", "group", "subscription"])
def test_a_right_above_the_runtime_is_one_on_it(estate: Estate, scope: str) -> None:
    runtime, user = shared(estate), factory(estate, "adf-crm")
    owner = runtime.partition("/integrationRuntimes/")[0]
    grant(estate, user, {"runtime": runtime, "factory": owner, "group": GROUP, "subscription": ONE}[scope])
    assert link(estate, user, runtime)["properties"]["type"] == "SelfHosted"


def test_a_factory_without_identity_is_linked_with_none(estate: Estate) -> None:
    runtime, user = shared(estate), factory(estate, "adf-crm", {})
    with refused("ManagedIdentityRequiredToCreateLinkedIntegrationRuntime", 400):
        link(estate, user, runtime)


def test_what_is_not_there_is_not_shared(estate: Estate) -> None:
    user = factory(estate, "adf-crm")
    with refused("UnauthorizedIntegrationRuntimeAccess", 401):
        link(estate, user, f"{shared(estate)}x")


def test_a_shared_runtime_stays_while_it_is_used(estate: Estate) -> None:
    runtime, user = shared(estate), factory(estate, "adf-crm")
    grant(estate, user, runtime)
    linked = link(estate, user, runtime)
    for used in (runtime, runtime.partition("/integrationRuntimes/")[0]):
        with refused("IntegrationRuntimeIsShared", 409):
            estate.cloud.delete(used)
    estate.cloud.delete(linked["id"])
    estate.cloud.delete(runtime)
    assert not estate.cloud.exists(runtime)
