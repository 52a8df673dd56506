"""The state of a killed run, from its event log."""

from typing import Any

from orchestrator.engine.replay import replay

STACK = "urn:pulumi:dev::estate::pulumi:pulumi:Stack::estate-dev"


def event(kind: str, name: str, operation: str = "create", **new: Any) -> dict[str, Any]:
    told = {"urn": name, "type": "t", "parent": "", "inputs": {}, "outputs": {}, **new}
    return {kind: {"metadata": {"op": operation, "urn": name, "new": told}}}


def begun(name: str, **new: Any) -> dict[str, Any]:
    return event("resourcePreEvent", name, **new)


def done(name: str, **new: Any) -> dict[str, Any]:
    return event("resOutputsEvent", name, **new)


def rebuilt(*events: dict[str, Any], resources: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    deployment: dict[str, Any] = replay({"deployment": {"resources": resources or []}}, events)["deployment"]
    return deployment


def test_what_was_made_is_added_in_the_order_in_which_it_was_begun() -> None:
    deployment = rebuilt(
        begun(STACK),
        begun("component"),
        begun("child", custom=True, parent="component"),
        done("child", custom=True, parent="component", id="/1", outputs={"x": 1}),
        done("component"),
    )
    assert [item["urn"] for item in deployment["resources"]] == [STACK, "component", "child"]
    assert deployment["resources"][2]["id"] == "/1"
    assert deployment["resources"][2]["outputs"] == {"x": 1}
    assert "pending_operations" not in deployment


def test_a_creation_that_was_cut_off_is_pending() -> None:
    deployment = rebuilt(begun("child", custom=True, inputs={"name": "x"}))
    assert deployment["resources"] == []
    (operation,) = deployment["pending_operations"]
    assert (operation["type"], operation["resource"]["inputs"]) == ("creating", {"name": "x"})


def test_what_the_state_has_already_stays_as_it_is() -> None:
    kept = {"urn": "child", "id": "/old"}
    deployment = rebuilt(begun("child", custom=True), done("child", custom=True, id="/new"), resources=[kept])
    assert deployment["resources"] == [kept]


def test_other_steps_and_other_events_add_nothing() -> None:
    deployment = rebuilt(
        event("resourcePreEvent", "a", "same", custom=True),
        event("resOutputsEvent", "b", "delete", custom=True),
        {"summaryEvent": {}},
        {"resourcePreEvent": {"metadata": {"op": "create", "urn": "c", "new": None}}},
    )
    assert deployment == {"resources": []}
