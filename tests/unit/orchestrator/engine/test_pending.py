"""What a killed run leaves in a state."""

from typing import Any

from orchestrator.engine.arm_ids import resolve
from orchestrator.engine.pending import has_pending, recover

PROVIDER = "urn:pulumi:dev::estate::pulumi:providers:azure-native::sub"
SUBSCRIPTION = "3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3"


def urn(name: str) -> str:
    return f"urn:pulumi:dev::estate::azure-native:storage:StorageAccount::{name}"


def resource(name: str, **more: Any) -> dict[str, Any]:
    return {
        "urn": urn(name),
        "type": "azure-native:storage:StorageAccount",
        "provider": f"{PROVIDER}::p1",
        "inputs": {"accountName": name, "resourceGroupName": "rg"},
        **more,
    }


def state(*resources: dict[str, Any], pending: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    provider = {
        "urn": PROVIDER,
        "id": "p1",
        "type": "pulumi:providers:azure-native",
        "inputs": {"subscriptionId": SUBSCRIPTION},
    }
    operations = [{"type": kind, "resource": item} for kind, item in pending]
    return {"deployment": {"resources": [provider, *resources], "pending_operations": operations}}


def test_a_creation_gets_the_id_that_follows_from_its_inputs() -> None:
    recovery = recover(state(pending=[("creating", resource("lake"))]), resolve)
    adopted = recovery.state["deployment"]["resources"][-1]
    assert adopted["id"] == (
        f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/lake"
    )
    assert adopted["outputs"] == adopted["inputs"]
    assert (recovery.refresh, recovery.unresolved) == ((urn("lake"),), ())
    assert not has_pending(recovery.state)


def test_updates_and_deletions_are_read_again() -> None:
    one, two = resource("one", id="/1"), resource("two", id="/2")
    recovery = recover(state(one, two, pending=[("updating", one), ("deleting", two)]), resolve)
    assert recovery.refresh == (urn("one"), urn("two"))
    assert len(recovery.state["deployment"]["resources"]) == 3


def test_a_creation_without_a_known_id_is_left_out_and_named() -> None:
    recovery = recover(state(pending=[("creating", resource("lake"))]), lambda *_: None)
    assert (recovery.refresh, recovery.unresolved) == ((), (urn("lake"),))
    assert len(recovery.state["deployment"]["resources"]) == 1


def test_an_operation_that_was_cut_off_twice_is_settled_once() -> None:
    item = resource("lake")
    recovery = recover(state(pending=[("creating", item), ("creating", item)]), resolve)
    assert recovery.refresh == (urn("lake"),)
    assert len(recovery.state["deployment"]["resources"]) == 2


def test_a_settled_state_stays_as_it_is_and_the_given_one_is_not_touched() -> None:
    before = state(pending=[("creating", resource("lake"))])
    recovery = recover(before, resolve)
    assert has_pending(before)
    assert recover(recovery.state, resolve).state == recovery.state


def test_ids_that_a_service_chooses_are_not_guessed() -> None:
    assert resolve("azuread:index/group:Group", {"displayName": "x"}, {}) is None
    assert resolve("azure-native:nothing:Here", {}, {}) is None
    assert resolve("azure-native:storage:StorageAccount", {"accountName": "x"}, {}) is None
