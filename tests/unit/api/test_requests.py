"""Requests over HTTP: their life, lists, actions, and what callers are told."""

import json

import pytest

from servicedesk.examples import examples
from servicedesk.model import KINDS
from tests.unit.api.doors import Doors
from tests.unit.servicedesk.world import GRACE, HENRIK, JONAS, LEA, NADIA


def test_a_product_from_question_to_approval(doors: Doors) -> None:
    began = doors.post(GRACE, "/requests", examples()["product"])
    assert (began.status_code, began.headers["location"]) == (201, "/requests/R-0001")
    assert doors.post(GRACE, "/requests/R-0001/submit").json()["status"] == "submitted"
    assert doors.post(HENRIK, "/requests/R-0001/approve", {"reason": "fits"}).json()["status"] == "submitted"
    assert doors.post(LEA, "/requests/R-0001/approve").json()["status"] == "approved"
    shown = doors.get(NADIA, "/requests/R-0001").json()
    assert [step["action"] for step in shown["history"]] == ["create", "submit", "approve", "approve"]
    assert shown["change"]["files"]
    assert shown["body"]["kind"] == "product"


def test_every_example_is_accepted_as_a_draft(doors: Doors) -> None:
    assert [doors.begun(GRACE, kind) for kind in KINDS] == [f"R-{n:04}" for n in range(1, len(KINDS) + 1)]


def test_question_edit_delegation_and_withdrawal(doors: Doors) -> None:
    request = doors.begun(GRACE, "product")
    doors.post(GRACE, f"/requests/{request}/submit")
    asked = doors.post(HENRIK, f"/requests/{request}/clarify", {"question": "Why now?"}).json()
    assert (asked["status"], asked["question"]) == ("draft", "Why now?")
    changed = {**examples()["product"], "reason": "Because the season begins."}
    assert doors.post(GRACE, f"/requests/{request}/edit", changed).status_code == 200
    doors.post(GRACE, f"/requests/{request}/submit")
    handed = {"to": NADIA, "until": "2026-12-24T00:00:00Z"}
    assert doors.post(HENRIK, f"/requests/{request}/delegate", handed).status_code == 200
    assert [item["id"] for item in doors.get(NADIA, "/requests", to_decide=True).json()["items"]] == [request]
    assert doors.post(GRACE, f"/requests/{request}/withdraw").json()["status"] == "withdrawn"


def test_lists_are_filtered_and_come_in_pages(doors: Doors) -> None:
    for kind in ("product", "integration", "product"):
        doors.begun(GRACE, kind)
    doors.begun(JONAS, "feedback")
    doors.post(GRACE, "/requests/R-0003/submit")

    def ids(**query: object) -> list[str]:
        return [item["id"] for item in doors.get(GRACE, "/requests", **query).json()["items"]]

    assert ids(kind="product") == ["R-0001", "R-0003"]
    assert ids(state="submitted") == ["R-0003"]
    assert ids(mine=True) == ["R-0001", "R-0002", "R-0003"]
    first = doors.get(GRACE, "/requests", limit=3)
    assert [item["id"] for item in first.json()["items"]] == ["R-0001", "R-0002", "R-0003"]
    linked = first.headers["link"].removeprefix("<").partition(">")[0]
    second = doors.get(GRACE, linked).json()
    assert ([item["id"] for item in second["items"]], second["next"]) == (["R-0004"], None)


@pytest.mark.parametrize("query", ["cursor=", "cursor=7", "cursor=R-0001%0A", "cursor=R-%D9%A1%D9%A1%D9%A1%D9%A1"])
def test_a_made_up_cursor_is_refused(doors: Doors, query: str) -> None:
    answer = doors.get(GRACE, f"/requests?{query}")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "H-REQ-004")


@pytest.mark.parametrize("query", ["stauts=draft", "state=open", "kind=zone", "limit=0", "limit=101", "mine=perhaps"])
def test_a_filter_that_is_not_known_is_refused(doors: Doors, query: str) -> None:
    answer = doors.get(GRACE, f"/requests?{query}")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "H-REQ-004")


def test_problems_come_all_at_once_and_are_explained(doors: Doors) -> None:
    answer = doors.post(GRACE, "/requests", {"kind": "product", "nam": "x", "reason": "why not"})
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status_code == 422
    assert {"`name` is missing", "unknown field `nam`"} <= {problem["found"] for problem in told["problems"]}
    assert doors.client.get(told["type"]).json()["title"] == told["title"]


@pytest.mark.parametrize(
    ("name", "path", "data", "status", "code"),
    [
        (HENRIK, "R-0001/submit", None, 403, "D-LIF-002"),
        (GRACE, "R-0001/approve", None, 409, "D-LIF-001"),
        (GRACE, "R-0099/approve", None, 404, "D-REQ-003"),
        (GRACE, "R-0001/decline", {}, 422, "H-REQ-004"),
        (GRACE, "R-0001/withdraw", {"why": "x"}, 422, "H-REQ-004"),
        (GRACE, "R-0001/edit", {"kind": "zone"}, 422, "D-REQ-001"),
        (GRACE, "first/submit", None, 422, "H-REQ-004"),
        (GRACE, "R-0001/expire", None, 404, "H-REQ-006"),
        (
            GRACE,
            "R-0001/delegate",
            {"to": "no.body@contoso.example", "until": "2027-01-01T00:00:00Z"},
            422,
            "D-PER-001",
        ),
    ],
)
def test_what_is_refused_has_a_status_that_says_why(
    doors: Doors, name: str, path: str, data: object, status: int, code: str
) -> None:
    doors.begun(GRACE, "product")
    answer = doors.post(name, f"/requests/{path}", data)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (status, code)


