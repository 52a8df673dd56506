"""Defects that the closest systems ship, each held absent from everything that components build.

Source: inventory of the Azure data management and data product templates (2026-11-23).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from arm.retired import retirements_of
from tests.unit.components.built import built
from tests.unit.components.harness import Registered, World
from tests.unit.components.variants import VARIANTS

ALL = [(component, variant) for component, variants in VARIANTS.items() for variant in variants]
_NOBODY = "00000000-0000-0000-0000-000000000000"


def worlds() -> Iterator[World]:
    for component, variant in ALL:
        yield built(component, variant)


def every(arm_type: str) -> list[Registered]:
    found = [made for world in worlds() for made in world.resources if made.arm_type.lower() == arm_type.lower()]
    assert found, f"no variant builds {arm_type}"
    return found


def properties(made: Registered) -> Mapping[str, Any]:
    found: Mapping[str, Any] = made.body["properties"]
    return found


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_servers_have_an_entra_administrator_and_take_nobody_else() -> None:
    """Administrators with empty object ids that can never deploy, so that passwords stay the only way in."""
    for server in every("Microsoft.Sql/servers"):
        administrators = properties(server)["administrators"]
        assert administrators["azureADOnlyAuthentication"] is True
        assert administrators["sid"] not in ("", _NOBODY)
    for made in every("Microsoft.Synapse/workspaces/administrators"):
        assert properties(made)["sid"] not in ("", _NOBODY)


_MADE_BY_AZURE = ("/default", "/databases/master")
"""Ends of what comes with its parent."""


@pytest.mark.parametrize(("component", "variant"), ALL)
def test_logs_are_asked_of_what_stands(component: str, variant: str) -> None:
    """Diagnostic settings for a database of another kind, and for a pool that is switched off."""
    world = built(component, variant)
    standing = {made.arm_id.lower() for made in world.resources}
    for made in world.resources:
        if made.arm_type == "Microsoft.Insights/diagnosticSettings":
            target = made.arm_id.lower().rpartition("/providers/microsoft.insights/")[0]
            outside = not any(target.startswith(each) for each in standing if each)
            assert target in standing or outside or target.endswith(_MADE_BY_AZURE), made.name


def test_registries_know_who_reads_them() -> None:
    """Anonymous pull in one registry, the administrator's password in another."""
    for registry in every("Microsoft.ContainerRegistry/registries"):
        assert properties(registry).get("anonymousPullEnabled") is not True
        assert properties(registry)["adminUserEnabled"] is False


def test_event_hubs_can_grow_and_have_hubs() -> None:
    """Auto-inflate whose ceiling is the start, and a namespace without hubs or consumer groups."""
    for namespace in every("Microsoft.EventHub/namespaces"):
        if properties(namespace).get("isAutoInflateEnabled"):
            assert properties(namespace)["maximumThroughputUnits"] > namespace.body["sku"]["capacity"]
    assert every("Microsoft.EventHub/namespaces/eventhubs")
    assert every("Microsoft.EventHub/namespaces/eventhubs/consumergroups")


def test_iot_hubs_state_their_tls_version() -> None:
    """A hub that leaves `minTlsVersion` unset."""
    assert {properties(hub)["minTlsVersion"] for hub in every("Microsoft.Devices/IotHubs")} == {"1.2"}


def test_nothing_retired_is_built() -> None:
    """Single servers, Basic load balancers, Time Series Insights and other services past their end."""
    types = {made.arm_type for world in worlds() for made in world.resources if made.arm_type}
    whole = {
        arm_type for arm_type in types for one in retirements_of(arm_type) if not one.path and one.status != "supported"
    }
    assert whole == set()


def test_lakes_keep_what_was_deleted_and_move_what_is_old() -> None:
    """Lakes without soft delete, without an archive or a second layer of encryption."""
    lakes = [made for made in every("Microsoft.Storage/storageAccounts") if properties(made).get("isHnsEnabled")]
    assert lakes
    for lake in lakes:
        assert properties(lake)["encryption"]["requireInfrastructureEncryption"] is True
        assert properties(lake)["networkAcls"]["defaultAction"] == "Deny"
    for service in every("Microsoft.Storage/storageAccounts/blobServices"):
        assert properties(service)["deleteRetentionPolicy"]["enabled"] is True
        assert properties(service)["containerDeleteRetentionPolicy"]["enabled"] is True


@pytest.mark.parametrize(("component", "variant"), ALL)
def test_no_password_opens_anything(component: str, variant: str) -> None:
    """Administrator passwords that each pipeline run generates anew. Azure asks MySQL servers for one (decision 74)."""
    world = built(component, variant)
    entra_only = {properties(made).get("value") for made in world.resources if made.arm_id.endswith("/aad_auth_only")}
    for made in world.resources:
        found = [key for key in keys(made.body) if key.lower().endswith("password")]
        assert not found or entra_only == {"ON"}, f"{made.name}: {found}"


def test_computes_have_no_public_address_in_any_region() -> None:
    """Clusters that get public addresses where a region is missing from a list in the module."""
    computes = every("Microsoft.MachineLearningServices/workspaces/computes")
    for compute in computes:
        assert properties(compute)["properties"]["enableNodePublicIp"] is False


def test_nothing_moves_to_another_region_by_itself() -> None:
    """Fallback regions that act without a word, against the residency of data."""
    regions = {made.body.get("location") for world in worlds() for made in world.resources if made.body}
    assert regions <= {None, "global", "Global", "westeurope", "northeurope"}
