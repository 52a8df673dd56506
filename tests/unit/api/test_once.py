"""`Idempotency-Key`: the same call gets its first answer, another one is refused, and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.service import Service
from servicedesk.answers import Answer, Answers, KeyReused
from servicedesk.examples import examples
from tests.unit.api.doors import Doors
from tests.unit.servicedesk.world import GRACE, HENRIK, MONDAY

PRODUCT = dict(examples()["product"])


@pytest.fixture
def doors(database: str) -> Doors:
    return Doors(database)


def test_the_same_call_gets_its_first_answer(doors: Doors) -> None:
    first = doors.post(GRACE, "/requests", PRODUCT, "k1")
    doors.post(GRACE, "/requests/R-0001/submit")
    again = doors.post(GRACE, "/requests", PRODUCT, "k1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert (first.headers.get("idempotent-replayed"), again.headers["idempotent-replayed"]) == (None, "true")
    assert len(doors.world.desk.requests()) == 1


def test_a_refusal_is_an_answer_too(doors: Doors) -> None:
    doors.begun(GRACE, "product")
    first = doors.post(GRACE, "/requests/R-0001/approve", key="k1")
    doors.post(GRACE, "/requests/R-0001/submit")
    again = doors.post(GRACE, "/requests/R-0001/approve", key="k1")
    assert (first.status_code, again.status_code, again.content) == (409, 409, first.content)
    assert again.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "data"),
    [("/requests", {**PRODUCT, "reason": "another one"}), ("/requests/R-0001/edit", PRODUCT)],
    ids=["other body", "other address"],
)
def test_a_key_for_another_call_is_refused(doors: Doors, path: str, data: dict[str, object]) -> None:
    doors.post(GRACE, "/requests", PRODUCT, "k1")
    answer = doors.post(GRACE, path, data, "k1")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "H-REQ-005")


def test_two_people_may_choose_the_same_key(doors: Doors) -> None:
    made = [doors.post(name, "/requests", PRODUCT, "k1").json()["id"] for name in (GRACE, HENRIK)]
    assert made == ["R-0001", "R-0002"]


@pytest.mark.parametrize("key", ["x" * 201, "with space"])
def test_a_key_is_a_short_word(doors: Doors, key: str) -> None:
    assert doors.post(GRACE, "/requests", PRODUCT, key).status_code == 422


def test_the_same_call_at_once_happens_once(doors: Doors) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: doors.post(GRACE, "/requests", PRODUCT, "k1"), range(8)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert len(doors.world.desk.requests()) == 1


def test_a_call_whose_answer_was_lost_is_done_again_without_harm(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    service: Service = doors.app.state.service
    with monkeypatch.context() as patched:
        patched.setattr(Answers, "keep", lambda *_: (_ for _ in ()).throw(RuntimeError("killed")))
        assert doors.post(GRACE, "/requests", PRODUCT, "k1").status_code == 500
    again = doors.post(GRACE, "/requests", PRODUCT, "k1")
    assert (again.status_code, again.json()["id"], len(service.desk.requests())) == (201, "R-0001", 1)


def test_the_first_answer_wins(doors: Doors) -> None:
    answers = Answers(doors.world.desk.store.engine)
    assert answers.claim(GRACE, "k", "a", MONDAY) is None
    assert answers.keep(GRACE, "k", Answer(200, "one")) == answers.keep(GRACE, "k", Answer(200, "two"))
    assert answers.claim(GRACE, "k", "a", MONDAY) == Answer(200, "one")
    with pytest.raises(KeyReused):
        answers.claim(GRACE, "k", "b", MONDAY)