def test_own_requests_are_not_approved_and_the_attempt_is_recorded(doors: Doors) -> None:
    request = doors.begun(HENRIK, "product")
    doors.post(HENRIK, f"/requests/{request}/submit")
    answer = doors.post(HENRIK, f"/requests/{request}/approve")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "D-LIF-003")
    denied = doors.get(GRACE, f"/requests/{request}").json()["denied"]
    assert [(entry["actor"], entry["action"]) for entry in denied] == [(HENRIK, "approve")]


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b'{"a": "\\ud800"}', "application/json", 400),
        (b'{"a": "\\u0000"}', "application/json", 400),
        (b'{"a":' * 2000, "application/json", 400),
        (b"{" + b" " * 70_000 + b"}", "application/json", 413),
        (b"kind=product", "application/x-www-form-urlencoded", 415),
    ],
)
def test_bodies_are_json_objects_of_a_limited_size(doors: Doors, raw: bytes, kind: str, status: int) -> None:
    answer = doors.client.post("/requests", content=raw, headers={**doors.headers(GRACE), "Content-Type": kind})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_the_framework_refuses_is_told_alike(doors: Doors) -> None:
    absent, method = doors.get(GRACE, "/nowhere"), doors.client.delete("/requests")
    assert (absent.status_code, absent.json()["problems"][0]["code"]) == (404, "H-REQ-006")
    assert (method.status_code, method.json()["problems"][0]["code"]) == (405, "H-REQ-007")
    assert method.headers["allow"] == "GET, POST"


def test_a_failure_tells_callers_nothing(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(doors.world.desk, "requests", fail)
    answer = doors.get(GRACE, "/requests")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (500, "H-SRV-001")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_who_saw_an_older_version_does_not_decide_on_the_newer(doors: Doors) -> None:
    request = doors.begun(GRACE, "product")
    seen = doors.post(GRACE, f"/requests/{request}/submit").headers["etag"]
    doors.post(GRACE, f"/requests/{request}/edit", {**examples()["product"], "reason": "Something else."})
    doors.post(GRACE, f"/requests/{request}/submit")
    path = f"/requests/{request}/approve"
    late = doors.client.post(path, headers={**doors.headers(HENRIK), "If-Match": seen})
    assert (late.status_code, late.json()["problems"][0]["code"]) == (412, "D-LIF-011")
    now = doors.get(HENRIK, f"/requests/{request}").headers["etag"]
    given = doors.client.post(path, headers={**doors.headers(HENRIK), "If-Match": now})
    assert given.status_code == 200
    again = doors.client.post(path, headers={**doors.headers(HENRIK), "If-Match": now})
    assert (again.status_code, again.headers["etag"]) == (200, given.headers["etag"])
    odd = doors.client.post(path, headers={**doors.headers(HENRIK), "If-Match": "*"})
    assert odd.status_code == 422


def test_kinds_schemas_catalogue_and_health(doors: Doors) -> None:
    assert [item["kind"] for item in doors.get(GRACE, "/kinds").json()["items"]] == [*KINDS]
    assert "owning_stack" in doors.get(GRACE, "/kinds/access/schema").json()["properties"]
    assert doors.get(GRACE, "/kinds/zone/schema").status_code == 404
    twice = doors.get(GRACE, "/catalogue?search=a&search=b")
    assert (twice.status_code, twice.json()["problems"][0]["code"]) == (422, "H-REQ-004")
    searched = doors.get(GRACE, "/catalogue?search=customer%20mail").json()
    assert searched["datasets"][0]["name"] == "contacts"
    offered = doors.get(GRACE, "/catalogue").json()
    estate = doors.world.estate
    assert [zone["name"] for zone in offered["landing_zones"]] == [*estate.landing_zones]
    assert {team["name"] for team in offered["integrations"] + offered["products"]} == set(estate.teams)
    assert len(offered["datasets"]) == sum(len(team.datasets) for team in estate.teams.values()) > 0
    health = doors.client.get("/health")
    assert health.json() == {"status": "ok"}
    assert health.headers["x-content-type-options"] == "nosniff"


def test_while_the_estate_has_problems_nobody_acts(doors: Doors) -> None:
    broken = next(name for name in doors.world.texts if name.startswith("Pulumi."))
    doors.world.texts = {**doors.world.texts, broken: "not: [yaml"}
    for answer in (doors.get(GRACE, "/requests"), doors.client.get("/health")):
        assert (answer.status_code, answer.json()["problems"][0]["code"]) == (503, "H-SRV-002")


def test_the_document_describes_every_kind_with_its_example(doors: Doors) -> None:
    document = doors.client.get("/openapi.json").json()
    media = document["paths"]["/requests"]["post"]["requestBody"]["content"]["application/json"]
    assert {kind: example["value"] for kind, example in media["examples"].items()} == examples()
    names = {ref.rpartition("/")[2] for ref in _references(document)}
    assert names <= set(document["components"]["schemas"])


def _references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(_references(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(_references(part) for part in value))
    return set()


def test_answers_are_kept_as_json(doors: Doors) -> None:
    answer = doors.post(GRACE, "/requests", {**examples()["product"], "reason": "für das Frühjahr"})
    assert json.loads(answer.content)["status"] == "draft"
