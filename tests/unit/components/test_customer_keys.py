"""Keys of customers: each service that takes one uses it, and Azure refuses one that could not be used."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from arm.errors import ArmError
from components._errors import ArgumentError
from components.services._service import ServiceComponent
from components.services.iot_hub import IotHub, IotHubArgs
from components.services.redis import Redis, RedisArgs
from simulator.core.stages.customer_keys import keyed_types
from tests.unit.components.before import IDENTITY_ID, SEED, VAULT_ID
from tests.unit.components.built import built
from tests.unit.components.harness import Registered, run
from tests.unit.components.variants import VARIANTS
from tests.unit.components.variants.shared import KEY, PLACE

_KEY_ID = f"{VAULT_ID}/keys/lake"


def _every_kind() -> dict[str, type[ServiceComponent]]:
    found: list[type[ServiceComponent]] = [ServiceComponent]
    for kind in found:
        found += kind.__subclasses__()
    return {kind.__name__: kind for kind in found if kind.__name__ in VARIANTS}


TAKES_KEY = sorted(name for name, kind in _every_kind().items() if kind.takes_key)


def _encrypted() -> dict[str, tuple[str, Registered]]:
    """By ARM type, a resource whose body names the key, and the component that makes it."""
    found = {}
    for component in (*TAKES_KEY, "Lake"):
        for made in built(component, "max").resources:
            if made.arm_type.lower() in keyed_types() and "kv-cts-keys.vault.azure.net" in str(made.body):
                found[made.arm_type.lower()] = (component, made)
    return found


def test_every_type_that_takes_a_key_is_made_with_one() -> None:
    assert set(_encrypted()) == keyed_types()


@pytest.mark.parametrize("component", [name for name in TAKES_KEY if name != "DatabricksWorkspace"])
def test_every_service_that_takes_a_key_uses_it(component: str) -> None:
    assert any("kv-cts-keys.vault.azure.net" in str(made.body) for made in built(component, "max").resources)


def test_a_key_for_a_service_that_takes_none_is_refused() -> None:
    with pytest.raises(ArgumentError, match="A-KEY-001"):
        run(lambda: IotHub("svc", IotHubArgs(**PLACE, hub_name="iot-cts-crm", customer_managed_key=KEY)))


def _without(resource: str) -> Mapping[str, Any]:
    seed = copy.deepcopy(dict(SEED))
    seed["resources"] = [one for one in seed["resources"] if not one["id"].startswith(resource)]
    return seed


def _changed(**properties: Any) -> Mapping[str, Any]:
    seed = copy.deepcopy(dict(SEED))
    for one in seed["resources"]:
        if one["id"] == VAULT_ID:
            one["properties"].update(properties)
    return seed


@pytest.mark.parametrize("arm_type", sorted(keyed_types()))
@pytest.mark.parametrize(
    ("seed", "code"),
    [
        (lambda: _without(_KEY_ID), "KeyVaultKeyNotFound"),
        (lambda: _without(f"{VAULT_ID}/providers"), "KeyVaultAccessForbidden"),
        (lambda: _changed(enablePurgeProtection=False), "KeyVaultPropertiesInvalid"),
        (lambda: _changed(networkAcls={"defaultAction": "Deny", "bypass": "None"}), "KeyVaultFirewall"),
    ],
    ids=["no-key", "no-right", "no-purge-protection", "closed"],
)
def test_a_key_that_could_not_be_used_is_refused(
    arm_type: str, seed: Callable[[], Mapping[str, Any]], code: str
) -> None:
    component, _ = _encrypted()[arm_type]
    with pytest.raises(ArmError) as refused:
        run(VARIANTS[component]["max"], seed=seed())
    assert refused.value.code == code


def test_the_identity_that_reads_the_key_is_the_resources_own() -> None:
    for arm_type, (_, made) in _encrypted().items():
        assert IDENTITY_ID in str(made.body["identity"]), arm_type


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("https://kv-cts-keys.vault.azure.net/keys/lake", "InvalidKeyVaultKeyUri"),
        (f"https://kv-nowhere.vault.azure.net/keys/lake/{'a' * 32}", "KeyVaultNotFound"),
        ("lake", "InvalidKeyVaultKeyUri"),
    ],
)
def test_an_address_that_is_none_is_refused(uri: str, code: str) -> None:
    key = replace(KEY, key_uri_with_version=uri)
    with pytest.raises(ArmError) as refused:
        run(lambda: Redis("svc", RedisArgs(**PLACE, instance_name="amr-cts-crm", customer_managed_key=key)))
    assert refused.value.code == code
